"""What routing asks of the roster: whom a complaint names, and who would handle it."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import RoleHeld
from complaints.models import ReceivingBody
from complaints.procedure.routing import Named, Officers, Seat
from organisation.models import Person, Relative, Tenure
from rulebook.establishment import Category
from rulebook.roles import Role


def seats_of(people: frozenset[int], on: date) -> tuple[Seat, ...]:
    """The posts outside sections that `people` hold on `on`."""
    held = Tenure.objects.filter(person__in=people, during__contains=on, post__section=None)
    rows = held.values_list("post__unit", "post__unit__category", "post__is_head")
    return tuple(Seat(unit, Category(category), is_head, leads=True) for unit, category, is_head in rows)


def people_called(name: str, unit: int | None, county: str, on: date) -> frozenset[int]:
    """Whom a name written by hand can mean: in the unit chosen, else anywhere in the county."""
    if not name:
        return frozenset()
    held = Tenure.objects.filter(person__name=name, during__contains=on, post__unit__county=county)
    here = held.filter(post__unit=unit)
    return frozenset((here if unit and here.exists() else held).values_list("person", flat=True))


def named(*, person: int | None, written: str, unit: int | None, words: str, county: str, on: date) -> Named:
    """Whom a complaint names."""
    people = frozenset({person}) if person else people_called(written, unit, county, on)
    return Named(people, seats_of(people, on), unit, words)


def officers_of(body: ReceivingBody, on: date) -> Officers:
    """Everybody of the body's unit: its officers, and whoever holds a post in it."""
    assert body.unit_id is not None  # noqa: S101 - a body outside has no officers here
    officers = RoleHeld.objects.filter(
        role=Role.OFFICER, body=body.unit_id, during__contains=on, user__person__isnull=False
    )
    holders = Tenure.objects.filter(post__unit=body.unit_id, during__contains=on)
    people = dict(
        Person.objects.filter(
            Q(pk__in=officers.values("user__person")) | Q(pk__in=holders.values("person"))
        ).values_list("pk", "name")
    )
    pairs = Relative.objects.filter(Q(person__in=people) | Q(relative__in=people)).values_list(
        "person", "relative"
    )
    relatives = frozenset(one for pair in pairs for one in pair) - people.keys()
    return Officers(body.unit_id, people, relatives)


def reportable_people(unit: int, on: date) -> QuerySet[Tenure]:
    """Whom the public form offers for a unit: its heads of the day."""
    return Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=on).select_related(
        "person", "post"
    )
