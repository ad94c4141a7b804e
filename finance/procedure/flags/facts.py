"""What the signs ask of a release in the words of OCDS Cardinal's documentation: which awards are complete, which bids were submitted."""

from collections.abc import Iterator

from finance.procedure.flags.form import Award, Bid, Bids, Reference, Release
from finance.procedure.flags.settings import Settings, names_in

FINAL = frozenset({"cancelled", "unsuccessful"})
ACTIVE, CANCELLED, VALID, DISQUALIFIED = "active", "cancelled", "valid", "disqualified"
NOT_SUBMITTED = frozenset({"invited", "withdrawn"})


class MethodFilter:
    """Which releases count, by what their tender says of its method (procurementMethodDetails): only some, or all but some."""

    def __init__(self, *, only: str = "", without: str = "") -> None:
        self._only, self._without = names_in(only), names_in(without)
        self._passes_all = not self._only and not self._without

    def __call__(self, release: Release) -> bool:
        """Whether `release` counts; one that says nothing counts unless only some do."""
        if self._passes_all:
            return True
        details = release.tender.method_details if release.tender is not None else None
        if details is None:
            return not self._only
        return details in self._only if self._only else details not in self._without


def price_comparison(settings: Settings) -> MethodFilter:
    """The releases whose prices may be compared."""
    return MethodFilter(
        only=settings.price_comparison_procurement_methods,
        without=settings.no_price_comparison_procurement_methods,
    )


class MainCurrency:
    """The one currency whose prices are compared: the one set, or the first that is met."""

    def __init__(self, code: str | None) -> None:
        self._code = code

    def is_main(self, currency: str) -> bool:
        """Whether `currency` is it."""
        if self._code is None:
            self._code = currency
        return currency == self._code


def is_cancelled(release: Release) -> bool:
    """Whether the contracting process was cancelled: then nothing is asked of it."""
    return release.tender is not None and release.tender.status == CANCELLED


def all_bids(release: Release) -> list[Bid] | None:
    """Every bid, or None where the release tells of none."""
    return release.bids.details if isinstance(release.bids, Bids) else None


def submitted_bids(release: Release) -> list[Bid]:
    """Bids that were handed in (递交的投标): pending, valid or disqualified."""
    return [
        bid
        for bid in all_bids(release) or ()
        if isinstance(bid.status, str) and bid.status not in NOT_SUBMITTED
    ]


def complete_awards(release: Release) -> list[Award] | None:
    """The active awards where every award is final; None where one is pending or of unknown status, or where there are none told."""
    if release.awards is None or all_bids(release) is None:
        return None
    complete: list[Award] = []
    for award in release.awards:
        if award.status == ACTIVE:
            complete.append(award)
        elif isinstance(award.status, str) and award.status not in FINAL:
            return None
    return complete


def only_supplier(release: Release) -> str | None:
    """The supplier of the only complete award, where it has only one."""
    awards = complete_awards(release)
    return sole_id(awards[0].suppliers) if awards is not None and len(awards) == 1 else None


def sole_id(references: list[Reference] | Reference | None) -> str | None:
    """The id of the only organisation of a list of one."""
    if isinstance(references, list) and len(references) == 1:
        name = references[0].id
        return name if isinstance(name, str) else None
    return None


def ids(references: list[Reference] | Reference | None) -> Iterator[str]:
    """The ids of a list of organisations."""
    if isinstance(references, list):
        for reference in references:
            if isinstance(reference.id, str):
                yield reference.id


def price(bid: Bid) -> tuple[float, str] | None:
    """What was bid, and in which currency, where both are told."""
    value = bid.value
    if value is None or value.amount is None or not isinstance(value.currency, str):
        return None
    return value.amount, value.currency
