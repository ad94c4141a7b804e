"""Opening a handover for every leaving the calendar asks one for, filled with what the product knows; following corrected days."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audits.choices import HandoverState, ItemAnswer
from audits.models import Handover, HandoverItem, HandoverSignature
from audits.models.handovers import keys_of
from audits.policies.handovers import OPEN
from audits.selectors.handovers.receivers import receivers_of
from audits.selectors.handovers.registry import Leaving, providers
from audits.services.handovers.judging import recheck
from core.ledger import record
from rulebook.duties import HANDOVER
from rulebook.procedures.handover import Part
from supervision.choices import OPEN_STATES
from supervision.models import Duty
from supervision.services import replan
from supervision.services.calendar import lock

MOVING = ["duty", "left_on", "due", "state"]


def open_handovers(*, on: date, people: Iterable[int] | None = None) -> int:
    """Bring the handovers to what the calendar asks: open what is missing, move what a corrected day moved, give up what no leaving
    supports any more; a signed one is never touched. Return how many were opened. A constant number of queries.
    """
    with transaction.atomic():
        lock()
        duties = Duty.objects.filter(kind=HANDOVER.kind)
        known = Handover.objects.exclude(state=HandoverState.SIGNED)
        if people is not None:
            persons = list(people)
            duties, known = duties.filter(person__in=persons), known.filter(person__in=persons)
        rows = list(known.select_related("duty", "unit").select_for_update(of=("self",), no_key=True))
        wanted = {
            duty.pk: duty
            for duty in duties.filter(
                Q(handover=None) | ~Q(handover__state=HandoverState.SIGNED), state__in=OPEN_STATES
            ).select_related("person", "unit")
        }
        _follow(rows, wanted)
        new = _make(wanted, {row.duty_id for row in rows}, on)
        settle_receivers([*(row for row in rows if row.state in OPEN), *new], on)
        if new:
            record("handover.open", by=None, facts={"opened": len(new)})
            recheck(*(row.pk for row in new), on=on)
        moved = [row.pk for row in rows if row.state == HandoverState.VOID]
        if moved:
            recheck(*moved, on=on)
        return len(new)


def follow_leavings(*, people: Iterable[int], on: date) -> None:
    """Ask and open the handovers of `people` whose tenures ended, at once rather than with the nightly run. A constant number of queries."""
    persons = list(people)
    replan(people=persons, on=on)
    open_handovers(on=on, people=persons)


def _follow(rows: Sequence[Handover], wanted: dict[int, Duty]) -> None:
    """Move open handovers to the duty their corrected leaving has now, and give up those that have none."""
    taken = {row.duty_id for row in rows}
    free = {(duty.person_id, duty.post_id): duty for duty in wanted.values() if duty.pk not in taken}
    changed: list[Handover] = []
    for row in rows:
        before = tuple(getattr(row, f"{name}_id" if name == "duty" else name) for name in MOVING)
        if row.duty_id not in wanted and row.state in OPEN:
            moved = free.pop((row.person_id, row.post_id), None)
            if moved is not None:
                row.duty = moved
        if row.duty_id in wanted:
            duty = wanted[row.duty_id]
            row.left_on, row.due = duty.opens, duty.due
            if row.state == HandoverState.VOID:
                row.state = HandoverState.FILLING
        else:
            row.state = HandoverState.VOID
        if before != tuple(getattr(row, f"{name}_id" if name == "duty" else name) for name in MOVING):
            changed.append(row)
    if changed:
        bulk_update_with_history(changed, Handover, MOVING)


def _make(wanted: dict[int, Duty], known: set[int], on: date) -> list[Handover]:
    new = [
        Handover(
            duty=duty,
            person=duty.person,
            post_id=duty.post_id,
            unit=duty.unit,
            county_id=duty.county_id,
            left_on=duty.opens,
            due=duty.due,
            opened_on=on,
        )
        for duty in wanted.values()
        if duty.pk not in known
    ]
    for row in new:
        row.search_keys = keys_of(row)
    made: list[Handover] = bulk_create_with_history(new, Handover) if new else []
    prefill(made, on)
    return made


def prefill(handovers: Sequence[Handover], on: date) -> None:
    """Write into each of `handovers` what the product knows of its unit on `on`; a line that stands already stays as it is."""
    if not handovers:
        return
    leavings = [Leaving(row.pk, row.person_id, row.post_id, row.unit_id, row.left_on) for row in handovers]
    stand = set(
        HandoverItem.objects.filter(handover__in=handovers).values_list(
            "handover", "kind", "source", "source_id", "title"
        )
    )
    items: list[HandoverItem] = []
    for provider in providers():
        for number, known in provider.tell(leavings, on):
            key = (number, known.kind, provider.source, known.source_id, known.title)
            if key in stand:
                continue
            stand.add(key)
            items.append(
                HandoverItem(
                    handover_id=number,
                    kind=known.kind,
                    source=provider.source,
                    source_id=known.source_id,
                    title=known.title,
                    text=known.text,
                    amount=known.amount,
                    due=known.due,
                    open=True,
                    answer=ItemAnswer.PENDING,
                )
            )
    if items:
        bulk_create_with_history(items, HandoverItem)


def settle_receivers(handovers: Sequence[Handover], on: date) -> None:
    """Bring who takes over to who holds the post now. Whoever signed for the other side stays."""
    signed = HandoverSignature.objects.filter(handover__in=handovers, part=Part.SUCCESSOR)
    taken = set(signed.values_list("handover", flat=True))
    rows = [row for row in handovers if row.pk not in taken]
    found = receivers_of(rows, on) if rows else {}
    changed: list[Handover] = []
    for row in rows:
        now = found[row.pk]
        if (row.successor_id, row.receiver_id) != (now.successor, now.receiver):
            row.successor_id, row.receiver_id = now.successor, now.receiver
            changed.append(row)
    if changed:
        bulk_update_with_history(changed, Handover, ["successor", "receiver"])
