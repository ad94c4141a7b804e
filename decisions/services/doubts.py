"""Raising doubts (疑点) with the check of matters, and letting them go with their cause."""

from collections.abc import Mapping, Sequence
from datetime import date

from decisions.checks.doubts import confirmed, doubtful
from decisions.choices import DoubtState
from decisions.models import Doubt, Matter
from decisions.procedure import Found
from organisation.models import Person


def bring_doubts(
    matters: Sequence[Matter], heads: Mapping[int, Person | None], on: date
) -> dict[int, list[Found]]:
    """Bring the doubts over `matters`, which the caller holds, to the records of `on`; return what is found where one was confirmed.

    What was dismissed stays so until the facts change.
    """
    facts = doubtful(matters, on)
    known = {row.matter_id: row for row in Doubt.objects.filter(matter__in=[m.pk for m in matters])}
    found: dict[int, list[Found]] = {}
    for matter in matters:
        row, now = known.get(matter.pk), facts.get(matter.pk)
        if now is None:
            if row is not None and row.state != DoubtState.LAPSED:
                row.state = DoubtState.LAPSED
                row.save()
            continue
        if row is None:
            row = Doubt(matter=matter, raised_on=on)
        if row.pk is None or row.state == DoubtState.LAPSED or row.facts != now:
            row.facts, row.person, row.state = now, heads.get(matter.pk), DoubtState.PENDING
            row.words, row.settled_by, row.settled_at = "", None, None
            row.save()
        if row.state == DoubtState.CONFIRMED:
            found[matter.pk] = [confirmed(row)]
    return found
