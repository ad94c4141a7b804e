"""The roster by hand: units, posts, people and who held what from when to when. A registrar sees their own counties."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Q, QuerySet
from django.forms import BooleanField
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin import DaysColumns, KeptAdmin, KeptInline, ReadOnlyAdmin
from core.forms import DaysModelForm
from organisation.admin.filters import HeldFilter, VacantFilter
from organisation.choices import CORRECTION
from organisation.models import (
    Absence,
    Affiliation,
    Division,
    LeaderLink,
    Person,
    Post,
    Relative,
    Section,
    Tenure,
    Unit,
)
from organisation.policies import counties_of, in_counties, people_in
from organisation.services import leavings


class OfCountyMixin:
    """Rows of the counties the account keeps, on lists, forms, choices and by guessed address alike.

    `unit_path` leads from a row to its unit; where it is None, `person_path` leads to the person.
    """

    unit_path: str | None = None
    person_path = "pk"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only rows of the account's counties."""
        rows = super().get_queryset(request)  # type: ignore[misc]
        counties = counties_of(request.user)
        if counties is None:
            return rows
        found = (
            people_in(self.person_path, counties)
            if self.unit_path is None
            else in_counties(self.unit_path, counties)
        )
        return rows.filter(found)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """Offer, and accept, only what the account may see of the table pointed to."""
        model = db_field.remote_field.model
        if isinstance(known := admin.site._registry.get(model), OfCountyMixin):
            kwargs["queryset"] = known.get_queryset(request)
        counties = counties_of(request.user)
        if db_field.name == "county":
            county_level = Q(level=3) if counties is None else Q(pk__in=sorted(counties))
            kwargs["queryset"] = Division.objects.filter(county_level)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class RosterInline(OfCountyMixin, KeptInline):
    """Rows on the page of their unit or person."""

    unit_path = "unit"


class AffiliationInline(RosterInline):
    model = Affiliation
    fk_name = "unit"
    autocomplete_fields = ("parent",)
    open_start = True


class PostInline(RosterInline):
    model = Post
    fields = ("section", "title", "seat", "is_head", "managed_by")
    autocomplete_fields = ("section",)


class TenureInline(RosterInline):
    model = Tenure
    unit_path = "post__unit"
    fk_name = "person"
    autocomplete_fields = ("post",)


class AbsenceInline(RosterInline):
    model = Absence
    unit_path, person_path = None, "person"


class RelativeInline(RosterInline):
    model = Relative
    unit_path, person_path = None, "person"
    fk_name = "person"
    autocomplete_fields = ("relative",)


