"""A small county in which a town decides: its leading body of eight, its secretary, the bodies that look on, a relative of the head."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.models import User
from decisions.models import AgendaItem, Candidate, Matter, Meeting, Seat, Threshold
from decisions.services.numbering import next_matter_number
from organisation.models import Person, Post, Unit
from rulebook.establishment import Category
from rulebook.procedures.decisions import MatterCategory
from rulebook.roles import Role
from tests import factories
from tests.today import DAY

TODAY = DAY
MEETING_KIND = "党委会"
THRESHOLD = Decimal(30_000)
MEMBERS = (
    ("山既明", "镇党委书记"),
    ("云望舒", "镇长"),
    ("柏知远", "镇党委副书记"),
    ("石映川", "镇纪委书记"),
    ("江牧之", "镇党委委员"),
    ("林清越", "镇党委委员"),
    ("苗若溪", "副镇长"),
    ("容景行", "副镇长"),
)


@dataclass(frozen=True, slots=True)
class World:
    """Who is who. `members` are the town's leading body, the head first; `users` their log-ins in the same order.

    `secretary` keeps the town's matters. `discipline`, `organiser`, `finance`, `development`, `auditor` are officers of their bodies,
    `leader` the linked county leader, `outsider` the head of another unit, `nobody` has no part in anything. `kin` is an officer of the
    discipline body and the registered spouse of the town's head, `kin_of_deputy` a clerk of the town and spouse of `members[2]`.
    `candidate` is a clerk of the town who may be proposed for a post.
    """

    town: Unit
    bureau: Unit
    members: tuple[Person, ...]
    users: tuple[User, ...]
    candidate: Person
    kin_of_deputy: Person
    secretary: User
    discipline: User
    organiser: User
    finance: User
    development: User
    auditor: User
    leader: User
    outsider: User
    nobody: User
    kin: User

    @property
    def head(self) -> Person:
        """The town's head."""
        return self.members[0]

    @property
    def head_user(self) -> User:
        """The log-in of the town's head."""
        return self.users[0]

    @property
    def member(self) -> User:
        """A plain member of the leading body."""
        return self.users[4]


def build() -> World:
    """Make the county."""
    committee = factories.make_unit("镇坪县委", Category.COUNTY_COMMITTEE)
    factories.make_unit("镇坪县人民政府", Category.COUNTY_GOVERNMENT)
    town = factories.make_unit("城关镇", Category.TOWN)
    bureau = factories.make_unit("县林业局", Category.GOVERNMENT_DEPARTMENT)
    discipline = factories.make_unit("县纪委监委", Category.DISCIPLINE)
    members = tuple(_member(town, name, title, head=not at) for at, (name, title) in enumerate(MEMBERS))
    candidate, kin_of_deputy, keeper = (_clerk(town, name) for name in ("温听澜", "辛若溪", "晏怀谷"))
    leader, other, spouse = (factories.make_person(name) for name in ("乔景行", "祝清越", "游映川"))
    factories.make_tenure(leader, factories.make_post(committee, "常委", head=False))
    factories.make_link(leader, town)
    factories.make_tenure(other, factories.make_post(bureau, "局长"))
    factories.make_tenure(spouse, factories.make_post(discipline, "干事", head=False, section="案件室"))
    factories.make_relatives(spouse, members[0])
    factories.make_relatives(kin_of_deputy, members[2])
    Threshold.objects.create(
        unit=town, amount=THRESHOLD, during=DateRange(factories.LONG_AGO, None), basis="镇党委会议纪要1号"
    )
    bodies = {
        "organiser": ("县委组织部", Category.PARTY_DEPARTMENT),
        "finance": ("县财政局", Category.GOVERNMENT_DEPARTMENT),
        "development": ("县发展和改革局", Category.GOVERNMENT_DEPARTMENT),
        "auditor": ("县审计局", Category.GOVERNMENT_DEPARTMENT),
    }
    officers = {
        name: factories.make_user(name, role=Role.OFFICER, body=factories.make_unit(*body))
        for name, body in bodies.items()
    }
    return World(
        town=town,
        bureau=bureau,
        members=members,
        users=tuple(factories.make_user(f"member{at}", person=one) for at, one in enumerate(members)),
        candidate=candidate,
        kin_of_deputy=kin_of_deputy,
        secretary=factories.make_user("secretary", person=keeper, role=Role.SECRETARY, body=town),
        discipline=factories.make_user("discipline", role=Role.OFFICER, body=discipline),
        leader=factories.make_user("leader", person=leader),
        outsider=factories.make_user("outsider", person=other),
        nobody=factories.make_user("nobody"),
        kin=factories.make_user("kin", person=spouse, role=Role.OFFICER, body=discipline),
        **officers,
    )


def make_matter(world: World, **values: Any) -> Matter:
    """A matter of the town in preparation; `values` are fields of Matter, `candidates` the people proposed in it."""
    candidates = values.pop("candidates", ())
    unit = values.pop("unit", world.town)
    filled = {
        "title": "修建集镇污水管网",
        "summary": "集镇污水直排，拟修建管网。",
        "category": MatterCategory.PROJECT,
        "proposed_on": TODAY,
        "meetings_required": [MEETING_KIND],
        "entered_by": world.secretary,
    } | values
    with transaction.atomic():
        number = next_matter_number(unit, filled["proposed_on"])
        matter = Matter.objects.create(unit=unit, number=number, **filled)
    for place, person in enumerate(candidates, start=1):
        Candidate.objects.create(matter=matter, person=person, post="镇党政办公室主任", place=place)
    return matter


def make_meeting(world: World, *matters: Matter, on: date | None = None, **values: Any) -> Meeting:
    """A meeting of the town's leading body with `matters` on its agenda, planned a week from today unless told otherwise."""
    day = on or TODAY + timedelta(days=7)
    at = timezone.make_aware(datetime.combine(day, time(9)))
    filled = {
        "kind": MEETING_KIND,
        "place": "镇二楼会议室",
        "chair": world.head,
        "secretary": world.secretary,
    }
    meeting = Meeting.objects.create(unit=world.town, at=at, **filled | values)
    for place, (person, (_name, title)) in enumerate(zip(world.members, MEMBERS, strict=True), start=1):
        Seat.objects.create(
            meeting=meeting, person=person, position=title, place=place, is_head=person == world.head
        )
    for place, matter in enumerate(matters, start=1):
        AgendaItem.objects.create(meeting=meeting, matter=matter, place=place, secret=matter.secret_ballot)
    return meeting


def _member(town: Unit, name: str, title: str, *, head: bool) -> Person:
    """A member of the leading body: a post of the unit itself, of no section."""
    person = factories.make_person(name)
    seat = town.posts.filter(title=title, section=None).count() + 1
    post = Post.objects.create(unit=town, title=title, seat=seat, is_head=head)
    factories.make_tenure(person, post)
    return person


def _clerk(town: Unit, name: str) -> Person:
    """Someone of a section of the town, outside the leading body."""
    person = factories.make_person(name)
    post = factories.make_post(town, f"干事（{name}）", head=False, section="党政办公室")
    factories.make_tenure(person, post)
    return person
