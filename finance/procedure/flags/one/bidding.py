"""OCDS Cardinal's signs in one release: R003, R018, R028, R030, R035, R036. Values as its documentation gives them."""

import re
from datetime import datetime, timedelta

from finance.procedure.flags.facts import (
    ACTIVE,
    DISQUALIFIED,
    VALID,
    MainCurrency,
    MethodFilter,
    all_bids,
    complete_awards,
    ids,
    price,
    submitted_bids,
)
from finance.procedure.flags.form import Release
from finance.procedure.flags.results import Put
from finance.procedure.flags.settings import AllButWinner, SingleBid, Submission, names_in
from rulebook.procedures.procurement import Group

# RFC 3339: a time without seconds or offset is none.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
DAY = timedelta(days=1)
FLAGGED, SAYS_NOTHING = 1.0, 0.0


class ShortSubmission:
    """R003: fewer whole days from the start of the tender period to its end than the threshold."""

    def __init__(self, rule: Submission) -> None:
        self._threshold, self._of_details = rule.threshold, rule.procurement_method_details
        self._methods = names_in(rule.procurement_methods)

    def __call__(self, release: Release, put: Put) -> None:
        tender = release.tender
        if tender is None or tender.period is None or (self._methods and tender.method not in self._methods):
            return
        start, end = moment(tender.period.start), moment(tender.period.end)
        if start is None or end is None:
            return
        threshold = self._of_details.get(tender.method_details or "", self._threshold)
        if int((end - start) / DAY) < threshold:  # whole days, towards none
            put(Group.OCID, release.ocid, "R003", FLAGGED)


class OnlyOneTenderer:
    """R018: a competitive tender with one tenderer."""

    def __init__(self, rule: SingleBid) -> None:
        self._methods = names_in(rule.procurement_methods)

    def __call__(self, release: Release, put: Put) -> None:
        tender = release.tender
        if tender is None or type(tender.tenderers_number) is not int or tender.tenderers_number != 1:
            return
        if not self._methods or tender.method in self._methods:
            put(Group.OCID, release.ocid, "R018", FLAGGED)


class SamePrice:
    """R028: bids of different tenderers at one price; each bid is held against the last one before it at that price."""

    def __init__(self, is_compared: MethodFilter) -> None:
        self._is_compared = is_compared

    def __call__(self, release: Release, put: Put) -> None:
        if not self._is_compared(release):
            return
        last: dict[tuple[float, str], set[str]] = {}
        for bid in submitted_bids(release):
            bid_price = price(bid)
            tenderers = set(ids(bid.tenderers))
            if bid_price is None or not tenderers:
                continue
            others = last.get(bid_price)
            if others is not None and others != tenderers:
                put(Group.OCID, release.ocid, "R028", FLAGGED)
                for tenderer in tenderers | others:
                    put(Group.TENDERER, tenderer, "R028", FLAGGED)
            last[bid_price] = tenderers


def late_bid_won(release: Release, put: Put) -> None:
    """R030: a valid bid received after the end of the tender period, by a supplier of an active award. Times are compared as written."""
    tender, bids = release.tender, all_bids(release)
    end = tender.period.end if tender is not None and tender.period is not None else None
    if end is None or bids is None or not release.awards:
        return
    late = [bid for bid in bids if bid.status == VALID and bid.date is not None and bid.date > end]
    if not late:
        return
    winners = {name for award in release.awards if award.status == ACTIVE for name in ids(award.suppliers)}
    for bid in late:
        for tenderer in winners.intersection(ids(bid.tenderers)):
            put(Group.OCID, release.ocid, "R030", FLAGGED)
            put(Group.TENDERER, tenderer, "R030", FLAGGED)


class AllOthersDisqualified:
    """R035: one tenderer's bids are valid and won everything, and others were disqualified."""

    def __init__(self, rule: AllButWinner) -> None:
        self._least = max(rule.threshold, 1)

    def __call__(self, release: Release, put: Put) -> None:
        awards = complete_awards(release)
        if not awards:
            return
        valid: set[str] = set()
        disqualified: set[str] = set()
        for bid in all_bids(release) or ():
            if bid.status == VALID:
                valid.update(ids(bid.tenderers))
            elif bid.status == DISQUALIFIED:
                disqualified.update(ids(bid.tenderers))
        if len(valid) != 1 or valid != {name for award in awards for name in ids(award.suppliers)}:
            return
        others = len(disqualified - valid)
        if others >= self._least:
            put(Group.OCID, release.ocid, "R035", float(others))
            put(Group.TENDERER, next(iter(valid)), "R035", SAYS_NOTHING)


class LowestDisqualified:
    """R036: the lowest bid in the main currency was disqualified; of equal ones the first counts."""

    def __init__(self, is_compared: MethodFilter, currency: MainCurrency) -> None:
        self._is_compared, self._currency = is_compared, currency

    def __call__(self, release: Release, put: Put) -> None:
        if not self._is_compared(release):
            return
        if not any(award.status == ACTIVE for award in release.awards or ()):
            return
        lowest: float | None = None
        lowest_is_out = has_valid = False
        for bid in submitted_bids(release):
            bid_price = price(bid)
            if bid_price is None or not self._currency.is_main(bid_price[1]):
                continue
            if lowest is None or bid_price[0] < lowest:
                lowest, lowest_is_out = bid_price[0], bid.status == DISQUALIFIED
            has_valid = has_valid or bid.status == VALID
        if has_valid and lowest_is_out:
            put(Group.OCID, release.ocid, "R036", FLAGGED)


def moment(text: str | None) -> datetime | None:
    """The moment `text` tells; None where it tells none."""
    if text is None or not MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None
