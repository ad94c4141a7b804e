"""What the lists of posts and tenures are narrowed by, as of today."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.clock import today
from organisation.models import Post, Tenure
from organisation.selectors import ENDING_DAYS, ending_after, held_on, vacant_on


class VacantFilter(admin.SimpleListFilter):
    """Posts that nobody holds today."""

    title = _("是否空缺")
    parameter_name = "vacant"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Vacant or held."""
        return [("yes", _("空缺")), ("no", _("有人任职"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> QuerySet[Post]:
        """As chosen."""
        if self.value() not in {"yes", "no"}:
            return queryset
        vacant = vacant_on(today())
        return queryset.filter(vacant if self.value() == "yes" else ~vacant)


class HeldFilter(admin.SimpleListFilter):
    """Tenures that are held today, or held and about to end."""

    title = _("在任情况")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Held now, ending soon."""
        return [("now", _("在任")), ("ending", _("%(days)s 日内到期") % {"days": ENDING_DAYS})]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tenure]) -> QuerySet[Tenure]:
        """As chosen."""
        chosen = {"now": held_on, "ending": ending_after}.get(self.value() or "")
        return queryset.filter(chosen(today())) if chosen else queryset
