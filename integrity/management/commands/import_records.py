"""`manage.py import_records FILE [--dry-run] [--json]`: import past records, all of them or nothing."""

from core.importing import Report
from core.management.imports import ImportCommand
from integrity.services.past_records import import_records


class Command(ImportCommand):
    """Import past records."""

    help = "导入历史记录（履职报告、约谈、恳谈会、双述双评、审计、交接）；有任何错误则全部不保存"
    noun_words = {"records": "记录"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import as the product itself."""
        return import_records(content=content, name=name, by=None, dry_run=dry_run)
