"""`manage.py check_draw FILE`: does a published draw again, from its file alone; no database is asked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from inspections.procedure.drawing import Published, faults_of

FAULTS = {
    "promise": "秘密与事先公布的种子承诺不符",
    "list": "名单与公布时不一致",
    "seed": "种子不能由秘密、编号、日期、名单和见证数字得出",
    "drawn": "抽选结果不能由种子和名单得出",
}


class Command(BaseCommand):
    """Check a draw."""

    help = "按公布的文件重算一次视察抽选，核对种子、名单和结果"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", help="抽选页面下载的 JSON 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found. Raises CommandError where anything does not follow."""
        try:
            draw = msgspec.json.decode(Path(options["file"]).read_bytes(), type=Published)
        except (OSError, msgspec.MsgspecError) as error:
            raise CommandError(f"读不了文件：{error}", returncode=2) from error
        faults = faults_of(draw)
        if faults:
            raise CommandError("；".join(FAULTS[fault] for fault in faults), returncode=1)
        for kind, numbers in draw.drawn.items():
            self.stdout.write(f"{kind}: {'、'.join(numbers)}")
        self.stdout.write("重算一致。")
