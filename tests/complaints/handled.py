"""A complaint brought as far as a test needs it, and who else has a part in it."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from accounts.models import User
from complaints.models import Clarification, Complaint
from complaints.services.clarifying import Worded, clarify
from complaints.services.handling import take_step
from complaints.services.intake import Said, receive
from complaints.services.opening import Keys
from complaints.services.passphrases import make_personal_key
from integrity.models import Inquiry
from integrity.services import inquiries
from integrity.services.inquiries import Asking
from organisation.models import Person, Tenure
from rulebook.establishment import Category
from rulebook.procedures.complaints import Step
from tests.complaints.conftest import SECRET, World
from tests.factories import make_person, make_post, make_tenure, make_unit, make_user

FACTS = "三月初五晚上，镇长在老槐树饭店请客，花了3860元，用的是修桥的钱。"
WRITTEN = "请说明今年公务接待经费的列支和审批情况。"
GROUNDS = "经本机关研究，需要了解有关情况。"


def reported(world: World, **said: object) -> Complaint:
    """What somebody reported about the town's head."""
    filled = {"facts": FACTS, "unit": world.town.pk, "person_words": "镇长"} | said
    receive(body=world.body, said=Said(**filled), form=str(uuid4()), on=world.day)  # type: ignore[arg-type]
    return Complaint.objects.latest("pk")


def keys_of(world: World, found: Complaint, user: User | None = None) -> Keys:
    """What an officer opens it with."""
    return world.opener(user).keys([found])[found.pk]


def step(
    world: World, found: Complaint, kind: Step, by: int = 0, on: date | None = None, **given: object
) -> Complaint:
    """Take a step by one of the two officers; the complaint as it stands then."""
    user = world.officers[by]
    filled = {"words": "写明情况。"} | given
    take_step(
        complaint=found.pk,
        kind=kind,
        keys=keys_of(world, found),
        by=user,
        on=on or world.day,
        **filled,  # type: ignore[arg-type]
    )
    found.refresh_from_db()
    return found


def disposed(world: World, disposal: str, **said: object) -> Complaint:
    """Approved to be handled by one of the four ways."""
    found = reported(world, **said)
    step(world, found, Step.REGISTER)
    step(world, found, Step.ACCEPT)
    step(world, found, Step.PROPOSE, choice=disposal)
    return step(world, found, Step.APPROVE, by=1)


def concluded(world: World, result: str = "unfounded", **said: object) -> Complaint:
    """Looked into, with a conclusion."""
    return step(world, disposed(world, "verification", **said), Step.CONCLUDE, by=1, choice=result)


def asking(world: World, **values: object) -> Asking:
    """A letter to the town's head in the officer's own words."""
    filled = {"person": world.head.pk, "way": "letter", "matters": WRITTEN, "grounds": GROUNDS} | values
    return Asking(**filled)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Leaders:
    """The county's leaders of the day, those with a log-in and a pair of their own first."""

    secretary: User
    chief: User
    governor: Person


def make_leaders(world: World) -> Leaders:
    """县委书记 and 县纪委书记 with keys, 县长 without a log-in."""
    committee = make_unit("县委", Category.COUNTY_COMMITTEE)
    government = make_unit("县政府", Category.COUNTY_GOVERNMENT)
    people = [make_person(name) for name in ("钟望舒", "辛景行", "游怀谷")]
    posts = [(committee, "县委书记"), (world.discipline, "县纪委书记"), (government, "县长")]
    for person, (unit, title) in zip(people, posts, strict=True):
        make_tenure(person, make_post(unit, title, head=unit == world.discipline))
    secretary, chief = (
        make_user(name, person=one) for name, one in zip(("shuji", "jws"), people, strict=False)
    )
    for user in (secretary, chief):
        make_personal_key(by=user, passphrase=SECRET, again=SECRET)
    return Leaders(secretary, chief, people[2])


def principal_of(world: World) -> User:
    """Who approves letters of the discipline body."""
    person = make_person("辛清越")
    make_tenure(person, make_post(world.discipline, "书记"))
    return make_user("zhuyao", person=person)


def closed_with(world: World, row: Inquiry, outcome: str, principal: User, head: User) -> Inquiry:
    """Bring a draft to its outcome."""
    officer, on = world.officers[0], world.day
    inquiries.submit_inquiry(inquiry=row.pk, by=officer, on=on)
    inquiries.approve_inquiry(inquiry=row.pk, by=principal, on=on)
    inquiries.send_inquiry(inquiry=row.pk, by=officer, on=on)
    inquiries.receive_inquiry(inquiry=row.pk, by=head, on=on)
    inquiries.answer_inquiry(inquiry=row.pk, text="已经集体研究。", signed_by="某某", by=head, on=on)
    inquiries.assess_inquiry(
        inquiry=row.pk, outcome=outcome, assessment="说明与账目不符。", by=officer, on=on
    )
    return inquiries.decide_inquiry(inquiry=row.pk, by=principal, on=on)


def clarified(world: World, found: Complaint, **values: object) -> Clarification:
    """A draft that clears the town's head."""
    tenure = Tenure.objects.get(person=world.head)
    filled = {"title": "关于公务接待经费的情况", "text": "经核实，接待经费列支符合规定。"} | values
    return clarify(
        complaint=found.pk, keys=keys_of(world, found), token=uuid4(), worded=Worded(tenure, **filled),  # type: ignore[arg-type]
        by=world.officers[0], on=world.day,
    )  # fmt: skip
