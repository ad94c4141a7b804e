"""`manage.py import_division FILE [--dry-run] [--json]`: import divisions of work, all of them or nothing."""

from core.clock import today
from core.importing import Report
from core.management.imports import ImportCommand
from supervision.services import import_division


class Command(ImportCommand):
    """Import divisions of work."""

    help = "导入班子分工（单位、分管工作、分管领导、起始日期、依据）；有任何错误则全部不保存"
    noun_words = {"charges": "分工"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import as the product itself, as of today."""
        return import_division(content=content, name=name, by=None, on=today(), dry_run=dry_run)
