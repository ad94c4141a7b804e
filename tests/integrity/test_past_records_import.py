"""Past records: what they become, what they prove, what they are refused for (interchange 2)."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.importing import Report
from integrity.choices import Origin, RecordState
from integrity.models import Participation, Record
from integrity.services.past_records import import_records
from organisation.models import Person, Unit
from rulebook.tenure import TenureKind
from supervision.choices import DutyState
from supervision.models import Duty, Fulfilment
from supervision.services import sweep
from tests.factories import make_person, make_post, make_tenure, make_unit, start_calendar

pytestmark = pytest.mark.django_db
HEADER = "类别*,工号*,单位名称,日期*,经办单位,摘要,审计期间止"


@pytest.fixture
def finance() -> Unit:
    return make_unit("县财政局")


@pytest.fixture
def head(finance: Unit) -> Person:
    return make_tenure(make_person("云知远", "A1"), make_post(finance), date(2021, 3, 1)).person


def load(*rows: str, header: str = HEADER, **options: object) -> Report:
    content = "\n".join((header, *rows)).encode()
    return import_records(content=content, name="", by=None, **options)  # type: ignore[arg-type]


def errors(report: Report) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in report.errors]


def test_a_talk_becomes_an_imported_record_and_a_proof(head: Person) -> None:
    body = make_unit("县纪委监委", "纪检监察机关")
    report = load("提醒约谈,A1,,2026-02-10,县纪委监委,一季度约谈,")
    assert report.as_json() == {
        "created": {"records": 1},
        "changed": {"records": 0},
        "unchanged": {"records": 0},
        "errors": [],
    }
    record = Record.objects.get()
    assert (record.kind, record.state, record.origin) == (
        "reminder-talk",
        RecordState.RECORDED,
        Origin.IMPORTED,
    )
    assert (record.held_on, record.body, record.summary) == (date(2026, 2, 10), body, "一季度约谈")
    proof = Fulfilment.objects.get()
    assert (proof.proof, proof.person, proof.unit, proof.on, proof.record) == (
        "reminder-talk",
        head,
        None,
        date(2026, 2, 10),
        record.pk,
    )


def test_the_same_file_twice_changes_nothing(head: Person) -> None:
    rows = ("提醒约谈,A1,,2026-02-10,县纪委,谈,", "任中审计,A1,县财政局,2024-06-30,县审计局,审,2024-05-31")
    load(*rows)
    assert load(*rows).counts == {
        "created": {"records": 0},
        "changed": {"records": 0},
        "unchanged": {"records": 2},
    }
    assert Record.objects.count() == Fulfilment.objects.count() == 2


def test_a_proof_closes_the_duty_of_its_quarter_at_once(head: Person) -> None:
    load("提醒约谈,A1,,2026-02-10,,,")
    sweep(on=date(2026, 3, 1))
    assert Duty.objects.get(kind="reminder-talk", period="2026Q1").state == DutyState.DONE
    load("履职报告,A1,,2026-02-25,,,")
    assert Duty.objects.get(kind="duty-report", period="2026Q1").state == DutyState.DONE


def test_a_proof_of_a_day_the_calendar_has_not_come_to_closes_nothing_before(head: Person) -> None:
    sweep(on=date(2026, 3, 1))
    load("履职报告,A1,,2026-03-05,,,")
    assert Duty.objects.get(kind="duty-report", period="2026Q1").state == DutyState.PLANNED
    sweep(on=date(2026, 3, 6))
    assert Duty.objects.get(kind="duty-report", period="2026Q1").state == DutyState.DONE


def test_rows_of_one_forum_are_one_record_with_many_heads(head: Person) -> None:
    other = make_tenure(make_person("石怀谷", "A2")).person
    load(
        "廉政恳谈会,A1,,2026-05-01,县委,恳谈,",
        "廉政恳谈会,A2,,2026-05-01,县委,恳谈,",
        "廉政恳谈会,A1,,2025-05-01,县委,恳谈,",
    )
    assert Record.objects.count() == 2
    forum = Record.objects.get(held_on=date(2026, 5, 1))
    assert set(forum.participations.values_list("person", flat=True)) == {head.pk, other.pk}
    assert forum.host == "县委"


def test_a_head_added_later_joins_the_forum(head: Person) -> None:
    make_tenure(make_person("石怀谷", "A2"))
    load("廉政恳谈会,A1,,2026-05-01,县委,恳谈,")
    load("廉政恳谈会,A1,,2026-05-01,县委,恳谈,", "廉政恳谈会,A2,,2026-05-01,县委,恳谈,")
    assert Record.objects.count() == 1
    assert Participation.objects.count() == 2


def test_a_forum_named_twice_for_two_units_of_one_head_is_stored(head: Person) -> None:
    make_tenure(head, make_post(make_unit("县金融办")), date(2022, 1, 1))
    report = load("廉政恳谈会,A1,县财政局,2026-05-01,,,", "廉政恳谈会,A1,县金融办,2026-05-01,,,")
    assert report.counts["created"] == {"records": 2}


def test_an_audit_covers_to_its_day_unless_a_last_day_is_given(head: Person) -> None:
    load("任中审计,A1,,2024-06-30,,,", "离任审计,A1,,2025-06-30,,,2025-05-31")
    assert list(Fulfilment.objects.order_by("on").values_list("until", flat=True)) == [
        date(2024, 6, 30),
        date(2025, 5, 31),
    ]


def test_a_duty_report_is_for_the_only_unit_headed_that_day(head: Person, finance: Unit) -> None:
    make_tenure(head, make_post(make_unit("县金融办")), date(2025, 1, 1))
    assert load("履职报告,A1,,2024-12-20,,,").errors == []
    assert Fulfilment.objects.get().unit == finance


def test_a_duty_report_that_names_no_unit_is_about_every_unit_headed_that_day(
    head: Person, finance: Unit
) -> None:  # interchange 2: 单位名称 may be left out; L3: owed per headed unit
    office = make_unit("县金融办")
    make_tenure(head, make_post(office), date(2025, 1, 1))
    start_calendar(date(2026, 1, 1))
    sweep(on=date(2026, 2, 1))
    assert load("履职报告,A1,,2026-02-25,,,").errors == []
    sweep(on=date(2026, 2, 26))
    reports = Duty.objects.filter(kind="duty-report", period="2026Q1")
    assert {(duty.unit, duty.state) for duty in reports} == {
        (finance, DutyState.DONE),
        (office, DutyState.DONE),
    }
    assert Participation.objects.get().unit == finance, "shown under the post held longest"
    again = load("履职报告,A1,,2026-02-25,,,")
    assert again.counts["unchanged"] == {"records": 1}


def test_of_two_equal_posts_a_record_is_shown_under_the_one_held_longest_without_a_break(
    head: Person, finance: Unit
) -> None:  # L3: touching tenures are joined
    office = make_post(make_unit("县金融办"))
    make_tenure(head, office, date(2019, 1, 1), date(2023, 1, 1), TenureKind.ACTING)
    make_tenure(head, office, date(2023, 1, 1))
    load("提醒约谈,A1,,2026-02-10,,,")
    assert Participation.objects.get().unit == office.unit


def test_a_changed_summary_or_last_day_changes_the_record(head: Person) -> None:
    load("任中审计,A1,,2024-06-30,县审计局,审,2024-05-31")
    report = load("任中审计,A1,,2024-06-30,,改,2024-04-30")
    assert report.counts["changed"] == {"records": 1}
    record = Record.objects.get()
    assert (record.summary, record.host, record.until) == ("改", "县审计局", date(2024, 4, 30))
    assert Fulfilment.objects.get().until == date(2024, 4, 30)


def test_a_dry_run_stores_nothing(head: Person) -> None:
    assert load("提醒约谈,A1,,2026-02-10,,,", dry_run=True).counts["created"] == {"records": 1}
    assert not Record.objects.exists()


def test_days_ahead_of_the_clock_are_accepted(head: Person) -> None:
    assert load("提醒约谈,A1,,2099-02-10,,,").errors == []


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("约谈,A1,,2026-02-10,,,", "类别"),
        ("提醒约谈,A9,,2026-02-10,,,", "工号"),
        ("提醒约谈,A1,县水利局,2026-02-10,,,", "单位名称"),
        ("提醒约谈,A1,县审计局,2026-02-10,,,", "单位名称"),
        ("提醒约谈,A1,,2026-02-30,,,", "日期"),
        ("提醒约谈,A1,,,,,", "日期"),
        ("提醒约谈,A1,,2026-02-10,,,2026-02-01", "审计期间止"),
        ("任中审计,A1,,2026-02-10,,,2026-02-11", "审计期间止"),
        ("履职报告,A3,,2026-02-10,,,", "单位名称"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_stored(head: Person, line: str, column: str) -> None:
    make_unit("县审计局")
    make_person("江听澜", "A3")
    assert errors(load("提醒约谈,A1,,2026-01-10,,,", line)) == [(3, column)]
    assert not Record.objects.exists()


def test_a_row_that_comes_twice_is_refused(head: Person) -> None:
    assert errors(load("提醒约谈,A1,,2026-02-10,,甲,", "提醒约谈,A1,,2026-02-10,,乙,")) == [(3, "工号")]


def test_heads_of_another_county_are_refused_to_a_registrar(head: Person) -> None:
    assert errors(load("提醒约谈,A1,,2026-02-10,,,", counties=frozenset({"610925"}))) == [(2, "工号")]


def test_the_command_prints_json_and_ends_with_one_when_refused(
    head: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "h.csv"
    file.write_bytes("日期,工号,类别\n2026-02-10,A1,提醒约谈\n".encode("gb18030"))
    call_command("import_records", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["created"] == {"records": 1}
    file.write_text("日期,工号\n2026-02-10,A1\n")
    with pytest.raises(CommandError) as refused:
        call_command("import_records", str(file), "--json")
    assert refused.value.returncode == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["column"] == "类别"


def test_many_rows_take_a_bounded_number_of_statements(head: Person) -> None:
    days = [date.fromordinal(date(2015, 1, 1).toordinal() + n) for n in range(1500)]
    content = "\n".join((HEADER, *(f"提醒约谈,A1,,{day},县委,谈," for day in days))).encode()
    with CaptureQueriesContext(connection) as queries:
        assert import_records(content=content, name="", by=None).counts["created"] == {"records": 1500}
    assert len(queries) < 40
