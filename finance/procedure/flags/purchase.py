"""What the Chinese rules ask of a release: what was bought, how, for how much, from which day its rules are taken. Money is in fen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from finance.procedure.flags.facts import ACTIVE, CANCELLED
from finance.procedure.flags.form import Award, Contract, Document, Item, Release, Tender, Value
from rulebook.procedures.procurement import (
    CATEGORY_LETTERS,
    METHOD_NAMES,
    TENDERED,
    Category,
    Group,
    Method,
    Numbers,
    numbers_on,
)

BIDDING_DOCUMENTS, EVALUATION_REPORTS, ACCEPTED = (
    "biddingDocuments",
    "evaluationReports",
    "completionCertificate",
)
# Kinds of document that are ours: OCDS leaves its list open.
METHOD_APPROVAL, BUDGET_ADJUSTMENT = "procurementMethodApproval", "budgetAdjustment"
YUAN = frozenset({"CNY", "RMB"})
FEN = 100
MOST_YUAN = 10**13
EARLIEST, LATEST = 1949, 2199  # a day of another year is a slip, and no rule counts from it
NUMBERED = re.compile(r"[ABC]\d{2}")
OPENLY = frozenset({Method.OPEN})
_CATEGORIES = {category.value: category for category in Category}
_METHODS = {method.value: method for method in Method}


@dataclass(frozen=True, slots=True)
class Bar:
    """From which sum on a purchase must be made by one of `methods`, in fen."""

    fen: int
    methods: frozenset[Method]


@dataclass(slots=True)
class Purchase:
    """A release that was not cancelled, as a purchase.

    `begun_on` is the day its rules are taken from, `bought_on` the day the money counts for; `bar` the threshold it is measured by.
    `method` is None where nothing is told of it. `buyer` is who buys, else who manages the purchase; `bought` what was contracted,
    else awarded, and `estimate` what the tender, else the budget, puts it at (估算价、预算金额).
    """

    release: Release
    category: Category | None
    method: Method | None
    begun_on: date | None
    bought_on: date | None
    numbers: Numbers
    bar: Bar | None
    awards: list[Award]
    contracts: list[Contract]
    buyer: tuple[Group, str] | None
    bought: int
    estimate: int | None

    @property
    def is_below_method(self) -> bool:
        """Whether it was not made, as far as is told, by a method that any sum may be spent by."""
        return self.bar is not None and self.method not in self.bar.methods

    @property
    def spent(self) -> int | None:
        """What was contracted, else awarded, else estimated."""
        return self.bought or self.estimate

    @property
    def demands(self) -> int | None:
        """The sum that decides which method is asked for: the higher of what was estimated and what was bought."""
        return max(self.bought, self.estimate or 0) or None

    @property
    def is_approved(self) -> bool:
        """Whether another method was approved for it, as its documents tell."""
        return self.has_document(METHOD_APPROVAL)

    def has_document(self, kind: str) -> bool:
        """Whether there is a document of this kind with its planning or tender."""
        return any(document.kind == kind for document in self.documents())

    def documents(self) -> Iterator[Document]:
        """The documents of its planning and tender."""
        for part in (self.release.planning, self.release.tender):
            if part is not None:
                yield from part.documents or ()


def purchase_of(release: Release, open_tender: int) -> Purchase:
    """The facts of `release`; `open_tender` is the province's threshold for goods and services (N41), in yuan."""
    tender = release.tender
    awards = [award for award in release.awards or () if award.status == ACTIVE]
    contracts = [contract for contract in release.contracts or () if contract.status != CANCELLED]
    opened = issued_on(tender) if tender is not None else None
    bought = first_day(award.date for award in awards) or first_day(one.signed for one in contracts)
    bought = bought or opened or day_of(release.date)
    numbers = numbers_on(opened or bought)
    category = _category(release)
    return Purchase(
        release=release,
        category=category,
        method=_method(tender) if tender is not None else None,
        begun_on=opened or bought,
        bought_on=bought,
        numbers=numbers,
        bar=_bar(category, tender, numbers, open_tender),
        awards=awards,
        contracts=contracts,
        buyer=_buyer(release),
        bought=_total(one.value for one in contracts) or _total(one.value for one in awards),
        estimate=_estimate(release),
    )


def _buyer(release: Release) -> tuple[Group, str] | None:
    entity = release.tender.entity if release.tender is not None else None
    for group, one in ((Group.BUYER, release.buyer), (Group.PROCURING_ENTITY, entity)):
        if one is not None:
            name = one.id if isinstance(one.id, str) else one.name
            if name:
                return group, name
    return None


def _estimate(release: Release) -> int | None:
    tender, planning = release.tender, release.planning
    budget = planning.budget if planning is not None else None
    value = fen(tender.value) if tender is not None else None
    return value or (fen(budget.amount) if budget is not None else None)


def issued_on(tender: Tender) -> date | None:
    """The day the tender documents were issued, else the first of the tender period."""
    issued = first_day(one.published for one in tender.documents or () if one.kind == BIDDING_DOCUMENTS)
    return issued or (day_of(tender.period.start) if tender.period is not None else None)


@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def day_of(text: str | None) -> date | None:
    """The day of a date or time as it is written; None where it is neither."""
    return _day(text[:10]) if text is not None and len(text) >= 10 else None


def first_day(texts: Iterable[str | None]) -> date | None:
    """The earliest day among dates and times."""
    return min((day for text in texts if (day := day_of(text)) is not None), default=None)


def fen(value: Value | None) -> int | None:
    """A sum in fen; None where it is not in yuan. A currency left out is taken for yuan."""
    if value is None or (isinstance(value.currency, str) and value.currency not in YUAN):
        return None
    return in_fen(value.amount)


def in_fen(yuan: float | None) -> int | None:
    """Yuan in fen; None where that is no sum a purchase can come to."""
    return None if yuan is None or not 0 <= yuan < MOST_YUAN else round(yuan * FEN)


def _total(values: Iterable[Value | None]) -> int:
    return sum(fen(value) or 0 for value in values)


def item_code(release: Release) -> str | None:
    """The code of the first item of the tender, else of the awards (品目编码)."""
    tender_items = release.tender.items if release.tender is not None else None
    lists = (tender_items, *(award.items for award in release.awards or ()))
    codes = (_code(item) for items in lists for item in items or ())
    return next((code for code in codes if code), None)


def _code(item: Item) -> str | None:
    code = item.classification.id if item.classification is not None else None
    return code if isinstance(code, str) else None


def _category(release: Release) -> Category | None:
    named = release.tender.category if release.tender is not None else None
    if named is not None:
        return _CATEGORIES.get(named)
    code = item_code(release)
    return CATEGORY_LETTERS[code[0]] if code and NUMBERED.match(code) else None


def _method(tender: Tender) -> Method | None:
    details = tender.method_details
    if details:
        for name, method in METHOD_NAMES:
            if name in details:
                return method
    return _METHODS.get(tender.method or "")


def _bar(category: Category | None, tender: Tender | None, numbers: Numbers, open_tender: int) -> Bar | None:
    """Works, and goods and services that belong to works, must be tendered (N33); all else openly (N41)."""
    works_too = tender is not None and Category.WORKS.value in (tender.more_categories or ())
    if category == Category.WORKS:
        yuan = numbers.tender_works
    elif works_too and category is not None:
        yuan = numbers.tender_goods if category == Category.GOODS else numbers.tender_services
    else:
        return Bar(open_tender * FEN, OPENLY)
    return Bar(yuan * FEN, TENDERED) if yuan is not None else None
