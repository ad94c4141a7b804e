"""A head of the town asked to explain a sign, brought as far as a test needs it: drafted by the officer, approved by the principal."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from accounts.models import User
from core import workdays
from core.workdays import WorkdayCalendar
from integrity.models import Inquiry
from integrity.services import inquiries as services
from organisation.models import Person, Unit
from rulebook.procedures.inquiry import Way
from tests import factories
from tests.integrity.world import TODAY, World
from tests.integrity.world import build as build_world

MATTERS = "请说明今年大额资金安排的决策过程。"
SAID = "已经党委会研究，会议记录附后。"
SENT = TODAY - timedelta(days=70)


@dataclass(frozen=True, slots=True)
class Cast:
    """The county with a principal of the discipline body and of the county committee."""

    world: World
    principal: User
    secretary: User
    chief: Person

    @property
    def organisation(self) -> Unit:
        """The organisation department."""
        return Unit.objects.get(function="organisation")


def build() -> Cast:
    """Make the county, and who approves."""
    world = build_world()
    chief, first = factories.make_person("辛景行"), factories.make_person("钟望舒")
    factories.make_tenure(chief, factories.make_post(world.discipline, "书记"))
    factories.make_tenure(first, factories.make_post(world.committee, "县委书记"))
    return Cast(
        world,
        factories.make_user("principal", person=chief),
        factories.make_user("county-secretary", person=first),
        chief,
    )


def calendar() -> WorkdayCalendar:
    """The working days there are."""
    return workdays.load()


def drafted(cast: Cast, way: str = Way.LETTER, on: date = SENT, **values: object) -> Inquiry:
    """A draft by the officer about the head of the town."""
    filled = {
        "person": cast.world.head.pk,
        "way": way,
        "matters": MATTERS,
        "grounds": "日常监督发现。",
    } | values
    asking = services.Asking(**filled)  # type: ignore[arg-type]
    return services.open_inquiry(token=uuid4(), asking=asking, by=cast.world.officer, on=on)


def approved(cast: Cast, way: str = Way.LETTER, on: date = SENT, **values: object) -> Inquiry:
    """Approved by the principal."""
    made = drafted(cast, way, on, **values)
    services.submit_inquiry(inquiry=made.pk, by=cast.world.officer, on=on)
    return services.approve_inquiry(inquiry=made.pk, by=cast.principal, on=on)


def sent(cast: Cast, way: str = Way.LETTER, on: date = SENT, **values: object) -> Inquiry:
    """Sent by the officer."""
    made = approved(cast, way, on, **values)
    return services.send_inquiry(inquiry=made.pk, by=cast.world.officer, on=on)


def received(cast: Cast, on: date = SENT, **values: object) -> Inquiry:
    """Signed for by the head on the day it was sent."""
    made = sent(cast, Way.LETTER, on, **values)
    return services.receive_inquiry(inquiry=made.pk, by=cast.world.head_user, on=on)


def answered(cast: Cast, on: date = SENT, *, after: int = 5) -> Inquiry:
    """Explained by the head some days after."""
    made, day = received(cast, on), on + timedelta(days=after)
    return services.answer_inquiry(inquiry=made.pk, text=SAID, signed_by="", by=cast.world.head_user, on=day)


def assessed(cast: Cast, outcome: str = "accept", on: date = SENT, *, after: int = 10) -> Inquiry:
    """Assessed by the officer, some days after it was sent."""
    made, day = answered(cast, on), on + timedelta(days=after)
    return services.assess_inquiry(
        inquiry=made.pk, outcome=outcome, assessment="说明与记录相符。", by=cast.world.officer, on=day
    )


def decided(cast: Cast, outcome: str = "accept", on: date = SENT, *, after: int = 12) -> Inquiry:
    """Approved by whose it is."""
    made, day = assessed(cast, outcome, on), on + timedelta(days=after)
    by = cast.secretary if outcome == "admonish" else cast.principal
    return services.decide_inquiry(inquiry=made.pk, by=by, on=day)
