"""`manage.py import_purchases FILE [--dry-run] [--json]`: store purchases of a spreadsheet or of OCDS releases, all of them or nothing."""

from pathlib import PurePath

from core.importing import Report
from core.importing.lines import numbered_lines
from core.management.files import opened
from core.management.imports import ImportCommand
from finance.services.importing import NOUN, import_purchases, import_releases


class Command(ImportCommand):
    """Import purchases."""

    help = "导入采购（采购台账 .xlsx、.csv，或者 OCDS 发布 .jsonl、.json）；有任何错误则全部不保存"
    noun_words = {NOUN: "采购"}
    file_words = ".xlsx、.csv、.jsonl 或 .json 文件"

    def report_on(self, file: str, *, dry_run: bool) -> Report:
        """JSON lines are read line by line, so that memory does not grow with the file; import as the product itself."""
        if PurePath(file).suffix.lower() == ".jsonl":
            with opened(file) as source:
                return import_releases(lines=numbered_lines(source), by=None, dry_run=dry_run)
        return super().report_on(file, dry_run=dry_run)

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import a file that is read as a whole, by what it holds."""
        return import_purchases(content=content, name=name, by=None, dry_run=dry_run)
