"""What is counted of matters. The dashboards count by these conditions and the list narrows by the same, so that both agree."""

from django.db.models import Exists, OuterRef, Q

from core.periods import Period
from decisions.choices import DECIDED_STATES, MatterState, Outcome, Vote
from decisions.models import Matter, Stance
from decisions.selectors.checking import SOURCE
from decisions.selectors.following import PASSED_STATES
from rulebook.procedures.decisions import AFTER, STEPS
from supervision.choices import Closure
from supervision.models import Finding

DEPARTED = "departed-from-resolution"
# Steps of deciding; what comes after a decision says nothing about how it was taken.
OF_DECIDING = sorted(code for step in STEPS if step.stage != AFTER for code in step.codes)
DECIDED = Q(state__in=DECIDED_STATES)
OUTCOMES = {
    "decided": DECIDED,
    "passed": Q(state__in=PASSED_STATES),
    "rejected": Q(state=MatterState.REJECTED),
    "deferred": Q(state=MatterState.DEFERRED),
    "pending": Q(state__in=[MatterState.PREPARING, MatterState.SCHEDULED]),
    "withdrawn": Q(state=MatterState.WITHDRAWN),
}
EMERGENCY = Q(emergency__isnull=False)


def put_forward_in(period: Period) -> Q:
    """Matters put forward in `period`."""
    return Q(proposed_on__range=(period.starts, period.ends))


def found_with(**finding: object) -> Q:
    """Matters in which something was found and not mended: by `clause`, `code`, `code__in`."""
    rows = Finding.objects.filter(source=SOURCE, source_id=OuterRef("pk"), **finding)
    return Q(Exists(rows.exclude(closure=Closure.FIXED)))


def complete(wanted: bool = True) -> Q:
    """Decided matters in whose deciding no step was found missing, or those in which one was."""
    missing = found_with(code__in=OF_DECIDING)
    return DECIDED & (~missing if wanted else missing)


def against() -> Q:
    """Matters in which the head's open vote was not what the majority decided (C8). Of a secret ballot nobody can tell."""
    split = Q(vote=Vote.FOR, item__outcome=Outcome.REJECTED) | Q(
        vote=Vote.AGAINST, item__outcome=Outcome.PASSED
    )
    return Q(Exists(Stance.objects.filter(split, item__matter=OuterRef("pk"), seat__is_head=True)))


def changed() -> Q:
    """Matters whose resolution a later passed one changes (C10)."""
    return Q(Exists(Matter.objects.filter(changes=OuterRef("pk"), state__in=PASSED_STATES)))


def departed() -> Q:
    """Matters whose carrying out departs from the resolution without a new decision (C10)."""
    return found_with(code=DEPARTED)
