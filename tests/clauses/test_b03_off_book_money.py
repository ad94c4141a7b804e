"""B3: budgets are approved by the leading body; every unit checks itself for off-book money each year; what is found is followed to its end."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from decisions.choices import Outcome
from finance.choices import Discovery
from finance.models import BudgetItem, OffBookAccount, SelfCheck
from finance.models.offbook import SIGNS
from finance.services.funds.budgets import adjust_budget, enter_budget
from finance.services.funds.offbook import (
    Discovered,
    close_off_book,
    note_recovery,
    record_off_book,
    sign_self_check,
    state_self_check,
)
from finance.services.funds.sheets import NotPossible
from rulebook.procedures.decisions import MatterCategory
from tests import factories
from tests.decisions.decided import make_decided
from tests.finance.funds import judged_funds, open_codes, stored, town_of_funds, user_of
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 5)


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    factories.start_calendar(date(2025, 1, 1))
    return town_of_funds()


def budget_of(county, matter=None, **lines):
    given = [(name, Decimal(sum_)) for name, sum_ in (lines or {"印刷费": 50_000}).items()]
    return enter_budget(
        unit=county.town, year=2026, lines=given, matter=matter, seen=None, by=county.secretary, on=DAY
    )


def decided(county, **changes):
    return make_decided(county, category=MatterCategory.FUNDS, on=date(2026, 2, 2), **changes)


def test_a_budget_approved_by_resolution_raises_nothing(county):
    budget = budget_of(county, decided(county))
    judged_funds()
    assert open_codes(budget) == set()


def test_a_budget_without_a_resolution_or_on_a_rejected_one_is_found(county):
    budget = budget_of(county)
    judged_funds()
    assert open_codes(budget) == {"budget-not-collective"}
    budget.matter = decided(county, outcome=Outcome.REJECTED)
    budget.save()
    judged_funds()
    assert open_codes(budget) == {"budget-not-collective"}


def test_an_adjustment_needs_a_resolution_too(county):
    budget = budget_of(county, decided(county))
    given = {
        "item": budget.items.get().pk,
        "amount": Decimal(5_000),
        "reason": "追加",
        "by": county.secretary,
        "on": DAY,
    }
    token = uuid4()
    for _times in range(2):
        adjust_budget(token=token, matter=None, **given)
    judged_funds()
    assert open_codes(budget) == {"budget-change-not-collective"}
    assert BudgetItem.objects.get().changes.count() == 1
    change = BudgetItem.objects.get().changes.get()
    change.matter = decided(county)
    change.save()
    judged_funds()
    assert open_codes(budget) == set()


def test_payments_beyond_an_item_or_outside_the_budget_are_found_and_those_before_are_not(county):
    budget_of(county, decided(county), 印刷费=20_000)
    first, second = (
        stored(county, 12_000, paid_on=date(2026, 3, 2)),
        stored(county, 12_000, paid_on=date(2026, 5, 4)),
    )
    outside = stored(county, 100, budget_item="旅游费")
    judged_funds()
    assert open_codes(first) == set()
    assert open_codes(second) == {"funds-over-budget"}
    assert open_codes(outside) == {"funds-outside-budget"}


def stated(county, check, *, none_found=True):
    signers = {"finance": county.secretary.person, "discipline": county.members[3], "head": county.head}
    return state_self_check(
        check=check.pk,
        none_found=none_found,
        words="查了全部账户。",
        signers=signers,
        by=county.secretary,
        on=JANUARY,
    )


def test_every_unit_with_a_head_is_asked_to_check_itself_when_the_year_is_over_and_once(county):
    assert judged_funds(date(2026, 1, 5))["planned"] == 0  # nobody was asked for 2025
    judged_funds(JANUARY)
    assert judged_funds(JANUARY)["planned"] == 0
    check = SelfCheck.objects.get(unit=county.town)
    assert (check.year, check.due) == (2026, date(2027, 2, 1))  # 31 January is a Sunday
    assert not SelfCheck.objects.filter(year=2025).exists()


def test_a_self_check_signed_by_three_in_time_raises_nothing(county):
    judged_funds(JANUARY)
    check = stated(county, SelfCheck.objects.get(unit=county.town))
    for sign in SIGNS:
        sign_self_check(check=check.pk, by=user_of(getattr(check, sign)), on=JANUARY)
    judged_funds(date(2027, 3, 1))
    assert open_codes(check) == set()
    with pytest.raises(NotPossible):
        sign_self_check(check=check.pk, by=county.head_user, on=JANUARY)


def test_one_without_all_three_signatures_is_late_the_day_after_it_was_due(county):
    judged_funds(JANUARY)
    check = stated(county, SelfCheck.objects.get(unit=county.town))
    sign_self_check(check=check.pk, by=county.secretary, on=JANUARY)
    judged_funds(date(2027, 2, 1))
    assert open_codes(check) == set()
    judged_funds(date(2027, 2, 2))
    assert open_codes(check) == {"self-check-overdue"}


def test_the_head_does_not_sign_before_the_others_and_three_people_sign(county):
    judged_funds(JANUARY)
    check = stated(county, SelfCheck.objects.get(unit=county.town))
    with pytest.raises(NotPossible):
        sign_self_check(check=check.pk, by=county.head_user, on=JANUARY)
    signers = {"finance": county.members[3], "discipline": county.members[3], "head": county.head}
    with pytest.raises(ValidationError):
        state_self_check(
            check=check.pk, none_found=True, words="查", signers=signers, by=county.secretary, on=JANUARY
        )


def account_of(county, by, **changes):
    values = {
        "title": "食堂结余", "how": Discovery.INSPECTION, "year": 2026, "found_on": date(2026, 6, 1),
        "amount": Decimal(12_000), "words": "未入账。",
    }  # fmt: skip
    return record_off_book(
        token=uuid4(), unit=county.town, content=Discovered(**values | changes), by=by, on=DAY
    )


def test_off_book_money_stands_open_until_the_supervising_body_closes_it(county):
    account = account_of(county, county.finance)
    assert account.due == date(2026, 7, 31)
    judged_funds(date(2026, 7, 31))
    assert open_codes(account) == {"off-book-account"}
    judged_funds(date(2026, 8, 1))
    assert open_codes(account) == {"off-book-account", "off-book-overdue"}
    step = {
        "account": account.pk,
        "day": date(2026, 6, 9),
        "words": "上缴财政专户",
        "by": county.secretary,
        "on": DAY,
    }
    with pytest.raises(ValidationError):
        note_recovery(token=uuid4(), amount=Decimal(12_001), **step)
    note_recovery(token=uuid4(), amount=Decimal(12_000), **step)
    close_off_book(account=account.pk, closing="全部收回。", by=county.finance, on=DAY)
    judged_funds()
    assert open_codes(account) == set()
    assert OffBookAccount.objects.get().steps.get().amount == 12_000


def test_what_a_signed_self_check_denied_is_found_as_hidden_and_stays_so_when_it_is_recovered(county):
    judged_funds(JANUARY)
    check = stated(county, SelfCheck.objects.get(unit=county.town))
    for sign in SIGNS:
        sign_self_check(check=check.pk, by=user_of(getattr(check, sign)), on=JANUARY)
    declared = account_of(county, county.secretary, how=Discovery.DECLARED)
    hidden = account_of(county, county.auditor)
    close_off_book(account=hidden.pk, closing="全部收回。", by=county.finance, on=DAY)
    judged_funds()
    assert "off-book-undeclared" not in open_codes(declared)
    assert open_codes(hidden) == {"off-book-undeclared"}


def test_what_was_not_checked_at_all_is_not_said_to_be_hidden(county):
    account = account_of(county, county.auditor)
    judged_funds(DAY + timedelta(days=1))
    assert "off-book-undeclared" not in open_codes(account)
