"""`manage.py import_audits FILE [--dry-run] [--json]`: store earlier audits with findings and rectifications, all of them or nothing."""

from audits.services.importing import FOUND, NOUN, import_audits
from core.importing import Report
from core.management.imports import ImportCommand


class Command(ImportCommand):
    """Import earlier audits."""

    help = "导入历史经济责任审计和整改（.xlsx、.csv）；有任何错误则全部不保存"
    noun_words = {NOUN: "审计", FOUND: "问题"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import as the product itself."""
        return import_audits(content=content, name=name, by=None, dry_run=dry_run)
