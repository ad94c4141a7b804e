"""Importing a unit's ledger: by its own headings, all of it or nothing, twice the same changes nothing, any number of lines at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import jobs
from core.jobs import Stopped
from core.models import Event, Job
from finance.forms.ledgers import ColumnsForm
from finance.models import FundUse, LedgerColumns, Supplier
from finance.services.funds.sheets import NotPossible
from finance.services.ledgers import FIELDS, guessed, import_ledger
from tests.finance.funds import entered, open_codes, town_of_funds
from tests.today import fix_today

pytestmark = pytest.mark.django_db
HEADINGS = (
    "凭证号",
    "日期",
    "摘要",
    "收款单位",
    "支付金额",
    "科目",
    "经办人",
    "证明人",
    "财务审核",
    "分管领导",
    "一把手",
    "事项编号",
)
LINE = (
    "1",
    "2026-06-10",
    "印刷资料",
    "青山印务公司",
    "6,000.00",
    "印刷费",
    "温听澜",
    "辛若溪",
    "晏怀谷",
    "苗若溪",
    "山既明",
    "",
)


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    return town_of_funds()


def line(**changes: str) -> tuple[str, ...]:
    return tuple(changes.get(heading, given) for heading, given in zip(HEADINGS, LINE, strict=True))


def ledger(*lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in one) for one in (headings, *lines)).encode()


def imported(county, *lines: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, **options: Any):
    values = {"unit": county.town, "columns": guessed(headings, {}), "by": county.secretary} | options
    return import_ledger(content=ledger(*lines, headings=headings), name="台账.csv", **values)


def test_a_line_becomes_a_use_signed_by_people_of_the_roster(county):
    report = imported(county, LINE, line(凭证号="2", 证明人="村民代表甲"))
    assert report.counts == {
        "created": {"payments": 2},
        "changed": {"payments": 0},
        "unchanged": {"payments": 0},
    }
    use, other = FundUse.objects.order_by("number")
    assert (use.handler, use.head, use.deputy) == (county.candidate, county.head, county.members[6])
    assert (use.amount, use.paid_on, use.handler_on) == (Decimal(6_000), date(2026, 6, 10), date(2026, 6, 10))
    assert (other.witness, other.witness_name) == (None, "村民代表甲")
    assert use.payee == other.payee
    assert Event.objects.filter(action="funds.imported").count() == 1
    assert FundUse.history.filter(history_type="+", history_user=county.secretary).count() == 2


def test_what_is_wrong_in_it_is_found_at_once(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        imported(
            county, LINE, line(凭证号="2", 一把手=""), line(凭证号="3", 经办人="山既明", 一把手="云望舒")
        )
    assert [open_codes(use) for use in FundUse.objects.order_by("number")] == [
        set(), {"sheet-signature-missing"}, {"head-handles-funds"},
    ]  # fmt: skip


def test_the_same_file_again_changes_nothing_and_one_that_differs_what_differs(county):
    lines = [line(凭证号=str(number)) for number in range(1, 6)]
    imported(county, *lines)
    before = list(FundUse.history.values_list("history_id", flat=True))
    assert imported(county, *lines).counts["unchanged"]["payments"] == 5
    assert list(FundUse.history.values_list("history_id", flat=True)) == before
    lines[2] = line(凭证号="3", 摘要="印刷台历", 收款单位="绿水公司")
    report = imported(county, *lines)
    assert (report.counts["changed"]["payments"], report.counts["unchanged"]["payments"]) == (1, 4)
    use = FundUse.objects.get(number="3")
    assert (use.purpose, use.payee.name) == ("印刷台历", "绿水公司")
    assert use.history.filter(history_type="~").count() == 1
    assert Supplier.objects.count() == 2


def test_every_error_is_named_by_row_and_column_and_nothing_is_stored(county):
    signed = entered(county)
    wrong = [
        line(支付金额="很多"), line(凭证号="2", 日期="2026-02-30"), line(凭证号="3", 收款单位=""), line(凭证号="4", 支付金额="0"),
        line(凭证号="5", 日期="2027-01-01"), line(凭证号="6", 事项编号="2026-999"), line(凭证号="7", 支付金额="1.234"),
    ]  # fmt: skip
    report = imported(county, *wrong, line(凭证号="8"))
    assert {(error.row, error.column) for error in report.errors} == {
        (2, "支付金额"), (3, "日期"), (4, "收款单位"), (5, "支付金额"), (6, "日期"), (7, "事项编号"), (8, "支付金额"),
    }  # fmt: skip
    report = imported(county, LINE, LINE, line(凭证号=signed.number))
    assert [(error.row, error.column) for error in report.errors] == [(3, "凭证号"), (4, "凭证号")]
    assert "系统会签" in report.errors[1].message
    assert FundUse.objects.count() == 1


def test_a_ledger_that_tells_days_of_signatures_is_taken_at_its_word(county):
    headings = (*HEADINGS, "一把手签字日期")
    imported(county, (*LINE, ""), (*line(凭证号="2"), "2026-06-12"), headings=headings)
    one, two = FundUse.objects.order_by("number")
    assert (one.head_on, one.handler_on, two.head_on) == (None, date(2026, 6, 10), date(2026, 6, 12))


def test_a_dry_run_tells_and_stores_nothing(county):
    report = imported(county, LINE, dry_run=True)
    assert (report.counts["created"]["payments"], report.lines[0].name) == (1, "1 印刷资料")
    assert not FundUse.objects.exists()
    assert not Supplier.objects.exists()


def test_an_import_that_is_stopped_leaves_nothing(county):
    def stop(done: int, total: int) -> None:
        assert 0 < done <= total
        raise Stopped

    with pytest.raises(Stopped):
        imported(county, *(line(凭证号=str(number)) for number in range(1200)), progress=stop)
    assert not FundUse.objects.exists()


def test_many_lines_take_no_more_queries_than_few(county):
    def queries(first: int, number: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            imported(county, *(line(凭证号=f"{first}-{at}") for at in range(number)))
        return len(asked)

    queries(0, 1)  # makes the payee
    few = queries(1, 2)
    assert queries(2, 400) == few


def test_only_the_unit_s_own_secretary_imports(county):
    for who in (county.head_user, county.finance, county.nobody):
        with pytest.raises(NotPossible):
            imported(county, LINE, by=who)


def test_the_pages_remember_which_column_is_what(county, as_user):
    client = as_user(county.secretary)

    def upload(content: bytes) -> Job:
        answer = client.post(
            reverse("fund-import"), {"unit": county.town.pk, "file": SimpleUploadedFile("台账.csv", content)}
        )
        assert answer.status_code == 302
        job = Job.objects.latest("pk")
        jobs.run(job.pk)
        return job

    headings = ("甲", *HEADINGS[1:])
    columns = reverse("fund-import-columns", args=[upload(ledger(LINE, headings=headings)).pk])
    page = client.get(columns)
    assert page.context["form"].initial == {}
    chosen = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert (chosen["number"], chosen["paid_on"]) == ("", "日期")
    answer = client.post(columns, chosen)
    assert answer.status_code == 422
    assert "请选择哪一列是“单号”" in answer.content.decode()
    answer = client.post(columns, chosen | {"number": "甲"})
    check = Job.objects.latest("pk")
    assert answer["Location"] == reverse("import-job", args=[check.pk])
    jobs.run(check.pk)
    assert "1 印刷资料" in client.get(answer["Location"]).content.decode()
    for _click in range(2):
        client.post(reverse("import-job-next", args=[check.pk]))
    jobs.run(Job.objects.latest("pk").pk)
    assert FundUse.objects.count() == 1
    assert LedgerColumns.objects.get(unit=county.town).columns["number"] == "甲"
    again = client.get(reverse("fund-import-columns", args=[upload(ledger(LINE, headings=headings)).pk]))
    assert again.context["form"].fields["number"].initial == "甲"


def test_others_find_no_page_and_another_kind_of_file_is_refused(county, as_user):
    for who in (county.head_user, county.finance, county.nobody):
        assert as_user(who).get(reverse("fund-import")).status_code == 404
    client = as_user(county.secretary)
    answer = client.post(
        reverse("fund-import"), {"unit": county.town.pk, "file": SimpleUploadedFile("a.pdf", b"%PDF")}
    )
    assert answer.status_code == 422
    answer = client.post(
        reverse("fund-import"), {"unit": county.town.pk, "file": SimpleUploadedFile("a.csv", b"%PDF-1")}
    )
    job = Job.objects.get()
    jobs.run(job.pk)
    assert "不是 .xlsx 或 .csv" in client.get(answer["Location"]).content.decode()


def test_a_heading_chosen_for_every_field_is_said_beside_each_but_the_first():
    form = ColumnsForm({field.key: "日期" for field in FIELDS}, headings=["日期"], first={})
    assert not form.is_valid()
    assert [*form.errors.values()] == [["“日期”已经用于另一项。"]] * (len(FIELDS) - 1)
