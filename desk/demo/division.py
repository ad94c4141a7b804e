"""How the demo's units divide their work: all in order but two."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils import timezone

from accounts.models import User
from accounts.services import make_user
from desk.demo.dates import start_of
from desk.demo.people import Cast
from desk.selectors.units import holds
from organisation.models import Tenure, Unit
from rulebook.division import FIELDS, Field
from rulebook.establishment import Category
from supervision.models import Charge
from supervision.selectors.division import last_change
from supervision.services import Assigned, check_divisions, divide_work, divided_somehow

# Units of these categories approve nothing.
NO_APPROVALS = {
    Category.PARTY_DEPARTMENT,
    Category.MASS_ORGANISATION,
    Category.INSTITUTION,
    Category.ENTERPRISE,
}
HELD_BY_HEAD, LEFT_OPEN = "曾家镇", "县农业农村局"
LATELY, A_WHILE_AGO = timedelta(days=20), timedelta(days=45)


def tell(cast: Cast, today: date) -> None:
    """Let every unit that has a head and another leader divide its work; then judge all of them as of `today`."""
    for unit in divided_somehow():
        _divide(cast, unit, today)
    check_divisions(units=list(divided_somehow().values_list("pk", flat=True)), on=today)


def _divide(cast: Cast, unit: Unit, today: date) -> None:
    """One unit's division, from the first day on which everybody in it was there."""
    held = list(
        Tenure.objects.filter(post__unit=unit, post__section=None)
        .select_related("person", "post")
        .order_by("post_id", "during")
    )
    heads = [one for one in held if one.post.is_head]
    leading = {one.person_id for one in heads if holds(one, today)}
    deputies = [one for one in held if holds(one, today) and one.person_id not in leading]
    if not deputies:
        return
    since = max(start_of(today), *(one.during.lower for one in deputies))
    head = next((one for one in heads if holds(one, since)), None)
    if head is None:
        later = [one for one in heads if one.during.lower > since]
        if not later:
            return
        head = min(later, key=lambda one: one.during.lower)
        since = head.during.lower
    rows = _rows(unit, [one.person_id for one in deputies])
    _enter(unit, rows, since, 1, _user(cast, head, today))
    if unit.name == HELD_BY_HEAD:
        head = next(one for one in heads if holds(one, today))
        rows = [Assigned(row.field, head.person_id) if row.field == Field.FINANCE else row for row in rows]
        _enter(unit, rows, today - LATELY, 2, _user(cast, head, today))
    elif unit.name == LEFT_OPEN:
        rows = [Assigned(row.field) if row.field == Field.CONSTRUCTION else row for row in rows]
        _enter(unit, rows, today - A_WHILE_AGO, 2, _user(cast, head, today))


def _rows(unit: Unit, deputies: Sequence[int]) -> list[Assigned]:
    """The fields in turn among the deputies."""
    turn = cycle(deputies)
    none = unit.category in NO_APPROVALS
    return [
        Assigned(field, no_work=True) if none and field == Field.APPROVAL else Assigned(field, next(turn))
        for field in FIELDS
    ]


def _enter(unit: Unit, rows: Sequence[Assigned], since: date, number: int, by: User) -> None:
    """Enter it on its first day, and let its history say so."""
    before = last_change(unit.pk)
    basis = f"班子会议纪要〔{since.year}〕{number}号"
    divide_work(unit=unit.pk, since=since, basis=basis, rows=rows, seen=before, by=by, on=since)
    at = timezone.make_aware(datetime.combine(since, time(10)))
    Charge.history.filter(unit_id=unit.pk, history_id__gt=before).update(history_date=at, history_user=by)


def _user(cast: Cast, head: Tenure, today: date) -> User:
    if head.person_id not in cast.of_person:
        cast.of_person[head.person_id] = make_user(person=head.person, by=None, on=today)
    return cast.of_person[head.person_id]
