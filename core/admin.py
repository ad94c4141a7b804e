"""The administration pages' common ground, and the pages of the engines' own tables: all of them for reading only."""

import json
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import DateRangeField
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core.clock import now
from core.forms import DaysField, DaysModelForm
from core.ledger import record
from core.models import CalendarException, Heartbeat, Job, JobRun
from core.scheduled import operational_problem, schedule_lines, told_result
from core.searching import matches

admin.site.unregister(Group)  # rights follow from mandates and dated roles, never from groups


class SearchMixin:
    """Search by name, part of a name, pinyin or initials in stored keys (paths that end in search_keys), else by plain text."""

    search_fields: tuple[str, ...] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Rows in which every word is found somewhere."""
        for word in search_term.split():
            found = Q()
            for path in self.search_fields:
                by_keys = path.endswith("search_keys")
                found |= matches(word, field=path) if by_keys else Q(**{f"{path}__icontains": word})
            queryset = queryset.filter(found)
        return queryset, False


class DaysMixin:
    """Days are entered as 起 and 止; `open_start` where the beginning may be unknown."""

    form = DaysModelForm
    open_start = False

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """Use the two labelled date inputs for a range of days."""
        if isinstance(db_field, DateRangeField):
            return DaysField(label=db_field.verbose_name, open_start=self.open_start)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class KeptAdmin(SearchMixin, DaysMixin, SimpleHistoryAdmin):
    """A table with history that is corrected, never deleted. Every change goes into the ledger, too."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing is deleted: a wrong entry is corrected, an ended one gets its last day."""
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What became of a row, for who may see the row. Raises Http404 for others: its history would tell them all the same."""
        self._row_or_404(request, object_id)
        answer: HttpResponse = super().history_view(request, object_id, extra_context)
        return answer

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A row as it once was, for who may see it now. Raises Http404 for others."""
        self._row_or_404(request, object_id)
        answer: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return answer

    def _row_or_404(self, request: HttpRequest, object_id: str) -> None:
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        """Save and record who changed which fields."""
        super().save_model(request, obj, form, change)
        action = f"{obj._meta.model_name}.{'changed' if change else 'entered'}"
        record(action, by=request.user, target=_identified(obj), facts={"fields": list(form.changed_data)})


class KeptInline(DaysMixin, admin.TabularInline):
    """Rows shown and entered on the page of what they belong to; none is deleted there either."""

    extra = 0
    can_delete = False
    show_change_link = True

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """Name each control itself, too: the head of its column is no label to those who hear the page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and not isinstance(field, DaysField):
            field.widget.attrs.setdefault("aria-label", str(field.label or db_field.verbose_name))
        return field


class ReadOnlyAdmin(SearchMixin, admin.ModelAdmin):
    """A table kept by the product itself: shown, never changed by hand."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """No."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """No."""
        return False


def first_day(during: Any) -> date | None:
    """The first day of a range, for a column."""
    return during.lower if during else None


def last_day(during: Any) -> date | None:
    """The day a range is over, for a column."""
    return during.upper if during else None


class DaysColumns:
    """Columns 起 and 止 for tables with `during`."""

    @admin.display(description=_("起"), ordering="during__startswith")
    def begins(self, row: Any) -> date | None:
        """First day."""
        return first_day(row.during)

    @admin.display(description=_("止（不含）"), ordering="during__endswith", empty_value=_("至今"))
    def ends(self, row: Any) -> date | None:
        """First day no longer in it."""
        return last_day(row.during)


def _identified(row: Model) -> Model | None:
    """The row as a target of the ledger, which knows rows by number."""
    return row if isinstance(row.pk, int) else None


@admin.register(CalendarException)
class CalendarExceptionAdmin(SearchMixin, admin.ModelAdmin):
    """Holidays and worked weekends; the sweep looks at everyone again after a change."""

    list_display = ("day", "is_worked", "name")
    list_filter = ("is_worked", "name")
    date_hierarchy = "day"
    search_fields = ("name",)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Background work: whose, how far."""

    list_display = ("kind", "owner", "state", "file_name", "created_at", "finished_at")
    list_filter = ("state", "kind")
    list_select_related = ("owner__person",)
    search_fields = ("file_name", "owner__username")
    fields = ("kind", "owner", "state", "file_name", "done", "total", "created_at", "finished_at")


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    """Signs of life of worker and beat."""

    list_display = ("name", "at")
    fields = ("name", "at")


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    """Runs of scheduled work, under the schedule itself, which stands in code."""

    list_display = ("job", "due", "started_at", "finished_at", "problem")
    list_filter = ("job",)
    fields = ("job", "due", "started_at", "finished_at", "told")
    change_list_template = "admin/core/jobrun/change_list.html"

    @admin.display(description=_("问题"), empty_value="—")
    def problem(self, run: JobRun) -> str | None:
        """What stood in the way."""
        return operational_problem(run) or None

    @admin.display(description=_("结果"), empty_value="—")
    def told(self, run: JobRun) -> str | None:
        """What was noted, of the chapter of reports only what stood in the way."""
        return json.dumps(told_result(run), ensure_ascii=False, cls=DjangoJSONEncoder)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Put the schedule above the runs."""
        context = (extra_context or {}) | {"schedule": list(schedule_lines(now()))}
        return super().changelist_view(request, context)
