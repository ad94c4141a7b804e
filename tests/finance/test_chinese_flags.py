"""Our own signs, by Chinese rule: for each a purchase in order, and one that is not (N33–N41, B4)."""

from typing import Any

import pytest

from tests.finance.cases import CLEAN, Codes, Form, changed, flags, of_code, ours

DOCUMENT = {"datePublished": "2026-01-05T00:00:00+08:00"}


def test_nothing_is_flagged_in_a_purchase_in_order() -> None:
    assert ours(CLEAN) == {}


def flagged(code: str, **changes: Any) -> float | None:
    """The value of `code` in the clean purchase so changed."""
    return ours(changed(CLEAN, **changes)).get(code)


# tender-window-short (N34)


@pytest.mark.parametrize(
    ("closes", "value"), [("2026-03-22", None), ("2026-03-21", 19.0), ("2026-03-03", 1.0)]
)
def test_bidders_have_twenty_days_from_the_issue_of_the_documents(closes: str, value: float | None) -> None:
    assert flagged("tender-window-short", tender__tenderPeriod__endDate=f"{closes}T09:00:00+08:00") == value


def test_days_count_from_the_documents_not_from_the_notice() -> None:
    issued_later = [{"documentType": "biddingDocuments", "datePublished": "2026-03-05"}]
    assert flagged("tender-window-short", tender__documents=issued_later) == 18.0
    assert flagged("tender-window-short", tender__documents=None) is None, (
        "without them from the start of the period"
    )


def test_invited_tenders_and_works_have_the_twenty_days_too_other_methods_not() -> None:
    short = {"tender__tenderPeriod__endDate": "2026-03-10T09:00:00+08:00"}
    assert flagged("tender-window-short", **short, tender__procurementMethod="selective") == 8.0
    assert flagged("tender-window-short", **short, tender__mainProcurementCategory="works") == 8.0
    assert flagged("tender-window-short", **short, tender__procurementMethod="limited") is None
    assert flagged("tender-window-short", **short, tender__procurementMethodDetails="竞争性磋商") is None


def test_a_purchase_is_judged_by_the_numbers_of_its_own_day() -> None:
    before_the_law = changed(
        CLEAN,
        tender__documents=None,
        tender__tenderPeriod={"startDate": "2002-03-02T00:00:00Z", "endDate": "2002-03-04T00:00:00Z"},
    )
    assert "tender-window-short" not in ours(before_the_law)
    assert (
        ours(changed(before_the_law, tender__mainProcurementCategory="works"))["tender-window-short"] == 2.0
    )


# documents-window-short (N35)


@pytest.mark.parametrize(("ends", "value"), [("2026-03-09", None), ("2026-03-08", 4.0), ("2026-03-06", 4.0)])
def test_documents_are_offered_for_five_working_days(ends: str, value: float | None) -> None:
    """2 March 2026 is a Monday: the fifth working day after it is the Monday that follows."""
    assert flagged("documents-window-short", tender__documentsPeriod__endDate=ends) == value


def test_documents_of_works_are_offered_for_five_days() -> None:
    works = {"tender__mainProcurementCategory": "works"}
    assert flagged("documents-window-short", **works, tender__documentsPeriod__endDate="2026-03-07") is None
    assert flagged("documents-window-short", **works, tender__documentsPeriod__endDate="2026-03-06") == 4.0


def test_where_it_is_not_told_documents_are_offered_while_questions_are_answered_and_never_after_the_closing() -> (
    None
):
    enquiries = {"endDate": "2026-03-04T17:00:00+08:00"}
    untold = {"tender__documentsPeriod": None}
    assert flagged("documents-window-short", **untold) is None
    assert flagged("documents-window-short", **untold, tender__enquiryPeriod=enquiries) == 2.0
    assert (
        flagged("documents-window-short", **untold, tender__tenderPeriod__endDate="2026-03-05T09:00:00+08:00")
        == 3.0
    )


# publicity-short (N36)


def published(since: str, until: str, **more: Any) -> float | None:
    works = {"tender__mainProcurementCategory": "works", "tender__value__amount": 6000000}
    return flagged(
        "publicity-short", awards__0__publicityPeriod={"startDate": since, "endDate": until}, **(works | more)
    )


