"""The pages of funds: what they show to whom, what they refuse, what they keep of what was typed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from finance.choices import Discovery
from finance.models import Budget, FundUse, OffBookAccount, SelfCheck
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import Signer
from supervision.models import Finding
from tests.decisions.decided import make_decided
from tests.finance.funds import (
    entered,
    judged_funds,
    people_of,
    signed,
    stored,
    town_of_funds,
    user_of,
)
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
TOKEN = "7d0c3f1e-2a53-4e0a-9d5f-0d3c8f3b6a01"


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    return town_of_funds()


def typed(**changes: Any) -> dict[str, Any]:
    form = {
        "purpose": "印刷宣传资料",
        "payee": "青山印务公司",
        "amount": "3,000",
        "budget_item": "印刷费",
        "token": TOKEN,
    }
    return form | changes


def text(client, name: str, *args: Any, **asked: Any) -> str:
    return client.get(reverse(name, args=args), asked).content.decode()


def test_the_list_can_be_narrowed_by_year_state_resolution_and_words(county, as_user):
    matter = make_decided(county, amount=Decimal(100_000), category=MatterCategory.FUNDS, on=date(2025, 1, 2))
    one = stored(county, 6_000, without=(Signer.HEAD,), purpose="车辆维修")
    two = stored(
        county, 40_000, paid_on=date(2025, 3, 2), purpose="印制文件", matter=matter, payee="绿水公司"
    )
    three = entered(county, purpose="慰问困难户")
    judged_funds()
    client = as_user(county.auditor)
    for asked, only in (
        ({"year": 2025}, two),
        ({"state": "waiting"}, three),
        ({"state": "faulty"}, one),
        ({"matter": matter.pk}, two),
        ({"q": "lvshui"}, two),
        ({"q": "维修"}, one),
        ({"q": three.number}, three),
    ):
        page = text(client, "fund-list", **asked)
        assert [row.purpose in page for row in (one, two, three)] == [
            row == only for row in (one, two, three)
        ], asked
    assert "慰问困难户" in text(
        as_user(user_of(people_of(county)[Signer.HANDLER])), "fund-list", state="mine"
    )


def test_a_list_of_more_uses_takes_no_more_queries(county, as_user, django_assert_max_num_queries):
    client = as_user(county.auditor)
    for _times in range(6):
        stored(county, 6_000, without=(Signer.HEAD,))
    judged_funds()
    text(client, "fund-list")
    with django_assert_max_num_queries(22):
        text(client, "fund-list")
    for _times in range(30):
        stored(county, 6_000, without=(Signer.HEAD,))
    judged_funds()
    with django_assert_max_num_queries(22):
        text(client, "fund-list")


def test_a_use_shows_what_is_done_missing_and_not_needed_and_why(county, as_user):
    use = stored(county, 6_000, without=(Signer.HEAD,))
    judged_funds()
    page = text(as_user(county.discipline), "fund-use", use.pk)
    for words in ("已经支付，没有签字", "20,000 元起须会签", "低于大额资金标准", "“3+x”会签不全", "青山印务"):
        assert words in page, words
    finding = Finding.objects.get(source_id=use.pk, source="finance.funduse")
    assert reverse("finding", args=[finding.pk]) in page
    assert reverse("fund-use", args=[use.pk]) in text(as_user(county.discipline), "finding", finding.pk)


def test_a_sheet_is_filled_in_two_steps_and_what_was_typed_is_kept(county, as_user):
    client = as_user(county.secretary)
    answer = client.post(reverse("fund-new"), typed(amount="很多"))
    assert answer.status_code == 422
    assert "印刷宣传资料" in answer.content.decode()
    assert "请填写金额" in answer.content.decode()
    for _times in range(2):
        answer = client.post(reverse("fund-new"), typed())
        assert answer.status_code == 302
    use = FundUse.objects.get()
    page = client.get(reverse("fund-signers", args=[use.pk]))
    assert page.context["form"].fields["deputy"].initial == county.members[6].pk
    people = {signer.value: person.pk for signer, person in people_of(county).items()}
    answer = client.post(reverse("fund-signers", args=[use.pk]), people | {"witness": people["handler"]})
    assert answer.status_code == 422
    assert "同一人" in answer.content.decode()
    assert client.post(reverse("fund-signers", args=[use.pk]), people).status_code == 302
    use.refresh_from_db()
    assert use.witness == county.kin_of_deputy


def test_a_change_after_somebody_else_changed_it_is_not_lost_and_not_written(county, as_user):
    client, use = as_user(county.secretary), entered(county)
    seen = use.changed_at.isoformat()
    assert client.post(reverse("fund-edit", args=[use.pk]), typed(amount="100", seen=seen)).status_code == 302
    answer = client.post(reverse("fund-edit", args=[use.pk]), typed(amount="200", seen=seen))
    assert answer.status_code == 409
    assert "200" in answer.content.decode()
    use.refresh_from_db()
    assert use.amount == 100


def test_signing_by_a_click_paying_and_printing(county, as_user):
    use, people = entered(county), people_of(county)
    for signer in (Signer.HANDLER, Signer.WITNESS, Signer.FINANCE, Signer.DEPUTY):
        client = as_user(user_of(people[signer]))
        assert "核对无误，签字" in text(client, "fund-use", use.pk)
        for _click in range(2):
            assert client.post(reverse("fund-sign", args=[use.pk])).status_code == 302
    client = as_user(county.secretary)
    answer = client.post(reverse("fund-pay", args=[use.pk]), {"paid_on": "2026-11-25"})
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()
    for _click in range(2):
        assert (
            client.post(reverse("fund-pay", args=[use.pk]), {"paid_on": DAY.isoformat()}).status_code == 302
        )
    sheet = text(client, "fund-sheet", use.pk)
    for words in ("经办人", "苗若溪", "2026年11月24日", "3,000.00 元"):
        assert words in sheet, words


def test_a_leader_who_signs_too_early_reads_what_is_missing(county, as_user):
    use = entered(county, 30_000)
    signed(county, use, Signer.HANDLER, Signer.WITNESS, Signer.FINANCE)
    answer = as_user(user_of(county.members[6])).post(reverse("fund-sign", args=[use.pk]))
    assert answer.status_code == 422
    assert "须先经集体研究" in answer.content.decode()
    assert FundUse.objects.get().deputy_on is None


def test_a_sheet_is_withdrawn_with_a_reason(county, as_user):
    client, use = as_user(county.secretary), entered(county)
    client.post(reverse("fund-cancel", args=[use.pk]), {"reason": ""})
    assert not FundUse.objects.get().cancelled
    client.post(reverse("fund-cancel", args=[use.pk]), {"reason": "项目取消"})
    assert "项目取消" in text(client, "fund-use", use.pk)


def items(*rows: tuple[str, str]) -> dict[str, str]:
    form = {"items-TOTAL_FORMS": str(len(rows)), "items-INITIAL_FORMS": "0"}
    for at, (name, amount) in enumerate(rows):
        form |= {f"items-{at}-name": name, f"items-{at}-amount": amount}
    return form


def test_a_budget_is_entered_adjusted_and_shows_what_was_spent(county, as_user):
    client = as_user(county.secretary)
    answer = client.post(
        reverse("budget-new"), {"year": "2026"} | items(("印刷费", "50000"), ("印刷费", "1"))
    )
    assert answer.status_code == 422
    assert "预算项目重复" in answer.content.decode()
    assert (
        client.post(reverse("budget-new"), {"year": "2026"} | items(("印刷费", "50000"))).status_code == 302
    )
    assert client.post(reverse("budget-new"), {"year": "2026"} | items(("其他", "1"))).status_code == 409
    budget = Budget.objects.get()
    adjust = {"item": budget.items.get().pk, "amount": "-60000", "reason": "压减", "token": TOKEN}
    answer = client.post(reverse("budget-adjust", args=[budget.pk]), adjust)
    assert "不能小于零" in answer.content.decode()
    for _click in range(2):
        client.post(reverse("budget-adjust", args=[budget.pk]), adjust | {"amount": "-8000"})
    stored(county, 12_000)
    judged_funds()
    page = text(as_user(county.finance), "budget", budget.pk)
    for words in ("42,000.00 元", "12,000.00 元", "压减", "年度预算未经集体审批", "预算调整未经集体审批"):
        assert words in page, words
    assert "登记调整" not in page
    seen = Budget.objects.get().changed_at.isoformat()
    form = {"seen": seen} | items(("办公费", "1000"))
    answer = client.post(reverse("budget-edit", args=[budget.pk]), form)
    assert "已经调整过的预算项目不能删除" in answer.content.decode()
    assert "budget" in answer.context
    assert text(as_user(county.finance), "budget-list").count("城关镇") == 1


def test_a_self_check_is_stated_and_signed_by_three(county, as_user):
    check = SelfCheck.objects.create(unit=county.town, year=2025, due=date(2026, 2, 2))
    client = as_user(county.secretary)
    form = {
        "none_found": "yes", "words": "查了全部账户。", "finance": county.secretary.person_id,
        "discipline": county.members[3].pk, "head": county.head.pk,
    }  # fmt: skip
    answer = client.post(reverse("self-check", args=[check.pk]), form | {"words": "", "none_found": ""})
    assert answer.status_code == 422
    assert "请选择自查结论" in answer.content.decode()
    assert client.post(reverse("self-check", args=[check.pk]), form).status_code == 302
    for who in (county.secretary, county.users[3], county.head_user):
        for _click in range(2):
            as_user(who).post(reverse("self-check-sign", args=[check.pk]))
    check.refresh_from_db()
    assert check.is_done
    page = text(as_user(county.discipline), "self-check", check.pk)
    assert "查了全部账户" in page
    assert "石映川" in page
    assert "已完成" in text(as_user(county.discipline), "self-check-list", state="done")
    assert client.post(reverse("self-check", args=[check.pk]), form).status_code == 404


def test_off_book_money_is_recorded_followed_and_closed(county, as_user):
    client = as_user(county.finance)
    form = {
        "unit": county.town.pk, "title": "食堂结余", "how": Discovery.INSPECTION, "year": "2025", "found_on": "2026-11-01",
        "amount": "12,000", "words": "未入账。", "token": TOKEN,
    }  # fmt: skip
    answer = client.post(reverse("off-book-new"), form | {"found_on": "2027-01-01"})
    assert "不能晚于今天" in answer.content.decode()
    for _click in range(2):
        assert client.post(reverse("off-book-new"), form).status_code == 302
    account = OffBookAccount.objects.get()
    own = as_user(county.secretary)
    step = {"day": "2026-11-20", "words": "上缴专户", "amount": "12000", "token": TOKEN}
    answer = own.post(reverse("off-book-step", args=[account.pk]), step | {"amount": "99999"})
    assert answer.status_code == 422
    assert "上缴专户" in answer.content.decode()
    for _click in range(2):
        assert own.post(reverse("off-book-step", args=[account.pk]), step).status_code == 302
    assert account.steps.count() == 1
    assert own.post(reverse("off-book-close", args=[account.pk]), {"reason": "完"}).status_code == 404
    assert (
        client.post(reverse("off-book-close", args=[account.pk]), {"reason": "全部收回。"}).status_code == 302
    )
    page = text(as_user(county.discipline), "off-book", account.pk)
    assert "全部收回。" in page
    assert "已办结" in page


@pytest.mark.parametrize("who", ["outsider", "nobody", "kin", "development"])
def test_others_find_no_page(county, as_user, who):
    client, use = as_user(getattr(county, who)), entered(county)
    for name in ("fund-use", "fund-sheet", "fund-edit", "fund-signers"):
        assert client.get(reverse(name, args=[use.pk])).status_code == 404
    for name in ("fund-sign", "fund-pay", "fund-cancel"):
        assert client.post(reverse(name, args=[use.pk]), {"reason": "x"}).status_code == 404


def test_what_waits_for_a_signature_stands_in_the_inbox(county, as_user):
    use = entered(county, purpose="慰问困难户")
    SelfCheck.objects.create(unit=county.town, year=2025, due=date(2026, 2, 2))
    page = text(as_user(user_of(people_of(county)[Signer.HANDLER])), "inbox")
    assert "慰问困难户" in page
    assert reverse("fund-use", args=[use.pk]) in page
    assert "2025年度自查" in text(as_user(county.secretary), "inbox")
    assert "慰问困难户" not in text(as_user(county.head_user), "inbox")
