"""Keeping the register of findings true to the matters: right after whatever bears on a decision, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from core import clock
from decisions.checks import found_in
from decisions.checks.answering import answering
from decisions.checks.splitting import split_matters
from decisions.choices import MatterState
from decisions.models import Matter
from decisions.procedure import Found
from decisions.selectors.checking import SOURCE
from decisions.services.doubts import bring_doubts
from organisation.models import Unit
from rulebook.procedures.decisions import BEFORE, STEP_OF_CODE
from supervision.services import Judging, Subject, reconcile

JUDGING = Judging("decisions")


@transaction.atomic
def check_matters(*, matters: Sequence[int], on: date) -> int:
    """Judge `matters` (numbers of rows) as of `on` and bring the register to it; return how many findings were raised.

    The matters are held meanwhile, so that a judgement made before a change is never written after it. A constant number of queries.
    """
    held = Matter.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=matters)
    rows = list(held.select_related("unit").order_by("pk"))
    found, heads = found_in(rows, on), answering(rows, on)
    confirmed, split = bring_doubts(rows, heads, on), split_matters(rows)
    subjects = {
        Subject(
            source=SOURCE,
            source_id=matter.pk,
            title=matter.title,
            kind=matter.category,
            unit=matter.unit,
            person=heads[matter.pk],
        ): [*_kept(matter, found[matter]), *confirmed.get(matter.pk, ()), *split.get(matter.pk, ())]
        for matter in rows
    }
    return reconcile(found=subjects, on=on)


def recheck(*matters: Matter, on: date | None = None) -> None:
    """Judge `matters` anew once the transaction stands. Every service that bears on a decision calls it last."""
    numbers, day = [matter.pk for matter in matters], on or clock.today()
    JUDGING.after_commit(partial(check_matters, matters=numbers, on=day))


def recheck_meetings(unit: Unit, since: date, on: date) -> None:
    """Judge the matters put to meetings of `unit` from the day `since` on anew, once the transaction stands."""
    recheck(
        *Matter.objects.filter(items__meeting__unit=unit, items__meeting__at__date__gte=since).distinct(),
        on=on,
    )


def _kept(matter: Matter, found: list[Found]) -> list[Found]:
    """Of a withdrawn matter nothing is asked before a meeting any more; what was done all the same stays."""
    if matter.state == MatterState.WITHDRAWN:
        return [one for one in found if STEP_OF_CODE[one.rule.code].stage != BEFORE]
    return found
