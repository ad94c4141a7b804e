"""What the worker does for the organisation."""

from typing import Any

from core.clock import today
from core.importing import Report
from organisation.services import import_roster


def import_roster_today(**arguments: Any) -> Report:
    """Import a roster whose undated changes take effect today."""
    return import_roster(on=today(), **arguments)
