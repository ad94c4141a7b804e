"""What a complaint led to: known to who opens the complaint, to nobody else. Nothing on the other side leads back (N31).

The list is locked with the complaint's key, always of one length, and written anew with every step, so that neither its length nor its change tells
whether there is something in it.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.models import Complaint
from complaints.services.opening import Keys
from core import sealing

INQUIRY, CLARIFICATION, SPARED = "inquiry", "clarification", "spared"
SIZE = 16 * 1024  # bytes; more than any complaint leads to


@dataclass(frozen=True, slots=True)
class Link:
    """One thing it led to: of which kind, the number of the row, when; `why` a coincidence with the report was let stand."""

    kind: str
    row: int
    on: str
    why: str = ""


def links_of(found: Complaint, keys: Keys, kind: str = "") -> list[Link]:
    """What `found` led to, the earliest first; of one `kind` where it is named."""
    if found.links is None:
        return []
    rows = json.loads(sealing.unlock(keys.content, bytes(found.links)))
    return [one for one in (Link(**row) for row in rows) if kind in {"", one.kind}]


def add_link(found: Complaint, keys: Keys, kind: str, row: int, on: date, why: str = "") -> None:
    """Note what `found` led to; the caller saves it."""
    found.links = _locked([*links_of(found, keys), Link(kind, row, on.isoformat(), why)], keys)


def write_anew(found: Complaint, keys: Keys) -> None:
    """Lock the same list anew; the caller saves it."""
    found.links = _locked(links_of(found, keys), keys)


def _locked(links: list[Link], keys: Keys) -> bytes:
    rows: list[dict[str, Any]] = [
        {"kind": one.kind, "row": one.row, "on": one.on, "why": one.why} for one in links
    ]
    text = json.dumps(rows, ensure_ascii=False).encode()
    return sealing.lock(keys.content, text + b" " * (SIZE - 1 - len(text)))