def test_the_winner_of_works_is_published_for_three_days() -> None:
    assert published("2026-03-24", "2026-03-27") is None
    assert published("2026-03-24", "2026-03-26") == 2.0
    assert published("2026-03-24", "2026-03-26", tender__mainProcurementCategory="goods") is None


def test_publicity_begins_within_three_days_of_the_report() -> None:
    report = [{"documentType": "evaluationReports", "datePublished": "2026-03-24"}]
    assert published("2026-03-27", "2026-03-31", awards__0__documents=report) is None
    assert published("2026-03-28", "2026-04-01", awards__0__documents=report) == 4.0


# contract-late (N37)


@pytest.mark.parametrize(
    ("signed", "value"), [("2026-04-26", None), ("2026-04-27", None), ("2026-04-28", 32.0)]
)
def test_a_contract_is_signed_within_thirty_days_or_by_the_next_working_day(
    signed: str, value: float | None
) -> None:
    """The thirtieth day after 27 March 2026 is a Sunday."""
    assert flagged("contract-late", contracts__0__dateSigned=f"{signed}T00:00:00+08:00") == value


def test_a_holiday_puts_the_last_day_off() -> None:
    autumn = {
        "awards__0__date": "2026-09-02"
    }  # the thirtieth day falls into the holidays that last to 7 October
    assert flagged("contract-late", **autumn, contracts__0__dateSigned="2026-10-08") is None
    assert flagged("contract-late", **autumn, contracts__0__dateSigned="2026-10-09") == 37.0


def test_a_contract_is_held_against_the_award_it_names() -> None:
    late = {"contracts__0__dateSigned": "2026-05-08"}
    assert flagged("contract-late", **late) == 42.0
    assert flagged("contract-late", **late, contracts__0__awardID=None) == 42.0, "there is only one"
    assert flagged("contract-late", **late, contracts__0__awardID="2") is None
    assert flagged("contract-late", **late, contracts__0__status="cancelled") is None


# addition-above-limit (N38)


@pytest.mark.parametrize(
    ("now", "value"), [(3190000, None), (3190001, pytest.approx(0.1, abs=1e-6)), (3480000, 0.2)]
)
def test_not_more_than_a_tenth_is_added_to_what_was_awarded(now: float, value: float | None) -> None:
    assert flagged("addition-above-limit", contracts__0__value__amount=now) == value


def test_a_supplementary_contract_adds_to_the_first() -> None:
    second = {"awardID": "1", "dateSigned": "2026-04-12", "value": {"amount": 580000, "currency": "CNY"}}
    both = [*CLEAN["contracts"], second]
    assert flagged("addition-above-limit", contracts=both) == 0.2
    assert (
        flagged("addition-above-limit", contracts=[*CLEAN["contracts"], second | {"status": "cancelled"}])
        is None
    )


def test_an_amendment_tells_what_the_contract_came_to_before() -> None:
    def amended(former: Any) -> float | None:
        later = {"date": "2026-06-01", "changes": [{"property": "value/amount", "former_value": 2800000}]}
        first = {"date": "2026-05-01", "changes": [{"property": "value", "former_value": former}]}
        return flagged("addition-above-limit", contracts__0__amendments=[later, first])

    assert amended({"amount": 2500000, "currency": "CNY"}) == 0.16
    assert amended(2500000) == 0.16
    assert amended(2700000) is None
    assert amended(None) is None


# method-below-threshold (N33, N41) and near-threshold


def bought(amount: float, **tender: Any) -> Codes:
    """A purchase by competitive consultation at this estimate, and nothing else."""
    values = {"procurementMethod": "limited", "mainProcurementCategory": "goods", **tender}
    return ours({"ocid": "x", "tender": {"value": {"amount": amount, "currency": "CNY"}, **values}})


def test_goods_of_two_million_are_tendered_openly() -> None:
    assert bought(2500000) == {"method-below-threshold": 1.25}
    assert bought(2000000) == {"method-below-threshold": 1.0}
    assert bought(2500000, procurementMethod="open") == {}
    assert bought(2500000, procurementMethod="selective") == {"method-below-threshold": 1.25}
    assert bought(2500000, procurementMethodDetails="公开招标") == {}


