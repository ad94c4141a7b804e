"""Every import proves (issue of the other powers, 7): progress moves, a stop leaves nothing, twice changes nothing, an error changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from appointments.services.importing import import_appointments
from audits.services.importing import import_audits
from bench.sheets import LINES, MADE
from bench.staffed import world as staffed
from core import jobs
from core.importing import Report
from core.jobs import Stopped
from decisions.services.importing.files import import_decision_file
from finance.services.importing import import_purchases
from finance.services.ledgers import guessed, headings_of, import_ledger
from integrity.services.past_records import import_records
from organisation.services import import_roster
from projects.services.importing import import_projects
from supervision.services import import_division
from tests.today import DAY, fix_today

ROWS = 700
BATCH = 400
MORE = 40  # statements that a batch with many rows may take more than one with few, since rows are written 500 at a time
Run = Callable[..., Report]
IMPORTS: dict[str, Run] = {
    "roster": import_roster,
    "records": import_records,
    "ledger": import_ledger,
    "purchases": import_purchases,
    "releases": import_purchases,
    "projects": import_projects,
    "appointments": import_appointments,
    "audits": import_audits,
    "division": import_division,
    "decisions": import_decision_file,
}
PRINTED = {"appraisal-slips", "own-data"}  # jobs that write a file instead of reading one
# What makes a wrong row of a right one.
WRONG: dict[str, tuple[bytes, bytes]] = {
    "roster": (b"2021-03-01", "下个月".encode()),
    "records": (b"H", b"X"),
    "ledger": (b"2026-", b"2026/13/"),
    "purchases": ("城关镇".encode(), "别的镇".encode()),
    "releases": (b'"ocid"', b'"ocid'),
    "projects": ("城关镇".encode(), "别的镇".encode()),
    "appointments": ("提拔任职".encode(), "空降".encode()),
    "audits": ("采购".encode(), "天气".encode()),
    "division": (b"D0", b"X0"),
    "decisions": (b'"id"', b'"ib"'),
}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    fix_today(monkeypatch)
    return staffed()


def imported(kind: str, content: bytes, world: Any, progress: Any = None) -> Report:
    user, unit = world
    more: dict[str, Any] = {"counties": frozenset({unit.county_id})}
    if kind == "ledger":
        more = {"unit": unit, "columns": guessed(headings_of(content, "a.csv"), {})}
    if kind == "roster":
        more["on"] = DAY
    name = "a.jsonl" if kind in LINES else "a.csv"
    return IMPORTS[kind](content=content, name=name, by=user, progress=progress, **more)


def stored() -> dict[str, int]:
    """How many rows, with those of the histories, every table has; that somebody imported is noted each time."""
    tables: list[type[models.Model]] = [
        model
        for model in apps.get_models()
        if model._meta.managed and model.__name__ not in ("Event", "PendingEvidence", "Recheck")
    ]
    return {model._meta.label: model._default_manager.count() for model in tables}


@pytest.mark.parametrize("kind", IMPORTS)
def test_progress_moves_and_a_stop_in_the_middle_leaves_nothing(kind, world):
    content, told, before = MADE[kind](ROWS), [], stored()

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done > total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        imported(kind, content, world, stop)
    assert told == sorted(told)
    assert len(told) >= 2
    assert 0 < told[-1][0] <= told[-1][1]
    assert stored() == before


@pytest.mark.parametrize("kind", IMPORTS)
def test_an_error_in_the_last_row_changes_nothing(kind, world):
    head, last = MADE[kind](ROWS).rsplit(b"\n", 1)
    before = stored()
    report = imported(kind, head + b"\n" + last.replace(*WRONG[kind], 1), world)
    assert {error.row for error in report.errors} == {ROWS if kind in LINES else ROWS + 1}
    assert stored() == before


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_same_file_again_changes_nothing(kind, world):
    content = MADE[kind](ROWS)
    first = imported(kind, content, world)
    assert not first.errors
    assert sum(first.counts["created"].values()) >= ROWS
    before = stored()
    again = imported(kind, content, world)
    assert not any(again.counts["created"].values())
    assert not any(again.counts["changed"].values())
    assert stored() == before


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_number_of_queries_does_not_grow_with_the_rows_of_a_batch(kind, world):
    asked: list[int] = []
    for rows in (BATCH // 10, BATCH):
        for _time in ("first", "again"):
            with CaptureQueriesContext(connection) as queries:
                assert not imported(kind, MADE[kind](rows), world).errors
            asked.append(len(queries))
    few, few_again, many, many_again = asked
    assert many < few + MORE
    assert many_again < few_again + MORE


def test_every_import_with_pages_is_proved_here():
    pages = set(jobs._kinds) - PRINTED
    assert pages <= set(IMPORTS), pages - set(IMPORTS)
