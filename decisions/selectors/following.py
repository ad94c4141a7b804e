"""What becomes of resolutions: tasks, supervision, payments, departures; who may record what (C9, C10)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.choices import DECIDED_STATES, ExecutionKind, MatterState
from decisions.models import Execution, Matter
from decisions.policies import followed_matters, own_tasks, visible_matters
from organisation.models import Person, Tenure, Unit
from supervision.policies import scope_of

LOADED = ("owner", "by_decision", "entered_by__person")
PASSED_STATES = (MatterState.PASSED, MatterState.CLOSED)
CARRIED_OUT = (
    ExecutionKind.PAYMENT,
    ExecutionKind.CONTRACT,
    ExecutionKind.APPOINTMENT,
    ExecutionKind.CHANGE,
)


@dataclass(frozen=True, slots=True)
class Following:
    """How carrying out one matter stands, and what the user may record of it."""

    tasks: list[Execution]
    supervisions: list[Execution]
    entries: list[Execution]
    may_record: bool
    may_task: bool
    may_supervise: bool

    @property
    def open_tasks(self) -> list[Execution]:
        """Tasks still to be done."""
        return [task for task in self.tasks if task.done_on is None]

    @property
    def departed(self) -> list[Execution]:
        """Entries that differ from the resolution and rest on no later decision (C10)."""
        return [entry for entry in self.entries if is_departure(entry) and entry.by_decision_id is None]

    @property
    def may_close(self) -> bool:
        """Whether nothing is left to do, so that the matter may be closed."""
        return self.may_task and not self.open_tasks and bool(self.tasks or self.supervisions or self.entries)

    @property
    def has_any(self) -> bool:
        """Whether anything was recorded, or may be."""
        return bool(self.tasks or self.supervisions or self.entries or self.may_record)


def following_of(user: User, matter: Matter, on: date) -> Following:
    """Everything recorded about carrying out `matter`, and what `user` may record of it on `on`."""
    rows = list(matter.executions.select_related(*LOADED).prefetch_related("progress__entered_by__person"))
    may_record = followed_matters(user, on).filter(pk=matter.pk).exists()
    return Following(
        tasks=[row for row in rows if row.kind == ExecutionKind.TASK],
        supervisions=[row for row in rows if row.kind == ExecutionKind.SUPERVISION],
        entries=[row for row in rows if row.kind in CARRIED_OUT],
        may_record=may_record,
        may_task=may_record and matter.state == MatterState.PASSED,
        may_supervise=may_record and supervised_matters(user, on).filter(pk=matter.pk).exists(),
    )


def is_departure(entry: Execution) -> bool:
    """Whether an entry says of itself that it differs from the resolution."""
    return entry.departs or entry.kind == ExecutionKind.CHANGE


def supervised_matters(user: User, on: date) -> QuerySet[Matter]:
    """Decided matters whose carrying out `user` oversees as the unit's own head: nobody else makes the head's entries (C9)."""
    return followed_matters(user, on).filter(unit__in=sorted(scope_of(user, on).heads_units))


def visible_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Tasks `user` may open: own ones, whatever else they see of the matter, and those of matters they see."""
    seen = Q(matter__in=visible_matters(user, on).order_by().values("pk"), kind=ExecutionKind.TASK)
    return Execution.objects.filter(Q(pk__in=own_tasks(user).values("pk")) | seen)


def kept_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Tasks that are `user`'s to report on: own ones, and those of matters they keep."""
    kept = Q(matter__in=followed_matters(user, on).order_by().values("pk"), kind=ExecutionKind.TASK)
    return Execution.objects.filter(Q(pk__in=own_tasks(user).values("pk")) | kept)


def reportable_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Those of them still open."""
    return kept_tasks(user, on).filter(done_on=None)


def people_of(unit: Unit, on: date) -> QuerySet[Person]:
    """The people of `unit` on `on`: to one of them a task may be given."""
    held = Tenure.objects.filter(post__unit=unit, during__contains=on)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def covering_matters(user: User, matter: Matter, on: date) -> QuerySet[Matter]:
    """Later decided matters of the same unit that change `matter`: only such a one covers a departure (C10)."""
    later = visible_matters(user, on).filter(unit=matter.unit_id, changes=matter, state__in=PASSED_STATES)
    return later.order_by("-proposed_on", "-pk")


def carried_out_entries(user: User, on: date) -> QuerySet[Execution]:
    """Entries on decided matters `user` keeps: those that a later decision may still be put to."""
    kept = followed_matters(user, on).filter(state__in=DECIDED_STATES).order_by().values("pk")
    return Execution.objects.filter(matter__in=kept, kind__in=CARRIED_OUT)
