"""`manage.py demo_logins`: the demo's log-ins, one per kind of user, and what to look at with each."""

from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand

from desk.demo.loader import is_loaded
from desk.demo.logins import LOGINS, PASSWORD


class Command(BaseCommand):
    """Print the demo's log-ins."""

    help = "显示演示县的登录名（仅在载入演示县之后）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table; nothing where the demo is not loaded."""
        if not is_loaded():
            self.stdout.write("没有载入演示县。")
            return
        self.stdout.write(f"演示登录（人员和记录均为虚构），口令都是 {PASSWORD}\n")
        rows = [("用户名", "角色", "可以看什么"), *((one.username, one.role, one.look) for one in LOGINS)]
        widths = [max(_width(row[column]) for row in rows) for column in (0, 1)]
        for row in rows:
            cells = (text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=False))
            self.stdout.write("  " + "  ".join([*cells, row[2]]))


def _width(text: str) -> int:
    """Columns a text takes in a terminal."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
