"""Reaches: the few grounds on which a user sees heads, and the condition in SQL that each becomes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organisation.models import Tenure
from rulebook.tenure import Management


@dataclass(frozen=True, slots=True)
class Reach:
    """Heads that one ground lets a user see, and how far: which kinds of duty, which kinds of matter and
    whether it assesses what is found in them, the content of records, recording them.

    `lies_in` are the counties in which `units` lie, so that a county's reach can be known to cover them. `people`: only
    these (ids), wherever they serve if nothing else is said; `without`: not these, from whom the body stands back or whom an
    exception took from it. `sections`: heads of inner sections of units of this category, instead of heads of units.
    """

    counties: frozenset[str] = frozenset()
    managed_only: bool = False
    units: frozenset[int] = frozenset()
    lies_in: frozenset[str] = frozenset()
    everywhere: bool = False
    sections: str = ""
    people: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    assesses: bool = False
    reads: bool = False
    acts: bool = False

    @property
    def is_by_name(self) -> bool:
        """Whether it gives single people, whatever post they hold."""
        return bool(self.people) and not (self.counties or self.units or self.everywhere)

    def where(self, *, unit: str = "unit", post: str = "post", inside: frozenset[str] = frozenset()) -> Q:
        """The condition on rows that carry a person, a unit and a post, e.g. a duty or (unit="post__unit") a tenure.

        Empty where every row answers; `inside` are counties that are asked for anyway.
        """
        found = Q()
        if self.units:
            found = Q(**{f"{unit}__in": sorted(self.units)})
        elif self.counties:
            found = Q() if self.counties == inside else in_counties(self.counties, unit=unit)
            if self.managed_only:
                found &= Q(**{f"{post}__managed_by": Management.COUNTY})
        if self.people:
            found &= Q(person_id__in=sorted(self.people))
        if self.without:
            found &= ~Q(person_id__in=sorted(self.without))
        return found

    def place(self, on: date, *, unit: str = "unit") -> Q:
        """The condition on rows that carry a unit and a county but no post, e.g. a matter or a finding, or (unit="pk") a unit itself:
        those of units reached.

        A reach of or without single people means the units they head on `on`.
        """
        found = Q() if self.everywhere else Q(**{f"{unit}__in": sorted(self.units)})
        if self.counties and not self.units:
            found = in_counties(self.counties)
        if self.is_by_name:
            found = in_units_led_by(self.people, on, unit=unit)
        elif self.people:
            found &= in_units_led_by(self.people, on, unit=unit)
        if self.without:
            found &= ~in_units_led_by(self.without, on, unit=unit)
        return found or Q(pk__isnull=False)

    def lies_inside(self, counties: frozenset[str]) -> bool:
        """Whether every row it can give lies in one of `counties`."""
        where = self.lies_in if self.units else self.counties
        return bool(where) and where <= counties


def in_units_led_by(people: frozenset[int], on: date, *, unit: str = "unit") -> Q:
    """Rows of units that any of `people` (ids) heads on `on`."""
    held = Tenure.objects.filter(person__in=sorted(people), post__is_head=True, during__contains=on)
    return Q(**{f"{unit}__in": held.order_by().values("post__unit")})


def in_counties(counties: frozenset[str], *, unit: str = "unit") -> Q:
    """Rows of `counties` (six-digit codes), by the row's own county where it has one."""
    path = "county_id" if unit == "unit" else f"{unit}__county_id"
    values = sorted(counties)
    return Q(**{path: values[0]}) if len(values) == 1 else Q(**{f"{path}__in": values})


def any_of(parts: Iterable[tuple[Reach, Q]], *, unit: str = "unit", post: str = "post") -> Q:
    """Rows that answer any of `parts`: a reach, and what else is asked of its rows. None of them: no row at all.

    A county that encloses several parts is asked for once and by itself, so that its index leads whatever is said inside.
    """
    parts = list(parts)
    outer = frozenset(county for reach, _ in parts for county in reach.counties)
    inner: list[Q] = []
    others: list[Q] = []
    for reach, asked in parts:
        if reach.lies_inside(outer):
            inner.append(reach.where(unit=unit, post=post, inside=outer) & asked)
        else:
            others.append(reach.where(unit=unit, post=post) & asked)
    if inner:
        others.append(in_counties(outer, unit=unit) & _either(inner))
    return _either(others) if others else Q(pk__in=[])


def _either(conditions: list[Q]) -> Q:
    """Any of `conditions`; an empty one lets every row in."""
    found = Q()
    for condition in conditions:
        if not condition:
            return Q()
        found |= condition
    return found


def merged(reaches: Iterable[Reach]) -> list[Reach]:
    """Without what a wider reach already gives, so that an officer of one county filters by one plain condition."""
    found: list[Reach] = []
    for reach in sorted(set(reaches), key=lambda r: (not r.everywhere, not r.counties, r.managed_only)):
        if not any(_covers(wide, reach) for wide in found):
            found.append(reach)
    return found


def _covers(wide: Reach, narrow: Reach) -> bool:
    if wide.people or wide.sections != narrow.sections:
        return False
    if not (narrow.kinds <= wide.kinds and narrow.matters <= wide.matters):
        return False
    if not (narrow.assesses <= wide.assesses and narrow.reads <= wide.reads and narrow.acts <= wide.acts):
        return False
    kept_out = wide.without & narrow.people if narrow.people else wide.without - narrow.without
    if kept_out:
        return False
    if wide.everywhere:
        return True
    return bool(wide.counties) and not wide.managed_only and narrow.lies_inside(wide.counties)