def test_works_of_four_million_are_tendered_openly_or_by_invitation() -> None:
    assert bought(5000000, mainProcurementCategory="works") == {"method-below-threshold": 1.25}
    assert bought(5000000, mainProcurementCategory="works", procurementMethod="selective") == {}
    assert bought(3500000, mainProcurementCategory="works") == {}


def test_goods_and_services_of_works_have_thresholds_of_their_own() -> None:
    of_works = {"additionalProcurementCategories": ["works"]}
    assert bought(1200000, mainProcurementCategory="services", **of_works) == {"method-below-threshold": 1.2}
    assert bought(1200000, mainProcurementCategory="goods", **of_works) == {}
    assert bought(1200000, mainProcurementCategory="services") == {}


def test_the_province_sets_the_threshold_for_goods_and_services() -> None:
    at_a_million = {"ocid": "x", "tender": {"procurementMethod": "direct", "value": {"amount": 1500000}}}
    assert ours(at_a_million, "[N41]\nthreshold = 1000000") == {"method-below-threshold": 1.5}


def test_another_method_may_be_approved() -> None:
    assert bought(2500000, documents=[{"documentType": "procurementMethodApproval"}]) == {}


def test_nothing_is_said_where_the_method_is_not_told_or_the_sum_is_not_in_yuan() -> None:
    assert bought(2500000, procurementMethod=None) == {}
    dollars = {"amount": 2500000, "currency": "USD"}
    assert bought(2500000, value=dollars) == {}


def test_within_a_tenth_below_the_threshold_is_near_it() -> None:
    assert bought(1900000) == {"near-threshold": 0.95}
    assert bought(1800000) == {"near-threshold": 0.9}
    assert bought(1799999) == {}
    assert bought(1900000, procurementMethod="open") == {}
    assert bought(3800000, mainProcurementCategory="works") == {"near-threshold": 0.95}
    assert ours(
        {"ocid": "x", "tender": {"value": {"amount": 1700000}}}, "[near-threshold]\npercent = 15"
    ) == {"near-threshold": 0.85}


# split-below-threshold (N39)


def part(ocid: str, amount: float = 1500000, **changes: Any) -> Form:
    """One of several purchases of one buyer, year, budget item and category by competitive consultation."""
    form: Form = {
        "ocid": ocid,
        "buyer": {"id": "ZP-EDU"},
        "planning": {"budget": {"id": "2026-EDU-7", "projectID": "P1"}},
        "tender": {
            "procurementMethod": "limited",
            "mainProcurementCategory": "goods",
            "items": [{"classification": {"id": "A02010104"}}],
        },
        "awards": [
            {
                "status": "active",
                "date": "2026-03-02",
                "value": {"amount": amount, "currency": "CNY"},
                "suppliers": [{"id": ocid}],
            }
        ],
    }
    return changed(form, **changes)


def split(*parts: Form, ini: str | None = None) -> dict[str, Codes]:
    return of_code("split-below-threshold", parts, ini)


def test_two_purchases_of_one_budget_item_that_together_exceed_the_threshold_are_split() -> None:
    assert split(part("a"), part("b")) == {"OCID": {"a": 1.5, "b": 1.5}, "Buyer": {"ZP-EDU": 1.5}}
    assert split(part("a", 1000000), part("b", 1000000)) == {}, "they have to exceed it"
    assert split(part("a", 2500000)) == {}, "once is not repeatedly"


OTHERWISE = {
    "another buyer": {"buyer__id": "ZP-HEALTH"},
    "another year": {"awards__0__date": "2025-12-30"},
    "another budget item": {"planning__budget__id": "2026-EDU-8"},
    "another category": {"tender__items__0__classification__id": "A05010201"},
    "tendered openly": {"tender__procurementMethod": "open"},
    "method not told": {"tender__procurementMethod": None},
    "method approved": {"planning__documents": [DOCUMENT | {"documentType": "procurementMethodApproval"}]},
    "budget adjusted": {"planning__documents": [DOCUMENT | {"documentType": "budgetAdjustment"}]},
    "cancelled": {"tender__status": "cancelled"},
}


