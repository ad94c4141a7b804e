"""A county with a discipline body that received its key, two officers who can open, one who cannot, two custodians, and a body above."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from accounts.models import User
from complaints.models import BodyKey, PersonalKey, ReceivingBody
from complaints.services.keys import confirm_share, make_body_key
from complaints.services.opening import Opener
from complaints.services.passphrases import make_personal_key, opened
from core import sealing
from organisation.models import Person, Unit
from rulebook.establishment import Category
from rulebook.roles import Role
from tests.factories import make_person, make_post, make_tenure, make_unit, make_user
from tests.today import DAY, fix_today

SECRET = "山高月小 水落石出 不可示人"


@dataclass
class World:
    """Who is who."""

    town: Unit
    head: Person
    discipline: Unit
    body: ReceivingBody
    above: ReceivingBody
    officers: tuple[User, User]
    closed: User
    custodians: tuple[User, User]
    outside: sealing.Pair
    day: date = DAY
    keys: list[BodyKey] = field(default_factory=list)
    privates: dict[int, bytes] = field(default_factory=dict, repr=False)

    def private(self, user: User) -> bytes:
        """The officer's private key; the passphrase is given once, since tries are counted."""
        pair = PersonalKey.objects.get(owner=user, replaced_at=None)
        if pair.pk not in self.privates:
            self.privates[pair.pk] = opened(by=user, passphrase=SECRET)
        return self.privates[pair.pk]

    def opener(self, user: User | None = None) -> Opener:
        """What an officer opens with."""
        user = user or self.officers[0]
        return Opener(user, self.private(user), self.day)


def hold_ceremony(world: World, reason: str = "首次启用") -> BodyKey:
    """Make a key for the body and have both custodians confirm it."""
    key = make_body_key(
        body=world.body,
        officers=world.officers,
        custodians=world.custodians,
        reason=reason,
        by=world.officers[0],
        on=world.day,
    )
    for share in key.shares.select_related("holder__owner"):
        confirm_share(share=share, private=world.private(share.holder.owner), by=share.holder.owner)
    key.refresh_from_db()
    return key


def _officer(login: str, name: str, body: Unit, *, leads: bool = False) -> User:
    person = make_person(name)
    make_tenure(person, make_post(body, f"干部{login}", head=False))
    return make_user(login, role=Role.OFFICER, body=body, person=person)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The county on DAY."""
    fix_today(monkeypatch)
    discipline = make_unit("县纪委监委", Category.DISCIPLINE)
    town = make_unit("城关镇", Category.TOWN)
    head = make_person("江望舒")
    make_tenure(head, make_post(town, "镇长"))
    officers = (_officer("jiwei1", "苗若溪", discipline), _officer("jiwei2", "容牧之", discipline))
    closed = _officer("jiwei3", "乔映川", discipline)
    office, congress = (
        make_unit("县委办公室", Category.PARTY_DEPARTMENT),
        make_unit("县人大常委会", Category.CONGRESS),
    )
    custodians = (_officer("baoguan1", "温知远", office), _officer("baoguan2", "辛景行", congress))
    outside = sealing.new_pair()
    above = ReceivingBody.objects.create(name="市纪委监委", county=town.county, outside_key=outside.public)
    body = ReceivingBody.objects.create(
        name="县纪委监委",
        county=town.county,
        unit=discipline,
        above=above,
        hotline="0915-0000000",
        email="jubao@example.test",
    )
    made = World(town, head, discipline, body, above, officers, closed, custodians, outside)
    for user in (*officers, closed, *custodians):
        make_personal_key(by=user, passphrase=SECRET, again=SECRET)
    made.keys.append(hold_ceremony(made))
    return made
