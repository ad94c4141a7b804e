"""Appraisals, rewards and removals of the town's head, as far as a test needs them."""

from datetime import date
from typing import Any
from uuid import uuid4

from accounts.models import User
from appointments.models import PersonnelAction
from appointments.services.actions import ActionOpening, Decision, decide_action, open_action
from organisation.models import Unit
from rulebook.establishment import Function
from tests.appointments.files import consult_all, days_ago
from tests.decisions.world import TODAY, World

OCCASION = {"reward": "抗洪抢险", "removal": "连续两年考核靠后"}
RESULT = {"appraisal": "competent", "reward": "citation", "removal": "moved"}


def opening(world: World, kind: str = "appraisal", **values: Any) -> ActionOpening:
    """A file about the town's head, for the county committee to decide."""
    unit = Unit.objects.get(function=Function.COUNTY_COMMITTEE)
    filled = {
        "unit": unit,
        "person": world.head,
        "post": world.town.posts.get(is_head=True),
        "kind": kind,
        "grounds": "按年度考核方案。",
        "year": TODAY.year - 1 if kind == "appraisal" else None,
        "occasion": OCCASION.get(kind, ""),
    }
    return ActionOpening(**filled | values)


def make_action(world: World, kind: str = "appraisal", **values: Any) -> PersonnelAction:
    """The same, opened 20 days ago by the organisation department."""
    by, on = values.pop("by", world.organiser), values.pop("on", days_ago(20))
    return open_action(token=uuid4(), opening=opening(world, kind, **values), by=by, on=on)


def weigh(action: PersonnelAction, by: User, on: date = TODAY, day: date | None = None) -> None:
    """Record how every conclusion about the head was weighed."""
    consult_all(action, by, on, day)


def decided(
    action: PersonnelAction, by: User, *, ago: int = 0, on: date = TODAY, **values: Any
) -> PersonnelAction:
    """Decide so many days ago, as is usual for its kind."""
    filled = {"result": RESULT[action.kind], "decided_on": days_ago(ago)} | values
    return decide_action(action=action.pk, decision=Decision(**filled), by=by, on=on)
