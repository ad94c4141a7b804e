"""What is counted of matters. The dashboards count by these conditions and the list narrows by the same, so that both agree."""

from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast

from core.periods import Period
from decisions.choices import DECIDED_STATES, PASSED_STATES, MatterState, Outcome, Vote
from decisions.models import CandidateVote, Matter, Stance
from decisions.selectors.checking import SOURCE
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
    """Matters in which an open vote of the head, on the matter or on a candidate, was not what the majority decided (C8); imported ones
    by their form. Of a secret ballot nobody can tell.
    """
    stances = Stance.objects.filter(
        _outvoted("item__outcome"), item__matter=OuterRef("pk"), seat__is_head=True
    )
    came_out = Func(
        F("stance__item__tally"), Value("candidates"), Cast("candidate_id", TextField()), Value("outcome"),
        function="jsonb_extract_path_text", output_field=TextField(),
    )  # fmt: skip
    votes = CandidateVote.objects.annotate(came_out=came_out).filter(
        _outvoted("came_out"), stance__item__matter=OuterRef("pk"), stance__seat__is_head=True
    )
    return Q(head_outvoted=True) | Q(Exists(stances)) | Q(Exists(votes))


def _outvoted(outcome: str) -> Q:
    return Q(vote=Vote.FOR, **{outcome: Outcome.REJECTED}) | Q(vote=Vote.AGAINST, **{outcome: Outcome.PASSED})


def changed() -> Q:
    """Matters whose resolution a later passed one changes (C10)."""
    return Q(Exists(Matter.objects.filter(changes=OuterRef("pk"), state__in=PASSED_STATES)))


def departed() -> Q:
    """Matters whose carrying out departs from the resolution without a new decision (C10)."""
    return found_with(code=DEPARTED)
