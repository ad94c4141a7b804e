"""Use cases of the organisation."""

from organisation.services.divisions import load_divisions
from organisation.services.roster import import_roster

__all__ = ["import_roster", "load_divisions"]
