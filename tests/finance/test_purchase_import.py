"""Importing purchases: the county's spreadsheet and OCDS releases, all of it or nothing, twice the same changes nothing."""

import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import jobs
from core.models import Event, Job
from finance.models import Bid, Purchase
from finance.services.importing import COLUMNS, import_purchases
from finance.services.importing import columns as at
from rulebook.roles import Role
from tests import factories
from tests.finance.cases import CLEAN as RELEASE
from tests.finance.cases import changed
from tests.finance.purchases import bought, codes_of

ROW: dict[str, str] = {
    at.NUMBER: "采1", at.UNIT: "城关镇", at.TITLE: "采购桌椅", at.CATEGORY: "货物", at.METHOD: "公开招标", at.BUDGET: "2026-办公",
    at.ESTIMATE: "3,000,000", at.ISSUED: "2026-03-02", at.OFFERED: "2026-03-10", at.OPENED: "2026-03-23",
    at.AWARDED: "2026-03-27", at.AWARD: "2900000", at.SUPPLIER: "青山家具公司", at.SIGNED: "2026-04-10",
    at.CONTRACT: "2900000", at.ACCEPTED: "2026-05-20", at.PAYMENTS: "2026-05-28 2900000",
    at.BIDS: "青山家具公司 2900000；绿水商贸公司 2950000 有效；远山用品公司 2980000 被否决",
}  # fmt: skip


def sheet(*rows: dict[str, str], columns: Any = None) -> bytes:
    names = columns or [column.name for column in COLUMNS]
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def imported(content: bytes, name: str = "采购.csv", **options: Any):
    return import_purchases(content=content, name=name, by=None, **options)


def release(**changes: Any) -> dict[str, Any]:
    buyer = {"id": "ZP-TOWN", "name": "城关镇"}
    return changed(RELEASE, **({"buyer": buyer, "tender__title": "学校桌椅"} | changes))


def jsonl(*releases: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in releases).encode()


def test_a_row_becomes_a_purchase_with_bids_and_payments(county):
    report = imported(sheet(ROW))
    assert report.as_json() == {
        "created": {"purchases": 1}, "changed": {"purchases": 0}, "unchanged": {"purchases": 0}, "errors": [],
    }  # fmt: skip
    purchase = Purchase.objects.get()
    assert (purchase.unit, purchase.method, purchase.estimate) == (county.town, "open", Decimal(3_000_000))
    assert purchase.happened_on == date(2026, 3, 27)
    bids = [(bid.supplier.name, bid.status, bid.won) for bid in purchase.bids.all()]
    assert bids[0] == ("青山家具公司", "valid", True)
    assert bids[2] == ("远山用品公司", "disqualified", False)
    assert purchase.payments.get().amount == 2_900_000
    assert Event.objects.filter(action="purchases.imported").count() == 1


@pytest.mark.parametrize(
    "content", [sheet(ROW, ROW | {at.NUMBER: "采2"}), jsonl(release(), release(ocid="ocds-zp-2"))]
)
def test_the_same_file_again_changes_nothing(county, content):
    assert imported(content).counts["created"]["purchases"] == 2
    before = (
        list(Purchase.history.values_list("pk", flat=True)),
        list(Bid.history.values_list("pk", flat=True)),
    )
    assert imported(content).counts["unchanged"]["purchases"] == 2
    assert before == (
        list(Purchase.history.values_list("pk", flat=True)),
        list(Bid.history.values_list("pk", flat=True)),
    )


def test_a_row_that_differs_changes_its_purchase_and_what_the_file_has_no_column_for_stays(county):
    imported(sheet(ROW))
    names = [at.NUMBER, at.UNIT, at.TITLE, at.CATEGORY, at.METHOD, at.AWARDED, at.BIDS]
    row = ROW | {at.TITLE: "采购课桌", at.BIDS: "青山家具公司 2900000"}
    assert imported(sheet(row, columns=names)).counts["changed"]["purchases"] == 1
    purchase = Purchase.objects.get()
    assert (purchase.title, purchase.contract_amount) == ("采购课桌", Decimal(2_900_000))
    assert purchase.bids.count() == 1
    assert purchase.payments.count() == 1


def test_a_corrected_list_takes_as_many_statements_as_one_corrected_purchase(county):
    """Its bids, its payments and what it says itself differ, and are written in sets."""

    def correct(number: int) -> int:
        rows = [ROW | {at.NUMBER: f"{number}之{one}"} for one in range(number)]
        imported(sheet(*rows))
        corrected = {
            at.TITLE: "采购课桌", at.PAYMENTS: "2026-05-29 2900000",
            at.BIDS: "青山家具公司 2900000；绿水商贸公司 2960000 有效；远山用品公司 2980000 被否决",
        }  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            report = imported(sheet(*(row | corrected for row in rows)))
        assert report.counts["changed"] == {"purchases": number}
        return len(asked)

    assert correct(2) == correct(20)
    row = Purchase.objects.get(number="20之7")
    assert sorted(row.bids.values_list("amount", flat=True)) == [2_900_000, 2_960_000, 2_980_000]
    assert (row.title, str(row.payments.get().on)) == ("采购课桌", "2026-05-29")
    kinds = Bid.history.filter(purchase=row).values_list("history_type", "history_change_reason")  # type: ignore[attr-defined]
    assert sorted(kinds) == [("+", "采购导入")] * 4 + [("-", "采购导入")]


