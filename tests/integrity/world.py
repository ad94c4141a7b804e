"""A small county in which talks are held: bodies, heads of several kinds, and who logs in for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from core import clock
from core.periods import Period, quarter_of
from organisation.models import Person, Unit
from rulebook.establishment import Category
from rulebook.roles import Role
from rulebook.tenure import Management
from supervision.models import Duty
from supervision.services import sweep
from tests import factories

TODAY = clock.today()
QUARTER = quarter_of(TODAY)
BEFORE = quarter_of(QUARTER.starts - timedelta(days=1))
TALK = "reminder-talk"
REPORT = "duty-report"
FORUM = "integrity-forum"


@dataclass(frozen=True, slots=True)
class World:
    """Who is who. `town` and `bureau` are headed by `head` and `other`; `station` stands under the bureau."""

    discipline: Unit
    committee: Unit
    bureau: Unit
    town: Unit
    station: Unit
    head: Person
    other: Person
    below: Person
    officer: User
    colleague: User
    auditor: User
    overseer: User
    organiser: User
    head_user: User
    other_user: User
    leader_user: User
    committee_officer: User
    bureau_officer: User
    secretary: User
    below_user: User
    quarter: Period = QUARTER
    before: Period = BEFORE

    def duty(self, person: Person, kind: str = TALK, period: str = QUARTER.key) -> Duty:
        """The duty of `person`."""
        return Duty.objects.get(person=person, kind=kind, period=period)


def build(starts: date = BEFORE.starts) -> World:
    """Make the county and sweep its calendar as of today; planning began with the quarter before."""
    committee = factories.make_unit("镇坪县委", Category.COUNTY_COMMITTEE)
    factories.make_unit("镇坪县人民政府", Category.COUNTY_GOVERNMENT)
    discipline = factories.make_unit("县纪委监委", Category.DISCIPLINE)
    organisation = factories.make_unit("县委组织部", Category.PARTY_DEPARTMENT)
    audit = factories.make_unit("县审计局", Category.GOVERNMENT_DEPARTMENT)
    bureau = factories.make_unit("县林业局", Category.GOVERNMENT_DEPARTMENT)
    town = factories.make_unit("城关镇", Category.TOWN)
    station = factories.make_unit("县林业工作站", Category.INSTITUTION, parent=bureau)
    head, other, below, leader = (
        factories.make_person(name) for name in ("山既明", "柏知远", "苗若溪", "乔怀谷")
    )
    factories.make_tenure(head, factories.make_post(town, "镇党委书记"))
    factories.make_tenure(other, factories.make_post(bureau, "局长"))
    factories.make_tenure(below, factories.make_post(station, "站长", managed_by=Management.DEPARTMENT))
    factories.make_tenure(leader, factories.make_post(committee, "常委", head=False))
    factories.make_link(leader, town)
    factories.start_calendar(starts)
    sweep(on=TODAY)
    officer = factories.make_person("晏听澜")
    return World(
        discipline=discipline,
        committee=committee,
        bureau=bureau,
        town=town,
        station=station,
        head=head,
        other=other,
        below=below,
        officer=factories.make_user("officer", person=officer, role=Role.OFFICER, body=discipline),
        colleague=factories.make_user("colleague", role=Role.OFFICER, body=discipline),
        auditor=factories.make_user("auditor", role=Role.OFFICER, body=audit),
        overseer=factories.make_user("overseer", role=Role.OVERSEER, body=committee),
        organiser=factories.make_user("organiser", role=Role.OFFICER, body=organisation),
        head_user=factories.make_user("head", person=head),
        other_user=factories.make_user("other", person=other),
        leader_user=factories.make_user("leader", person=leader),
        committee_officer=factories.make_user("committee-officer", role=Role.OFFICER, body=committee),
        bureau_officer=factories.make_user("bureau-officer", role=Role.OFFICER, body=bureau),
        secretary=factories.make_user("list-secretary", role=Role.SECRETARY, body=town),
        below_user=factories.make_user("list-below", person=below),
    )
