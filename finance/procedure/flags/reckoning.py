"""Reckoning the signs of a file of releases in two passes, in memory that grows only by a few numbers a release.

The first pass asks each release by itself, and notes what the comparisons of the whole file need; the second reads again the lines
that stand out in these.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from core.workdays import WorkdayCalendar
from decisions.procedure.reading import Unfit
from finance.procedure.flags.facts import MainCurrency, MethodFilter, is_cancelled, price_comparison
from finance.procedure.flags.form import Release
from finance.procedure.flags.one.bidding import (
    AllOthersDisqualified,
    LowestDisqualified,
    OnlyOneTenderer,
    SamePrice,
    ShortSubmission,
    late_bid_won,
)
from finance.procedure.flags.one.order import (
    award_before_decision,
    interest_in_bidder,
    paid_before_acceptance,
)
from finance.procedure.flags.one.sums import Thresholds, additions
from finance.procedure.flags.one.windows import Windows
from finance.procedure.flags.preparing import Preparation
from finance.procedure.flags.purchase import Purchase, purchase_of
from finance.procedure.flags.reading import Read, read
from finance.procedure.flags.results import Put, Results
from finance.procedure.flags.settings import Settings
from finance.procedure.flags.whole.organisations import DisqualifiedBids, SupplierVariety, UnsuccessfulBids
from finance.procedure.flags.whole.prices import PriceGaps
from finance.procedure.flags.whole.together import RepeatedSupplier, SplitPurchases

Lines = Callable[[], Iterable[tuple[int, bytes | None]]]
Tell = Callable[[int, Unfit], None]


class Releases(Protocol):
    """What yields releases with their numbers, anew each time: all of them, or only those of some numbers."""

    def __call__(self, only: Set[int] | None = None, /) -> Iterable[tuple[int, Release]]:
        """Yield them."""


MOST_TOLD = 1000  # unreadable lines, and misfits, that are named one by one


class Noting(Protocol):
    """A comparison that one pass is enough for."""

    def note(self, line: int, release: Release, /) -> None:
        """First pass."""

    def settle(self, put: Put, /) -> None:
        """Between the passes."""


@dataclass(slots=True)
class Reckoned:
    """What was flagged; the lines that hold no release, the first thousand by name; how many releases there were."""

    results: Results = field(default_factory=Results)
    unfit: list[tuple[int, Unfit]] = field(default_factory=list)
    unfit_number: int = 0
    releases: int = 0

    def refuse(self, line: int, unfit: Unfit) -> None:
        """Note that a line holds no release."""
        self.unfit_number += 1
        if len(self.unfit) < MOST_TOLD:
            self.unfit.append((line, unfit))


def reckon(lines: Lines, settings: Settings, calendar: WorkdayCalendar, tell: Tell | None = None) -> Reckoned:
    """Reckon the signs of the releases that `lines` yields, each time it is called, with the number of their line.

    `tell` is told of the first thousand parts of releases that are of another type than the standard gives them, and so count as missing.
    """
    done, told = Reckoned(), 0

    def releases(only: Set[int] | None = None) -> Iterator[tuple[int, Release]]:
        nonlocal told
        for number, line in lines():
            if only is not None and number not in only:
                continue
            found = read(line) if line is not None else Unfit("", _("这一行太长。"))
            if isinstance(found, Read):
                yield number, found.release
            if only is not None:
                continue
            if isinstance(found, Unfit):
                done.refuse(number, found)
                continue
            done.releases += 1
            for path in found.misfits:
                if tell is not None and told < MOST_TOLD:
                    tell(number, Unfit(path, _("类型不对，按没有填写计算。")))
                    told += 1

    done.results = reckon_releases(releases, settings, calendar)
    return done


def reckon_releases(releases: Releases, settings: Settings, calendar: WorkdayCalendar) -> Results:
    """Reckon the signs of `releases`: all of them are asked for once, then those that stand out beside the others."""
    reckoning, results = _Reckoning(settings, calendar), Results()
    put = results.put
    for number, release in releases():
        reckoning.first(number, release, put)
    again = reckoning.settle(put)
    if again:
        for number, release in releases(again):
            reckoning.second(number, release, put)
    reckoning.finish(put)
    return results


class _Reckoning:
    """The signs asked for."""

    def __init__(self, settings: Settings, calendar: WorkdayCalendar) -> None:
        self._open_tender = settings.n41.threshold
        self._is_excluded_not = MethodFilter(without=settings.exclusions.procurement_method_details)
        self._preparation = Preparation(settings) if settings.prepares else None
        compared, currency = price_comparison(settings), MainCurrency(settings.currency)
        self._gaps = PriceGaps(settings.r024, settings.r058, compared, currency)
        self._asks_gaps = settings.r024 is not None or settings.r058 is not None
        self._of_release = _of_release(settings, compared, currency)
        self._of_organisations = _of_organisations(settings)
        self._of_purchase: tuple[Callable[[Purchase, Put], None], ...] = (
            Windows(calendar),
            Thresholds(settings.near.percent),
            additions,
            award_before_decision,
            paid_before_acceptance,
            interest_in_bidder,
        )
        self._split = SplitPurchases(settings.split.digits, self._open_tender)
        self._repeated = RepeatedSupplier(settings.repeat)

    def first(self, line: int, release: Release, put: Put) -> None:
        """Ask a release, and note what the whole file needs."""
        if not self._counts(release):
            return
        if self._asks_gaps:
            self._gaps.note(line, release)
        for ask in self._of_release:
            ask(release, put)
        for comparison in self._of_organisations:
            comparison.note(line, release)
        purchase = purchase_of(release, self._open_tender)
        for ask_purchase in self._of_purchase:
            ask_purchase(purchase, put)
        self._split.note(line, purchase)
        self._repeated.note(line, purchase)

    def settle(self, put: Put) -> set[int]:
        """Compare organisations, and say which lines to read again."""
        self._gaps.settle()
        for comparison in self._of_organisations:
            comparison.settle(put)
        return self._gaps.lines() | self._split.settle() | self._repeated.settle()

    def second(self, line: int, release: Release, put: Put) -> None:
        """Look again at a release that stands out."""
        if self._counts(release):
            self._gaps.flag(release, put)
            purchase = purchase_of(release, self._open_tender)
            self._split.keep(line, purchase)
            self._repeated.keep(line, purchase)

    def finish(self, put: Put) -> None:
        """Flag what belongs together."""
        self._split.flag(put)
        self._repeated.flag(put)

    def _counts(self, release: Release) -> bool:
        """Correct a release where that is asked for; whether anything is asked of it at all."""
        if self._preparation is not None:
            self._preparation.apply(release)
        return not is_cancelled(release) and self._is_excluded_not(release)


def _of_release(
    settings: Settings, compared: MethodFilter, currency: MainCurrency
) -> list[Callable[[Release, Put], None]]:
    asked: list[Callable[[Release, Put], None] | None] = [
        ShortSubmission(settings.r003) if settings.r003 is not None else None,
        OnlyOneTenderer(settings.r018) if settings.r018 is not None else None,
        SamePrice(compared) if settings.r028 is not None else None,
        late_bid_won if settings.r030 is not None else None,
        AllOthersDisqualified(settings.r035) if settings.r035 is not None else None,
        LowestDisqualified(compared, currency) if settings.r036 is not None else None,
    ]
    return [ask for ask in asked if ask is not None]


def _of_organisations(settings: Settings) -> list[Noting]:
    asked: list[Noting | None] = [
        UnsuccessfulBids(settings.r025) if settings.r025 is not None else None,
        DisqualifiedBids(settings.r038) if settings.r038 is not None else None,
        SupplierVariety(settings.r048) if settings.r048 is not None else None,
    ]
    return [comparison for comparison in asked if comparison is not None]
