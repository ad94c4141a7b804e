"""A town whose head leaves: who hands over, who takes over, who witnesses."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from audits.choices import ItemAnswer
from audits.models import Handover, HandoverItem
from audits.services.handovers.checking import check_items
from audits.services.handovers.filling import Filled, fill_handover, give_handover
from audits.services.handovers.opening import open_handovers
from audits.services.handovers.signing import sign_as_leaver, sign_as_successor, sign_as_witness
from organisation.models import Person, Post, Tenure
from rulebook.procedures.handover import ITEMS
from rulebook.tenure import TenureKind
from supervision.services import sweep
from tests import factories
from tests.decisions.world import World
from tests.today import DAY

LEFT = date(2026, 11, 16)  # a Monday, six working days before today
STARTS = date(2026, 1, 1)
SUCCESSOR = "温怀谷"


@dataclass(frozen=True, slots=True)
class Handing:
    """The small county on the day after: `successor` and `successor_user` hold the post from LEFT on."""

    world: World
    post: Post
    leaver: Person
    leaver_user: User
    successor: Person
    successor_user: User

    @property
    def witness(self) -> User:
        """An officer of the organisation department, which leads."""
        return self.world.organiser

    @property
    def handover(self) -> Handover:
        """The handover of the town's head."""
        return Handover.objects.get(post=self.post)


def leave(world: World, *, on: date = LEFT, kind: str | None = TenureKind.FULL) -> Handing:
    """Let the town's head leave on `on` and another take the post in the way of `kind`, or nobody."""
    factories.start_calendar(STARTS)
    tenure = Tenure.objects.get(person=world.head, post__is_head=True)
    tenure.during = DateRange(tenure.during.lower, on)
    tenure.save()
    successor = factories.make_person(SUCCESSOR)
    if kind is not None:
        factories.make_tenure(successor, tenure.post, on, kind=kind)
    user = factories.make_user("successor", person=successor)
    return Handing(world, tenure.post, world.head, world.head_user, successor, user)


def nightly(on: date = DAY) -> int:
    """What the night does: the calendar, then the handovers."""
    sweep(on=on)
    return open_handovers(on=on)


def seen(handover: Handover) -> dict[str, Any]:
    """The list as just opened."""
    return {"handover": handover.pk, "seen": Handover.objects.get(pk=handover.pk).changed_at, "on": DAY}


def filled(handing: Handing, by: User | None = None, **more: Any) -> Handover:
    """The list filled in: nothing where nothing is known, a seal among the papers."""
    found = handing.handover
    known = set(found.items.filter(nothing=False).values_list("kind", flat=True))
    given = Filled(
        added={"papers": ["单位公章一枚"]}, nothing=frozenset(ITEMS.keys() - known - {"papers"}), **more
    )
    return fill_handover(filled=given, by=by or handing.leaver_user, **seen(found))


def given(handing: Handing, by: User | None = None, **more: Any) -> Handover:
    """The list filled in and given to the successor."""
    filled(handing, by, **more)
    return give_handover(handover=handing.handover.pk, by=by or handing.leaver_user, on=DAY)


def agreed(handing: Handing, by: User | None = None) -> Handover:
    """Every item agreed to."""
    found = handing.handover
    said = dict.fromkeys(found.items.values_list("pk", flat=True), (ItemAnswer.AGREED.value, ""))
    return check_items(said=said, by=by or handing.successor_user, **seen(found))


def signed(handing: Handing, **more: Any) -> Handover:
    """A handover through all its steps."""
    given(handing, **more)
    agreed(handing)
    number = handing.handover.pk
    sign_as_leaver(handover=number, by=handing.leaver_user, on=DAY)
    sign_as_successor(handover=number, by=handing.successor_user, on=DAY)
    return sign_as_witness(handover=number, by=handing.witness, on=DAY)


def item(handing: Handing, **where: Any) -> HandoverItem:
    """The one item that answers `where`."""
    return HandoverItem.objects.get(handover=handing.handover, **where)


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)
