"""Pages and interfaces of collective decisions."""

from decisions.views.api import check, form_schema

__all__ = ["check", "form_schema"]
