"""That records and responsibility lists exist, for whoever keeps the system running; what was said is never shown here (confidential, C12,
C15, C16), nor are incidents, gifts and declarations. What a county adds to its lists, and whether its heads declare personal events (N48).
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import DaysColumns, KeptAdmin, ReadOnlyAdmin
from integrity.models import CountyItem, Extension, Record, ResponsibilityList


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    """Kind, day, body and state of records; no names, no words."""

    list_display = ("id", "kind", "state", "origin", "held_on", "body", "heads", "recorded_at")
    list_filter = ("kind", "state", "origin")
    list_select_related = ("body",)
    date_hierarchy = "held_on"
    search_fields = ("body__search_keys",)
    fields = ("kind", "state", "origin", "held_on", "until", "body", "entered_by", "recorded_at")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list offers can be asked for: a list narrowed by words of a record would tell whether they are in it."""
        name = lookup.split(LOOKUP_SEP, maxsplit=1)[0]
        return name in {*self.list_filter, self.date_hierarchy, "id"}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        """With the number of heads, without a word of what was said."""
        words = ("summary", "problems", "measures", "others", "host", "withdrawn_reason")
        return super().get_queryset(request).defer(*words).annotate(heads_count=Count("participations"))

    @admin.display(description=_("一把手人数"), ordering="heads_count")
    def heads(self, record: Any) -> int:
        """How many heads took part."""
        return int(record.heads_count)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The history of a record would tell its words; it is not offered."""
        raise Http404


@admin.register(ResponsibilityList)
class ResponsibilityListAdmin(ReadOnlyAdmin):
    """Whose list of which year, and how it stands; no items, no evidence."""

    list_display = ("person", "unit", "year", "state", "drafted_on")
    list_filter = ("state", "year")
    list_select_related = ("person", "unit")
    search_fields = ("search_keys",)
    fields = ("person", "unit", "year", "state", "drafted_on", "entered_by")


@admin.register(CountyItem)
class CountyItemAdmin(KeptAdmin):
    """What a county adds to every list it begins in these years; lists begun before stay as they are."""

    list_display = ("title", "county", "since_year", "until_year", "basis")
    list_select_related = ("county",)
    search_fields = ("title", "county__name", "county__code")
    autocomplete_fields = ("county",)
    fields = ("county", "title", "text", "since_year", "until_year", "basis")


@admin.register(Extension)
class ExtensionAdmin(DaysColumns, KeptAdmin):
    """Days on which a county has its heads declare personal events, and by which decision (N48). Without one nobody is asked."""

    list_display = ("county", "begins", "ends", "basis")
    list_select_related = ("county",)
    search_fields = ("county__name", "county__code")
    autocomplete_fields = ("county",)
    fields = ("county", "during", "basis")
