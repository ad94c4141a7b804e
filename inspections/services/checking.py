"""Keeping the register of findings true to the days of replies: after each step, and every night (C22)."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from core.found import Found
from inspections.models import Inspection
from inspections.procedure.replying import judge_reply
from inspections.selectors.checking import SOURCE
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.inspections import OWING_REPLY
from supervision.services import Judging, Subject, reconcile

BATCH = 500
JUDGING = Judging("inspections")


@transaction.atomic
def check_inspections(*, numbers: Sequence[int], on: date) -> int:
    """Judge the inspections `numbers` as of `on`; return how many findings were raised. A constant number of queries."""
    held = Inspection.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows = (
        held.exclude(sent_on=None).select_related("unit", "person").prefetch_related("replies").order_by("pk")
    )
    found: dict[Subject, list[Found]] = {}
    for row in rows:
        title = f"视察 {row.number}"
        subject = Subject(SOURCE, row.pk, title, MatterCategory.ORDINARY, row.unit, row.person)
        faults: list[Found] = []
        for one in row.replies.all():
            faults += judge_reply(number=row.number, round_=one.round, due=one.due, replied_on=one.on, on=on)
        if row.state in OWING_REPLY:
            faults += judge_reply(
                number=row.number, round_=row.round, due=row.reply_due, replied_on=None, on=on
            )
        found[subject] = faults
    return reconcile(found=found, on=on) if found else 0


def recheck(*numbers: int, on: date) -> None:
    """Judge inspections anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_inspections, numbers=numbers, on=on))


def check_all(*, on: date) -> tuple[int, int]:
    """Judge every inspection that owes a reply; how many there were, and how many findings were raised."""
    numbers = list(
        Inspection.objects.filter(state__in=OWING_REPLY).order_by("pk").values_list("pk", flat=True)
    )
    raised = sum(
        check_inspections(numbers=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH)
    )
    return len(numbers), raised
