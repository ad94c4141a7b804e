"""Importing a unit's ledger of payments (资金台账): any number of lines, by the unit's own headings, all of it or nothing."""

from finance.services.ledgers.columns import FIELDS, guessed, headings_of, missing_fields
from finance.services.ledgers.running import KIND, NOUN, import_ledger, remember_columns, run_ledger

__all__ = [
    "FIELDS",
    "KIND",
    "NOUN",
    "guessed",
    "headings_of",
    "import_ledger",
    "missing_fields",
    "remember_columns",
    "run_ledger",
]
