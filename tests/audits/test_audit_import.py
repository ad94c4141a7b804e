"""Importing earlier audits: findings and rectifications with them, all or nothing, twice the same changes nothing; the past counts for C19."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from audits.models import Audit, AuditFinding, Rectification, Step
from audits.selectors.conclusions import conclusions_of
from audits.services.importing import COLUMNS, import_audits
from audits.services.importing import columns as at
from core import jobs
from core.models import Event, Job
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.roles import Role
from supervision.models import Duty, Fulfilment
from supervision.services import sweep
from tests import factories
from tests.today import DAY

FIRST = {
    at.NUMBER: "镇审经责报〔2024〕3号", at.UNIT: "城关镇", at.KIND: "任中审计", at.SINCE: "2021-01-01", at.UNTIL: "2023-12-31",
    at.REPORTED: "2024-05-20", at.CATEGORY: "财政财务收支", at.TITLE: "往来款长期挂账", at.AMOUNT: "320,000", at.RESPONSIBILITY: "领导责任",
    at.STATE: "已整改", at.MENDED_ON: "2024-09-01", at.RECOVERED: "320000", at.WORDS: "已清理。",
}  # fmt: skip
SECOND = {
    at.CATEGORY: "采购", at.TITLE: "办公设备未集中采购", at.AMOUNT: "86000", at.RESPONSIBILITY: "直接责任", at.STATE: "持续整改",
    at.WORDS: "已制定制度。",
}  # fmt: skip


@pytest.fixture
def first(county) -> dict[str, str]:
    """The first row of an audit of the town's head."""
    return FIRST | {at.STAFF_NO: county.head.staff_no}


def sheet(*rows: dict[str, str], columns: Any = None) -> bytes:
    names = columns or [column.name for column in COLUMNS]
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def imported(*rows: dict[str, str], **options: Any):
    return import_audits(content=sheet(*rows), name="审计.csv", by=None, **options)


def stored() -> list[list[Any]]:
    """Everything that an import could have written, histories too."""
    rows = (Audit, Step, AuditFinding, Rectification)
    histories = [list(model.history.order_by("pk").values_list("pk", flat=True)) for model in rows]  # type: ignore[attr-defined]
    return [*histories, list(Fulfilment.objects.order_by("pk").values_list("pk", "until"))]


def test_rows_become_an_audit_with_its_report_findings_and_rectifications(county, first):
    report = imported(first, SECOND)
    assert report.counts["created"] == {"audits": 1, "findings": 2}, report.errors
    audit = Audit.objects.get()
    assert (audit.person, audit.unit, audit.origin, audit.state) == (
        county.head,
        county.town,
        "imported",
        "reported",
    )
    assert (audit.year, audit.until, audit.body.name) == (2024, date(2023, 12, 31), "县审计局")
    step = audit.steps.get()
    assert (step.kind, step.number, step.on) == ("report", first[at.NUMBER], date(2024, 5, 20))
    old, still = audit.findings.order_by("number")
    assert (old.amount, old.rectification.state, old.rectification.recovered) == (
        Decimal(320_000),
        "mended",
        320_000,
    )
    assert (still.responsibility, still.rectification.state, still.past) == ("direct", "ongoing", True)
    assert Event.objects.filter(action="audits.imported").count() == 1
    assert conclusions_of([county.head.pk])[0].title == "任中审计报告 镇审经责报〔2024〕3号"


def test_an_audit_of_which_nothing_is_left_is_closed(county, first):
    imported(first)
    assert Audit.objects.get().state == "closed"


def test_an_audit_without_findings_is_one_row(county, first):
    bare = {name: value for name, value in first.items() if name in at.OF_AUDIT}
    assert imported(bare).counts["created"] == {"audits": 1, "findings": 0}
    assert Audit.objects.get().state == "closed"


