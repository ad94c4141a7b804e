"""`manage.py import_projects FILE [--dry-run] [--json]`: store projects of the county's spreadsheet, all of them or nothing."""

from core.importing import Report
from core.management.imports import ImportCommand
from projects.services.importing import NOUN, import_projects
from projects.services.importing.storing import PART_NOUN


class Command(ImportCommand):
    """Import projects."""

    help = "导入工程项目台账（.xlsx、.csv）；有任何错误则全部不保存"
    noun_words = {NOUN: "项目", PART_NOUN: "标段"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import a file that is read as a whole."""
        return import_projects(content=content, name=name, by=None, dry_run=dry_run)
