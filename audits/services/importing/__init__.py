"""Importing earlier audits with what they found and how it was put right (历史审计导入): all of it or nothing."""

from audits.services.importing.columns import COLUMNS
from audits.services.importing.running import FOUND, NOUN, import_audits

__all__ = ["COLUMNS", "FOUND", "NOUN", "import_audits"]
