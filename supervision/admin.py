"""From when on counties plan, the exceptions to the mandates, and when the five fields are set aside."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.admin import DaysColumns, KeptAdmin, ReadOnlyAdmin
from supervision.forms.exceptions import ExceptionForm
from supervision.models import (
    CountyCalendar,
    MandateException,
    Suspension,
)
from supervision.services import check_county


@admin.register(CountyCalendar)
class CountyCalendarAdmin(ReadOnlyAdmin):
    """From when on each county plans, and how far it was swept."""

    list_display = ("county", "starts_on", "swept_to")
    list_select_related = ("county",)
    search_fields = ("county__name", "county__code")


@admin.register(Suspension)
class SuspensionAdmin(DaysColumns, KeptAdmin):
    """Days on which a county does not apply the five fields: why, and who decided it. Findings follow at once."""

    list_display = ("county", "begins", "ends", "reason", "decided_by", "entered_by")
    list_select_related = ("county", "entered_by__person")
    search_fields = ("county__name", "county__code")
    autocomplete_fields = ("county",)
    fields = ("county", "during", "reason", "decided_by")

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Suspension, form: ModelForm, change: bool) -> None:
        """Note who entered it, and judge the county's units anew."""
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)
        check_county(county=obj.county_id)


@admin.register(MandateException)
class MandateExceptionAdmin(DaysColumns, KeptAdmin):
    """A mandate given or taken away for one head, with reason, days and an approver, who is not the one who enters it and must
    confirm it on their own page. Whoever changes it before that is the one who entered it.
    """

    list_display = ("clause", "effect", "body", "person", "begins", "ends", "approved_by", "told")
    list_filter = ("effect", "clause")
    list_select_related = ("body", "person", "approved_by__person")
    search_fields = ("person__search_keys", "body__search_keys")
    autocomplete_fields = ("body", "person", "approved_by")
    form = ExceptionForm

    @admin.display(description=_("状态"))
    def told(self, row: MandateException) -> str | Promise:
        """Where it stands."""
        return row.standing

    def get_fields(self, request: HttpRequest, obj: MandateException | None = None) -> list[str]:
        """What is entered; afterwards also by whom, and what the approver said."""
        answered = ["confirmed_on", "declined_on", "declined_because"] if obj else []
        return [*ExceptionForm.Meta.fields, *(["entered_by"] if obj else []), *answered]

    def get_readonly_fields(self, request: HttpRequest, obj: MandateException | None = None) -> list[str]:
        """What was confirmed can only be ended earlier, what was declined stays as it is."""
        shown = self.get_fields(request, obj)
        if obj is None or obj.is_waiting:
            return [name for name in shown if name not in ExceptionForm.Meta.fields]
        return [name for name in shown if name != "during" or obj.declined_on]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form as entered by whoever is logged in, so that nobody approves their own entry."""
        form: type[ModelForm] = super().get_form(request, obj, change, **kwargs)

        class Entered(form):  # type: ignore[misc,valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                if self.instance.is_waiting:
                    self.instance.entered_by = request.user

        return Entered
