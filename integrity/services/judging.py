"""Keeping the register of findings true to lists, incidents, gifts and declarations: after whatever bears on one, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from core import workdays
from integrity.checks.lists import forms_of
from integrity.models import Attribution, Declaration, Gift, Incident, Inquiry, ResponsibilityList
from integrity.procedure import (
    Change,
    Found,
    Year,
    judge_change,
    judge_gift,
    judge_incident,
    judge_list,
    judge_years,
)
from integrity.procedure import Gift as GiftForm
from integrity.procedure import Incident as IncidentForm
from integrity.selectors import declarations, incidents
from integrity.selectors.exercised import GIFTS, LISTS
from integrity.services.inquiries.checking import check_inquiries
from organisation.models import Tenure, Unit
from rulebook.division import FIELDS, Field
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.integrity import Relation
from supervision.services import Judging, Subject, reconcile

JUDGING = Judging("integrity")
BATCH = 500
# Incidents, gifts and declarations are of persons: seen like personnel matters, by the head, the organisation and the discipline body.
CONFIDENTIAL, OPEN = MatterCategory.PERSONNEL, MatterCategory.POLICY


@transaction.atomic
def check_lists(*, numbers: Sequence[int], on: date) -> int:
    """Judge the lists `numbers` as of `on`; return how many findings were raised. A constant number of queries."""
    held = ResponsibilityList.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows = list(held.select_related("unit", "person").order_by("pk"))
    forms = forms_of(rows)
    found = {_of_list(row): judge_list(forms[row.pk], on) for row in rows}
    return reconcile(found=found, on=on)


@transaction.atomic
def check_incidents(*, numbers: Sequence[int], on: date) -> int:
    """Ask the heads of the incidents `numbers`; of one that was withdrawn nothing is asked any more."""
    held = Attribution.objects.select_for_update(of=("self",), no_key=True).filter(incident__in=numbers)
    rows = held.select_related("incident__person", "person", "unit", "holder").order_by("pk")
    found = {_of_attribution(row): _found_of(row, on) for row in rows}
    return reconcile(found=found, on=on)


@transaction.atomic
def check_gifts(*, numbers: Sequence[int], on: date) -> int:
    """Judge the gifts `numbers` as of `on`."""
    held = Gift.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows, calendar = list(held.select_related("unit", "person").order_by("pk")), workdays.load()
    found: dict[Subject, list[Found]] = {}
    for row in rows:
        form = GiftForm(
            item=row.item, received_on=row.received_on, back_on=row.back_on, handed_in_on=row.handed_in_on
        )
        subject = Subject(GIFTS.source, row.pk, f"礼品登记：{row.item}", CONFIDENTIAL, row.unit, row.person)
        found[subject] = judge_gift(form, on, calendar)
    return reconcile(found=found, on=on)


@transaction.atomic
def check_declarations(*, numbers: Sequence[int], on: date) -> int:
    """Judge the changes declared under `numbers`."""
    held = Declaration.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows, calendar = list(held.select_related("person").order_by("pk")), workdays.load()
    units = _units([row.person_id for row in rows], on)
    found: dict[Subject, list[Found]] = {}
    for row in rows:
        if row.person_id in units:
            form = Change(event=row.event, happened_on=row.happened_on, reported_on=row.reported_on)
            unit = units[row.person_id]
            subject = Subject(declarations.SOURCE, row.pk, "个人有关事项报告", CONFIDENTIAL, unit, row.person)
            found[subject] = judge_change(form, on, calendar)
    return reconcile(found=found, on=on)


@transaction.atomic
def check_yearly(*, on: date) -> int:
    """Find whoever has not made a yearly declaration in time (N48)."""
    owed, calendar = declarations.owed_declarations(on), workdays.load()
    made = declarations.made_by([one.person.pk for one in owed])
    found: dict[Subject, list[Found]] = {}
    for one in owed:
        years = [Year(year=year, confirmed_on=made[one.person.pk].get(year)) for year in one.years]
        subject = Subject(
            declarations.YEARLY, one.person.pk, "个人有关事项年度报告", CONFIDENTIAL, one.unit, one.person
        )
        found[subject] = judge_years(years, on, calendar)
    return reconcile(found=found, on=on)


def check_all(*, on: date) -> tuple[int, int]:
    """Judge every list, incident, gift, declaration and letter of inquiry as of `on`; return how many there are, and how many findings were raised."""
    checked, raised = 0, check_yearly(on=on)
    for rows, check in (
        (ResponsibilityList.objects.all(), check_lists),
        (Incident.objects.all(), check_incidents),
        (Gift.objects.all(), check_gifts),
        (Declaration.objects.all(), check_declarations),
        (Inquiry.objects.exclude(sent_on=None), check_inquiries),
    ):
        numbers = list(rows.order_by("pk").values_list("pk", flat=True))
        checked += len(numbers)
        for start in range(0, len(numbers), BATCH):
            raised += check(numbers=numbers[start : start + BATCH], on=on)
    return checked, raised


def recheck_lists(*numbers: int, on: date) -> None:
    """Judge lists anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_lists, numbers=numbers, on=on))


def _of_list(row: ResponsibilityList) -> Subject:
    return Subject(LISTS.source, row.pk, f"{row.year} 年责任清单", OPEN, row.unit, row.person)


def _of_attribution(row: Attribution) -> Subject:
    title = f"{row.incident.get_relation_display()}问题事件"
    return Subject(
        incidents.SOURCE, row.pk, title, CONFIDENTIAL, row.unit, row.person, concerns=row.incident.person
    )


def _found_of(row: Attribution, on: date) -> list[Found]:
    incident = row.incident
    if incident.withdrawn_reason:
        return []
    form = IncidentForm(
        happened_on=incident.happened_on,
        relation=Relation(incident.relation),
        what=incident.what,
        field=FIELDS[Field(incident.field)].title if incident.field else "",
        holder=row.holder.name if row.holder else "",
    )
    return judge_incident(form, on)


def _units(people: Sequence[int], on: date) -> dict[int, Unit]:
    """The unit each of `people` heads, or headed last; one query."""
    rows = Tenure.objects.filter(person__in=people, post__is_head=True, during__startswith__lte=on)
    return {
        row.person_id: row.post.unit for row in rows.select_related("post__unit").order_by("during", "pk")
    }
