"""The pages of purchases: what they show to whom, what they refuse, what they keep of what was typed."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from finance.models import Purchase
from finance.services.purchases import ChangeLine
from supervision.models import Finding
from tests.finance.purchases import BIDS, SMALL, bought, judged


def listed(client, **asked: Any) -> str:
    return client.get(reverse("purchase-list"), asked).content.decode()


def typed(**changes: Any) -> dict[str, Any]:
    """A form as a browser sends it."""
    form = {
        "number": "采2026-1", "title": "购置打印机", "category": "goods", "method_name": "公开招标", "estimate": "2,500,000",
        "documents_on": "2026-03-02", "documents_until": "2026-03-10", "opened_on": "2026-03-23",
        "awarded_on": "2026-03-27", "award_amount": "2400000", "supplier": "平利县青山家具有限公司",
        "contract_on": "2026-04-10", "contract_amount": "2400000",
        "bids-0-supplier": "平利县青山家具有限公司", "bids-0-amount": "2400000", "bids-0-status": "valid",
        "bids-1-supplier": "安康市绿水商贸有限公司", "bids-1-amount": "2450000", "bids-1-status": "valid",
        "bids-2-status": "valid",
    }  # fmt: skip
    for prefix, total in (("bids", 3), ("changes", 1), ("payments", 2)):
        form |= {f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": "0"}
    return form | {"token": "7d0c3f1e-2a53-4e0a-9d5f-0d3c8f3b6a01"} | changes


def test_the_list_can_be_narrowed_by_unit_method_year_sign_supplier_and_words(county, as_user):
    one = bought(county, title="采购桌椅", bids=BIDS[:1])
    two = bought(
        county,
        SMALL,
        title="零星维修",
        awarded_on=date(2025, 3, 27),
        estimate=Decimal(1),
        supplier=BIDS[1].supplier,
        award_amount=Decimal(1),
        contract_amount=Decimal(1),
        contract_on=date(2025, 3, 28),
        accepted_on=None,
    )
    judged()
    client = as_user(county.auditor)
    for asked, only in (
        ({"unit": county.town.pk, "method": "open"}, one),
        ({"method": "direct"}, two),
        ({"year": 2025}, two),
        ({"flag": "any"}, one),
        ({"flag": "R018"}, one),
        ({"supplier": one.supplier_id}, one),
        ({"q": "零星"}, two),
        ({"q": "qingshan"}, one),
    ):
        page, other = listed(client, **asked), two if only == one else one
        assert only.title in page, asked
        assert other.title not in page, asked


def test_a_list_of_more_purchases_takes_no_more_queries(county, as_user, django_assert_max_num_queries):
    client = as_user(county.auditor)
    for _times in range(6):
        bought(county, bids=BIDS[:1])
    judged()
    listed(client)
    with django_assert_max_num_queries(22):
        listed(client)
    for _times in range(20):
        bought(county, bids=BIDS[:1])
    judged()
    with django_assert_max_num_queries(22):
        listed(client)


def test_the_export_holds_what_the_list_shows(county, as_user):
    bought(county, bids=BIDS[:1], title="=采购")
    judged()
    answer = as_user(county.finance).get(reverse("purchase-export"))
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0].values)
    assert rows[0][1] == "项目名称"
    assert rows[1][1] == "'=采购"
    assert rows[1][-1] == "只有一家投标"


def test_a_purchase_shows_bidders_days_signs_with_formula_and_source_and_what_was_found(county, as_user):
    purchase = bought(
        county,
        documents_on=date(2026, 3, 4),
        documents_until=date(2026, 3, 12),
        changed=[ChangeLine(date(2026, 6, 1), Decimal(3_500_000), "增加数量")],
    )
    judged()
    page = as_user(county.discipline).get(reverse("purchase", args=[purchase.pk])).content.decode()
    for words in (
        "安康市绿水商贸有限公司", "2026年3月27日", "投标期限不足", "自招标文件发出至投标截止少于 20 日", "政府采购法第三十五条", "追加超限",
        "增加数量", "19 天",
    ):  # fmt: skip
        assert words in page, words
    assert reverse("finding", args=[Finding.objects.filter(source_id=purchase.pk).first().pk]) in page


def test_the_page_of_a_finding_leads_to_its_purchase(county, as_user):
    purchase = bought(county, bids=BIDS[:1])
    judged()
    finding = Finding.objects.get(source_id=purchase.pk)
    page = as_user(county.discipline).get(reverse("finding", args=[finding.pk])).content.decode()
    assert reverse("purchase", args=[purchase.pk]) in page
    assert "只有一家投标" in page


@pytest.mark.parametrize("who", ["outsider", "nobody", "kin"])
def test_who_may_not_see_a_purchase_finds_nothing(county, as_user, who):
    purchase = bought(county)
    client = as_user(getattr(county, who))
    assert client.get(reverse("purchase", args=[purchase.pk])).status_code == 404
    assert client.get(reverse("purchase-edit", args=[purchase.pk])).status_code == 404
    assert purchase.title not in listed(client)


def test_the_counts_of_signs_lead_to_lists_of_exactly_so_many(county, as_user):
    for _times in range(2):
        bought(county, bids=BIDS[:1])
    sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(90_000))
    for _times in range(3):
        bought(county, SMALL, **sums)
    judged()
    client = as_user(county.finance)
    page = client.get(reverse("purchase-flags"))
    assert {row["rule"].code: row["number"] for row in page.context["rows"] if row["number"]} == {
        "R018": 2, "repeat-supplier": 3,
    }  # fmt: skip
    for row in page.context["rows"]:
        assert client.get(row["url"]).context["page"].paginator.count == row["number"]
    assert [row["name"] for row in page.context["buyer_rows"]] == ["城关镇"]
    assert [row["name"] for row in page.context["supplier_rows"]] == ["平利县青山家具有限公司"]


def test_suppliers_beside_all_others_are_not_shown_to_the_unit(county, as_user):
    bought(county)
    assert 'id="suppliers"' not in as_user(county.secretary).get(reverse("purchase-flags")).content.decode()
    assert 'id="suppliers"' in as_user(county.finance).get(reverse("purchase-flags")).content.decode()
    assert as_user(county.nobody).get(reverse("purchase-flags")).status_code == 404


def test_the_secretary_enters_a_purchase_once_however_often_the_button_is_pressed(county, as_user):
    client = as_user(county.secretary)
    for _times in range(2):
        answer = client.post(reverse("purchase-new"), typed())
        assert answer.status_code == 302
    (purchase,) = Purchase.objects.all()
    assert answer.url == reverse("purchase", args=[purchase.pk])
    assert purchase.estimate == 2_500_000
    assert [bid.supplier.name for bid in purchase.bids.all()] == [
        "平利县青山家具有限公司",
        "安康市绿水商贸有限公司",
    ]


def test_bad_input_is_named_in_chinese_and_nothing_typed_is_lost(county, as_user):
    wrong = typed(**{"opened_on": "2026-03-01", "bids-1-amount": "很多", "bids-0-code": "123"})
    answer = as_user(county.secretary).post(reverse("purchase-new"), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写金额，单位为元" in page
    assert "统一社会信用代码应为 18 位" in page
    for kept in ("购置打印机", "很多", "安康市绿水商贸有限公司", "2026-03-01"):
        assert kept in page
    del wrong["bids-0-code"]
    answer = as_user(county.secretary).post(reverse("purchase-new"), wrong | {"bids-1-amount": "1"})
    assert answer.status_code == 422
    assert "不能早于招标文件发出日期" in answer.content.decode()
    assert not Purchase.objects.exists()


def test_a_purchase_is_changed_and_a_bid_struck_out(county, as_user):
    purchase = bought(county, number="采2026-1")
    client = as_user(county.secretary)
    page = client.get(reverse("purchase-edit", args=[purchase.pk]))
    assert "安康市绿水商贸有限公司" in page.content.decode()
    form = typed(
        seen=page.context["seen"],
        title="购置桌椅",
        **{
            "bids-INITIAL_FORMS": "3",
            "bids-1-DELETE": "on",
            "bids-2-supplier": BIDS[2].supplier.name,
            "bids-2-amount": "2988100",
        },
    )
    assert client.post(reverse("purchase-edit", args=[purchase.pk]), form).status_code == 302
    purchase.refresh_from_db()
    assert purchase.title == "购置桌椅"
    assert purchase.bids.count() == 2


def test_who_changes_what_another_has_changed_meanwhile_is_told_and_keeps_the_form(county, as_user):
    purchase = bought(county, number="采2026-1", bids=BIDS[:2])
    client = as_user(county.secretary)
    seen = client.get(reverse("purchase-edit", args=[purchase.pk])).context["seen"]
    purchase.save()
    answer = client.post(
        reverse("purchase-edit", args=[purchase.pk]),
        typed(seen=seen, title="另一个名称", **{"bids-INITIAL_FORMS": "2"}),
    )
    assert answer.status_code == 409
    assert "另一个名称" in answer.content.decode()


@pytest.mark.parametrize("who", ["head_user", "discipline", "outsider"])
def test_nobody_but_the_secretary_gets_the_form(county, as_user, who):
    purchase = bought(county)
    client = as_user(getattr(county, who))
    assert client.get(reverse("purchase-new")).status_code == 404
    assert client.post(reverse("purchase-new"), typed()).status_code == 404
    assert client.post(reverse("purchase-edit", args=[purchase.pk]), typed()).status_code == 404