def test_every_error_is_named_by_row_and_column_and_nothing_is_stored(county):
    wrong = [
        ROW | {at.UNIT: "无此单位"},
        ROW | {at.NUMBER: "采2", at.ESTIMATE: "很多"},
        ROW | {at.NUMBER: "采3", at.SUPPLIER_CODE: "91610900MA70F10009"},
        ROW | {at.NUMBER: "采4", at.OPENED: "2026-03-01"},
        ROW | {at.NUMBER: "采5", at.HANDLER: "没有这人"},
        ROW | {at.NUMBER: "采6", at.CATEGORY: "其他"},
        ROW | {at.NUMBER: "采7"},
        ROW | {at.NUMBER: "采7", at.BIDS: "青山家具公司 1；青山家具公司 2"},
    ]
    report = imported(sheet(*wrong))
    found = {(error.row, error.column) for error in report.errors}
    assert found == {
        (2, at.UNIT), (3, at.ESTIMATE), (4, at.SUPPLIER_CODE), (5, at.OPENED), (6, at.HANDLER), (7, at.CATEGORY),
        (9, at.BIDS), (9, at.NUMBER),
    }  # fmt: skip
    assert all(error.message[0] >= "\u4e00" or error.message[0] == "“" for error in report.errors)
    assert not Purchase.objects.exists()


def test_a_dry_run_tells_and_stores_nothing(county):
    report = imported(sheet(ROW), dry_run=True)
    assert report.counts["created"]["purchases"] == 1
    assert report.lines[0].name == "采1 采购桌椅"
    assert not Purchase.objects.exists()


def test_an_import_leaves_what_was_entered_here_alone(county):
    bought(county, number="采1", title="原来的")
    report = imported(sheet(ROW))
    assert "来源不同" in report.errors[0].message
    assert Purchase.objects.get().title == "原来的"


def test_whoever_keeps_another_county_imports_nothing_here(county):
    report = imported(sheet(ROW), counties=frozenset({"610926"}))
    assert report.errors[0].column == at.UNIT


def test_a_release_keeps_its_form_and_is_judged_by_it(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        imported(jsonl(release(tender__numberOfTenderers=1)))
    purchase = Purchase.objects.get()
    assert (purchase.title, purchase.origin, purchase.source_id) == ("学校桌椅", "ocds", "ocds-zp-1")
    assert purchase.form["buyer"]["id"] == "ZP-TOWN"
    assert (purchase.estimate, purchase.supplier.name) == (Decimal(3_000_000), "S1")
    assert codes_of(purchase) == {"R018", "purchase-without-resolution"}


def test_suppliers_of_releases_and_of_rows_are_the_same_by_their_code(county):
    code = "91610900MA70F10008"
    parties = [{"id": f"CN-USCC-{code}", "name": "青山家具公司", "roles": ["supplier"]}]
    made = release(parties=parties, bids__details__0__tenderers=[{"id": f"CN-USCC-{code}"}])
    made["awards"][0]["suppliers"] = [{"id": f"CN-USCC-{code}"}]
    imported(jsonl(made))
    imported(sheet(ROW | {at.SUPPLIER_CODE: code, at.BIDS: ""}))
    assert len(set(Purchase.objects.values_list("supplier", flat=True))) == 1


@pytest.mark.parametrize(
    "wrap",
    [
        lambda one: [one],
        lambda one: {"releases": [one]},
        lambda one: {"records": [{"compiledRelease": one}]},
        lambda one: one,
    ],
)
def test_releases_come_as_lines_lists_packages_or_alone(county, wrap):
    assert imported(json.dumps(wrap(release())).encode(), "a.json").counts["created"]["purchases"] == 1


def test_what_holds_no_release_or_no_buyer_of_the_county_is_refused_by_line(county):
    content = jsonl(release(), {"x": 1}, release(ocid="2", buyer={"name": "别县单位"}), release()) + b"\n{"
    report = imported(content, "a.jsonl")
    assert [(error.row, error.column) for error in report.errors] == [
        (2, "ocid"), (3, "buyer.name"), (4, "ocid"), (5, ""),
    ]  # fmt: skip
    assert not Purchase.objects.exists()


def test_the_command_prints_the_report_and_fails_where_the_file_is_refused(county, tmp_path):
    good, bad, out = tmp_path / "a.jsonl", tmp_path / "b.csv", io.StringIO()
    good.write_bytes(jsonl(release()))
    bad.write_bytes(sheet(ROW | {at.UNIT: "无此单位"}))
    call_command("import_purchases", str(good), "--json", stdout=out)
    assert json.loads(out.getvalue())["created"] == {"purchases": 1}
    with pytest.raises(CommandError) as refused:
        call_command("import_purchases", str(bad), stdout=out)
    assert refused.value.returncode == 1
    assert "第 2 行“单位名称”" in out.getvalue()


def test_the_registrar_uploads_checks_and_confirms_and_others_find_no_page(county, as_user):
    registrar = factories.make_user("registrar", role=Role.REGISTRAR, body=county.town)
    client = as_user(registrar)
    answer = client.post(reverse("purchases-import"), {"file": SimpleUploadedFile("采购.csv", sheet(ROW))})
    assert answer.status_code == 302
    job = Job.objects.get()
    jobs.run(job.pk)
    page = client.get(reverse("import-job", args=[job.pk])).content.decode()
    assert "采1 采购桌椅" in page
    assert as_user(county.secretary).get(reverse("purchases-import")).status_code == 404
    answer = client.post(reverse("purchases-import"), {"file": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert ".jsonl" in answer.content.decode()
