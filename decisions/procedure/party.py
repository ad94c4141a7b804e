"""Whether the Party's meeting came first where the matter's list asks for it (党委（党组）会前置). What is not written down may have been held,
so that this is no finding by itself: a person looks into it.
"""

from datetime import date
from typing import Any

from decisions.procedure.form import Decision
from rulebook.procedures.regulator import is_party_meeting


def party_not_first(decision: Decision, on: date) -> dict[str, Any] | None:
    """The facts, where by the records of `on` another meeting required after the Party's was held without it before; None where not.

    Two meetings of one day are taken in the order required.
    """
    required = decision.meetings_required or []
    held = sorted((m.on, m.kind) for m in decision.meetings_held or () if m.on is not None and m.on <= on)
    for place, party in enumerate(required):
        if not is_party_meeting(party):
            continue
        others = [kind for kind in required[place + 1 :] if not is_party_meeting(kind)]
        first = next(((day, kind) for day, kind in held if kind in others), None)
        if first and not any(kind == party and day <= first[0] for day, kind in held):
            return {
                "party": party,
                "other": first[1],
                "other_on": first[0].isoformat(),
                "required": required,
                "held": [f"{day} {kind}" for day, kind in held],
            }
    return None
