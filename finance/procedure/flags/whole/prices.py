"""R024 and R058: how far the second lowest valid bid lies above the winning one, beside all other releases of the file.

The first pass keeps a number and a line for each release; only the lines beyond a fence are read again.
"""

from array import array
from dataclasses import dataclass
from math import inf, isnan, nan

from finance.procedure.flags.facts import (
    VALID,
    MainCurrency,
    MethodFilter,
    all_bids,
    only_supplier,
    price,
    sole_id,
)
from finance.procedure.flags.form import Bid, Release
from finance.procedure.flags.results import Put
from finance.procedure.flags.settings import Ratio
from finance.procedure.flags.whole.fences import Fences, fences
from rulebook.procedures.procurement import Group

SAYS_NOTHING = 0.0
NOBODY = nan  # a fence beyond which nothing lies, not even an endless gap


@dataclass(frozen=True, slots=True)
class Gap:
    """The winner, the lowest of the others, and by which share of the winning bid theirs was higher."""

    ratio: float
    winner: str
    runner_up: str


class PriceGaps:
    """The gaps of a file; `close` and `wide` are the sections of R024 and R058, None where one is not asked for."""

    def __init__(
        self, close: Ratio | None, wide: Ratio | None, is_compared: MethodFilter, currency: MainCurrency
    ) -> None:
        self._close, self._wide = close, wide
        self._is_compared, self._currency = is_compared, currency
        self._ratios, self._lines = array("d"), array("I")
        self._lower, self._upper = NOBODY, NOBODY

    def note(self, line: int, release: Release) -> None:
        """First pass."""
        gap = self._gap(release)
        if gap is not None:
            self._ratios.append(gap.ratio)
            self._lines.append(line)

    def settle(self) -> None:
        """Between the passes: work out the fences."""
        found = fences(self._ratios)
        if self._close is not None:
            self._lower = _lower(found, self._close.threshold)
        if self._wide is not None:
            threshold = self._wide.threshold
            upper = found.upper if threshold is None else threshold
            # Where three quarters of the releases have no gap at all, nobody stands out.
            self._upper = upper if upper > 0 else NOBODY

    def lines(self) -> set[int]:
        """The lines to read again."""
        return {
            line for line, ratio in zip(self._lines, self._ratios, strict=True) if self._is_outlier(ratio)
        }

    def flag(self, release: Release, put: Put) -> None:
        """Second pass."""
        gap = self._gap(release)
        if gap is None:
            return
        if gap.ratio <= self._lower:
            put(Group.OCID, release.ocid, "R024", gap.ratio)
            put(Group.TENDERER, gap.winner, "R024", SAYS_NOTHING)
            put(Group.TENDERER, gap.runner_up, "R024", SAYS_NOTHING)
        if gap.ratio >= self._upper:
            put(Group.OCID, release.ocid, "R058", gap.ratio)
            put(Group.TENDERER, gap.winner, "R058", SAYS_NOTHING)

    def _is_outlier(self, ratio: float) -> bool:
        return ratio <= self._lower or ratio >= self._upper

    def _gap(self, release: Release) -> Gap | None:
        """The gap of a release with one supplier whose bid was the lowest; None of any other."""
        winner = only_supplier(release) if self._is_compared(release) else None
        if winner is None:
            return None
        won: float | None = None
        lowest: tuple[float, str] | None = None
        for bid in all_bids(release) or ():
            offer = self._offer(bid)
            if offer is None:
                continue
            if offer[1] == winner:
                won = offer[0] if won is None else min(won, offer[0])
            elif lowest is None or offer[0] < lowest[0]:
                lowest = offer
        if won is None or lowest is None or lowest[0] < won:
            return None
        ratio = _share(lowest[0] - won, won)
        return None if isnan(ratio) else Gap(ratio, winner, lowest[1])

    def _offer(self, bid: Bid) -> tuple[float, str] | None:
        """The price and the tenderer of a valid bid of one tenderer in the main currency."""
        if bid.status != VALID:
            return None
        bid_price, tenderer = price(bid), sole_id(bid.tenderers)
        if bid_price is None or tenderer is None or not self._currency.is_main(bid_price[1]):
            return None
        return bid_price[0], tenderer


def _lower(found: Fences, threshold: float | None) -> float:
    """The fence of R024; none where three quarters of the releases have no gap at all."""
    if threshold is not None:
        return threshold if threshold > 0 else NOBODY
    return found.lower if found.q1 > 0 and found.lower > 0 else NOBODY


def _share(part: float, whole: float) -> float:
    """`part` ÷ `whole` as floating-point arithmetic has it: a winning bid of nothing makes the gap endless."""
    if whole:
        return part / whole
    return inf if part else nan