@pytest.mark.parametrize("why", OTHERWISE)
def test_what_does_not_belong_together_is_not_split(why: str) -> None:
    assert split(part("a"), part("b", **OTHERWISE[why])) == {}


def test_kindred_items_are_one_category_as_far_as_the_digits_go() -> None:
    kin = part("b", tender__items__0__classification__id="A02010201")
    assert split(part("a"), kin)["OCID"] == {"a": 1.5, "b": 1.5}
    assert split(part("a"), kin, ini="[split-below-threshold]\ndigits = 8") == {}


def test_works_that_are_parts_of_one_project_are_counted_together() -> None:
    works = {"tender__mainProcurementCategory": "works"}
    next_year = {"awards__0__date": "2027-03-02", "planning__budget__id": "2027-EDU-1"}
    both = split(part("a", 2500000, **works), part("b", 1500000, **works, **next_year))
    assert both["OCID"] == {"a": 1.0, "b": 1.0}
    other = {"planning__budget__projectID": "P2"}
    assert split(part("a", 2500000, **works), part("b", 1500000, **works, **other)) == {}
    invited = {"tender__procurementMethod": "selective"}
    assert split(part("a", 2500000, **works), part("b", 1500000, **works, **invited)) == {}


# repeat-supplier


def again(number: int, date: str, amount: float = 100000, **changes: Any) -> Form:
    usual = {"awards__0__date": date, "awards__0__suppliers": [{"id": "S1"}]}
    return part(f"r{number}", amount, **(usual | changes))


def test_three_small_purchases_from_one_supplier_within_twelve_months() -> None:
    three = [again(1, "2025-06-01"), again(2, "2025-12-01"), again(3, "2026-06-01")]
    assert of_code("repeat-supplier", three) == {
        "OCID": {"r1": 3.0, "r2": 3.0, "r3": 3.0},
        "Buyer": {"ZP-EDU": 3.0},
        "Tenderer": {"S1": 3.0},
    }
    assert of_code("repeat-supplier", [*three[:2], again(3, "2026-06-02")]) == {}


@pytest.mark.parametrize(
    "third",
    [
        again(3, "2026-03-01", buyer__id="ZP-HEALTH"),
        again(3, "2026-03-01", tender__procurementMethod="open"),
        again(3, "2026-03-01", awards__0__suppliers=[{"id": "S2"}]),
        again(3, "2026-03-01", amount=2000000),
        again(3, "2026-03-01", awards__0__status="cancelled"),
    ],
    ids=[
        "another buyer",
        "openly tendered",
        "another supplier",
        "not below the threshold",
        "award cancelled",
    ],
)
def test_only_small_purchases_of_one_buyer_from_one_supplier_repeat(third: Form) -> None:
    assert of_code("repeat-supplier", [again(1, "2026-01-01"), again(2, "2026-02-01"), third]) == {}


def test_only_the_purchases_of_a_busy_year_are_flagged() -> None:
    days = ["2024-01-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2028-01-01"]
    found = of_code("repeat-supplier", [again(number, day) for number, day in enumerate(days)])
    assert found["OCID"] == {"r1": 4.0, "r2": 4.0, "r3": 4.0, "r4": 4.0}


def test_how_often_and_in_how_many_months_may_be_set() -> None:
    twice = [again(1, "2026-01-01"), again(2, "2026-02-01")]
    ini = "[repeat-supplier]\npurchases = 2\nmonths = 1"
    assert of_code("repeat-supplier", twice, ini)["OCID"] == {"r1": 2.0, "r2": 2.0}
    assert of_code("repeat-supplier", [twice[0], again(2, "2026-02-02")], ini) == {}


def test_months_end_on_the_same_day_or_the_months_last() -> None:
    ini = "[repeat-supplier]\npurchases = 2\nmonths = 6"
    end_of_august = again(1, "2025-08-31")
    assert of_code("repeat-supplier", [end_of_august, again(2, "2026-02-28")], ini) != {}
    assert of_code("repeat-supplier", [end_of_august, again(2, "2026-03-01")], ini) == {}


