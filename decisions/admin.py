"""That matters, lists and steps exist, for whoever keeps the system running. Nothing is changed here; personnel matters are never shown (B2)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import DaysColumns, ReadOnlyAdmin
from decisions.models import Bylaw, Doubt, Emergency, ListedMatter, Matter, MatterList, Preparation, Threshold
from rulebook.procedures.decisions import MatterCategory


class QuietAdmin(ReadOnlyAdmin):
    """Shown without its history, which would tell what the page leaves out."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Not offered."""
        raise Http404


class RowsOnlyAdmin(QuietAdmin):
    """A list without pages of its own, on which the product would name each row by its title."""

    list_display_links = None

    def changeform_view(self, *args: Any, **kwargs: Any) -> Any:
        """Not offered."""
        raise Http404


class ListedInline(admin.StackedInline):
    """The rows of a list, one below the other: a table this wide, to be read only, could not be scrolled by keyboard on a phone."""

    model = ListedMatter
    extra = 0
    can_delete = False
    fields = (
        "code",
        "name",
        "category",
        "meetings",
        "vote_base",
        "vote_fraction",
        "needs_legality",
        "threshold",
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No."""
        return False


@admin.register(MatterList)
class MatterListAdmin(QuietAdmin):
    """Versions of the units' lists of matters."""

    list_display = ("unit", "version", "adopted_on", "adopted_by")
    list_select_related = ("unit",)
    search_fields = ("unit__search_keys",)
    fields = ("unit", "version", "adopted_on", "adopted_by", "entered_by")
    inlines = (ListedInline,)


@admin.register(Threshold)
class ThresholdAdmin(DaysColumns, QuietAdmin):
    """Large-sum thresholds over time."""

    list_display = ("unit", "amount", "begins", "ends", "basis")
    list_select_related = ("unit",)
    search_fields = ("unit__search_keys",)
    fields = ("unit", "amount", "during", "basis", "entered_by")


@admin.register(Bylaw)
class BylawAdmin(QuietAdmin):
    """The units' own rules, with what they say of quorum and votes."""

    list_display = ("unit", "kind", "name", "since", "until", "quorum")
    list_filter = ("kind",)
    list_select_related = ("unit",)
    search_fields = ("unit__search_keys", "name")
    fields = (
        "unit",
        "kind",
        "name",
        "meeting",
        "approved_on",
        "approved_by",
        "since",
        "until",
        "ended_reason",
        "reviewed_on",
        "reviewed_by",
        "quorum",
        "vote_base",
        "vote_fraction",
        "withdrawn_reason",
        "entered_by",
    )


@admin.register(Doubt)
class DoubtAdmin(RowsOnlyAdmin):
    """Doubts and whether they were settled; not what was said to them."""

    list_display = ("number", "raised_on", "state")
    list_filter = ("state",)
    list_select_related = ("matter",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Doubt]:
        """Without those of personnel matters."""
        return super().get_queryset(request).exclude(matter__category=MatterCategory.PERSONNEL)

    @admin.display(description=_("编号"), ordering="matter__number")
    def number(self, doubt: Doubt) -> str:
        """The matter's number."""
        return doubt.matter.number


@admin.register(Matter)
class MatterAdmin(RowsOnlyAdmin):
    """Matters by number, class and state; no title, no words, no personnel matter."""

    list_display = ("number", "unit", "category", "state", "origin", "proposed_on", "entered_at")
    list_filter = ("category", "state", "origin")
    list_select_related = ("unit",)
    date_hierarchy = "proposed_on"
    search_fields = ("number", "unit__search_keys")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Matter]:
        """Without personnel matters, and without a word of the others."""
        matters = super().get_queryset(request).exclude(category=MatterCategory.PERSONNEL)
        return matters.defer("title", "summary", "form")


@admin.register(Preparation)
class PreparationAdmin(RowsOnlyAdmin):
    """Which steps before deciding were entered, when; not what they say."""

    list_display = ("number", "kind", "since", "on", "until", "published", "entered_at")
    list_filter = ("kind", "published")
    list_select_related = ("matter",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Preparation]:
        """Without those of personnel matters."""
        return super().get_queryset(request).exclude(matter__category=MatterCategory.PERSONNEL)

    @admin.display(description=_("编号"), ordering="matter__number")
    def number(self, step: Preparation) -> str:
        """The matter's number."""
        return step.matter.number


@admin.register(Emergency)
class EmergencyAdmin(RowsOnlyAdmin):
    """Emergencies and whether a meeting was told; not the reasons."""

    list_display = ("number", "decided_on", "reported_on")
    list_select_related = ("matter",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Emergency]:
        """Without those of personnel matters."""
        return super().get_queryset(request).exclude(matter__category=MatterCategory.PERSONNEL)

    @admin.display(description=_("编号"), ordering="matter__number")
    def number(self, emergency: Emergency) -> str:
        """The matter's number."""
        return emergency.matter.number
