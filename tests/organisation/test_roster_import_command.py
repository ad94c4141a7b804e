"""`manage.py import_roster`: what it prints, how it ends, what it costs (interchange 1)."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisation.models import Person, Tenure
from organisation.services import import_roster
from tests.organisation.rosters import DAY, csv_of, row, xlsx_of

pytestmark = pytest.mark.django_db
UNITS, POSTS = 250, 20


def run(file: Path | str, *options: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = 0
    try:
        call_command("import_roster", str(file), *options)
    except CommandError as error:
        code = error.returncode
    return code, capsys.readouterr().out


def county() -> list[dict[str, Any]]:
    """5,000 rows: 250 units, a head each, ten deputies, nine section heads."""
    rows = []
    for unit in range(UNITS):
        for post in range(POSTS):
            title = "局长" if post == 0 else "副局长" if post <= 10 else "股长"
            section = f"第{post}股" if post > 10 else ""
            rows.append(
                row(
                    单位名称=f"县第{unit}局", 上级单位="县第0局" if unit else "", 职务=title, 内设机构=section,
                    是否一把手="是" if post == 0 else "否", 姓名=f"云{unit}第{post}", 工号=f"N{unit:03d}{post:02d}",
                    联系县领导工号="N00000",
                )
            )  # fmt: skip
    return rows


def test_json_stands_alone_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(xlsx_of([row()]))
    code, out = run(file, "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out) == {
        "created": {"units": 1, "posts": 1, "people": 1, "tenures": 1},
        "changed": {"units": 0, "posts": 0, "people": 0, "tenures": 0},
        "unchanged": {"units": 0, "posts": 0, "people": 0, "tenures": 0},
        "errors": [],
    }


def test_a_refused_file_ends_with_one_and_lists_its_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(csv_of([row(任职日期="2026-02-30")], "gb18030"))
    code, out = run(file, "--json", capsys=capsys)
    assert code == 1
    assert [(e["row"], e["column"]) for e in json.loads(out)["errors"]] == [(2, "任职日期")]
    code, out = run(file, capsys=capsys)
    assert code == 1
    assert "第 2 行“任职日期”" in out


def test_an_unreadable_file_is_refused_in_the_same_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.xlsx"
    file.write_bytes(b"PK\x03\x04 broken")
    code, out = run(file, "--json", capsys=capsys)
    assert code == 1
    assert [(e["row"], e["column"]) for e in json.loads(out)["errors"]] == [(1, "")]


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.csv", capsys=capsys)[0] == 2


def test_a_dry_run_says_so_and_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.csv"
    file.write_bytes(csv_of([row()]))
    code, out = run(file, "--dry-run", capsys=capsys)
    assert code == 0
    assert "没有保存" in out
    assert not Person.objects.exists()


def test_a_dash_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(csv_of([row()]))))
    assert run("-", capsys=capsys)[0] == 0
    assert Person.objects.exists()


def test_five_thousand_rows_take_a_bounded_number_of_statements() -> None:
    content = csv_of(county())
    with CaptureQueriesContext(
        connection,
    ) as first:
        report = import_roster(content=content, name="", by=None, on=DAY)
    assert report.errors == []
    assert report.counts["created"] == {"units": 250, "posts": 2750, "people": 5000, "tenures": 5000}
    assert Tenure.objects.count() == 5000
    assert len(first) < 80
    with CaptureQueriesContext(connection) as again:
        report = import_roster(content=content, name="", by=None, on=DAY)
    assert report.counts["unchanged"] == {"units": 250, "posts": 2750, "people": 5000, "tenures": 5000}
    assert len(again) < 40
