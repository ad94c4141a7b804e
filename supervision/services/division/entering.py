"""Dividing a unit's work among its leaders, from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from core.templatetags.wording import cn_date
from organisation.models import Unit
from rulebook.division import FIELDS, Field
from supervision.checks.division import Loaded, divisions_of
from supervision.models import Charge
from supervision.policies.division import dividing_units
from supervision.selectors.division import last_change
from supervision.services.division.checking import check_divisions


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who is to be in charge of a field: a person (number), nobody (None), or that the unit has no such work."""

    field: Field
    person: int | None = None
    no_work: bool = False


class DividedMeanwhile(Exception):
    """Another person entered a division of the unit's work since this one was begun."""


@service("division.enter")
def divide_work(
    *, unit: int, since: date, basis: str, rows: Sequence[Assigned], seen: int, by: User, on: date
) -> Unit:
    """Let the unit's work be divided so from `since` on, until the next division already entered; one of the same day is corrected.

    The head may be named: that is found, not refused. `seen` is the last change the user had before them. The same again changes
    nothing. Raises ValidationError by field (of the form or of work), DividedMeanwhile, Unit.DoesNotExist where it is not theirs.
    """
    kept: Unit = dividing_units(by, on).select_for_update().get(pk=unit)
    loaded = divisions_of([kept])[kept.pk]
    problems = problems_with_division(loaded, since, basis, rows, on)
    if problems:
        raise ValidationError(problems)
    former = former_charges(kept)
    if stands(former, since, basis, rows):
        return kept
    if seen != last_change(kept.pk):
        raise DividedMeanwhile
    assign(kept, former, since, basis, rows, by)
    check_divisions(units=[kept.pk], on=on)
    return kept


def former_charges(unit: Unit) -> list[Charge]:
    """What was entered of the unit's work so far, in the order of its days."""
    return list(Charge.objects.filter(unit=unit).order_by("during"))


def assign(
    unit: Unit, former: list[Charge], since: date, basis: str, rows: Sequence[Assigned], by: User | None
) -> None:
    """Store a division that nothing stands against; it holds until the next one in `former`."""
    during = DateRange(since, _next(former, since))
    for row in rows:
        _assign([one for one in former if one.field == row.field], unit, row, during, basis.strip(), by)


def problems_with_division(
    loaded: Loaded, since: date, basis: str, rows: Sequence[Assigned], on: date
) -> dict[str, list[str]]:
    """What stands against a division, by field of the form (`since`, `basis`, `rows`) or of work."""
    problems: dict[str, list[str]] = {}
    if since > on:
        problems["since"] = [_("起始日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if not basis.strip():
        problems["basis"] = [_("请填写分工所依据的文号或会议。")]
    if not any(row.person or row.no_work for row in rows):
        problems["rows"] = [_("请至少为一项工作选择分管领导。")]
    for row in rows:
        if row.no_work and FIELDS[row.field].everywhere:
            words = _("每个单位都有%(field)s工作，请选择分管领导。")
            problems[row.field] = [words % {"field": _(FIELDS[row.field].title)}]
        elif row.person is not None and not loaded.division.leads(row.person, since):
            person = loaded.people.get(row.person)
            words = _("%(name)s在%(day)s不是本单位班子成员，不能分管。")
            problems[row.field] = [words % {"name": person or _("所选人员"), "day": cn_date(since)}]
    return problems


def stands(former: list[Charge], since: date, basis: str, rows: Sequence[Assigned]) -> bool:
    """Whether exactly this was entered before."""
    known = {one.field: (one.person_id, one.basis) for one in former if one.during.lower == since}
    wanted = {row.field.value: (row.person, basis.strip()) for row in rows if row.person or row.no_work}
    return bool(known) and known == wanted


def _next(former: list[Charge], since: date) -> date | None:
    """The first day after `since` on which the unit's work was divided anew."""
    turns = {day for one in former for day in (one.during.lower, one.during.upper) if day and day > since}
    return min(turns, default=None)


def _assign(
    former: list[Charge], unit: Unit, row: Assigned, during: DateRange, basis: str, by: User | None
) -> None:
    """Bring one field to what was decided for `during`; what was before ends, what was entered for that very day is corrected."""
    same = next((one for one in former if one.during.lower == during.lower), None)
    before = next(
        (one for one in former if one.during.lower < during.lower and during.lower in one.during), None
    )
    if before is not None:
        before.during = DateRange(before.during.lower, during.lower)
        before.save()
    if not (row.person or row.no_work):
        if same is not None:
            same.delete()
        return
    charge = same or Charge(unit=unit, field=row.field)
    charge.person_id, charge.during, charge.basis, charge.entered_by = row.person, during, basis, by
    charge.save()
