"""Use cases of the organisation."""

from organisation.services.divisions import load_divisions

__all__ = ["load_divisions"]
