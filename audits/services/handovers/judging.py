"""Keeping the register of findings true to the handovers: after whatever bears on one, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from audits.choices import HandoverState
from audits.models import Handover
from audits.procedure.handovers import Form, Line, Noted, judge
from audits.selectors.handovers.known import SOURCE
from rulebook.procedures.handover import STAGES
from supervision.services import Judging, Subject, reconcile

JUDGING = Judging("handovers")
BATCH = 500
KIND = ""


def form_of(row: Handover) -> Form:
    """A stored handover as it is judged; its items, flaws and signatures prefetched where many are judged."""
    items, signatures = list(row.items.all()), list(row.signatures.all())
    stage = "signing" if row.state == HandoverState.CHECKING and signatures else row.state
    return Form(
        left_on=row.left_on,
        due=row.due,
        stage=STAGES.get(stage, ""),
        signed_on=row.signed_on,
        void=row.state == HandoverState.VOID,
        excuse=row.excuse,
        excuse_words=row.excuse_words,
        lines=tuple(
            Line(
                kind=item.kind,
                nothing=item.nothing,
                agreed=item.answer == "agreed",
                objected=item.answer == "objected",
            )
            for item in items
        ),
        flaws=tuple(
            Noted(
                kind=flaw.kind,
                words=flaw.words,
                noted_on=flaw.noted_on,
                item=flaw.item.title if flaw.item else "",
            )
            for flaw in row.flaws.all()
        ),
    )


@transaction.atomic
def check_handovers(*, numbers: Sequence[int], on: date) -> int:
    """Judge the handovers `numbers` as of `on`; return how many findings were raised. A constant number of queries."""
    held = Handover.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows = held.select_related("unit", "person").prefetch_related("items", "signatures", "flaws__item")
    found = {_subject(row): judge(form_of(row), on) for row in rows.order_by("pk")}
    return reconcile(found=found, on=on)


def check_all(*, on: date) -> tuple[int, int]:
    """Judge every handover as of `on`; return how many there are, and how many findings were raised."""
    numbers = list(Handover.objects.order_by("pk").values_list("pk", flat=True))
    raised = sum(
        check_handovers(numbers=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH)
    )
    return len(numbers), raised


def recheck(*numbers: int, on: date) -> None:
    """Judge handovers anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_handovers, numbers=numbers, on=on))


def _subject(row: Handover) -> Subject:
    return Subject(SOURCE, row.pk, f"{row.unit.name}离任交接", KIND, row.unit, row.person)
