"""Where a unit has much, what bears on it is judged in the background: the page says so until it is done."""

import pytest
from django.urls import reverse

from core import rechecks
from core.tasks import run_rechecks
from finance.services import checking
from finance.services.funds import checking as funds
from rulebook.procedures.funds import Signer
from tests.finance.funds import open_codes, stored, town_of_funds
from tests.finance.purchases import BIDS, bought, codes_of
from tests.today import DAY, fix_today


@pytest.fixture
def rung(monkeypatch):
    heard: list[str] = []
    monkeypatch.setattr(run_rechecks, "delay", lambda: heard.append("rung"))
    monkeypatch.setattr(checking, "AT_ONCE", 0)
    monkeypatch.setattr(funds, "AT_ONCE", 0)
    return heard


def test_a_purchase_of_a_unit_with_many_is_judged_later_and_its_page_says_so(
    county, rung, as_user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        purchase = bought(county, bids=BIDS[:1])
    page = reverse("purchase", args=[purchase.pk])
    assert rung == ["rung"]
    assert codes_of(purchase) == set()
    assert "正在核对" in as_user(county.secretary).get(page).content.decode()
    assert rechecks.run_waiting() == 1
    assert codes_of(purchase) == {"R018"}
    assert "正在核对" not in as_user(county.secretary).get(page).content.decode()


def test_one_purchase_imported_into_a_county_with_many_is_judged_later_and_none_at_all_asks_for_nothing(
    county, rung, django_capture_on_commit_callbacks
):
    bought(county)
    rechecks.run_waiting()
    where = county.town.county_id
    with django_capture_on_commit_callbacks(execute=True):
        checking.recheck_county(where, 0)
    assert not rechecks.is_waiting(checking.OF_COUNTY, where)
    with django_capture_on_commit_callbacks(execute=True):
        checking.recheck_county(where, 1)
    assert rechecks.is_waiting(checking.OF_COUNTY, where)


def test_a_sheet_of_a_unit_with_many_is_judged_at_once_itself(
    monkeypatch, db, rung, as_user, django_capture_on_commit_callbacks
):
    fix_today(monkeypatch)
    county = town_of_funds()
    touched, other = (stored(county, 6_000, without=(Signer.HEAD,)) for _times in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        funds.recheck_funds(county.town, DAY, use=touched.pk)
    assert open_codes(touched)
    assert not open_codes(other)
    page = reverse("fund-use", args=[other.pk])
    assert "正在核对" in as_user(county.secretary).get(page).content.decode()
    assert rechecks.run_waiting() == 1
    assert open_codes(other) == open_codes(touched)
    assert "正在核对" not in as_user(county.secretary).get(page).content.decode()
