"""Keeping the lists of deputies: entering one, changing, ending their days (C22)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from inspections.models import Deputy
from inspections.policies import kept_deputies
from inspections.services.held import NotPossible
from organisation.models import Person, Unit
from rulebook.procedures.inspections import KINDS, Kind
from supervision.policies import scope_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A deputy as typed: `person` where the roster knows them, `user` their log-in where they have one."""

    kind: str
    number: str
    name: str
    since: date
    until: date | None = None
    workplace: str = ""
    person: Person | None = None
    unit: Unit | None = None
    user: User | None = None


@ledger.service("deputy.enter")
def enter_deputy(*, token: UUID, entry: Entry, by: User, on: date) -> Deputy:
    """Enter a deputy; the same `token` twice enters them once. Raises ValidationError by field, NotPossible."""
    known = Deputy.objects.filter(token=token).first()
    if known:
        raise ledger.Again(known)
    county = _county(entry.kind, by, on)
    _check(entry, county, None)
    row = Deputy(county_id=county, token=token)
    return _filled(row, entry)


@ledger.service("deputy.change")
def change_deputy(*, deputy: int, entry: Entry, by: User, on: date) -> Deputy:
    """Correct what is known of a deputy; the published lists keep what they said. Raises ValidationError by field, NotPossible."""
    row = (
        Deputy.objects.select_for_update(of=("self",))
        .filter(pk__in=kept_deputies(by, on).order_by().values("pk"), pk=deputy)
        .first()
    )
    if row is None or row.kind != entry.kind:
        raise NotPossible
    _check(entry, row.county_id, row.pk)
    return _filled(row, entry)


def _filled(row: Deputy, entry: Entry) -> Deputy:
    row.kind, row.number, row.name, row.workplace = (
        entry.kind,
        entry.number.strip(),
        entry.name.strip(),
        entry.workplace.strip(),
    )
    row.person, row.unit, row.user = entry.person, entry.unit, entry.user
    row.during = DateRange(entry.since, entry.until)
    row.save()
    return row


def _county(kind: str, by: User, on: date) -> str:
    if kind in set(Kind):
        keeper = KINDS[Kind(kind)].keeper
        for body in scope_of(by, on).bodies:
            if body.function == keeper:
                return body.county_id
    raise NotPossible


def _check(entry: Entry, county: str, known: int | None) -> None:
    problems: dict[str, list[str]] = {}
    if not entry.name.strip():
        problems["name"] = [_("请填写姓名。")]
    if not entry.number.strip():
        problems["number"] = [_("请填写证号。")]
    if entry.until is not None and entry.until <= entry.since:
        problems["until"] = [_("截止日期须晚于开始日期。")]
    same = Deputy.objects.filter(county=county, kind=entry.kind)
    same = same.exclude(pk=known) if known is not None else same
    if same.filter(number=entry.number.strip()).exists():
        problems["number"] = [_("该证号已经登记。")]
    if entry.person is not None and same.filter(person=entry.person).exists():
        problems["staff_no"] = [_("该人员已经登记为这一类代表、委员。")]
    if problems:
        raise ValidationError(problems)
