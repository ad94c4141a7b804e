"""C2 重大事项决策、重大项目安排、重要人事任免、大额资金使用，必须集体决策: a large sum is no ordinary matter."""

import pytest

from rulebook.procedures.decisions import COLLECTIVE, MatterCategory
from tests.decisions.cases import FLAWLESS, codes, found

ORDINARY = {
    "id": "OA-2026-0031",
    "unit": "城关镇",
    "title": "购置办公用品",
    "category": "一般事项",
    "amount": "49999.99",
    "large_sum_threshold": "50000.00",
}


def test_a_sum_below_the_threshold_may_be_an_ordinary_matter():
    assert found(ORDINARY) == {}


def test_a_sum_at_the_threshold_is_misfiled_as_ordinary():
    assert found(ORDINARY, amount="50000.00") == {
        "misfiled-as-ordinary": {"amount": "50000.00", "threshold": "50000.00"}
    }


def test_a_unit_may_set_a_lower_threshold():
    assert codes(ORDINARY, amount="20000.00", large_sum_threshold="20000.00") == {"misfiled-as-ordinary"}
    assert codes(ORDINARY, amount="19999.99", large_sum_threshold="20000.00") == set()


def test_sums_are_compared_as_money_not_as_text():
    assert codes(ORDINARY, amount="9000.00", large_sum_threshold="20000.00") == set()
    assert codes(ORDINARY, amount="100000.00", large_sum_threshold="20000.00") == {"misfiled-as-ordinary"}


def test_where_no_threshold_is_set_the_ceiling_of_the_county_holds():  # L8
    assert codes(ORDINARY, large_sum_threshold=None) == set()
    assert codes(ORDINARY, amount="50000.00", large_sum_threshold=None) == {"misfiled-as-ordinary"}


def test_an_ordinary_matter_without_a_sum_is_none_of_the_four():
    assert codes(ORDINARY, amount=None) == set()


@pytest.mark.parametrize("category", sorted(COLLECTIVE))
def test_a_large_sum_under_one_of_the_four_is_filed_rightly(category: MatterCategory):
    assert "misfiled-as-ordinary" not in codes(FLAWLESS, category=category.value)


def test_an_ordinary_matter_is_asked_for_no_meeting():
    assert codes(ORDINARY, execution=[{"on": "2026-03-10", "kind": "payment", "amount": "49999.99"}]) == set()


def test_a_misfiled_sum_is_a_fault_from_the_day_it_is_filed():
    assert codes(ORDINARY, amount="80000.00", meeting__at="2026-12-01T09:00:00+08:00") == {
        "misfiled-as-ordinary"
    }
