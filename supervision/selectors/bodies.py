"""Which body must act, and which stands above it, on a day. Loaded once for any number of heads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Exists, OuterRef, Q

from organisation.models import Affiliation, LeaderLink, Relative, Tenure, Unit
from rulebook.duties import BY_KIND, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import NAMES, Function, superior_function
from rulebook.tenure import Management
from supervision.models import Duty

ABOVE_THE_COUNTY = "上级党委"


@dataclass(frozen=True, slots=True)
class Body:
    """Who acts: a unit of the county, a linked leader (person), or a name alone where the roster has no such unit."""

    name: str
    unit: int | None = None
    person: int | None = None


class Directory:
    """The bodies of some counties on a day: functions, competent departments, linked leaders, who leads them. Six queries."""

    def __init__(self, *, counties: Iterable[str], on: date) -> None:
        """Load the bodies of `counties` (six-digit codes) as they stood on `on`."""
        codes = sorted(set(counties))
        self.functions: dict[tuple[str, str], Unit] = {
            (unit.county_id, unit.function): unit
            for unit in Unit.objects.filter(county__in=codes).exclude(function="").defer("search_keys")
        }
        self.parents: dict[int, Affiliation] = {
            row.unit_id: row
            for row in Affiliation.objects.filter(unit__county__in=codes, during__contains=on).select_related(
                "parent"
            )
        }
        self.links: dict[int, list[LeaderLink]] = defaultdict(list)
        for link in LeaderLink.objects.filter(unit__county__in=codes, during__contains=on).select_related(
            "leader"
        ):
            self.links[link.unit_id].append(link)
        self.heads = _heads_of_bodies(codes, on)
        leaders = {link.leader_id for links in self.links.values() for link in links}
        self.kin = _relatives_of(leaders.union(*self.heads.values()))

    def function(self, county: str, function: Function) -> Body:
        """The body that performs `function` in `county`."""
        unit = self.functions.get((county, function))
        return Body(unit.name, unit.pk) if unit else Body(NAMES[function])

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
            return Body(parent.parent.name, parent.parent_id)
        return self.function(unit.county_id, Function.COUNTY_COMMITTEE)

    def above(self, body: Body, county: str) -> Body:
        """The body `body` answers to: its competent department, else the county's leading body; for 县委 the level above."""
        if body.person is not None or body.unit is None:
            return self.function(county, Function.COUNTY_COMMITTEE)
        parent = self.parents.get(body.unit)
        if parent is not None:
            return Body(parent.parent.name, parent.parent_id)
        committee = self.function(county, Function.COUNTY_COMMITTEE)
        if body.unit == committee.unit:
            return Body(ABOVE_THE_COUNTY)
        units = chain(self.functions.values(), (step.parent for step in self.parents.values()))
        known = next((unit for unit in units if unit.pk == body.unit), None)
        return self.function(county, superior_function(known.category)) if known else committee

    def barred_from(self, body: int) -> frozenset[int]:
        """Whom the unit `body` leaves to the next body up: those who lead it, on whichever post they are looked at, and their relatives."""
        heads = self.heads.get(body, frozenset())
        return heads.union(*(self.kin.get(head, ()) for head in heads))

    def unbiased(self, body: Body, *, person: int, unit: int | None, county: str) -> Body:
        """`body`, or the first one above it that may act over `person`, head of `unit` (None: head of a section only).

        A body does not act over the heads of its own unit, nor over whoever leads it, nor over their relatives.
        """
        passed: set[int] = set()
        while body.unit is not None and body.unit not in passed:
            if body.unit != unit and person not in self.barred_from(body.unit):
                break
            passed.add(body.unit)
            body = self.above(body, county)
        return body

    def leaders(self, unit: int, person: int) -> list[LeaderLink]:
        """Links of `unit` whose leader may act over `person`: not the same person, no relative."""
        return [
            link
            for link in self.links.get(unit, [])
            if link.leader_id != person and person not in self.kin.get(link.leader_id, ())
        ]

    def acting(self, duty: Duty) -> list[Body]:
        """Who must act on `duty` (loaded with unit and post); a body that may not passes it to the next one up."""
        rule = BY_KIND[duty.kind]
        found: list[Body] = []
        for who in rule.by if duty.post.managed_by == Management.COUNTY else rule.by_department:
            if who == LINKED_LEADER:
                leaders = self.leaders(duty.unit_id, duty.person_id)
                found += [Body(link.leader.name, person=link.leader_id) for link in leaders]
                continue
            body = (
                self.managing(duty.unit, duty.post.managed_by)
                if who == MANAGING_COMMITTEE
                else self.function(duty.county_id, Function(who))
            )
            found.append(self.unbiased(body, person=duty.person_id, unit=duty.unit_id, county=duty.county_id))
        return list(dict.fromkeys(found))


def _heads_of_bodies(counties: list[str], on: date) -> dict[int, frozenset[int]]:
    """Who leads each unit that performs a function or has units under it on `on`."""
    over_others = Affiliation.objects.filter(parent=OuterRef("post__unit"), during__contains=on)
    tenures = Tenure.objects.filter(
        ~Q(post__unit__function="") | Exists(over_others),
        post__unit__county__in=counties,
        post__is_head=True,
        during__contains=on,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for unit, person in tenures.values_list("post__unit", "person"):
        found[unit].add(person)
    return {unit: frozenset(people) for unit, people in found.items()}


def _relatives_of(people: Iterable[int]) -> dict[int, set[int]]:
    """The registered relatives of each of `people`, whichever side they were registered from."""
    asked = set(people)
    found: dict[int, set[int]] = defaultdict(set)
    for side, other in (("person", "relative"), ("relative", "person")):
        for one, two in Relative.objects.filter(**{f"{side}__in": asked}).values_list(side, other):
            found[one].add(two)
    return found
