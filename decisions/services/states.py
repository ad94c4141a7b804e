"""Moving a matter from state to state: one place that locks, checks the table of transitions, writes."""

from decisions.choices import TRANSITIONS, MatterState
from decisions.models import Matter


class NotPossible(Exception):
    """The matter is no longer in a state from which this is possible; somebody else moved it meanwhile."""


def locked(pk: int) -> Matter:
    """The matter, locked to the end of the transaction."""
    return Matter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)


def move(matter: Matter, to: MatterState) -> None:
    """Move a locked `matter`. Raises NotPossible where the table of transitions has no such way."""
    if to not in TRANSITIONS[MatterState(matter.state)]:
        raise NotPossible
    matter.state = to
    matter.save()