# award-before-decision


def test_an_award_waits_for_the_collective_decision() -> None:
    assert (
        flagged("award-before-decision", planning__milestones__0__dateMet="2026-03-27T16:00:00+08:00") is None
    )
    assert (
        flagged("award-before-decision", planning__milestones__0__dateMet="2026-04-01T16:00:00+08:00") == 5.0
    )
    assert flagged("award-before-decision", planning__milestones=None) is None, (
        "of no decision nothing is told"
    )


def test_where_the_decision_is_still_to_come_the_day_of_the_release_counts() -> None:
    still_to_come = [{"type": "approval", "status": "scheduled"}]
    assert flagged("award-before-decision", planning__milestones=still_to_come) == 95.0
    assert (
        flagged("award-before-decision", planning__milestones=None, tender__milestones=still_to_come) == 95.0
    )


# paid-before-acceptance


def test_payment_waits_for_acceptance() -> None:
    paid = "contracts__0__implementation__transactions"
    assert flagged("paid-before-acceptance", **{paid: [{"date": "2026-05-20"}]}) is None
    assert (
        flagged("paid-before-acceptance", **{paid: [{"date": "2026-05-19"}, {"date": "2026-04-30"}, {}]})
        == 2.0
    )


def test_acceptance_is_told_by_a_milestone_a_certificate_or_a_delivery() -> None:
    def accepted_by(milestones: list[Form], documents: list[Form]) -> float | None:
        where = "contracts__0__implementation"
        changes = {f"{where}__milestones": milestones, f"{where}__documents": documents}
        return flagged("paid-before-acceptance", **changes)

    certificate = [{"documentType": "completionCertificate", "datePublished": "2026-05-29"}]
    assert accepted_by([], certificate) == 1.0
    assert accepted_by([{"type": "delivery", "dateMet": "2026-05-29"}], []) == 1.0
    assert accepted_by([{"type": "delivery", "dateMet": "2026-05-20"}], certificate) == 1.0
    assert accepted_by([{"type": "acceptance", "status": "scheduled"}], []) == 1.0, (
        "paid, and not accepted yet"
    )
    assert accepted_by([], []) is None, "of acceptance nothing is told"


# interest-in-bidder


def test_a_bidder_in_whom_an_interest_is_declared() -> None:
    declared = changed(CLEAN, parties__1__interests=[{"person": "云知远", "relation": "配偶"}])
    assert of_code("interest-in-bidder", [declared]) == {"OCID": {"ocds-zp-1": 1.0}, "Tenderer": {"S1": 1.0}}


def test_one_person_stands_behind_buyer_and_bidder() -> None:
    same = changed(CLEAN, parties__1__beneficialOwners=[{"id": "X", "identifier": {"id": "P1"}}])
    assert ours(same) == {"interest-in-bidder": 1.0}
    namesake = changed(CLEAN, parties__1__beneficialOwners=[{"id": "P2", "name": "云知远"}])
    assert ours(namesake) == {}, "a name alone is no proof"


def test_an_interest_in_who_neither_bid_nor_won_is_none() -> None:
    elsewhere = changed(CLEAN, parties__1__id="S2", parties__1__interests=[{"person": "云知远"}])
    assert ours(elsewhere) == {}


# Together


def test_ours_are_reckoned_whatever_indicators_a_settings_file_asks_for() -> None:
    assert flags([part("a"), part("b")], "[R018]")["OCID"] == {
        "a": {"split-below-threshold": 1.5},
        "b": {"split-below-threshold": 1.5},
    }


def test_the_category_is_read_from_the_catalogue_where_it_is_not_told() -> None:
    def coded(code: str) -> Codes:
        return bought(2500000, mainProcurementCategory=None, items=[{"classification": {"id": code}}])

    assert coded("A02010104") == {"method-below-threshold": 1.25}
    assert coded("B01010100") == {}
    assert coded("43210000") == {"method-below-threshold": 1.25}, "of what is not told, goods and services"
