"""Importing past files of appointments (历史任用档案导入): one row a file, all of them or nothing."""

from appointments.services.importing.columns import COLUMNS
from appointments.services.importing.running import NOUN, import_appointments

__all__ = ["COLUMNS", "NOUN", "import_appointments"]
