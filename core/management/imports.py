"""What every `import_… FILE [--dry-run] [--json]` command does the same way."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.importing import Report
from core.management.files import opened

SHOWN = 200
WORDS = {"created": "新增", "changed": "变更", "unchanged": "不变"}


class ImportCommand(BaseCommand):
    """Reads a file, has it imported, prints the report; exit code 1 where the file is refused, 2 where there is none."""

    noun_words: dict[str, str] = {}
    file_words = ".xlsx 或 .csv 文件"

    def report_on(self, file: str, *, dry_run: bool) -> Report:
        """Read FILE and import it. Raises CommandError (exit code 2) where it cannot be opened."""
        content, name = _read(file)
        return self.import_file(content=content, name=name, dry_run=dry_run)

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import and report; the commands say what."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE", help=f"{self.file_words}；“-”表示标准输入")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不保存")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and print. Raises CommandError with exit code 1 for a refused file, 2 for one that cannot be opened."""
        report = self.report_on(options["file"], dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(report, dry_run=options["dry_run"])
        if report.is_refused:
            raise CommandError(f"文件有 {len(report.errors)} 处错误，没有保存任何内容", returncode=1)

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        for error in report.errors[:SHOWN]:
            where = f"第 {error.row} 行" + (f"“{error.column}”" if error.column else "")
            self.stdout.write(f"{where}：{error.message}")
        if len(report.errors) > SHOWN:
            self.stdout.write(f"…… 另有 {len(report.errors) - SHOWN} 处错误，用 --json 查看全部")
        if report.is_refused:
            return
        self.stdout.write("检查通过，没有保存：" if dry_run else "已导入：")
        for noun, word in self.noun_words.items():
            counts = "，".join(f"{said} {report.counts[outcome][noun]}" for outcome, said in WORDS.items())
            self.stdout.write(f"  {word}：{counts}")


def _read(file: str) -> tuple[bytes, str]:
    """The content and name of FILE. Raises CommandError (exit code 2)."""
    with opened(file) as source:
        return source.read(), "" if file == "-" else Path(file).name
