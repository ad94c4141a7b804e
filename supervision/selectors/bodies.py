"""Which body must act, and which stands above it, on a day. Loaded once for any number of heads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from organisation.models import Affiliation, LeaderLink, Relative, Unit
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
    """The bodies of some counties on a day: functions, competent departments, linked leaders. Four queries."""

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
        leaders = {link.leader_id for links in self.links.values() for link in links}
        self.kin = {
            frozenset(pair)
            for pair in Relative.objects.filter(person__in=leaders).values_list("person", "relative")
        } | {
            frozenset(pair)
            for pair in Relative.objects.filter(relative__in=leaders).values_list("person", "relative")
        }

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

    def leaders(self, unit: int, person: int) -> list[LeaderLink]:
        """Links of `unit` whose leader may act over `person`: not the same person, no relative."""
        return [
            link
            for link in self.links.get(unit, [])
            if link.leader_id != person and frozenset((link.leader_id, person)) not in self.kin
        ]

    def acting(self, duty: Duty) -> list[Body]:
        """Who must act on `duty` (loaded with unit and post); a body over its own head passes to the next body up."""
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
            found.append(self.above(body, duty.county_id) if body.unit == duty.unit_id else body)
        return list(dict.fromkeys(found))
