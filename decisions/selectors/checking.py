"""Which matters the night's check must look at again: those that changed, and those in which something fell due by days passing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from decisions.choices import ExecutionKind, MatterState, MeetingState
from decisions.models import (
    AgendaItem,
    Bylaw,
    Emergency,
    Execution,
    Loss,
    Matter,
    Meeting,
    Preparation,
    Progress,
    PublicComment,
    Resolution,
    Threshold,
)
from rulebook.procedures.decisions import EMERGENCY_DAYS, STALLED_DAYS
from rulebook.procedures.regulator import MINUTES_DAYS
from supervision.choices import FindingState
from supervision.models import Finding

SOURCE = Matter._meta.label_lower
MINUTES_OF = Meeting._meta.label_lower
BYLAWS_OF = (
    "decisions.bylaws"  # what is found in the bylaws of a unit stands under this and the unit's number
)
# The days of an emergency are working days; three times as many calendar days hold them, whatever holidays lie between.
LONGEST_MINUTES = timedelta(days=MINUTES_DAYS.value * 3)
LONGEST_EMERGENCY = timedelta(days=EMERGENCY_DAYS.value * 3)
# Any text of an imported form that is a day, or a time, in [first, last].
DATED = """jsonb_path_exists("decisions_matter"."form", '$.** ? (@.type() == "string" && @ >= $first && @ < $after)',
    jsonb_build_object('first', %s::text, 'after', %s::text))"""


@dataclass(frozen=True, slots=True)
class LastRun:
    """When the last complete check began, and the day it was for."""

    at: datetime
    day: date


def matters_to_check(last: LastRun | None, on: date) -> list[int]:
    """The numbers of the matters to judge again on `on`, in order; all of them where there was no check before."""
    rows = Matter.objects.all()
    if last is not None:
        rows = rows.filter(_changed(last.at) | _due(last.day, on) | _imported_due(last.day, on) | _open())
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def meetings_to_check(last: LastRun | None, on: date) -> list[int]:
    """The numbers of the closed meetings whose minutes are to be judged on `on`: those whose days for them may have passed since the last
    check, those closed since, and those with open findings; all of them where there was no check before.
    """
    rows = Meeting.objects.filter(state=MeetingState.CLOSED)
    if last is not None:
        opened = Finding.objects.filter(source=MINUTES_OF).exclude(state=FindingState.CLOSED)
        recent = Q(at__date__gte=last.day - LONGEST_MINUTES) | Q(closed_at__gte=last.at - LONGEST_MINUTES)
        rows = rows.filter(recent | Q(pk__in=opened.values("source_id")))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _open() -> Q:
    """Matters with open findings: what is mended is closed, what counts days counts on."""
    rows = Finding.objects.filter(source=SOURCE).exclude(state=FindingState.CLOSED)
    return Q(pk__in=rows.values("source_id"))


def _changed(since: datetime) -> Q:
    """Matters of which anything was written since, by whatever way."""
    changed = Q(changed_at__gte=since)
    for model in (Preparation, Emergency, Execution, Loss):
        rows = model.history.filter(history_date__gte=since)  # type: ignore[attr-defined]
        changed |= Q(pk__in=rows.values("matter_id"))
    meetings = Meeting.history.filter(history_date__gte=since).values("id")
    changed |= Q(pk__in=AgendaItem.objects.filter(meeting__in=meetings).values("matter"))
    progress = Progress.objects.filter(entered_at__gte=since)
    thresholds = Threshold.history.filter(history_date__gte=since)
    bylaws = Bylaw.history.filter(history_date__gte=since)  # type: ignore[attr-defined]
    return (
        changed
        | Q(unit__in=bylaws.exclude(quorum="").values("unit_id"))
        | Q(pk__in=progress.values("execution__matter"))
        | Q(unit__in=thresholds.values("unit_id"))
        | Q(pk__in=Resolution.objects.filter(sealed_at__gte=since).values("matter"))
    )


def _due(last: date, on: date) -> Q:
    """Matters recorded here in which the days after `last`, through `on`, may have made something late."""
    passed = (last - timedelta(days=1), on)
    stalled = _stalled(last, on)
    ahead = Q(state=MatterState.SCHEDULED) | Q(
        Exists(AgendaItem.objects.filter(matter=OuterRef("pk"), meeting__at__date__range=passed))
    )
    dated = Q(on__range=passed) | Q(done_on__range=passed) | Q(on__range=stalled) | Q(done_on__range=stalled)
    late = Q(kind=ExecutionKind.TASK, done_on=None, due__range=passed)
    pending = Q(reported_on=None) | Q(reported_on__range=passed)
    return (
        ahead
        | Q(pk__in=Execution.objects.filter(dated | late).values("matter"))
        | Q(
            pk__in=Progress.objects.filter(Q(on__range=passed) | Q(on__range=stalled)).values(
                "execution__matter"
            )
        )
        | Q(pk__in=Resolution.objects.filter(Q(on__range=passed) | Q(on__range=stalled)).values("matter"))
        | Q(pk__in=Emergency.objects.filter(pending).values("matter"))
        | Q(pk__in=Loss.objects.filter(found_on__range=passed).values("matter"))
        | Q(pk__in=PublicComment.objects.filter(received_on__range=passed).values("matter"))
    )


def _stalled(last: date, on: date) -> tuple[date, date]:
    """The first and last day on which a last entry makes a matter stalled between `last` and `on`."""
    return last - timedelta(days=STALLED_DAYS.value + 1), on - timedelta(days=STALLED_DAYS.value)


def _imported_due(last: date, on: date) -> Q:
    """Imported matters whose form holds a day that matters now: one just passed, or one the stalled or emergency days end on."""
    windows = (
        (last - timedelta(days=1), on),
        _stalled(last, on),
    )
    found = Q()
    for first, end in windows:
        found |= Q(_dated(first, end))
    emergency = Q(form__emergency__decided_on__gte=(last - LONGEST_EMERGENCY).isoformat())
    return Q(form__isnull=False) & (found | emergency)


def _dated(first: date, end: date) -> RawSQL:
    return RawSQL(
        DATED, [first.isoformat(), (end + timedelta(days=1)).isoformat()], output_field=BooleanField()
    )
