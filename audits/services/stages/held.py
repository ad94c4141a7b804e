"""What keeps a step from being taken, holding an audit while it is, and asking the judgement before it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from audits.checks.stages import form_of
from audits.choices import Origin, State
from audits.models import Audit
from audits.policies import own_audits
from audits.policies.audits import answered_audits
from audits.policies.stages import written_audits
from audits.procedure.judging import blocking
from audits.services.stages.checking import recheck
from audits.services.states import NotPossible
from core import workdays
from decisions.procedure import Found
from rulebook.procedures.auditing import Actor

OVER = frozenset({State.TERMINATED, State.CLOSED})
Reaching = Callable[[User | AnonymousUser, date], QuerySet[Audit]]
TAKERS: dict[Actor, Reaching] = {
    Actor.BUREAU: written_audits, Actor.HEAD: own_audits, Actor.UNIT: answered_audits,
}  # fmt: skip


class Breaks(Exception):
    """The step would break a rule; `found` says which. It is taken all the same where it is said to have happened already."""

    def __init__(self, found: list[Found]) -> None:
        """`found` as the check would find it afterwards."""
        super().__init__(*(one.message for one in found))
        self.found = found


def held(audit: int, actor: Actor, by: User, on: date, *, over: bool = False) -> Audit:
    """The audit, locked to the end of the transaction. Raises NotPossible where `by` does not act in it, or, unless `over` is allowed, it
    is over or entered as history.
    """
    if not TAKERS[actor](by, on).filter(pk=audit).exists():
        raise NotPossible
    return locked(audit, over=over)


def locked(audit: int, *, over: bool = False, past: bool = False) -> Audit:
    """The audit, locked to the end of the transaction; one entered as history only where `past` is allowed."""
    rows = Audit.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("person", "unit", "body", "post").get(pk=audit)
    if (found.origin == Origin.IMPORTED and not past) or (found.state in OVER and not over):
        raise NotPossible
    return found


@contextmanager
def judged(audit: Audit, on: date, *, happened: bool) -> Iterator[None]:
    """Judge what is written within: Breaks where a rule is newly broken, unless it is said to have `happened`; then it becomes a finding."""
    before = form_of(audit)
    yield
    broken = [] if happened else blocking(before, form_of(audit), on, workdays.load())
    if broken:
        raise Breaks(broken)
    recheck(audit, on=on)


__all__ = ["Breaks", "NotPossible", "held", "judged", "locked"]
