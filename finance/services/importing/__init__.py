"""Importing purchases (采购导入): the county's spreadsheet, or OCDS releases as JSON lines or one JSON. All of it or nothing."""

from finance.services.importing.columns import COLUMNS
from finance.services.importing.running import NOUN, import_purchases, import_releases

__all__ = ["COLUMNS", "NOUN", "import_purchases", "import_releases"]
