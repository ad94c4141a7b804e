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


def people_called(words: str, unit: int | None, county: str, on: date) -> frozenset[int]:
    """Whom what was written by hand can mean: by name, by unit and post (县委书记), or by post in the unit chosen.

    Without any of them, whoever heads the unit chosen: what is said of a unit is said of them. Rather one too many than one too few.
    """
    together = "".join(words.split())
    held = Tenure.objects.filter(during__contains=on, post__unit__county=county, post__section=None)
    rows = list(
        held.values_list(
            "person", "person__name", "post__title", "post__unit", "post__unit__name", "post__is_head"
        )
    )
    if together:
        found = frozenset(
            person
            for person, name, title, of, unit_name, _head in rows
            if name in together
            or (title if unit_name in title else unit_name + title) in together
            or (of == unit and _is_post(title, together))
        )
        if found:
            return found
    return frozenset(person for person, *_words, of, _unit_name, is_head in rows if is_head and of == unit)


def _is_post(title: str, words: str) -> bool:
    return title in words or words in title


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
