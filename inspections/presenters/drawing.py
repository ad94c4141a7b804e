"""A draw as its page and its file show it: what it rests on, the list, whom it gave, and whether all of it still follows."""

from typing import Any

import msgspec

from inspections.models import Candidate, Draw, Inspection
from inspections.procedure.drawing import Published, faults_of, hash_of, ticket_of
from inspections.services.drawing import entry_of
from rulebook.procedures.inspections import KINDS


def page_of_draw(row: Inspection, draw: Draw) -> dict[str, Any]:
    """The list by kind; once drawn in the order of the draw with each ticket, and what does not follow from the rest."""
    candidates = list(row.candidates.all())
    members = {one.deputy_id: one for one in row.members.select_related("replaces__deputy")}
    drawn = draw.drawn_on is not None
    groups = []
    for rule in KINDS.values():
        mine = [one for one in candidates if one.kind == rule.kind]
        in_order = _ordered(mine, draw.seed) if drawn else [(one, "") for one in mine if not one.excluded]
        groups.append(
            {
                "rule": rule,
                "quota": draw.quotas.get(rule.kind.value, rule.quota.value),
                "rows": [
                    {"row": one, "ticket": ticket, "place": place, "member": members.get(one.deputy_id)}
                    for place, (one, ticket) in enumerate(in_order, start=1)
                ],
                "excluded": [one for one in mine if one.excluded],
            }
        )
    return {
        "inspection": row,
        "draw": draw,
        "groups": groups,
        "faults": faults_of(published(row, draw)) if drawn else [],
        "list_is_whole": not candidates or hash_of(entry_of(one) for one in candidates) == draw.list_hash,
    }


def published(row: Inspection, draw: Draw) -> Published:
    """All of a draw, as it is handed to anybody who wants to do it again."""
    entries = [entry_of(one) for one in row.candidates.all()]
    if draw.draw_on is None:
        raise ValueError("asked of a draw without a list")
    return Published(
        inspection=row.number, promise=draw.promise, secret=draw.secret, draw_on=draw.draw_on, spoken=draw.spoken,
        list_hash=draw.list_hash, seed=draw.seed, quotas=draw.quotas, entries=entries,
        drawn=_first_drawn(row, draw),
    )  # fmt: skip


def as_file(row: Inspection, draw: Draw) -> bytes:
    """The same as JSON."""
    return msgspec.json.format(msgspec.json.encode(published(row, draw)), indent=2)


def _first_drawn(row: Inspection, draw: Draw) -> dict[str, list[str]]:
    """Whom the draw itself gave, without who came later in a place that fell free; by the numbers of the published list."""
    numbers = dict(row.candidates.values_list("deputy", "number"))
    found: dict[str, list[str]] = {kind: [] for kind in sorted(draw.quotas)}
    for one in row.members.order_by("kind", "place"):
        if one.place <= draw.quotas.get(one.kind, 0):
            found[one.kind].append(numbers[one.deputy_id])
    return found


def _ordered(rows: list[Candidate], seed: str) -> list[tuple[Candidate, str]]:
    able = [(one, ticket_of(entry_of(one), seed)) for one in rows if not one.excluded]
    return sorted(able, key=lambda pair: pair[1])
