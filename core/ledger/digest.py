"""One number for the whole ledger: who has it can tell later whether a single event was changed, added in between or lost."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

ROWS = "SELECT id, extract(epoch FROM at)::text, actor_id, action, target_type, target_id, facts::text FROM core_event ORDER BY id"
AT_ONCE = 5000  # rows; the ledger may be longer than the memory


def evidence_digest(cursor_named: Callable[[str], Any]) -> str:
    """The digest of all events in their order, as the connection's transaction sees them; `cursor_named` makes a server-side cursor."""
    digest = sha256()
    with cursor_named("ledger") as rows:
        rows.itersize = AT_ONCE
        rows.execute(ROWS)
        for row in rows:
            digest.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()
