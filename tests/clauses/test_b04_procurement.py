"""B4: nobody uses office to interfere in purchases or get round tendering, or handles the purchases of subordinates themself."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from core.sentences import in_words
from decisions.procedure import Found
from finance.checks.findings import facts_of
from finance.procedure.parties import known
from finance.services.purchases import BidLine, ChangeLine, PaymentLine
from organisation.models import Affiliation
from rulebook.findings import CODES
from rulebook.procedures.procurement import FLAGS, Group
from rulebook.procedures.purchases import CODES as OURS
from supervision.models import Finding
from tests import factories
from tests.decisions import world as deciding
from tests.decisions.decided import make_decided
from tests.finance.purchases import BIDS, CLEAN, SMALL, WINNER, bought, codes_of, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> deciding.World:
    return deciding.build()


def test_a_purchase_tendered_openly_and_in_time_raises_nothing(county):
    purchase = bought(county)
    judged()
    assert codes_of(purchase) == set()


def test_an_office_purchase_cut_in_two_to_stay_below_the_threshold_is_found_in_both_parts(county):
    parts = [
        bought(
            county, SMALL, award_amount=Decimal(sum_), contract_amount=Decimal(sum_), estimate=Decimal(sum_)
        )
        for sum_ in (1_200_000, 1_100_000)
    ]
    judged()
    assert [codes_of(part) for part in parts] == [{"split-below-threshold"}] * 2
    finding = Finding.objects.filter(code="split-below-threshold").first()
    assert finding.clause == "B4"
    assert finding.facts["value"] == 1.15
    assert "同一年度" in finding.facts["formula"]
    assert "2,000,000 元" in " ".join(finding.facts["limits"])
    assert "政府采购法实施条例" in finding.facts["source"]


def test_two_small_purchases_of_different_budget_items_are_no_splitting(county):
    for item in ("2026-办公", "2026-防汛"):
        sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(1_200_000))
        bought(county, SMALL, budget_item=item, **sums)
    judged()
    assert not Finding.objects.filter(code="split-below-threshold").exists()


def test_a_large_purchase_made_without_a_tender_is_found_unless_the_method_was_approved(county):
    asked = bought(county, SMALL)
    approved = bought(county, SMALL, method_approved=True, budget_item="2026-应急")
    judged()
    assert codes_of(asked) == {"method-below-threshold"}
    assert codes_of(approved) == set()


def test_an_open_tender_with_a_single_bidder_is_found(county):
    purchase = bought(county, bids=BIDS[:1])
    judged()
    assert codes_of(purchase) == {"R018"}


def test_bidders_given_less_than_twenty_days_is_found(county):
    purchase = bought(county, documents_on=date(2026, 3, 4), documents_until=date(2026, 3, 12))
    judged()
    (finding,) = Finding.objects.filter(source_id=purchase.pk)
    assert (finding.code, finding.facts["value"]) == ("tender-window-short", 19)


def test_the_same_supplier_three_times_within_a_year_below_the_threshold_is_found(county):
    sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(90_000))
    spelled = ("平利县青山家具有限公司", "平利县青山家具有限公司", " 平利县青山家具有限公司")
    rows = [bought(county, SMALL, supplier=known(name), **sums) for name in spelled]
    judged()
    assert [codes_of(row) for row in rows] == [{"repeat-supplier"}] * 3


def test_an_addition_of_more_than_a_tenth_of_the_contract_is_found(county):
    above = bought(county, changed=[ChangeLine(date(2026, 6, 1), Decimal(3_190_001))])
    within = bought(county, changed=[ChangeLine(date(2026, 6, 1), Decimal(3_190_000))])
    judged()
    assert codes_of(above) == {"addition-above-limit"}
    assert codes_of(within) == set()


def test_payment_before_acceptance_is_found(county):
    early = bought(county, payments=[PaymentLine(date(2026, 5, 19), Decimal(100))])
    after = bought(county, payments=[PaymentLine(date(2026, 5, 20), Decimal(100))])
    judged()
    assert codes_of(early) == {"paid-before-acceptance"}
    assert codes_of(after) == set()


def test_the_lowest_bid_cast_out_is_found(county):
    cast_out = BidLine(BIDS[1].supplier, Decimal(2_000_000), status="disqualified")
    purchase = bought(county, bids=[BIDS[0], cast_out, BIDS[2]])
    judged()
    assert "R036" in codes_of(purchase)


def test_a_head_who_handles_a_purchase_of_the_own_unit_is_found(county):
    mine = bought(county, handler=county.head)
    others = bought(county, handler=county.members[4])
    judged()
    assert codes_of(mine) == {"head-handles-purchase"}
    assert codes_of(others) == set()


def test_a_head_who_handles_the_office_purchases_of_a_unit_below_is_found(county):
    above = factories.make_unit("县文化和旅游广电局")
    chief = factories.make_head(post=factories.make_post(above))
    Affiliation.objects.create(unit=county.town, parent=above, during=DateRange(None, None))
    purchase = bought(county, handler=chief)
    stranger = bought(county, handler=county.outsider.person)
    judged()
    (finding,) = Finding.objects.filter(source_id=purchase.pk)
    assert finding.code == "head-handles-subordinate-purchase"
    assert finding.facts["above"] == "县文化和旅游广电局"
    assert codes_of(stranger) == set()


def test_a_former_head_who_handles_a_purchase_is_not_found(county):
    former = factories.make_person()
    factories.make_tenure(former, factories.make_post(county.town, "前任书记"), end=date(2026, 1, 1))
    purchase = bought(county, handler=former)
    judged()
    assert codes_of(purchase) == set()


def test_an_award_before_the_resolution_it_rests_on_is_found_and_one_after_it_is_not(county):
    matter = make_decided(county, on=date(2026, 3, 28), amount=Decimal(3_000_000))
    early = bought(county, matter=matter)
    judged()
    assert codes_of(early) == {"award-before-decision"}
    later = make_decided(county, on=date(2026, 2, 20), amount=Decimal(3_000_000))
    assert codes_of(bought(county, matter=later)) == set()


def test_a_large_contract_that_no_meeting_decided_is_found_when_it_is_made_and_closed_by_its_resolution(
    county,
):
    sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(30_000))
    purchase = bought(county, SMALL, matter=None, payments=(), **sums)
    judged(county.town)
    assert codes_of(purchase) == {"purchase-without-resolution"}
    finding = Finding.objects.get(source_id=purchase.pk)
    assert finding.clause == "B4"
    assert finding.facts == {"contract_on": "2026-04-10", "amount": "30000.00", "threshold": "30000.00"}
    assert "达到本单位大额资金标准 30,000.00 元" in in_words(finding.message)
    purchase.matter = make_decided(county, on=date(2026, 2, 20), amount=Decimal(30_000))
    purchase.save()
    judged(county.town)
    assert codes_of(purchase) == set()


def test_only_a_contract_of_a_large_sum_by_the_threshold_of_its_own_day_asks_for_a_resolution(county):
    def of(amount, **changes):
        sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(amount))
        return bought(county, SMALL, matter=None, **sums | changes)

    def is_found(purchase):
        return "purchase-without-resolution" in codes_of(purchase)

    planned = of(
        40_000, awarded_on=None, contract_on=None, contract_amount=None, award_amount=None, supplier=None
    )
    small, grown = of(29_999), of(29_000, changed=(ChangeLine(date(2026, 4, 30), Decimal(31_000)),))
    judged()
    assert [is_found(one) for one in (planned, small, grown)] == [False, False, True]
    county.town.thresholds.update(during=DateRange(factories.LONG_AGO, date(2026, 4, 1)))
    within, beyond = of(49_999), of(50_000)  # from April on the county's ceiling holds
    judged()
    assert [is_found(one) for one in (grown, within, beyond)] == [False, False, True]


def test_purchases_that_come_to_more_together_than_the_resolution_allows_are_found(county):
    matter = make_decided(county, on=date(2026, 2, 20), amount=Decimal(5_000_000))
    one = bought(county, matter=matter)
    judged()
    assert codes_of(one) == set()
    two = bought(county, matter=matter)
    judged()
    assert codes_of(one) == codes_of(two) == {"purchase-beyond-resolution"}
    assert Finding.objects.first().facts["amount"] == "5800000.00"


def test_an_award_though_the_matter_was_refused_is_found(county):
    matter = make_decided(county, on=date(2026, 2, 20), outcome="rejected", amount=Decimal(3_000_000))
    purchase = bought(county, matter=matter)
    judged()
    assert codes_of(purchase) == {"resolution-not-passed"}


def test_a_cancelled_purchase_is_asked_nothing(county):
    purchase = bought(county, cancelled=True, bids=BIDS[:1], handler=county.head)
    judged()
    assert codes_of(purchase) == set()


def test_every_sign_about_a_purchase_is_a_finding_that_says_formula_number_and_source():
    signs = [flag for flag in FLAGS.values() if Group.OCID in flag.of]
    assert len(signs) == 20
    for flag in signs:
        said = Found(OURS[flag.code], facts_of(flag.code, 1.5)).message
        assert flag.formula in said
        assert str(flag.source) in said
        assert ("1.5" in said) == (not flag.value.startswith("恒为"))
    assert {rule.clause for rule in OURS.values()} == {"B4"}
    assert set(OURS) <= set(CODES)


def test_the_head_of_the_day_of_the_award_answers(county):
    purchase = bought(county, bids=BIDS[:1])
    judged()
    assert Finding.objects.get(source_id=purchase.pk).person == county.head


def test_the_winner_is_the_same_row_in_every_purchase(county):
    first, second = bought(county), bought(county)
    assert first.supplier == second.supplier
    assert first.supplier.name == WINNER.name
    assert CLEAN["title"] == first.title
