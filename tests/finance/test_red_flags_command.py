"""`manage.py red_flags`: what it prints, how it ends, what it holds in memory (interchange 5)."""

import io
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.importing.lines import numbered_lines
from core.models import CalendarException
from finance.procedure.flags import EVERY_INDICATOR, reckon
from tests.finance.cases import CALENDAR, CLEAN, bid, changed, release

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db
SAME_PRICE = release("x", bid("valid", "A", 1), bid("valid", "B", 1))


def jsonl(*releases: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in releases)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Reckon a file of these contents; return the exit code and what was printed to both outputs."""

    def reckoned(content: str, *options: str, ini: str | None = None) -> tuple[int, str, str]:
        file = tmp_path / "releases.jsonl"
        file.write_text(content)
        if ini is not None:
            (tmp_path / "flags.ini").write_text(ini)
            options = (*options, "--settings", str(tmp_path / "flags.ini"))
        code = 0
        try:
            call_command("red_flags", str(file), *options)
        except CommandError as error:
            code = error.returncode
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return reckoned


def test_json_is_one_object_by_group_identifier_and_code(run: Any) -> None:
    late = changed(CLEAN, contracts__0__dateSigned="2026-06-26")
    code, out, _err = run(jsonl(SAME_PRICE, late), "--json")
    assert code == 0
    assert out == (
        '{"OCID":{"ocds-zp-1":{"contract-late":91.0},"x":{"R028":1.0}},'
        '"Tenderer":{"A":{"R028":1.0},"B":{"R028":1.0},"S1":{"R025":1.0}}}\n'
    )


def test_where_nothing_is_flagged_the_object_is_empty(run: Any) -> None:
    assert run("\n", "--json")[:2] == (0, "{}\n")
    assert run(jsonl(CLEAN), "--json", ini="[R018]")[:2] == (0, "{}\n")


def test_lines_that_hold_no_release_are_listed_and_end_it_with_one(run: Any) -> None:
    code, out, err = run(
        "\ufeff\r\noops\r\n" + jsonl({"ocid": 5}, SAME_PRICE, {"ocid": "y", "awards": 5}), "--json"
    )
    assert code == 1
    answer = json.loads(out)
    assert answer["errors"] == [
        {"line": 2, "field": "", "error": "不是完整的 JSON 对象。"},
        {"line": 3, "field": "ocid", "error": "“ocid”应为文字。"},
    ]
    assert answer["OCID"] == {"x": {"R028": 1.0}}
    assert err == "第 5 行“awards”：类型不对，按没有填写计算。\n"


def test_a_settings_file_chooses_and_one_that_cannot_be_used_ends_it_with_two(
    run: Any, tmp_path: Path
) -> None:
    assert run(jsonl(SAME_PRICE), "--json", ini="[R018]")[:2] == (0, "{}\n")
    assert run(jsonl(SAME_PRICE), "--json", ini="[R999]")[:2] == (2, "")
    with pytest.raises(CommandError, match="没有名为“R999”的设置") as refused:
        call_command("red_flags", str(tmp_path / "releases.jsonl"), "--settings", str(tmp_path / "flags.ini"))
    assert refused.value.returncode == 2
    for none in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(CommandError) as missing:
            call_command("red_flags", str(none))
        assert missing.value.returncode == 2


@pytest.mark.parametrize("option", [["--settings", "{}"], ["--settings={}"], ["--settings-file", "{}"]])
def test_on_the_command_line_settings_means_the_file_not_djangos_module(
    option: list[str], tmp_path: Path
) -> None:
    ini = tmp_path / "flags.ini"
    ini.write_text("[R999]")
    command = [sys.executable, "manage.py", "red_flags", "-", *(one.format(ini) for one in option)]
    done = subprocess.run(
        command, check=False, cwd=ROOT, input="", capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == f"CommandError: 设置文件“{ini}”：没有名为“R999”的设置。\n"


def test_standard_input_is_read_twice_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_place: int) -> int:
            raise io.UnsupportedOperation

    gap = release(
        "x",
        bid("valid", "W", 100),
        bid("valid", "L", 101),
        awards=[{"status": "active", "suppliers": [{"id": "W"}]}],
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(jsonl(gap).encode())))
    call_command("red_flags", "-", "--json")
    assert json.loads(capsys.readouterr().out)["OCID"] == {"x": {"R024": 0.01, "R058": 0.01}}


def test_the_report_for_reading_names_who_is_flagged_and_counts(run: Any) -> None:
    code, out, _err = run(jsonl(SAME_PRICE, CLEAN) + "oops\n", ini="[R028]")
    assert code == 1
    assert out.splitlines() == [
        "第 3 行：不是完整的 JSON 对象。",
        "采购 x：R028 报价相同（1）",
        "投标人 A：R028 报价相同（1）",
        "投标人 B：R028 报价相同（1）",
        "共计算 2 项采购。",
        "  R028 报价相同：采购 1 个",
        "  R028 报价相同：投标人 2 个",
    ]


def test_holidays_are_those_the_county_has_entered(run: Any) -> None:
    CalendarException.objects.all().delete()
    CalendarException.objects.bulk_create(
        CalendarException(day=date(2026, 10, day), is_worked=False) for day in range(1, 8)
    )
    autumn = changed(CLEAN, awards__0__date="2026-09-02", contracts__0__implementation=None)
    for day, late in (("2026-10-08", False), ("2026-10-09", True)):
        _code, out, _err = run(jsonl(changed(autumn, contracts__0__dateSigned=day)), "--json", ini="")
        assert ("contract-late" in out) is late


def test_memory_grows_by_a_few_numbers_a_release(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    many = (changed(CLEAN, ocid=f"o{number}") for number in range(4000))
    file.write_text(jsonl(*many))

    def lines() -> Any:
        return numbered_lines(file.open("rb"))

    reckon(lines, EVERY_INDICATOR, CALENDAR)
    tracemalloc.start()
    done = reckon(lines, EVERY_INDICATOR, CALENDAR)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.releases == 4000
    assert file.stat().st_size > 6_000_000
    assert peak < 300_000
