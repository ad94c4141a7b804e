"""Keeping the list of proposals: nightly, set-based, safe to run twice, late, or beside itself."""

from datetime import date
from typing import Any

from django.db import transaction

from audits.duties.triggers import bring_to
from core.ledger import record
from core.locking import AUDITS, hold


def sweep_proposals(*, on: date, by: Any = None) -> dict[str, int]:
    """Bring the proposals of every county to their triggers as of `on`; return how many came into which state."""
    with transaction.atomic():
        hold(AUDITS)
        counts = bring_to(on)
        if any(counts.values()):
            record("audit.proposals-swept", by=by, facts={"date": on.isoformat(), **counts})
    return counts
