"""What becomes of resolutions: tasks, supervision, payments, departures; who may record what (C9, C10)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from decisions.choices import CARRIED_OUT, PASSED_STATES, ExecutionKind, MatterState
from decisions.models import Execution, Matter
from decisions.policies import followed_matters, supervised_matters, visible_matters
from organisation.models import Person, Tenure, Unit

LOADED = ("owner", "by_decision", "entered_by__person")


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


def people_of(unit: Unit, on: date) -> QuerySet[Person]:
    """The people of `unit` on `on`: to one of them a task may be given."""
    held = Tenure.objects.filter(post__unit=unit, during__contains=on)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def covering_matters(user: User, matter: Matter, on: date) -> QuerySet[Matter]:
    """Later decided matters of the same unit that change `matter`: only such a one covers a departure (C10)."""
    later = visible_matters(user, on).filter(unit=matter.unit_id, changes=matter, state__in=PASSED_STATES)
    return later.order_by("-proposed_on", "-pk")
