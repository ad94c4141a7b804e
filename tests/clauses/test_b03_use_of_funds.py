"""B3: funds are spent by the budget, after collective discussion, and with "3+x" signatures; nobody holds two places, the head handles none."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from finance.procedure.funds import Allowance, LineState, Part, Signature, checklist, judge, parts_of
from rulebook.limits import LIMITS
from rulebook.procedures.funds import CODES, SIGNERS, Signer
from tests.finance.sheets import codes, resolved, sheet, signature, signed

ON = date(2026, 7, 1)


@pytest.mark.parametrize("amount", [1, 4_999, 5_000, 19_999, 20_000, 29_999])
def test_a_sheet_with_every_signature_its_sum_asks_for_raises_nothing(amount):
    assert codes(sheet(amount)) == set()


@pytest.mark.parametrize(
    ("amount", "without"),
    [
        (100, Signer.HANDLER),
        (100, Signer.WITNESS),
        (100, Signer.FINANCE),
        (100, Signer.DEPUTY),
        (5_000, Signer.HEAD),
        (20_000, Signer.SECOND),
    ],
)
def test_three_and_the_finance_review_sign_every_sheet_the_head_from_5000_another_deputy_from_20000(
    amount, without
):
    (found,) = judge(sheet(amount, without=(without,)), ON)
    assert found.rule.code == "sheet-signature-missing"
    assert SIGNERS[without] in found.message
    assert "L9" in found.rule.rules


def test_below_5000_the_head_need_not_sign_and_below_20000_no_other_deputy():
    assert codes(sheet(4_999, without=(Signer.HEAD,))) == set()
    assert codes(sheet(19_999, without=(Signer.SECOND,))) == set()


def test_a_sheet_that_is_not_paid_lacks_nothing_yet():
    assert codes(sheet(5_000, without=(Signer.HEAD,), paid_on=None)) == set()


@pytest.mark.parametrize(
    ("one", "other"), [(Signer.HANDLER, Signer.WITNESS), (Signer.FINANCE, Signer.DEPUTY)]
)
def test_nobody_fills_two_places_of_a_sheet_not_even_before_it_is_paid(one, other):
    double = signed(sheet(paid_on=None), **{other: signature(other, name=signature(one).name)})
    (found,) = [one for one in judge(double, ON) if one.rule.code == "sheet-two-roles"]
    assert SIGNERS[one] in found.message
    assert SIGNERS[other] in found.message


def test_two_people_of_one_name_who_are_in_the_roster_are_two():
    base = sheet()
    same = Signature("17", "温听澜", date(2026, 6, 2))
    assert codes(signed(base, witness=same)) == set()


def test_the_head_never_handles_funds():
    assert "head-handles-funds" in codes(signed(sheet(), handler=signature(Signer.HANDLER, name="云望舒")))
    assert "head-handles-funds" not in codes(sheet())


def test_the_head_does_not_stand_in_for_the_deputy_in_charge_unless_the_county_set_the_rule_aside():
    by_head = signed(sheet(), deputy=signature(Signer.DEPUTY, name="云望舒"))
    assert codes(by_head) == {"head-signs-as-deputy"}
    assert codes(msgspec.structs.replace(by_head, bound=False)) == set()


def test_the_deputy_who_signs_is_the_one_in_charge_of_finance_that_day():
    other = signed(sheet(), deputy=signature(Signer.DEPUTY, name="江牧之"))
    (found,) = judge(other, ON)
    assert (found.rule.code, found.facts["holder"]) == ("deputy-not-in-charge", "苗若溪")
    assert codes(msgspec.structs.replace(other, deputy=None)) == set()


def test_relatives_do_not_sign_one_sheet():
    assert codes(sheet(kin=(("温听澜", "辛若溪"),))) == {"sheet-kin"}


def test_signatures_follow_their_order_and_the_same_day_is_in_order():
    assert codes(signed(sheet(), finance=signature(Signer.FINANCE, 2))) == set()
    assert codes(signed(sheet(), finance=signature(Signer.FINANCE, 1))) == {"sheet-out-of-order"}


def test_every_signature_comes_before_the_payment():
    assert codes(signed(sheet(), deputy=signature(Signer.DEPUTY, 10))) == set()
    assert codes(signed(sheet(), deputy=signature(Signer.DEPUTY, 11))) == {"paid-before-approval"}


def test_a_large_sum_has_its_resolution_before_it_is_paid():
    assert codes(sheet(30_000)) == {"funds-without-resolution"}
    assert codes(sheet(29_999)) == set()
    assert codes(sheet(30_000, resolved=resolved())) == set()
    assert codes(sheet(30_000, resolved=resolved(on=date(2026, 6, 10)))) == set()
    assert codes(sheet(30_000, resolved=resolved(on=date(2026, 6, 11)))) == {"funds-before-resolution"}
    assert codes(sheet(30_000, resolved=resolved(on=None, passed=False))) == {"funds-before-resolution"}
    refused = resolved(on=None, passed=False, refused=True)
    assert codes(sheet(30_000, resolved=refused)) == {"funds-resolution-refused"}


def test_all_uses_of_one_resolution_together_keep_within_its_sum():
    assert codes(sheet(30_000, resolved=resolved(spent=Decimal(100_000)))) == set()
    assert codes(sheet(30_000, resolved=resolved(spent=Decimal("100000.01")))) == {"funds-beyond-resolution"}
    assert codes(sheet(30_000, resolved=resolved(amount=None))) == set()


def test_a_use_keeps_to_the_purpose_of_its_resolution():
    assert codes(sheet(30_000, resolved=resolved(items=("车辆维修费",)))) == {"funds-off-purpose"}
    assert codes(sheet(30_000, resolved=resolved(items=("车辆维修费", "印刷费")))) == set()
    assert codes(sheet(30_000, resolved=resolved(category="重要人事任免"))) == {"funds-off-purpose"}


def part(number: int, day: int, amount: int = 16_000) -> Part:
    return Part(number, date(2026, 6, 1) + timedelta(day - 1), Decimal(amount), Decimal(30_000), 30)


def test_parts_within_thirty_days_that_together_reach_the_threshold_are_found_in_each():
    found = parts_of([part(1, 1), part(2, 30)])
    assert set(found) == {1, 2}
    assert (found[1].number, found[1].total) == (2, Decimal(32_000))
    assert codes(sheet(16_000, parts=found[1])) == {"funds-split"}


def test_parts_that_lie_further_apart_or_stay_below_it_together_are_none():
    assert parts_of([part(1, 1), part(2, 31)]) == {}
    assert parts_of([part(1, 1, 14_000), part(2, 2, 15_999)]) == {}
    assert parts_of([part(1, 1, 29_999)]) == {}


def test_a_part_that_lies_in_several_stretches_is_told_with_the_largest():
    found = parts_of([part(1, 1), part(2, 20), part(3, 40), part(4, 41)])
    assert found[1].number == 2
    assert found[2].number == 3
    assert found[4].total == Decimal(48_000)


def test_it_is_charged_to_an_item_of_the_budget_that_is_not_overspent():
    assert codes(sheet(allowance=Allowance(2026, Decimal(50_000), Decimal(50_000)))) == set()
    assert codes(sheet(allowance=Allowance(2026, Decimal(50_000), Decimal(50_001)))) == {"funds-over-budget"}
    assert codes(sheet(allowance=Allowance(2026, None))) == {"funds-outside-budget"}
    assert codes(sheet(allowance=None)) == set()


def test_the_checklist_says_before_the_payment_what_it_would_lack():
    base = sheet(30_000, paid_on=None, without=(Signer.SECOND, Signer.HEAD))
    states = {line.step.key: line for line in checklist(base, ON)}
    assert states["resolution"].is_missing
    assert "须先经集体研究" in states["resolution"].why
    assert states["resolution"].by == "支付前"
    assert states["handler"].state == LineState.DONE
    assert (states["second"].state, states["second"].by) == (LineState.AHEAD, "主要负责人签字前")
    assert states["payment"].state == LineState.AHEAD


def test_the_checklist_says_why_a_step_is_not_needed():
    states = {line.step.key: line for line in checklist(sheet(100), ON)}
    assert states["head"].state == LineState.NOT_NEEDED
    assert "5,000 元" in states["head"].why
    assert "30,000.00 元" in states["resolution"].why
    assert states["payment"].state == LineState.DONE


def test_after_the_payment_a_missing_signature_is_missing():
    states = {line.step.key: line for line in checklist(sheet(5_000, without=(Signer.HEAD,)), ON)}
    assert states["head"].is_missing
    assert states["payment"].is_missing


def test_every_number_a_finding_names_is_declared_with_its_source():
    declared = {limit.rule for limit in LIMITS} | {"N14"}
    for rule in CODES.values():
        assert rule.clause in {"B3", "B4"}  # B4: what is paid under a purchase
        assert set(rule.rules) <= declared
