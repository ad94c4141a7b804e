"""A small county on a fixed day: every kind of user has something to see, and something they must not see."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from organisation.models import Division, Person, Unit
from rulebook.establishment import Category
from rulebook.roles import Role
from rulebook.tenure import Management
from supervision.models import Duty
from supervision.services import sweep
from tests import factories
from tests.today import DAY

STARTS = date(2026, 7, 1)
LONG_AGO = date(2022, 3, 1)
TALK, REPORT, FORUM, AUDIT = "reminder-talk", "duty-report", "integrity-forum", "term-audit"


@dataclass(frozen=True, slots=True)
class World:
    """Who is who. The town is headed by `head`, the bureau by `other`, the hospital under the bureau by `below`."""

    county: Division
    units: dict[str, Unit]
    people: dict[str, Person]
    users: dict[str, User]

    def duty(self, person: str, kind: str = TALK, period: str = "2026Q4") -> Duty:
        """The duty of the person called so here."""
        return Duty.objects.get(person=self.people[person], kind=kind, period=period)


def build() -> World:
    """Make the county and sweep its calendar on DAY; planning began in July, so the third quarter is overdue."""
    county = factories.make_county()
    units = _units()
    people = _heads(units)
    factories.make_link(people["leader"], units["town"])
    factories.start_calendar(STARTS)
    sweep(on=DAY)
    return World(county, units, people, _users(units, people))


def _units() -> dict[str, Unit]:
    rows = {
        "committee": ("镇坪县委", Category.COUNTY_COMMITTEE),
        "government": ("镇坪县人民政府", Category.COUNTY_GOVERNMENT),
        "discipline": ("县纪委监委", Category.DISCIPLINE),
        "organisation": ("县委组织部", Category.PARTY_DEPARTMENT),
        "personnel": ("县人力资源和社会保障局", Category.GOVERNMENT_DEPARTMENT),
        "audit": ("县审计局", Category.GOVERNMENT_DEPARTMENT),
        "finance": ("县财政局", Category.GOVERNMENT_DEPARTMENT),
        "bureau": ("县卫生健康局", Category.GOVERNMENT_DEPARTMENT),
        "town": ("城关镇", Category.TOWN),
        "far": ("华坪镇", Category.TOWN),
    }
    units = {key: factories.make_unit(name, category) for key, (name, category) in rows.items()}
    units["hospital"] = factories.make_unit("县医院", Category.INSTITUTION, parent=units["bureau"])
    return units


def _heads(units: dict[str, Unit]) -> dict[str, Person]:
    names = {
        "head": "山既明",
        "other": "柏知远",
        "below": "苗若溪",
        "far": "石听澜",
        "leader": "乔怀谷",
        "member": "温映川",
        "section": "容牧之",
        "auditor": "辛清越",
    }
    people = {key: factories.make_person(name) for key, name in names.items()}
    department = Management.DEPARTMENT
    factories.make_tenure(people["head"], factories.make_post(units["town"], "镇党委书记"), LONG_AGO)
    factories.make_tenure(people["other"], factories.make_post(units["bureau"], "局长"), date(2021, 6, 1))
    post = factories.make_post(units["hospital"], "院长", managed_by=department)
    factories.make_tenure(people["below"], post, LONG_AGO)
    factories.make_tenure(people["far"], factories.make_post(units["far"], "镇党委书记"), LONG_AGO)
    factories.make_tenure(people["auditor"], factories.make_post(units["audit"], "局长"), LONG_AGO)
    seat = factories.make_post(units["government"], "副县长", head=False)
    factories.make_tenure(people["leader"], seat, LONG_AGO)
    factories.make_tenure(people["member"], factories.make_post(units["town"], "干事", head=False), LONG_AGO)
    inner = factories.make_post(units["bureau"], "股长", head=False, section="综合股")
    factories.make_tenure(people["section"], inner, LONG_AGO)
    return people


def _users(units: dict[str, Unit], people: dict[str, Person]) -> dict[str, User]:
    users = {
        f"{key}-officer": factories.make_user(f"{key}-officer", role=Role.OFFICER, body=units[key])
        for key in (
            "committee",
            "government",
            "discipline",
            "organisation",
            "personnel",
            "audit",
            "finance",
            "bureau",
        )
    }
    for key in ("head", "other", "below", "far", "leader", "member"):
        users[key] = factories.make_user(key, person=people[key])
    users["secretary"] = factories.make_user("secretary", role=Role.SECRETARY, body=units["town"])
    users["bookkeeper"] = factories.make_user("bookkeeper", role=Role.BOOKKEEPER, body=units["town"])
    users["registrar"] = factories.make_user("registrar", role=Role.REGISTRAR, body=units["committee"])
    users["overseer"] = factories.make_user("overseer", role=Role.OVERSEER, body=units["discipline"])
    users["administrator"] = factories.make_user("administrator", role=Role.ADMINISTRATOR)
    User.objects.filter(username="administrator").update(is_staff=True)
    users["administrator"].refresh_from_db()
    users["security"] = factories.make_user("security", role=Role.SECURITY_ADMINISTRATOR)
    User.objects.filter(username__in=["administrator", "security"]).update(is_staff=True)
    users["security"].refresh_from_db()
    users["log-auditor"] = factories.make_user("log-auditor", role=Role.AUDIT_ADMINISTRATOR)
    users["nobody"] = factories.make_user("nobody")
    return users
