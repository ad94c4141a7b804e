"""Dividing a unit's work among its leaders, and keeping the register of findings true to it: at once, and every night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, workdays
from core.ledger import service
from core.templatetags.wording import cn_date
from organisation.models import Tenure, Unit
from rulebook.division import FIELDS, Field
from supervision.checks.division import Loaded, divisions_of
from supervision.models import Charge
from supervision.policies.division import dividing_units
from supervision.procedure import Found, judge
from supervision.selectors.division import last_change
from supervision.services.findings import Subject, reconcile

SOURCE = "division"  # what is found in a field of a unit stands under this, the field, and the unit's number


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
    problems = _problems(loaded, since, basis, rows, on)
    if problems:
        raise ValidationError(problems)
    former = list(Charge.objects.filter(unit=kept).order_by("during"))
    if _stands(former, since, basis, rows):
        return kept
    if seen != last_change(kept.pk):
        raise DividedMeanwhile
    until = _next(former, since)
    for row in rows:
        _assign(
            [one for one in former if one.field == row.field], kept, row, DateRange(since, until), basis, by
        )
    check_divisions(units=[kept.pk], on=on)
    return kept


def _problems(
    loaded: Loaded, since: date, basis: str, rows: Sequence[Assigned], on: date
) -> dict[str, list[str]]:
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


def _stands(former: list[Charge], since: date, basis: str, rows: Sequence[Assigned]) -> bool:
    """Whether exactly this was entered before."""
    known = {one.field: (one.person_id, one.basis) for one in former if one.during.lower == since}
    wanted = {row.field.value: (row.person, basis.strip()) for row in rows if row.person or row.no_work}
    return bool(known) and known == wanted


def _next(former: list[Charge], since: date) -> date | None:
    """The first day after `since` on which the unit's work was divided anew."""
    turns = {day for one in former for day in (one.during.lower, one.during.upper) if day and day > since}
    return min(turns, default=None)


def _assign(former: list[Charge], unit: Unit, row: Assigned, during: DateRange, basis: str, by: User) -> None:
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
    charge.person_id, charge.during, charge.basis, charge.entered_by = row.person, during, basis.strip(), by
    charge.save()


@transaction.atomic
def check_divisions(*, units: Iterable[int], on: date) -> int:
    """Judge how `units` (numbers) divide their work as of `on` and bring the register to it; return how many findings were raised.

    The units are held meanwhile. A constant number of queries for any number of units.
    """
    held = Unit.objects.select_for_update(no_key=True).filter(pk__in=list(units)).defer("search_keys")
    rows, calendar = list(held.order_by("pk")), workdays.load()
    found: dict[Subject, list[Found]] = {}
    for unit, loaded in zip(rows, divisions_of(rows).values(), strict=True):
        faults = judge(loaded.division, on, calendar)
        for field in FIELDS:
            subject = _subject(unit, loaded, field, on)
            found[subject] = [fault for fault in faults if fault.field == field]
    return reconcile(found=found, on=on)


def check_county(*, county: str) -> int:
    """Judge every unit of `county` (code) as of today, after the county set the rule aside or took it up again."""
    units = divided_somehow().filter(county=county).values_list("pk", flat=True)
    return check_divisions(units=list(units), on=clock.today())


def divided_somehow() -> QuerySet[Unit]:
    """The units whose division of work is judged: those that have a head, and those of which anything was ever entered."""
    headed = Tenure.objects.filter(post__unit=OuterRef("pk"), post__is_head=True)
    entered = Charge.objects.filter(unit=OuterRef("pk"))
    return Unit.objects.filter(Q(Exists(headed)) | Q(Exists(entered))).order_by("pk")


def _subject(unit: Unit, loaded: Loaded, field: Field, on: date) -> Subject:
    rule = FIELDS[field]
    return Subject(
        source=f"{SOURCE}.{field}",
        source_id=unit.pk,
        title=f"班子分工：{rule.title}",
        kind=rule.kind,
        unit=unit,
        person=loaded.head(on, loaded.division.holder(field, on)),
    )
