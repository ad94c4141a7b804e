"""`manage.py sweep`, `duties`, `mandates`: what they print and how they end (interchange 3)."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from supervision.services import sweep
from tests.factories import make_done, make_head

pytestmark = pytest.mark.django_db
COMMANDS = [("sweep", "--date"), ("duties", "--as-of")]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command and gives the JSON objects it printed, one a line."""

    def run(*words: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        call_command(*words, "--json")
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_a_past_day_does_not_tell_what_came_after_it(printed: Any) -> None:
    head = make_head()
    sweep(on=date(2026, 7, 1))
    make_done("reminder-talk", head, date(2026, 10, 12), period="2026Q3")
    sweep(on=date(2026, 11, 1))
    facts = ("state", "done_on", "late")
    asked = ("duties", "--staff-no", head.staff_no, "--as-of")
    for day, told in (
        ("2026-10-11", ("overdue", None, False)),
        ("2026-10-12", ("done", "2026-10-12", True)),
    ):
        (talk,) = (
            duty
            for duty in printed(*asked, day)
            if (duty["kind"], duty["period"]) == ("reminder-talk", "2026Q3")
        )
        assert tuple(talk[fact] for fact in facts) == told, day


def test_duties_are_ordered_by_staff_number_kind_and_period(printed: Any) -> None:
    for _ in range(3):
        make_head()
    sweep(on=date(2026, 1, 5))
    sweep(on=date(2026, 7, 1))
    keys = [
        (duty["staff_no"], duty["kind"], duty["period"])
        for duty in printed("duties", "--as-of", "2026-07-01")
    ]
    assert len(keys) == 27
    assert keys == sorted(keys)


def test_only_a_sweep_plans_and_duties_says_how_far_that_was(
    printed: Any, capsys: pytest.CaptureFixture[str]
) -> None:  # interchange 3: `sweep` plans as if D were today; `duties` writes what there is
    make_head()
    sweep(on=date(2026, 9, 30))
    planned = printed("duties", "--as-of", "2026-09-30")
    assert "2026Q4" not in {duty["period"] for duty in planned}
    call_command("duties", "--as-of", "2026-10-01", "--json")
    told = capsys.readouterr()
    beyond = [json.loads(line) for line in told.out.splitlines()]
    assert [duty["period"] for duty in beyond] == [duty["period"] for duty in planned]
    assert {duty["state"] for duty in beyond if duty["period"] == "2026Q3"} == {"overdue"}
    assert "只检查到 2026-09-30" in told.err
    sweep(on=date(2026, 10, 1))
    assert "2026Q4" in {duty["period"] for duty in printed("duties", "--as-of", "2026-10-01")}


@pytest.mark.parametrize(("command", "option"), COMMANDS)
@pytest.mark.parametrize("typed", ["2026-02-29", "20260301", "2026-W09-7", "2026-3-1", "今天", ""])
def test_a_day_is_written_one_way(command: str, option: str, typed: str) -> None:
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command(command, option, typed)
