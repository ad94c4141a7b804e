"""Keeping the register of findings true to the matters: right after whatever bears on a decision, and every night."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import partial

from django.db import transaction

from core import clock
from decisions.checks import found_in
from decisions.checks.answering import answering
from decisions.choices import MatterState
from decisions.models import Matter
from decisions.procedure import Found
from decisions.selectors.checking import SOURCE
from rulebook.procedures.decisions import BEFORE, STEP_OF_CODE
from supervision.services import Subject, reconcile

_later: ContextVar[bool] = ContextVar("decisions judged later", default=False)


@contextmanager
def judged_together() -> Iterator[None]:
    """Within it nothing is judged write by write: whoever enters much at once calls check_matters for all of it."""
    former = _later.set(True)
    try:
        yield
    finally:
        _later.reset(former)


def are_judged_later() -> bool:
    """Whether what is written now is judged together afterwards."""
    return _later.get()


@transaction.atomic
def check_matters(*, matters: Sequence[int], on: date) -> int:
    """Judge `matters` (numbers of rows) as of `on` and bring the register to it; return how many findings were raised.

    The matters are held meanwhile, so that a judgement made before a change is never written after it. A constant number of queries.
    """
    held = Matter.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=matters)
    rows = list(held.select_related("unit").order_by("pk"))
    found = found_in(rows, on)
    heads = answering(rows, on)
    subjects = {
        Subject(
            source=SOURCE,
            source_id=matter.pk,
            title=matter.title,
            kind=matter.category,
            unit=matter.unit,
            person=heads[matter.pk],
        ): _kept(matter, found[matter])
        for matter in rows
    }
    return reconcile(found=subjects, on=on)


def recheck(*matters: Matter, on: date | None = None) -> None:
    """Judge `matters` anew once the transaction stands. Every service that bears on a decision calls it last.

    Nothing is done within judged_together.
    """
    if are_judged_later():
        return
    numbers, day = [matter.pk for matter in matters], on or clock.today()
    transaction.on_commit(partial(check_matters, matters=numbers, on=day), robust=True)


def _kept(matter: Matter, found: list[Found]) -> list[Found]:
    """Of a withdrawn matter nothing is asked before a meeting any more; what was done all the same stays."""
    if matter.state == MatterState.WITHDRAWN:
        return [one for one in found if STEP_OF_CODE[one.rule.code].stage != BEFORE]
    return found