@admin.register(Division)
class DivisionAdmin(ReadOnlyAdmin):
    """Divisions come with the product."""

    list_display = ("code", "name", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")


class CorrectionForm(DaysModelForm):
    """A row whose past is asked about: a change says whether it is a correction."""

    is_correction = BooleanField(
        label=_("更正"),
        required=False,
        help_text=_("原来就登记错了，以前的日期也按更正后的显示。不勾选表示从今天起变更。"),
    )


class CorrectedMixin:
    """Keeps with a change whether it says how things had been all along; rows on the same page follow their page's tick."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save with the reason."""
        if change and form.cleaned_data.get("is_correction"):
            obj._change_reason = CORRECTION
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows on the page with the reason."""
        if form.cleaned_data.get("is_correction"):
            for part in formset.forms:
                part.instance._change_reason = CORRECTION
        super().save_formset(request, form, formset, change)  # type: ignore[misc]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The tick is asked of a change alone."""
        fields = super().get_fields(request, obj)  # type: ignore[misc]
        return [name for name in fields if obj is not None or name != "is_correction"]


@admin.register(Unit)
class UnitAdmin(CorrectedMixin, OfCountyMixin, KeptAdmin):
    """Units with their competent department and posts."""

    form = CorrectionForm
    unit_path = ""
    list_display = ("name", "category", "function", "division", "credit_code")
    list_filter = ("category", "function")
    list_select_related = ("division",)
    search_fields = ("search_keys", "credit_code")
    autocomplete_fields = ("division",)
    inlines = (AffiliationInline, PostInline)


@admin.register(Affiliation)
class AffiliationAdmin(DaysColumns, OfCountyMixin, KeptAdmin):
    """Which competent department a unit stands under."""

    unit_path = "unit"
    open_start = True
    list_display = ("unit", "parent", "begins", "ends")
    list_select_related = ("unit", "parent")
    search_fields = ("unit__search_keys", "parent__search_keys")
    autocomplete_fields = ("unit", "parent")


@admin.register(Section)
class SectionAdmin(OfCountyMixin, KeptAdmin):
    """Inner sections."""

    unit_path = "unit"
    list_display = ("name", "unit")
    list_filter = ("unit__category",)
    list_select_related = ("unit",)
    search_fields = ("unit__search_keys", "name")
    autocomplete_fields = ("unit",)


@admin.register(Post)
class PostAdmin(CorrectedMixin, OfCountyMixin, KeptAdmin):
    """Posts, which of them head a unit, and who manages the cadre."""

    form = CorrectionForm
    unit_path = "unit"
    list_display = ("title", "unit", "section", "seat", "is_head", "managed_by")
    list_filter = (VacantFilter, "is_head", "managed_by", "unit__category")
    list_select_related = ("unit", "section")
    search_fields = ("unit__search_keys", "title", "section__name")
    autocomplete_fields = ("unit", "section")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        """A post names its unit and section wherever it is chosen."""
        return super().get_queryset(request).select_related("unit", "section")


@admin.register(Person)
class PersonAdmin(OfCountyMixin, KeptAdmin):
    """People: name and staff number, nothing else."""

    list_display = ("staff_no", "name", "posts_now")
    search_fields = ("search_keys",)
    inlines = (TenureInline, AbsenceInline, RelativeInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """With the tenures the column shows."""
        return super().get_queryset(request).prefetch_related("tenures__post__unit", "tenures__post__section")

    @admin.display(description=_("任职"))
    def posts_now(self, person: Person) -> str:
        """Posts whose tenure has no last day yet."""
        return "；".join(str(row.post) for row in person.tenures.all() if row.during.upper is None)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows on the page; a head's tenure that ended is followed at once."""
        super().save_formset(request, form, formset, change)
        if formset.model is Tenure:
            rows = [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]
            leavings.tell(people=leavings.leavers_in(rows))


@admin.register(Tenure)
class TenureAdmin(DaysColumns, OfCountyMixin, KeptAdmin):
    """Who held which post; a wrong date corrected here corrects what is still open in the calendar."""

    unit_path = "post__unit"
    list_display = ("person", "post", "kind", "begins", "ends", "note")
    list_filter = (HeldFilter, "kind", "post__is_head", "post__unit__category")
    list_select_related = ("person", "post__unit", "post__section")
    search_fields = ("person__search_keys", "post__unit__search_keys")
    autocomplete_fields = ("person", "post")

    def save_model(self, request: HttpRequest, obj: Tenure, form: Any, change: bool) -> None:
        """Save; a head's tenure that ended is followed at once, for whom it was entered before, too."""
        super().save_model(request, obj, form, change)
        before = {form.initial["person"]} if change and "person" in form.changed_data else set()
        leavings.tell(people=leavings.leavers_in([obj]) | before)


@admin.register(LeaderLink)
class LeaderLinkAdmin(DaysColumns, OfCountyMixin, KeptAdmin):
    """County leaders in charge of, or linked to, units."""

    unit_path = "unit"
    open_start = True
    list_display = ("leader", "unit", "kind", "begins", "ends")
    list_filter = ("kind",)
    list_select_related = ("leader", "unit")
    search_fields = ("leader__search_keys", "unit__search_keys")
    autocomplete_fields = ("leader", "unit")


@admin.register(Relative)
class RelativeAdmin(OfCountyMixin, KeptAdmin):
    """Kinship, for recusal alone."""

    person_path = "person"
    list_display = ("person", "relative", "kind")
    list_filter = ("kind",)
    list_select_related = ("person", "relative")
    search_fields = ("person__search_keys", "relative__search_keys")
    autocomplete_fields = ("person", "relative")


@admin.register(Absence)
class AbsenceAdmin(DaysColumns, OfCountyMixin, KeptAdmin):
    """Approved absences."""

    person_path = "person"
    list_display = ("person", "kind", "begins", "ends", "approved_by")
    list_filter = ("kind",)
    list_select_related = ("person",)
    search_fields = ("person__search_keys",)
    autocomplete_fields = ("person",)
