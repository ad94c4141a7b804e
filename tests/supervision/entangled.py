"""A county in which recusal and exceptions meet: heads who lead two units, relatives who lead bodies, mandates given and taken by hand."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from organisation.models import Affiliation, LeaderLink, Person, Unit
from rulebook.establishment import Category
from rulebook.mandates import MANDATES
from rulebook.roles import Role
from rulebook.tenure import Management, TenureKind
from rulebook.types import Basis
from supervision.models import MandateException
from supervision.services import sweep
from tests.factories import (
    LONG_AGO,
    make_link,
    make_person,
    make_post,
    make_relatives,
    make_tenure,
    make_unit,
    make_user,
    start_calendar,
)

DAY = date(2026, 11, 24)
STARTS = date(2026, 7, 1)
BODIES = {
    "committee": ("县委", Category.COUNTY_COMMITTEE),
    "government": ("县政府", Category.COUNTY_GOVERNMENT),
    "discipline": ("县纪委监委", Category.DISCIPLINE),
    "organisation": ("县委组织部", Category.PARTY_DEPARTMENT),
    "personnel": ("县人力资源和社会保障局", Category.GOVERNMENT_DEPARTMENT),
    "audit": ("县审计局", Category.GOVERNMENT_DEPARTMENT),
    "development": ("县发展和改革局", Category.GOVERNMENT_DEPARTMENT),
    "finance": ("县财政局", Category.GOVERNMENT_DEPARTMENT),
    "health": ("县卫生健康局", Category.GOVERNMENT_DEPARTMENT),
    "hospital": ("县医院", Category.INSTITUTION),
    "station": ("县医院急救站", Category.INSTITUTION),
    "town": ("城关镇", Category.TOWN),
}
UNDER = {"hospital": "health", "station": "hospital"}


@dataclass(slots=True)
class County:
    """Units, the head of each, an officer of each, a linked leader, and the heads of two inner sections."""

    units: dict[str, Unit] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    sections: dict[str, Person] = field(default_factory=dict)
    links: list[LeaderLink] = field(default_factory=list)
    leaders: dict[int, User] = field(default_factory=dict)

    @property
    def people(self) -> list[Person]:
        """All who head a unit or a section."""
        return [*self.heads.values(), *self.sections.values()]

    def seat(self, person: Person, unit: str, kind: str = TenureKind.CONCURRENT) -> None:
        """Let `person` lead `unit` as well."""
        level = Management.DEPARTMENT if unit in UNDER else Management.COUNTY
        make_tenure(person, make_post(self.units[unit], "负责人", managed_by=level), LONG_AGO, kind=kind)

    def link(self, leader: Person, unit: str) -> None:
        """Link `leader` to `unit`; the leader gets a user."""
        self.links.append(make_link(leader, self.units[unit]))
        if leader.pk not in self.leaders:
            self.leaders[leader.pk] = make_user(person=leader)


def build() -> County:
    """Make the county without any entanglement; `settle` sweeps its calendar."""
    made = County()
    for key, (name, category) in BODIES.items():
        parent = made.units.get(UNDER.get(key, ""))
        made.units[key] = make_unit(name, category, parent=parent)
        level = Management.DEPARTMENT if key in UNDER else Management.COUNTY
        post = make_post(made.units[key], "主要负责人", managed_by=level)
        made.heads[key] = make_tenure(post=post, start=date(2021, 3, 1)).person
        made.officers[key] = make_user(role=Role.OFFICER, body=made.units[key])
    for key in ("organisation", "finance"):
        made.sections[key] = make_tenure(
            post=make_post(made.units[key], "科长", section="综合科"), start=date(2022, 1, 1)
        ).person
    made.link(make_person("乔怀谷"), "town")
    return made


def settle() -> None:
    """Plan what is owed since July: the third quarter is overdue and was raised to the superiors."""
    start_calendar(STARTS)
    sweep(on=DAY)


def except_(
    effect: str, clause: str, body: Unit, person: Person, *, since: date = LONG_AGO, until: date | None = None
) -> MandateException:
    """A mandate given ("add") or taken ("remove") by hand, confirmed long ago."""
    return MandateException.objects.create(
        effect=effect, clause=clause, body=body, person=person, during=DateRange(since, until),
        reason="县委专题会议决定", entered_by=make_user(), approved_by=make_user(), confirmed_on=LONG_AGO,
    )  # fmt: skip


def entangle(county: County, seed: int) -> None:
    """Tie people, bodies and mandates together at random, the same way for the same seed."""
    chance = Random(seed)
    people = county.people
    pairs = {tuple(chance.sample(range(len(people)), 2)) for _ in range(chance.randrange(5))}
    for one, other in sorted(pairs):
        make_relatives(people[one], people[other])
    for unit in chance.sample(sorted(county.units), 2):
        county.seat(chance.choice([*county.heads.values()]), unit)
    for _ in range(2):
        linked = {link.unit for link in county.links}
        unit = chance.choice([key for key in county.units if county.units[key] not in linked])
        county.link(chance.choice(people), unit)
    if chance.random() < 0.4:
        body = chance.choice(["audit", "discipline"])
        Affiliation.objects.create(
            unit=county.units[body],
            parent=county.units[chance.choice(["government", "town"])],
            during=DateRange(LONG_AGO, None),
        )
    known: set[tuple[str, str, int]] = set()
    for _ in range(6):
        rule, body, person = (
            chance.choice(MANDATES),
            chance.choice(sorted(county.units)),
            chance.choice(people),
        )
        effect = chance.choice(["add", "remove"])
        if (rule.clause, body, person.pk) in known or (
            rule.basis == Basis.LINKED_LEADER and effect == "remove"
        ):
            continue
        known.add((rule.clause, body, person.pk))
        except_(effect, rule.clause, county.units[body], person)
