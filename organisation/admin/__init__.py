"""The roster by hand, in the administration pages."""

from organisation.admin import tables

__all__ = ["tables"]
