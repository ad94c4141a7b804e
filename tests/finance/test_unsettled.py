"""The register is brought to the signs only where it does not tell of them as they stand: one statement says which purchases these are."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from finance.checks.unsettled import unsettled
from finance.models import Flag, Purchase
from finance.services.checking import check_county
from finance.services.purchases import BidLine
from organisation.models import Tenure
from rulebook.procedures.purchases import LEAST_COMPARED
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from tests.factories import ZHENPING, make_person
from tests.finance.purchases import BIDS, CLEAN, codes_of, judged
from tests.finance.purchases import bought as made
from tests.today import DAY

LATE = CLEAN | {"contract_on": date(2026, 6, 26)}


SUMS = dict.fromkeys(("estimate", "award_amount", "contract_amount"), Decimal(20_000))


def bought(world: Any, base: dict[str, Any] = CLEAN, **changes: Any) -> Purchase:
    """One that needs no decision and rests on none: such are judged only when something about them changed."""
    return made(world, base, **{"matter": None, **SUMS, **changes})


def asked() -> list[int]:
    return unsettled(on=DAY, county=ZHENPING)


@pytest.fixture
def purchase(county) -> Purchase:
    """One with two signs, judged."""
    found = bought(county, LATE, bids=BIDS[:1])
    bought(county)
    judged()
    assert codes_of(found) == {"contract-late", "R018"}
    return found


def test_what_is_told_as_it_stands_is_not_judged_again(county, purchase):
    assert asked() == []
    assert unsettled(on=DAY, unit=county.town.pk) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "改名的采购"},
        {"category": "works"},
        {"part_of_works": True},
        {"contract_on": date(2026, 6, 27)},
        {"contract_on": date(2026, 4, 10)},
        {"cancelled": True},
    ],
)
def test_what_changed_is_judged_again_and_then_no_more(purchase, changes):
    Purchase.objects.filter(pk=purchase.pk).update(**changes)
    before = set(Finding.history.values_list("pk", flat=True))
    check_county(county=ZHENPING, on=DAY)
    once = list(Finding.objects.order_by("pk").values())
    assert set(Finding.history.values_list("pk", flat=True)) > before
    assert asked() == []
    check_county(county=ZHENPING, on=DAY, afresh=True)
    assert list(Finding.objects.order_by("pk").values()) == once


def test_a_head_of_another_day_and_other_words_of_the_rulebook_are_noticed(county, purchase):
    Tenure.objects.filter(person=county.head, post__unit=county.town).update(person=make_person("另一位"))
    assert asked() == [purchase.pk]
    judged()
    assert asked() == []
    row = Finding.objects.get(code="contract-late")
    Finding.objects.filter(pk=row.pk).update(facts=row.facts | {"formula": "旧的算法"})
    assert asked() == [purchase.pk]


def test_what_was_judged_by_people_stays_and_what_was_mended_comes_back(county, purchase):
    closed = Finding.objects.filter(code="R018")
    judgement = {"assessment": "说明成立", "assessed_at": clock.now(), "assessed_by": county.secretary}
    closed.update(state=FindingState.CLOSED, closure=Closure.EXPLAINED, closed_on=DAY, **judgement)
    assert asked() == []
    nobody = {"assessment": "", "assessed_at": None, "assessed_by": None}
    closed.update(closure=Closure.FIXED, **nobody)
    assert asked() == [purchase.pk]


def test_a_purchase_somebody_handled_is_always_judged(county, purchase):
    other = bought(county, handler=county.head)
    judged()
    assert asked() == [other.pk]


def test_a_night_without_changes_reads_and_writes_the_same_for_any_number_of_signs(county):
    def night() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as taken:
            judged()
        return len(taken), sum(
            "INSERT INTO" in one["sql"] and "reckoned_flags" not in one["sql"] for one in taken
        )

    bought(county, LATE)
    judged()
    few = night()
    for _times in range(5):
        bought(county, LATE, estimate=Decimal(21_000))
    judged()
    assert night() == few
    assert few[1] == 0


def test_signs_kept_are_those_reckoned(county, purchase):
    kept = {(flag.group, flag.purchase_id, flag.code): flag.pk for flag in Flag.objects.all()}
    Flag.objects.filter(code="R018").delete()
    Flag.objects.filter(code="contract-late").update(value=1)
    Flag.objects.create(
        county_id=ZHENPING, group="OCID", code="R036", value=1, purchase=purchase, reckoned_on=DAY
    )
    judged()
    assert {(flag.group, flag.purchase_id, flag.code) for flag in Flag.objects.all()} == set(kept)
    late = Flag.objects.get(code="contract-late")
    assert (late.pk, late.value) == (kept["OCID", purchase.pk, "contract-late"], 91)


def test_a_gap_to_a_bid_of_nothing_is_endless_and_is_told_once(county):
    for _times in range(LEAST_COMPARED.value):
        bought(county)
    free = [BidLine(BIDS[0].supplier, Decimal(0)), BidLine(BIDS[1].supplier, Decimal(10))]
    purchase = bought(county, bids=free)
    judged()
    assert Finding.objects.get(source_id=purchase.pk, code="R058").facts["value"] == "无穷大"
    assert asked() == []
