"""Importing complaints of earlier years (历史检举控告导入, C23): all of them or nothing, never a plain file on any disk."""

from complaints.services.past.columns import COLUMNS
from complaints.services.past.running import NOUN, import_past
from complaints.services.past.waiting import confirm_past_file, keep_past_file

__all__ = ["COLUMNS", "NOUN", "confirm_past_file", "import_past", "keep_past_file"]
