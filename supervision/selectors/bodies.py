"""Which body must act, and which stands above it, on a day. Loaded once for any number of heads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from organisation.models import Affiliation, LeaderLink, Relative, Unit
from organisation.selectors import links_on, register_on
from rulebook.duties import BY_KIND, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import NAMES, Function, superior_function
from rulebook.mandates import ACTS_UNDER
from rulebook.tenure import Management
from supervision.models import Duty
from supervision.policies import ByHand, exceptions_on, people_stood_back_from, units_led_by_kin

ABOVE_THE_COUNTY = "上级党委"
_OF_THE_LEADER = OuterRef("leader")
RELATIVES_OF_THE_LEADER = {
    "named": ArraySubquery(Relative.objects.filter(person=_OF_THE_LEADER).values("relative")),
    "naming": ArraySubquery(Relative.objects.filter(relative=_OF_THE_LEADER).values("person")),
}


@dataclass(frozen=True, slots=True)
class Body:
    """Who acts: a unit of the county, a linked leader (person), or a name alone where the roster has no such unit."""

    name: str
    unit: int | None = None
    person: int | None = None


# The affiliations that lead up from some units, and from the bodies with a function in some counties. A unit has at most one
# at a time; saying so (LIMIT) makes PostgreSQL look each up by its unit instead of reading all there are.
LEADING_UP = """
WITH RECURSIVE start(unit) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION SELECT id FROM organisation_unit WHERE county_id = ANY(%(counties)s) AND function <> ''
), step(id, unit_id, parent_id, during) AS (
    SELECT row.* FROM start CROSS JOIN LATERAL (
        SELECT id, unit_id, parent_id, during FROM organisation_affiliation
        WHERE unit_id = start.unit AND during @> %(on)s::date LIMIT 1) AS row
    UNION
    SELECT row.* FROM step CROSS JOIN LATERAL (
        SELECT id, unit_id, parent_id, during FROM organisation_affiliation
        WHERE unit_id = step.parent_id AND during @> %(on)s::date LIMIT 1) AS row
)
SELECT * FROM step
"""


class Directory:
    """The bodies of some counties on a day: functions, competent departments, linked leaders, exceptions by hand. Six queries."""

    def __init__(self, *, counties: Iterable[str], on: date, about: Sequence[Duty] | None = None) -> None:
        """Load the bodies of `counties` (six-digit codes) as they stood on `on`: all of them, or with `about` only what
        these duties (loaded with unit and post) need, so that a page of fifty from fifty counties does not read them whole.
        """
        self.on, self.codes, self.about = on, sorted(set(counties)), about
        self.given, self.taken = exceptions_on(on, self._excepted())
        self.register = register_on(on, counties=self.codes)
        named = {*self.register.units, *(one.body for one in self.given)}
        self.parents: dict[int, Affiliation] = {row.unit_id: row for row in self._affiliations(named)}
        named |= {row.parent_id for row in self.parents.values()}
        units = Unit.objects.filter(Q(pk__in=named) | ~Q(function="") & Q(county__in=self.codes))
        self.units: dict[int, Unit] = {unit.pk: unit for unit in units.defer("search_keys")}
        for row in self.parents.values():
            row.parent = self.units[row.parent_id]
        self.functions: dict[tuple[str, str], Unit] = {
            (unit.county_id, function): unit
            for unit in self.units.values()
            if (function := self.register.unit(unit).function)
        }
        self.back = self._back()
        self.links: dict[int, list[LeaderLink]] = defaultdict(list)
        self.kin: dict[int, set[int]] = {}
        for link in self._links().select_related("leader").annotate(**RELATIVES_OF_THE_LEADER):
            self.links[link.unit_id].append(link)
            self.kin[link.leader_id] = {*link.named, *link.naming}  # type: ignore[attr-defined]

    @classmethod
    def of(cls, duties: Sequence[Duty], on: date) -> "Directory":
        """What must be known on `on` about `duties` and no other."""
        return cls(counties={duty.county_id for duty in duties}, on=on, about=duties)

    def _excepted(self) -> Q:
        within = Q(body__county__in=self.codes)
        return (
            within if self.about is None else within & Q(person__in={duty.person_id for duty in self.about})
        )

    def _affiliations(self, named: Iterable[int]) -> Iterable[Affiliation]:
        if self.about is None:
            return Affiliation.objects.filter(unit__county__in=self.codes, during__contains=self.on)
        units = sorted({*named, *(duty.unit_id for duty in self.about)})
        return Affiliation.objects.raw(LEADING_UP, {"units": units, "counties": self.codes, "on": self.on})

    def _back(self) -> dict[int, frozenset[int]]:
        if self.about is None:
            return people_stood_back_from(self.units, (), self.on)
        return units_led_by_kin((duty.person_id for duty in self.about), self.on)

    def _links(self) -> QuerySet[LeaderLink]:
        links = links_on(self.on)
        if self.about is None:
            return links.filter(unit__county__in=self.codes)
        return links.filter(unit__in={duty.unit_id for duty in self.about})

    def body(self, unit: int) -> Body:
        """The body that the unit numbered `unit` is, by the name it had."""
        return Body(self.register.unit(self.units[unit]).name, unit)

    def function(self, county: str, function: Function) -> Body:
        """The body that performs `function` in `county`."""
        unit = self.functions.get((county, function))
        return self.body(unit.pk) if unit else Body(NAMES[function])

    def ancestors(self, unit: int) -> list[Affiliation]:
        """The competent departments above `unit`, nearest first, each with the affiliation that leads to it."""
        found: list[Affiliation] = []
        seen = {unit}
        while (step := self.parents.get(unit)) is not None and step.parent_id not in seen:
            found.append(step)
            seen.add(step.parent_id)
            unit = step.parent_id
        return found

    def managing(self, unit: Unit, managed_by: str) -> Body:
        """The committee that manages the head: 县委 for 县管, the competent department for 部门管 (C12)."""
        parent = self.parents.get(unit.pk)
        if managed_by == Management.DEPARTMENT and parent is not None:
            return self.body(parent.parent_id)
        return self.function(unit.county_id, Function.COUNTY_COMMITTEE)

    def above(self, body: Body, county: str) -> Body:
        """The body `body` answers to: its competent department, else the county's leading body; for 县委 the level above."""
        if body.person is not None or body.unit is None:
            return self.function(county, Function.COUNTY_COMMITTEE)
        parent = self.parents.get(body.unit)
        if parent is not None:
            return self.body(parent.parent_id)
        committee = self.function(county, Function.COUNTY_COMMITTEE)
        if body.unit == committee.unit:
            return Body(ABOVE_THE_COUNTY)
        known = self.units.get(body.unit)
        return self.function(county, superior_function(known.category)) if known else committee

    def bearer(self, body: Body, person: int, county: str, acting: str = "") -> Body:
        """The first body from `body` up that need not stand back from `person`: is led neither by them nor by a relative.

        With `acting`, a clause, also the first from which that was not taken by hand.
        """
        seen: set[int] = set()
        while body.unit is not None and body.unit not in seen:
            relieved = acting and ByHand(acting, body.unit, person) in self.taken
            if person not in self.back.get(body.unit, ()) and not relieved:
                return body
            seen.add(body.unit)
            body = self.above(body, county)
        return body

    def superior(self, body: Body, duty: Duty) -> Body:
        """The body before which `duty` comes when `body` lets it stay overdue (L2)."""
        return self.bearer(self.above(body, duty.county_id), duty.person_id, duty.county_id)

    def must_stand_back(self, leader: int, person: int) -> bool:
        """Whether a linked leader is `person`, or their relative."""
        return leader == person or person in self.kin[leader]

    def acting(self, duty: Duty) -> list[Body]:
        """Who must act on `duty` (loaded with unit and post), and who was named for it by hand; a body that must stand back
        or was relieved is followed by the next body up.
        """
        rule = BY_KIND[duty.kind]
        is_county = self.register.manager(duty.post) == Management.COUNTY
        found: list[Body] = []
        for who in rule.by if is_county else rule.by_department:
            clause = "" if who == MANAGING_COMMITTEE and is_county else ACTS_UNDER.get(who, "")
            named = sorted(
                one.body for one in self.given if (one.clause, one.person) == (clause, duty.person_id)
            )
            found += (
                self._leaders(duty) if who == LINKED_LEADER else self._body(who, clause, duty, bool(named))
            )
            found += [self.bearer(self.body(unit), duty.person_id, duty.county_id, clause) for unit in named]
        return list(dict.fromkeys(found))

    def _leaders(self, duty: Duty) -> list[Body]:
        committee = self.function(duty.county_id, Function.COUNTY_COMMITTEE)
        return [
            self.bearer(committee, duty.person_id, duty.county_id)
            if self.must_stand_back(link.leader_id, duty.person_id)
            else Body(link.leader.name, person=link.leader_id)
            for link in self.links.get(duty.unit_id, [])
        ]

    def _body(self, who: str, clause: str, duty: Duty, is_replaced: bool) -> list[Body]:
        """The body the rulebook names, over its own unit the one above it; unless that was relieved by hand and another was
        named in its place.
        """
        if who == MANAGING_COMMITTEE:
            body = self.managing(duty.unit, self.register.manager(duty.post))
            clause = clause if duty.unit_id in self.parents else ""
        else:
            body = self.function(duty.county_id, Function(who))
        if body.unit == duty.unit_id:
            body = self.above(body, duty.county_id)
        if is_replaced and body.unit and ByHand(clause, body.unit, duty.person_id) in self.taken:
            return []
        return [self.bearer(body, duty.person_id, duty.county_id, clause)]
