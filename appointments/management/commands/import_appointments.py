"""`manage.py import_appointments FILE [--dry-run] [--json]`: store past files of appointments, all of them or nothing."""

from appointments.services.importing import NOUN, import_appointments
from core.importing import Report
from core.management.imports import ImportCommand


class Command(ImportCommand):
    """Import past files of appointments."""

    help = "导入历史干部任用档案（.xlsx、.csv），一行一份，含各程序的日期和结果；有任何错误则全部不保存"
    noun_words = {NOUN: "任用档案"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import as the product itself."""
        return import_appointments(content=content, name=name, by=None, dry_run=dry_run)
