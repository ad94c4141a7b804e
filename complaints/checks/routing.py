"""What routing asks of the roster: whom a complaint names, and who would handle it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import RoleHeld
from complaints.models import ReceivingBody
from complaints.procedure.routing import Named, Officers, Seat, Way, way_of
from organisation.models import Person, Relative, Tenure
from rulebook.establishment import Category
from rulebook.roles import Role


class Held(NamedTuple):
    """A post outside sections that somebody held."""

    person: int
    name: str
    title: str
    unit: int
    unit_name: str
    category: str
    is_head: bool


COLUMNS = (
    "person", "person__name", "post__title", "post__unit", "post__unit__name", "post__unit__category", "post__is_head",
)  # fmt: skip


class Roster:
    """Who held which post in a county, on any day: read once by whoever asks for many days."""

    def __init__(self, county: str) -> None:
        """Nothing is read before a day is asked for."""
        self._county = county
        self._read: list[tuple[Held, date | None, date | None]] | None = None
        self._days: dict[date, list[Held]] = {}

    def on(self, day: date) -> list[Held]:
        """The posts held on `day`."""
        if self._read is None:
            held = Tenure.objects.filter(post__unit__county=self._county, post__section=None)
            self._read = [
                (Held(*columns), during.lower, during.upper)
                for *columns, during in held.values_list(*COLUMNS, "during")
            ]
        if day not in self._days:
            self._days[day] = [
                one
                for one, since, until in self._read
                if (since is None or since <= day) and (until is None or day < until)
            ]
        return self._days[day]


def held_on(county: str, on: date) -> list[Held]:
    """The posts held in a county on one day."""
    held = Tenure.objects.filter(during__contains=on, post__unit__county=county, post__section=None)
    return [Held(*columns) for columns in held.values_list(*COLUMNS)]


def people_called(words: str, unit: int | None, held: Sequence[Held]) -> frozenset[int]:
    """Whom what was written by hand can mean: by name, by unit and post (县委书记), or by post in the unit chosen.

    Without any of them, whoever heads the unit chosen: what is said of a unit is said of them. Rather one too many than one too few.
    """
    together = "".join(words.split())
    if together:
        found = frozenset(
            one.person
            for one in held
            if one.name in together
            or (one.title if one.unit_name in one.title else one.unit_name + one.title) in together
            or (one.unit == unit and _is_post(one.title, together))
        )
        if found:
            return found
    return frozenset(one.person for one in held if one.is_head and one.unit == unit)


def _is_post(title: str, words: str) -> bool:
    return title in words or words in title


def named(*, person: int | None, written: str, unit: int | None, words: str, held: Sequence[Held]) -> Named:
    """Whom a complaint names, by the posts `held` on its day."""
    people = frozenset({person}) if person else people_called(written, unit, held)
    seats = tuple(
        Seat(one.unit, Category(one.category), one.is_head, leads=True)
        for one in held
        if one.person in people
    )
    return Named(people, seats, unit, words)


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


def entitled(body: ReceivingBody, about: Named, on: date) -> ReceivingBody | None:
    """The body that may handle what was said to `body`; the search goes up as long as a body is itself concerned. None at its end."""
    found: ReceivingBody | None = body
    while found is not None and found.unit_id is not None:
        way = way_of(about, officers_of(found, on))
        if way == Way.HERE or (way == Way.MANAGED_ABOVE and found.pk != body.pk):
            break
        found = ReceivingBody.objects.filter(pk=found.above_id or 0).first()
    return found


def reportable_people(unit: int, on: date) -> QuerySet[Tenure]:
    """Whom the public form offers for a unit: its heads of the day."""
    return Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=on).select_related(
        "person", "post"
    )
