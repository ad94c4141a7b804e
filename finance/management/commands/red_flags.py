"""`manage.py red_flags FILE.jsonl [--settings FILE.ini] [--json]`: signs worth looking into in purchases. Nothing is stored."""

import shutil
import tempfile
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import IO, Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from core import workdays
from core.importing.lines import numbered_lines
from core.management.files import opened
from decisions.procedure import Unfit
from finance.procedure.flags import EVERY_INDICATOR, Reckoned, Settings, SettingsError, read_settings, reckon
from rulebook.procedures.procurement import FLAGS, Group

GROUP_WORDS = {
    Group.OCID: "采购",
    Group.BUYER: "采购人",
    Group.PROCURING_ENTITY: "代理机构",
    Group.TENDERER: "投标人",
}


class Command(BaseCommand):
    """Reckon the signs of a file; exit code 1 where a line holds no release, 2 where a file or its settings cannot be used."""

    help = "按 OCDS Cardinal 的定义和我国采购规则计算采购红旗指标（每行一个 OCDS 汇编发布），不保存"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", metavar="FILE", help=".jsonl 文件；“-”表示标准输入")
        parser.add_argument(
            "--settings-file", metavar="FILE", help="设置文件（.ini），也可写作 --settings FILE"
        )
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reckon and print. Raises CommandError with exit code 1 for unreadable lines, 2 for files that cannot be used."""
        ini = (
            options["settings_file"] or options["settings"]
        )  # manage.py hands --settings on under the other name
        settings = _settings(ini) if ini else EVERY_INDICATOR
        with ExitStack() as stack:
            file = stack.enter_context(opened(options["file"]))
            if not file.seekable():  # it is read twice
                file = stack.enter_context(_kept(file))

            def lines() -> Any:
                file.seek(0)
                return numbered_lines(file)

            done = reckon(lines, settings, workdays.load(), self._warn)
        self._write(done) if options["json"] else self._tell(done)
        if done.unfit_number:
            raise CommandError(f"有 {done.unfit_number} 行无法读取，其余各行已计算", returncode=1)

    def _warn(self, line: int, unfit: Unfit) -> None:
        self.stderr.write(f"第 {line} 行“{unfit.field}”：{unfit.error}")

    def _write(self, done: Reckoned) -> None:
        """Write JSON piece by piece: of a large file a great deal may be flagged."""
        for piece in done.results.written():
            self.stdout.write(piece, ending="")
        if done.unfit:
            errors = [{"line": line, **unfit.as_json()} for line, unfit in done.unfit]
            comma = "" if done.results.is_empty else ","
            self.stdout.write(f'{comma}"errors":{msgspec.json.encode(errors).decode()}', ending="")
        self.stdout.write("}")

    def _tell(self, done: Reckoned) -> None:
        for line, unfit in done.unfit:
            where = f"第 {line} 行" + (f"“{unfit.field}”" if unfit.field else "")
            self.stdout.write(f"{where}：{unfit.error}")
        for group, name, codes in done.results:
            signs = "；".join(
                f"{code} {FLAGS[code].title}（{value:g}）" for code, value in sorted(codes.items())
            )
            self.stdout.write(f"{GROUP_WORDS[group]} {name}：{signs}")
        self.stdout.write(f"共计算 {done.releases} 项采购。")
        for code, group, number in done.results.counts():
            self.stdout.write(f"  {code} {FLAGS[code].title}：{GROUP_WORDS[group]} {number} 个")


def _settings(name: str) -> Settings:
    """Read a settings file. Raises CommandError (exit code 2) where it cannot be used."""
    with opened(name) as file:
        try:
            return read_settings(file.read().decode())
        except UnicodeDecodeError as error:
            raise CommandError(f"设置文件“{name}”不是 UTF-8 编码", returncode=2) from error
        except SettingsError as error:
            raise CommandError(f"设置文件“{name}”：{error}", returncode=2) from error


def _kept(file: IO[bytes]) -> IO[bytes]:
    """A copy of what can be read only once."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    shutil.copyfileobj(file, kept)
    return kept
