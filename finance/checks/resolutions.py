"""On which resolution a purchase rests: the day it was decided, whether it passed, for which sum."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.choices import PASSED_STATES, MatterState, Outcome
from decisions.models import Matter


@dataclass(frozen=True, slots=True)
class Decided:
    """How a matter stands: `on` is the first day it was decided in favour, or an emergency acted on; None where neither."""

    on: date | None
    passed: bool
    refused: bool
    amount: Decimal | None


def decided_of(matter: Matter) -> Decided:
    """How `matter` (loaded with its resolutions and emergency) stands."""
    emergency = getattr(matter, "emergency", None)
    days = [one.on for one in matter.resolutions.all() if one.outcome == Outcome.PASSED]
    days += [emergency.decided_on] if emergency is not None else []
    days += _in_form(matter)
    return Decided(
        on=min(days, default=None),
        passed=matter.state in PASSED_STATES,
        refused=matter.state == MatterState.REJECTED,
        amount=matter.amount,
    )


def _in_form(matter: Matter) -> list[date]:
    said = (matter.form or {}).get("resolution") or {}
    if said.get("outcome") != Outcome.PASSED or not said.get("on"):
        return []
    return [date.fromisoformat(str(said["on"])[:10])]
