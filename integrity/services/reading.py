"""Noting that someone read what was said."""

from datetime import date

from accounts.models import User
from core import ledger
from core.models import Event
from integrity.models import Record

READ = "record.read"


def note_reading(*, record: Record, by: User, on: date) -> None:
    """Write in the ledger that `by` read `record`, once a day."""
    known = Event.objects.filter(
        actor=by, action=READ, target_type=record._meta.label_lower, target_id=record.pk, at__date=on
    )
    if not known.exists():
        ledger.record(READ, by=by, target=record)
