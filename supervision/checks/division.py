"""Stored charges, tenures and suspensions, turned into the form by which a unit's division of work is judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from organisation.models import Person, Tenure, Unit
from rulebook.division import Field
from supervision.models import Charge, CountyCalendar, Suspension
from supervision.procedure import Division, Held, Stretch, Term


@dataclass(slots=True)
class Loaded:
    """A unit's division of work, and the leaders named in it: `people` by number, `posts` what each was called from when to when."""

    division: Division
    people: dict[int, Person] = field(default_factory=dict)
    posts: dict[int, list[tuple[Stretch, str]]] = field(default_factory=dict)

    def post(self, person: int, on: date) -> str:
        """What `person` is in the unit on `on`; empty where nothing."""
        return "、".join(title for days, title in self.posts.get(person, ()) if days.includes(on))

    def leaders(self, on: date) -> list[Person]:
        """The leaders of `on`, in the order of their posts."""
        return [self.people[person] for person in self.posts if self.division.leads(person, on)]

    def head(self, on: date, held: int | None = None) -> Person | None:
        """The head who answers for the unit on `on`: of several the one numbered `held`, else the first."""
        heads = [person for person in self.leaders(on) if person.pk in self.division.heads(on)]
        return next((head for head in heads if head.pk == held), heads[0] if heads else None)


def divisions_of(units: Iterable[Unit]) -> dict[int, Loaded]:
    """The division of work of each of `units` through all days, by the unit's number; four queries for any number of units."""
    rows = list(units)
    numbers, counties = [unit.pk for unit in rows], {unit.county_id for unit in rows}
    held = _held(numbers)
    begun = dict(CountyCalendar.objects.filter(county__in=counties).values_list("county", "starts_on"))
    aside: dict[str, list[Stretch]] = defaultdict(list)
    for county, during in Suspension.objects.filter(county__in=counties).values_list("county", "during"):
        aside[county].append(Stretch(**_days(during)))
    tenures: dict[int, list[Tenure]] = defaultdict(list)
    leading = Tenure.objects.filter(post__unit__in=numbers, post__section=None).select_related(
        "person", "post"
    )
    for tenure in leading.order_by("-post__is_head", "post_id", "during").defer("person__search_keys"):
        tenures[tenure.post.unit_id].append(tenure)
    return {
        unit.pk: _loaded(
            tenures[unit.pk], held.get(unit.pk, {}), begun.get(unit.county_id), aside[unit.county_id]
        )
        for unit in rows
    }


def _held(units: list[int]) -> Mapping[int, dict[Field, list[Held]]]:
    found: dict[int, dict[Field, list[Held]]] = defaultdict(dict)
    rows = Charge.objects.filter(unit__in=units).order_by("during")
    for unit, name, person, called, during, basis in rows.values_list(
        "unit", "field", "person", "person__name", "during", "basis"
    ):
        one = Held(person=person, name=called or "", basis=basis, **_days(during))
        found[unit].setdefault(Field(name), []).append(one)
    return found


def _loaded(
    tenures: list[Tenure], held: dict[Field, list[Held]], begun: date | None, aside: list[Stretch]
) -> Loaded:
    terms = [Term(person=row.person_id, head=row.post.is_head, **_days(row.during)) for row in tenures]
    loaded = Loaded(Division(held=held, terms=terms, asked_from=begun, set_aside=aside))
    for row in tenures:
        loaded.people[row.person_id] = row.person
        loaded.posts.setdefault(row.person_id, []).append((Stretch(**_days(row.during)), row.post.title))
    return loaded


def _days(during: DateRange) -> dict[str, Any]:
    return {"since": during.lower, "until": during.upper}