def test_the_same_file_again_changes_nothing(county, first):
    imported(first, SECOND)
    before = stored()
    assert imported(first, SECOND).counts["unchanged"] == {"audits": 1, "findings": 2}
    assert stored() == before


def test_what_differs_is_changed_and_the_calendar_told_anew(county, first):
    imported(first, SECOND)
    report = imported(
        first | {at.UNTIL: "2024-03-31"}, SECOND | {at.STATE: "已整改", at.MENDED_ON: "2025-01-10"}
    )
    assert report.counts["changed"] == {"audits": 1, "findings": 1}, report.errors
    assert Audit.objects.get().state == "closed"
    assert Fulfilment.objects.get(proof="in-term-audit").until == date(2024, 3, 31)


def test_what_somebody_took_up_here_is_theirs(county, first):
    imported(first, SECOND)
    row = Rectification.objects.get(state="ongoing")
    row.past, row.owner, row.measures = False, county.members[1], "集中采购。"
    row.save()
    imported(first, SECOND | {at.STATE: "未整改"})
    row.refresh_from_db()
    assert (row.state, row.measures) == ("ongoing", "集中采购。")


@pytest.mark.parametrize(
    ("wrong", "column", "words"),
    [
        ({at.STAFF_NO: "没有"}, at.STAFF_NO, "找不到"),
        ({at.UNIT: "县林业局"}, at.UNIT, "没有担任过"),
        ({at.KIND: "专项审计"}, at.KIND, "不在可选范围"),
        ({at.UNTIL: "2020-12-31"}, at.UNTIL, "不能早于审计期间起"),
        ({at.REPORTED: "2023-06-01"}, at.REPORTED, "不能早于审计期间止"),
        ({at.REPORTED: "2030-06-01"}, at.REPORTED, "不能晚于今天"),
        ({at.UNTIL: ""}, at.UNTIL, "不能为空"),
        ({at.CATEGORY: ""}, at.CATEGORY, "不能为空"),
        ({at.RESPONSIBILITY: "主管责任"}, at.RESPONSIBILITY, "不在可选范围"),
        ({at.AMOUNT: "三十二万"}, at.AMOUNT, "不是金额"),
        ({at.MENDED_ON: ""}, at.MENDED_ON, "不能为空"),
        ({at.STATE: "未整改"}, at.MENDED_ON, "只有已整改"),
        ({at.STATE: "不再整改"}, at.APPROVAL, "不能为空"),
        ({at.POST: "县长"}, at.POST, "没有担任这一职务"),
    ],
)
def test_an_error_is_named_by_row_and_column_and_changes_nothing(county, first, wrong, column, words):
    report = imported(first, first | {at.NUMBER: "镇审经责报〔2024〕9号", at.UNTIL: "2023-11-30"} | wrong)
    assert not Audit.objects.exists()
    assert any((one.row, one.column) == (3, column) and words in one.message for one in report.errors), (
        report.errors
    )


def test_further_rows_agree_with_the_first_and_name_other_findings(county, first):
    report = imported(first, first | {at.UNTIL: "2023-11-30"}, first)
    assert {(one.row, one.column) for one in report.errors} == {(3, at.UNTIL), (3, at.TITLE), (4, at.TITLE)}


def test_a_report_has_one_number_and_a_period_is_audited_once(county, first):
    report = imported(first, first | {at.NUMBER: "另号"})
    assert [(one.row, one.column) for one in report.errors] == [(3, at.UNTIL)]


def test_an_audit_of_the_product_is_left_alone(county, first):
    post = county.head.tenures.get().post
    Audit(
        body=Unit.objects.get(function=Function.AUDIT), person=county.head, post=post, kind="during", year=2024,
        since=date(2021, 1, 1), until=date(2023, 12, 31),
    ).save()  # fmt: skip
    assert [one.column for one in imported(first).errors] == [at.UNTIL]


