"""`manage.py check_decisions FILE.jsonl [--json] [--as-of D]`: what is missing in decisions recorded elsewhere. Nothing is stored."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from core import workdays
from core.clock import today
from core.importing.lines import numbered_lines
from core.management.arguments import day
from core.management.files import opened
from decisions.procedure.checking import Answer, answers
from rulebook.procedures.decisions import CODES

AT_ONCE = 200  # answers written at a time


class Command(BaseCommand):
    """Check decisions line by line; exit code 1 where a line cannot be read, 2 where there is no file."""

    help = "按意见 C2–C11 检查决策程序（每行一个 JSON 对象），只输出问题，不保存"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE", help=".jsonl 文件；“-”表示标准输入")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出，每行一个决策事项")
        parser.add_argument("--as-of", type=day, metavar="D", help="以这一天为准，缺省为今天")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and print. Raises CommandError with exit code 1 for unreadable lines, 2 for a file that cannot be opened."""
        on = options["as_of"] or today()
        with opened(options["file"]) as file:
            found = answers(numbered_lines(file), on, workdays.load())
            unfit = self._write(found) if options["json"] else self._tell(found)
        if unfit:
            raise CommandError(f"有 {unfit} 行无法读取，其余各行已检查", returncode=1)

    def _write(self, found: Iterable[Answer]) -> int:
        """Write JSON, an object a line; return how many lines could not be read."""
        unfit, lines = 0, []
        for one in found:
            unfit += one.decision is None
            # Only the text is kept: holding on to decisions would drive the next ones out of the processor's cache.
            lines.append(msgspec.json.encode(one.as_json()))
            if len(lines) == AT_ONCE:
                self.stdout.write(b"\n".join(lines).decode())
                lines.clear()
        if lines:
            self.stdout.write(b"\n".join(lines).decode())
        return unfit

    def _tell(self, found: Iterable[Answer]) -> int:
        """Write a report to be read: what was found in which decision, and how often; return how many lines could not be read."""
        checked, faulty, unfit, times = 0, 0, 0, Counter[str]()
        for one in found:
            if one.unfit is not None:
                unfit += 1
                where = f"第 {one.line} 行" + (f"“{one.unfit.field}”" if one.unfit.field else "")
                self.stdout.write(f"{where}：{one.unfit.error}")
                continue
            checked += 1
            if one.found:
                faulty += 1
                times.update(fault.rule.code for fault in one.found)
                self.stdout.write(_told(one))
        self.stdout.write(f"共检查 {checked} 件：{checked - faulty} 件没有发现问题，{faulty} 件有问题。")
        for code, number in times.most_common():
            self.stdout.write(f"  {CODES[code].clause:<4}{CODES[code].title}：{number} 件")
        if unfit:
            self.stdout.write(f"另有 {unfit} 行无法读取。")
        return unfit


def _told(one: Answer) -> str:
    """A decision and what was found in it, in Chinese."""
    decision = one.decision
    head = " ".join(filter(None, (decision.id, decision.unit, decision.title))) if decision else ""
    faults = [f"  {fault.rule.clause:<4}{fault.rule.title}：{fault.message}" for fault in one.found]
    return "\n".join((head, *faults))
