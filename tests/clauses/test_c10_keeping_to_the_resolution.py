"""C10 不得擅自改变集体研究决定的重大事项: nothing without a resolution, nothing against it."""

from datetime import date

import pytest

from tests.decisions.cases import EMERGENCY_ALONE, FLAWLESS, changed, codes, found, members

CONTRACT = {"on": "2026-05-20", "kind": "contract", "amount": "1150000.00"}


def test_what_was_carried_out_as_resolved_is_in_order():
    assert found() == {}


# without a resolution
def test_a_payment_before_the_resolution_goes_ahead_of_it():
    assert found(execution=[{"on": "2026-04-27", "kind": "payment", "amount": "1000.00"}]) == {
        "executed-without-resolution": {"entries": ["2026-04-27 付款 1000.00 元"]}
    }


def test_on_the_day_of_the_resolution_is_not_before_it():
    assert codes(execution=[{"on": "2026-04-28", "kind": "contract"}]) == set()


@pytest.mark.parametrize("outcome", ["rejected", "deferred"])
def test_what_was_not_passed_may_not_be_carried_out(outcome: str):
    refused = changed(
        FLAWLESS,
        meeting__members=members(8, vote="against"),
        resolution__outcome=outcome,
        execution=[CONTRACT],
    )
    assert codes(refused) == {"executed-without-resolution"}


def test_looking_on_is_not_carrying_out():
    assert codes(execution=[{"on": "2026-04-27", "kind": "supervision"}]) == set()


def test_a_resolution_that_does_not_say_its_day_was_made_at_the_meeting():
    assert codes(resolution__on=None) == set()
    assert codes(resolution__on=None, execution=[CONTRACT | {"on": "2026-04-27"}]) == {
        "executed-without-resolution"
    }


def test_ahead_of_the_meeting_carrying_out_is_already_a_fault():
    early = changed(
        FLAWLESS,
        flags=None,
        meeting__members=None,
        resolution=None,
        execution=[CONTRACT | {"on": "2026-04-20"}],
    )
    assert codes(early, on=date(2026, 4, 21)) == {"executed-without-resolution"}


def test_an_emergency_allows_to_act_from_its_day_on():
    assert codes(EMERGENCY_ALONE, execution=[CONTRACT | {"on": "2026-04-20"}]) == set()
    assert codes(EMERGENCY_ALONE, execution=[CONTRACT | {"on": "2026-04-19"}]) == {
        "executed-without-resolution"
    }


def test_what_another_decision_covers_needs_none_here():
    early = CONTRACT | {"on": "2026-04-20", "by_decision": "OA-2026-0003"}
    assert codes(execution=[early]) == set()


# against the resolution
def test_a_departure_without_a_new_decision_changes_the_resolution():
    assert found(execution=[CONTRACT | {"departs": True}]) == {
        "departed-from-resolution": {"entries": ["2026-05-20 合同 1150000.00 元"]}
    }


def test_a_departure_covered_by_a_later_decision_is_in_order():
    assert codes(execution=[CONTRACT | {"departs": True, "by_decision": "OA-2026-0044"}]) == set()


@pytest.mark.parametrize("by", ["", "  ", "OA-2026-0017"])
def test_a_decision_does_not_cover_a_departure_from_itself(by: str):
    assert codes(execution=[CONTRACT | {"departs": True, "by_decision": by}]) == {"departed-from-resolution"}


def test_a_change_is_made_by_a_new_decision():
    assert codes(execution=[{"on": "2026-05-20", "kind": "change"}]) == {"departed-from-resolution"}
    assert codes(execution=[{"on": "2026-05-20", "kind": "change", "by_decision": "OA-2026-0044"}]) == set()


def test_a_contract_above_the_sum_departs():
    assert codes(execution=[CONTRACT | {"amount": "1200000.00"}]) == set()
    assert codes(execution=[CONTRACT | {"amount": "1200000.01"}]) == {"departed-from-resolution"}


def test_payments_depart_from_the_one_on_that_exceeds_the_sum():
    half = {"kind": "payment", "amount": "600000.00"}
    paid = [half | {"on": "2026-06-10"}, half | {"on": "2026-05-10"}, half | {"on": "2026-06-20"}]
    assert codes(execution=paid[:2]) == set()
    assert found(execution=paid) == {
        "departed-from-resolution": {"entries": ["2026-06-20 付款 600000.00 元"]}
    }


def test_where_no_sum_was_decided_none_is_exceeded():
    assert codes(amount=None) == set()


def test_what_comes_after_the_day_of_judgement_has_not_happened():
    assert (
        codes(execution=[*FLAWLESS["execution"], CONTRACT | {"on": "2026-07-02", "departs": True}]) == set()
    )
