"""`manage.py check_decisions`: what it prints, how it ends, what it holds in memory (interchange 4)."""

import io
import json
import sys
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.importing.lines import numbered_lines
from core.models import CalendarException, Event
from decisions.models import Matter
from decisions.procedure.checking import answers
from tests.decisions.cases import CALENDAR, FLAWLESS, ON, changed

pytestmark = pytest.mark.django_db
WRONG = changed(FLAWLESS, id="OA-2", meeting__members__2__vote="maybe")
SILENT = changed(FLAWLESS, id="OA-3", meeting__members__2__spoke=None)
Ended = tuple[int, list[dict[str, Any]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Check a file of these contents, judged on 2026-07-01; return the exit code and what was printed."""

    def check(content: bytes | str, *options: str) -> tuple[int, str]:
        file = tmp_path / "decisions.jsonl"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = 0
        try:
            call_command("check_decisions", str(file), "--as-of", ON.isoformat(), *options)
        except CommandError as error:
            code = error.returncode
        return code, capsys.readouterr().out

    return check


def jsonl(*forms: Any) -> str:
    return "".join(json.dumps(form, ensure_ascii=False) + "\n" for form in forms)


def parsed(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_json_is_one_object_a_line_alone_on_standard_output(run: Any) -> None:
    code, out = run(jsonl(FLAWLESS, SILENT), "--json")
    assert code == 0
    assert parsed(out) == [
        {"id": "OA-2026-0017", "findings": []},
        {
            "id": "OA-3",
            "findings": [
                {
                    "clause": "C8",
                    "code": "head-silent-members",
                    "facts": {"staff_nos": ["M2"], "names": ["石知远"]},
                    "message": "“一把手”已经表态，到会成员没有发表意见：石知远。",
                }
            ],
        },
    ]


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_checked(run: Any) -> None:
    code, out = run(jsonl(FLAWLESS) + jsonl(WRONG) + "oops\n" + jsonl(SILENT), "--json")
    assert code == 1
    first, second, third, fourth = parsed(out)
    assert first == {"id": "OA-2026-0017", "findings": []}
    assert second == {
        "line": 2,
        "field": "meeting.members[2].vote",
        "error": "“maybe”不在可选范围内，应为 abstain、against、for。",
    }
    assert third == {"line": 3, "field": "", "error": "不是完整的 JSON 对象。"}
    assert fourth["id"] == "OA-3"


def test_lines_are_numbered_as_in_the_file_whatever_its_line_ends(run: Any) -> None:
    text = (
        "\ufeff\r\n"
        + jsonl(FLAWLESS).replace("\n", "\r\n")
        + "\r\n   \r\n"
        + "{}\r\n"
        + jsonl(SILENT).rstrip()
    )
    code, out = run(text, "--json")
    assert code == 1
    assert [one.get("id", one.get("line")) for one in parsed(out)] == ["OA-2026-0017", 5, "OA-3"]


def test_an_empty_file_has_nothing_wrong(run: Any) -> None:
    assert run("", "--json") == (0, "")
    assert run("\n\n", "--json") == (0, "")


def test_a_decision_that_comes_twice_is_checked_twice(run: Any) -> None:
    code, out = run(jsonl(FLAWLESS, FLAWLESS), "--json")
    assert code == 0
    assert [one["id"] for one in parsed(out)] == ["OA-2026-0017"] * 2


def test_a_line_of_five_megabytes_is_checked_like_any_other(run: Any) -> None:
    code, out = run(jsonl(changed(FLAWLESS, resolution__text="文" * 1_700_000), SILENT), "--json")
    assert code == 0
    assert [one["id"] for one in parsed(out)] == ["OA-2026-0017", "OA-3"]


def test_it_is_judged_as_of_the_day_given_and_of_today_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text(jsonl(changed(FLAWLESS, execution=None)))
    told = {}
    for day in (["--as-of", "2026-05-27"], ["--as-of", "2026-05-28"], []):
        call_command("check_decisions", str(file), "--json", *day)
        (one,) = parsed(capsys.readouterr().out)
        told["".join(day)] = [finding["code"] for finding in one["findings"]]
    assert told == {"--as-of2026-05-27": [], "--as-of2026-05-28": ["no-follow-up"], "": ["no-follow-up"]}


def test_holidays_are_those_the_county_has_entered(run: Any) -> None:
    CalendarException.objects.all().delete()
    festival = [date(2026, 2, day) for day in range(16, 24)]
    CalendarException.objects.bulk_create(CalendarException(day=day, is_worked=False) for day in festival)
    CalendarException.objects.create(day=date(2026, 2, 14), is_worked=True)
    over_spring_festival = [
        changed(FLAWLESS, legality_review={"received_on": "2026-02-10", "on": f"2026-02-{day}"})
        for day in (25, 26)
    ]
    code, out = run(jsonl(*over_spring_festival), "--json")
    assert code == 0
    six, seven = (one["findings"] for one in parsed(out))
    assert [(finding["code"], finding["facts"]["days"]) for finding in six] == [("legality-review-rushed", 6)]
    assert seven == []


def test_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(jsonl(FLAWLESS).encode())))
    call_command("check_decisions", "-", "--json")
    assert parsed(capsys.readouterr().out) == [{"id": "OA-2026-0017", "findings": []}]


def test_without_a_file_it_ends_with_two(tmp_path: Path) -> None:
    for name in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(CommandError) as refused:
            call_command("check_decisions", str(name))
        assert refused.value.returncode == 2


def test_the_report_for_reading_names_decisions_clauses_and_lines(run: Any) -> None:
    code, out = run(jsonl(FLAWLESS, WRONG, SILENT, changed(SILENT, id="OA-4", publicity=None)))
    assert code == 1
    assert out.splitlines() == [
        "第 2 行“meeting.members[2].vote”：“maybe”不在可选范围内，应为 abstain、against、for。",
        "OA-3 城关镇 城关镇自来水厂改造项目",
        "  C8  成员未发表意见：“一把手”已经表态，到会成员没有发表意见：石知远。",
        "OA-4 城关镇 城关镇自来水厂改造项目",
        "  C5  未公示：关系大多数群众利益的事项，没有先进行公示。",
        "  C8  成员未发表意见：“一把手”已经表态，到会成员没有发表意见：石知远。",
        "共检查 3 件：1 件没有发现问题，2 件有问题。",
        "  C8  成员未发表意见：2 件",
        "  C5  未公示：1 件",
        "另有 1 行无法读取。",
    ]


def test_nothing_is_stored(run: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        run(jsonl(*[changed(SILENT, id=f"OA-{number}") for number in range(50)]), "--json")
    assert len(queries) == 1, "the calendar alone"
    assert not Matter.objects.exists()
    assert not Event.objects.exists()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes(jsonl(SILENT).encode() * 3000)
    with file.open("rb") as source:
        tracemalloc.start()
        number = sum(1 for _ in answers(numbered_lines(source), ON, CALENDAR))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert number == 3000
    assert file.stat().st_size > 8_000_000
    assert peak < 500_000
