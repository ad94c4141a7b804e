"""Entering purchases, and keeping signs and findings true to them."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from core.models import Event, JobRun
from finance.checks import StoredReleases
from finance.models import Bid, Flag, Purchase, Supplier
from finance.procedure.flags.reading import Read, read
from finance.procedure.parties import known
from finance.services.checking import JUDGING
from finance.services.purchases import (
    AlreadyEntered,
    BidLine,
    ChangedMeanwhile,
    ChangeLine,
    change_purchase,
    enter_purchase,
)
from finance.tasks import check_purchases_today
from supervision.choices import Closure
from supervision.models import Finding
from tests.finance.purchases import BIDS, CLEAN, SMALL, bought, codes_of, content, judged
from tests.today import DAY

CODE = "91610900MA70F10008"


def entered(county, given, token=None):
    return enter_purchase(
        token=token or uuid4(), unit=county.town, content=given, by=county.secretary, on=DAY
    )


def changed(county, purchase, **changes):
    given = content(CLEAN, number=purchase.number, matter=purchase.matter, **changes)
    seen = Purchase.objects.get(pk=purchase.pk).changed_at
    return change_purchase(purchase=purchase.pk, content=given, seen=seen, by=county.secretary, on=DAY)


def test_a_purchase_counts_for_the_day_of_its_award(county):
    purchase = bought(county)
    assert purchase.happened_on == CLEAN["awarded_on"]
    assert purchase.method == "open"
    assert [bid.won for bid in purchase.bids.all()] == [True, False, False]
    assert Event.objects.filter(action="purchase.enter", target_id=purchase.pk).count() == 1


def test_the_same_form_twice_is_one_purchase(county):
    token, given = uuid4(), content()
    first = entered(county, given, token)
    with pytest.raises(AlreadyEntered) as again:
        entered(county, given, token)
    assert again.value.purchase == first
    assert Purchase.objects.count() == 1


def test_a_number_is_given_once_in_a_unit(county):
    bought(county, number="采1")
    with pytest.raises(ValidationError) as refused:
        bought(county, number="采1")
    assert "已有编号为“采1”的采购" in refused.value.message_dict["number"][0]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("opened_on", {"opened_on": date(2026, 3, 1)}),
        ("documents_until", {"documents_until": date(2026, 3, 1)}),
        ("awarded_on", {"awarded_on": DAY + timedelta(days=1)}),
        ("supplier", {"supplier": None}),
        ("contract_amount", {"contract_amount": None, "changed": [ChangeLine(DAY, Decimal(1))]}),
        ("changes", {"changed": [ChangeLine(DAY + timedelta(days=1), Decimal(1))]}),
        ("bids", {"bids": [BIDS[0], BIDS[0]]}),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(county, field, changes):
    with pytest.raises(ValidationError) as refused:
        bought(county, **changes)
    assert field in refused.value.message_dict
    assert not Purchase.objects.exists()
    assert not Supplier.objects.exists()


def test_the_database_refuses_what_must_never_be(county):
    purchase = bought(county)
    with pytest.raises(IntegrityError):
        Purchase.objects.filter(pk=purchase.pk).update(estimate=-1)


def test_a_supplier_named_first_and_coded_later_stays_one_row(county):
    bought(county)
    name = BIDS[0].supplier.name
    bought(county, supplier=known(name, CODE), bids=(BidLine(known(name, CODE), Decimal(1)), *BIDS[1:]))
    supplier = Supplier.objects.get(name=name)
    assert (supplier.key, supplier.credit_code) == (CODE, CODE)
    assert Purchase.objects.filter(supplier=supplier).count() == 2


def test_what_was_mended_is_closed_and_what_was_changed_meanwhile_is_not_overwritten(county):
    purchase = bought(county, bids=BIDS[:1])
    judged()
    assert codes_of(purchase) == {"R018"}
    before = purchase.changed_at
    changed(county, purchase)
    judged(county.town)
    assert codes_of(purchase) == set()
    assert Finding.objects.get(source_id=purchase.pk).closure == Closure.FIXED
    assert not Flag.objects.exists()
    with pytest.raises(ChangedMeanwhile):
        change_purchase(
            purchase=purchase.pk,
            content=content(number=purchase.number),
            seen=before,
            by=county.secretary,
            on=DAY,
        )


def test_a_change_is_judged_at_once(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        purchase = bought(county, bids=BIDS[:1])
    assert codes_of(purchase) == {"R018"}


def test_within_judged_together_nothing_is_judged_write_by_write(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, JUDGING.together():
        bought(county, bids=BIDS[:1])
    assert not callbacks
    assert not Finding.objects.exists()


def test_a_bid_that_stays_the_same_keeps_its_row(county):
    purchase = bought(county)
    kept = set(purchase.bids.values_list("pk", flat=True))
    changed(county, purchase, bids=(*BIDS[:2], BidLine(BIDS[2].supplier, Decimal(3_000_000))))
    assert len(kept & set(purchase.bids.values_list("pk", flat=True))) == 2
    assert Bid.history.filter(history_type="-").count() == 1


def test_every_stored_purchase_fits_the_form_of_releases(county):
    bought(county, changed=[ChangeLine(date(2026, 6, 1), Decimal(3_000_000))])
    judged()
    ((_number, release),) = StoredReleases(Purchase.objects.all(), DAY)()
    found = read(msgspec.json.encode(release))
    assert isinstance(found, Read)
    assert not found.misfits
    assert found.release.contracts[0].value.amount == 3_000_000


def test_the_night_judges_every_purchase_and_says_what_it_did(county):
    bought(county, bids=BIDS[:1])
    bought(county)
    check_purchases_today(DAY.isoformat())
    check_purchases_today(DAY.isoformat())
    run = JobRun.objects.get(job="check-of-purchases")
    assert run.result == {"checked": 2, "flagged": 1, "raised": 0}
    assert Finding.objects.count() == 1


def test_a_night_over_more_purchases_takes_no_more_queries(county):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            judged()
        return len(taken)

    sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(90_000))
    for _times in range(3):
        bought(county, SMALL, handler=county.head, **sums)
    judged()
    few = queries()
    for _times in range(6):
        bought(county, SMALL, handler=county.head, **sums)
    judged()
    assert queries() == few


def test_signs_beside_all_others_wait_until_there_are_enough_to_compare(county):
    for _times in range(19):
        bought(county)
    judged()
    assert not Flag.objects.filter(code__in=["R024", "R058"]).exists()
    bought(county)
    judged()
    assert Flag.objects.filter(code__in=["R024", "R058"]).exists()