def test_a_file_without_its_columns_is_refused_in_words(county, first):
    content = sheet(first, columns=[at.STAFF_NO, at.TITLE])
    report = import_audits(content=content, name="审计.csv", by=None)
    assert {one.column for one in report.errors} == set(at.NEEDED) - {at.STAFF_NO}


def test_a_head_of_another_county_is_not_named(county, first):
    report = imported(first, counties=frozenset({"610000"}))
    assert [one.column for one in report.errors] == [at.STAFF_NO]


def test_a_dry_run_stores_nothing_and_a_stopped_import_leaves_nothing(county, first):
    told: list[tuple[int, int]] = []
    assert (
        imported(first, dry_run=True, progress=lambda *step: told.append(step)).counts["created"]["audits"]
        == 1
    )
    assert told == [(1, 1)]
    assert not Audit.objects.exists()
    assert not Fulfilment.objects.exists()

    def stop(done: int, total: int) -> None:
        raise jobs.Stopped

    with pytest.raises(jobs.Stopped):
        imported(first, progress=stop)
    assert not Audit.objects.exists()


@pytest.mark.parametrize(
    ("until", "completes"), [("2023-12-31", date(2028, 12, 31)), ("2022-02-10", date(2027, 2, 10))]
)
def test_the_calendar_demands_the_next_audit_five_years_after_the_last_day_audited(
    county, first, until, completes
):
    factories.start_calendar(date(2024, 1, 1))
    imported(first | {at.UNTIL: until})
    opens = completes - timedelta(365)
    sweep(on=max(opens, DAY))
    kept = Duty.objects.filter(person=county.head, kind="term-audit").exclude(state="cancelled")
    due = [one.period for one in kept.filter(closed_on=None)]
    assert due == [completes.isoformat()]


def test_what_a_past_record_noted_already_is_not_noted_twice(county, first):
    factories.make_done("in-term-audit", county.head, date(2024, 5, 20), until=date(2023, 12, 31))
    imported(first)
    assert Fulfilment.objects.count() == 1


def test_a_later_correction_of_the_last_day_moves_it(county, first):
    factories.start_calendar(date(2024, 1, 1))
    imported(first | {at.UNTIL: "2022-02-10"})
    sweep(on=DAY)
    imported(first)
    sweep(on=date(2028, 1, 5))
    kept = Duty.objects.filter(person=county.head, kind="term-audit", closed_on=None)
    assert [one.period for one in kept] == ["2028-12-31"]


def test_the_page_checks_a_file_then_imports_it(county, first, as_user, django_capture_on_commit_callbacks):
    registrar = factories.make_user(role=Role.REGISTRAR, body=county.discipline.roles.get().body)
    client = as_user(registrar)
    assert client.get(reverse("audits-template")).status_code == 200
    file = SimpleUploadedFile("审计.csv", sheet(first, SECOND), "text/csv")
    answer = client.post(reverse("audits-import"), {"file": file})
    job = Job.objects.get()
    jobs.run(job.pk)
    assert "往来款长期挂账" in client.get(answer["Location"]).content.decode()
    client.post(reverse("import-job-next", args=[job.pk]))
    jobs.run(Job.objects.order_by("pk").last().pk)
    assert Audit.objects.count() == 1


def test_the_command_refuses_a_file_with_errors(county, first, tmp_path):
    file = tmp_path / "审计.csv"
    file.write_bytes(sheet(first | {at.KIND: ""}))
    with pytest.raises(CommandError):
        call_command("import_audits", str(file), stdout=StringIO())
    file.write_bytes(sheet(first, SECOND))
    said = StringIO()
    call_command("import_audits", str(file), "--json", stdout=said)
    assert json.loads(said.getvalue())["created"] == {"audits": 1, "findings": 2}


def test_the_number_of_queries_does_not_grow_by_finding(county, first, django_assert_max_num_queries):
    rows = [SECOND | {at.TITLE: f"问题{number}"} for number in range(20)]
    imported(first, *rows)
    with django_assert_max_num_queries(40):
        imported(first, *rows)
