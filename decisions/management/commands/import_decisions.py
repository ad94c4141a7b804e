"""`manage.py import_decisions FILE.jsonl [--dry-run] [--json]`: store decisions recorded elsewhere, all of them or nothing."""

from core.importing import Report
from core.importing.lines import numbered_lines
from core.management.files import opened
from core.management.imports import ImportCommand
from decisions.services.importing import import_decisions


class Command(ImportCommand):
    """Import decisions."""

    help = "导入其他系统记录的决策（每行一个 JSON 对象）；有任何错误则全部不保存"
    noun_words = {"decisions": "决策事项"}
    file_words = ".jsonl 文件"

    def report_on(self, file: str, *, dry_run: bool) -> Report:
        """Read line by line, so that memory does not grow with the file; import as the product itself."""
        with opened(file) as source:
            return import_decisions(lines=numbered_lines(source), by=None, dry_run=dry_run)
