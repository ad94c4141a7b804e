"""`import_decisions`: each decision becomes a matter that keeps its form; all of them or nothing; again and again alike (interchange 4)."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.importing import Report
from core.importing.lines import numbered_lines
from core.models import Event
from core.searching import matches
from decisions.choices import MatterState
from decisions.models import Matter
from decisions.procedure import judge
from decisions.procedure.reading import convert
from decisions.services.importing import import_decisions
from organisation.models import Unit
from supervision.models import Finding
from tests.decisions.cases import CALENDAR, EMERGENCY, FLAWLESS, ON, PERSONNEL, changed, decision, found
from tests.factories import make_county, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> Unit:
    return make_unit("城关镇", "镇")


def load(*forms: Any, **options: Any) -> Report:
    text = "".join((form if isinstance(form, str) else json.dumps(form)) + "\n" for form in forms)
    return import_decisions(lines=numbered_lines(io.BytesIO(text.encode())), by=None, **options)


def counts(report: Report) -> dict[str, int]:
    return {outcome: nouns["decisions"] for outcome, nouns in report.counts.items()}


def errors(report: Report) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in report.errors]


# what becomes of one
def test_a_decision_becomes_a_matter_with_what_lists_ask_for(town: Unit) -> None:
    assert load(FLAWLESS).as_json() == {
        "created": {"decisions": 1},
        "changed": {"decisions": 0},
        "unchanged": {"decisions": 0},
        "errors": [],
    }
    matter = Matter.objects.get()
    assert (matter.unit, matter.county_id) == (town, town.county_id)
    assert (matter.source_id, matter.number, matter.origin) == ("OA-2026-0017", "OA-2026-0017", "imported")
    assert (matter.title, matter.category) == ("城关镇自来水厂改造项目", "重大项目安排")
    assert matter.flags == ["livelihood", "technical", "public-interest"]
    assert (matter.amount, matter.proposed_on) == (Decimal("1200000.00"), date(2026, 3, 2))
    assert matter.meetings_required == ["党委会", "镇长办公会"]
    assert (matter.vote_base, matter.vote_fraction, matter.secret_ballot) == ("due", "1/2", False)
    assert matter.state == MatterState.PASSED


def test_its_form_is_kept_and_judged_as_it_was_before_it_was_stored() -> None:
    faulty = changed(FLAWLESS, publicity=None, meeting__members__2__vote=None)
    load(faulty)
    stored = convert(Matter.objects.get().form)
    assert stored == decision(faulty)
    assert {one.rule.code: one.facts for one in judge(stored, ON, CALENDAR)} == found(faulty)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, MatterState.PASSED),
        ({"resolution__outcome": "rejected"}, MatterState.REJECTED),
        ({"resolution__outcome": "deferred"}, MatterState.DEFERRED),
        ({"resolution": None}, MatterState.SCHEDULED),
        ({"resolution__outcome": None}, MatterState.SCHEDULED),
        ({"resolution": None, "meeting": None}, MatterState.PREPARING),
    ],
)
def test_where_it_stands_follows_from_the_resolution(changes: dict[str, Any], state: MatterState) -> None:
    load(changed(FLAWLESS, **changes))
    assert Matter.objects.get().state == state


def test_a_rule_of_its_own_and_a_secret_ballot_are_kept() -> None:
    load(changed(FLAWLESS, vote_rule={"base": "present", "fraction": "2/3"}, meeting__tally={"for": 8}))
    matter = Matter.objects.get()
    assert (matter.vote_base, matter.vote_fraction, matter.secret_ballot) == ("present", "2/3", True)


def test_without_a_day_of_proposal_the_first_day_it_tells_of_stands_for_it() -> None:
    load(
        changed(FLAWLESS, id="a", proposed_on=None, execution=None),
        changed(EMERGENCY, id="b", proposed_on=None),
        changed(
            FLAWLESS,
            id="c",
            proposed_on=None,
            meeting=None,
            execution=[{"on": "2026-04-02", "kind": "payment"}],
        ),
    )
    days = dict(Matter.objects.values_list("source_id", "proposed_on"))
    assert days == {"a": date(2026, 4, 28), "b": date(2026, 4, 20), "c": date(2026, 4, 2)}


@pytest.mark.parametrize(
    ("source_id", "number"),
    [
        ("OA-2026-0017", "OA-2026-0017"),
        ("2026-0017", "外2026-0017"),
        ("外2026-0017", "外外2026-0017"),
        ("2026-0017a", "2026-0017a"),
    ],
)
def test_its_number_is_its_id_unless_the_product_could_give_the_same(source_id: str, number: str) -> None:
    load(FLAWLESS | {"id": source_id})
    assert Matter.objects.get().number == number


def test_a_long_id_gets_a_short_number_of_its_own_and_is_still_found() -> None:
    load(FLAWLESS | {"id": "OA" + "7" * 190}, FLAWLESS | {"id": "OA" + "7" * 191})
    numbers = set(Matter.objects.values_list("number", flat=True))
    assert len(numbers) == 2
    assert all(len(number) == 17 and number.startswith("外") for number in numbers)
    assert Matter.objects.filter(matches("OA777")).count() == 2


def test_one_id_in_two_units_is_two_matters() -> None:
    make_unit("曙坪镇", "镇")
    assert counts(load(FLAWLESS, FLAWLESS | {"unit": "曙坪镇"}))["created"] == 2


def test_a_unit_of_the_same_name_in_another_county_is_not_meant(town: Unit) -> None:
    other = make_unit("城关镇", "镇", county=make_county("610925", "岚皋县"))
    load(FLAWLESS)
    load(FLAWLESS, counties=frozenset({"610925"}))
    assert set(Matter.objects.values_list("unit", flat=True)) == {town.pk, other.pk}


# again
def test_the_same_file_again_changes_nothing() -> None:
    load(FLAWLESS, PERSONNEL | {"id": "OA-P"})
    before = list(Matter.objects.values_list("pk", "changed_at"))
    nulls = dict.fromkeys(("survey", "emergency", "loss"))
    assert counts(load(FLAWLESS | nulls, PERSONNEL | {"id": "OA-P"})) == {
        "created": 0,
        "changed": 0,
        "unchanged": 2,
    }
    assert list(Matter.objects.values_list("pk", "changed_at")) == before
    assert Matter.history.count() == 2


def test_a_decision_that_changed_is_changed_with_its_history() -> None:
    load(changed(FLAWLESS, resolution=None, execution=None), FLAWLESS | {"id": "OA-2"})
    report = load(changed(FLAWLESS, title="自来水厂改造", flags=None), FLAWLESS | {"id": "OA-2"})
    assert counts(report) == {"created": 0, "changed": 1, "unchanged": 1}
    matter = Matter.objects.get(source_id="OA-2026-0017")
    assert (matter.title, matter.flags, matter.state) == ("自来水厂改造", [], MatterState.PASSED)
    assert Matter.objects.filter(matches("改造")).count() == 2
    told = matter.history.values_list("history_type", "state", "history_change_reason")
    assert list(told) == [("~", "passed", "决策导入"), ("+", "scheduled", "决策导入")]


def test_a_state_it_was_moved_to_here_stays() -> None:
    load(FLAWLESS)
    Matter.objects.update(state=MatterState.CLOSED)
    assert counts(load(FLAWLESS))["unchanged"] == 1
    assert counts(load(FLAWLESS | {"title": "自来水厂改造"}))["changed"] == 1
    assert Matter.objects.get().state == MatterState.CLOSED


# nothing
@pytest.mark.parametrize(
    ("form", "field"),
    [
        (FLAWLESS | {"unit": "城关乡"}, "unit"),
        (FLAWLESS | {"unit": None}, "unit"),
        (FLAWLESS | {"title": " "}, "title"),
        (FLAWLESS | {"title": "改" * 201}, "title"),
        ({"id": "a", "unit": "城关镇", "title": "a", "category": "一般事项"}, "proposed_on"),
        (FLAWLESS | {"vote_rule": {"fraction": "5/12"}}, "vote_rule.fraction"),
        (FLAWLESS | {"meetings_required": ["党委会", "会" * 31]}, "meetings_required[1]"),
        (changed(FLAWLESS, resolution__text="同\0意"), "resolution.text"),
        (changed(FLAWLESS, meeting__members__2__vote="maybe"), "meeting.members[2].vote"),
        ("oops", ""),
    ],
)
def test_with_one_line_wrong_nothing_is_stored(form: Any, field: str) -> None:
    report = load(FLAWLESS | {"id": "OA-1"}, "", form, FLAWLESS | {"id": "OA-3"})
    assert errors(report) == [(3, field)]
    assert counts(report) == {"created": 0, "changed": 0, "unchanged": 0}
    assert not Matter.objects.exists()
    assert not Event.objects.exists()


def test_every_wrong_line_is_told_also_after_many_right_ones() -> None:
    right = [FLAWLESS | {"id": f"OA-{number}"} for number in range(1100)]
    report = load(*right[:600], FLAWLESS | {"unit": "无", "title": ""}, *right[600:], "oops")
    assert errors(report) == [(601, "title"), (601, "unit"), (1102, "")]
    assert not Matter.objects.exists()


def test_a_decision_that_comes_twice_in_one_file_is_refused() -> None:
    report = load(FLAWLESS, FLAWLESS | {"id": "OA-2"}, FLAWLESS)
    assert [error.as_json() for error in report.errors] == [
        {"line": 3, "field": "id", "error": "与第 1 行重复。"}
    ]


def test_a_dry_run_counts_and_stores_nothing() -> None:
    load(FLAWLESS)
    report = load(FLAWLESS | {"title": "改"}, FLAWLESS | {"id": "OA-2"}, dry_run=True)
    assert counts(report) == {"created": 1, "changed": 1, "unchanged": 0}
    assert Matter.objects.get().title == FLAWLESS["title"]
    assert Event.objects.filter(action="decisions.imported").count() == 1


def test_the_ledger_says_what_was_imported() -> None:
    load(FLAWLESS)
    assert Event.objects.get().facts["created"] == {"decisions": 1}


# what is found
def test_what_is_found_in_them_is_in_the_register_at_once() -> None:
    load(FLAWLESS | {"id": "OA-1"}, changed(FLAWLESS, id="OA-2", meeting__members__2__vote=None))
    row = Finding.objects.get()
    assert (row.code, row.source_id) == ("vote-missing", Matter.objects.get(source_id="OA-2").pk)
    assert row.history.count() == 1
    load(FLAWLESS | {"id": "OA-2"})
    row.refresh_from_db()
    assert (row.state, row.closure) == ("closed", "fixed"), "mended where it came from"
    assert row.history.count() == 2


def test_a_dry_run_or_a_refused_file_raises_nothing() -> None:
    faulty = changed(FLAWLESS, publicity=None)
    load(faulty, dry_run=True)
    load(faulty, "oops")
    assert not Finding.objects.exists()


@pytest.mark.parametrize("outcome", ["raised", "mended"])
def test_keeping_the_register_costs_the_same_for_few_and_for_many(outcome: str) -> None:
    costs = []
    for first, last in ((0, 2), (2, 42)):
        forms = [changed(FLAWLESS, id=f"OA-{n}", publicity=None, hearing=None) for n in range(first, last)]
        with CaptureQueriesContext(connection) as raised:
            load(*forms)
        with CaptureQueriesContext(connection) as mended:
            load(*(FLAWLESS | {"id": f"OA-{n}"} for n in range(first, last)))
        costs.append(len(raised if outcome == "raised" else mended))
    assert Finding.objects.filter(closure="fixed").count() == 42 * 2
    assert costs[0] == costs[1]


# cost
def test_many_decisions_take_a_bounded_number_of_statements() -> None:
    forms = [FLAWLESS | {"id": f"OA-{number}"} for number in range(1000)]
    with CaptureQueriesContext(connection) as queries:
        assert counts(load(*forms))["created"] == 1000
    assert len(queries) <= 36
    with CaptureQueriesContext(connection) as queries:
        assert counts(load(*forms))["unchanged"] == 1000
    assert len(queries) <= 8


# the command
def test_the_command_prints_json_and_ends_with_one_when_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text("\ufeff" + json.dumps(FLAWLESS) + "\r\n")
    call_command("import_decisions", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["created"] == {"decisions": 1}
    file.write_text(json.dumps(FLAWLESS | {"unit": "城关乡"}))
    with pytest.raises(CommandError) as refused:
        call_command("import_decisions", str(file), "--json")
    assert refused.value.returncode == 1
    assert json.loads(capsys.readouterr().out)["errors"] == [
        {"line": 1, "field": "unit", "error": "本县没有名为“城关乡”的单位。"}
    ]


def test_the_command_speaks_to_people_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text(json.dumps(FLAWLESS))
    call_command("import_decisions", str(file), "--dry-run")
    assert capsys.readouterr().out == "检查通过，没有保存：\n  决策事项：新增 1，变更 0，不变 0\n"
    file.write_text(json.dumps(FLAWLESS | {"title": None}))
    with pytest.raises(CommandError):
        call_command("import_decisions", str(file))
    assert capsys.readouterr().out == "第 1 行“title”：导入须写明标题。\n"
    with pytest.raises(CommandError) as refused:
        call_command("import_decisions", str(tmp_path / "none"))
    assert refused.value.returncode == 2
