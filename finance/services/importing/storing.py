"""Storing drafts: what is new, what differs from what was imported before, what is the same."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.importing import CellError, Line, Report
from core.writing import Writing
from finance.choices import Origin
from finance.models import Bid, ContractChange, Payment, Purchase, Supplier
from finance.services.importing.drafts import BLANK, Draft
from finance.services.purchases import FIRST_OF, parts_moved
from finance.services.suppliers import suppliers_of

NOUN = "purchases"
REASON = "采购导入"
WRITTEN = (Purchase, Bid, ContractChange, Payment)  # in the order in which they refer to each other
MOST_LINES = 20_000  # of a preview
Suppliers = dict[tuple[str, str], Supplier]


class Storing:
    """An import under way: what became of its drafts so far. Purchases entered in the product, or otherwise imported, are left alone."""

    def __init__(self, origin: str, by: Any, errors: list[CellError]) -> None:
        """`origin` is what every purchase of it is marked with; `errors` what is wrong so far."""
        self._origin, self._by, self.errors = origin, by, errors
        self._writing = Writing(*WRITTEN, by=by, reason=REASON)
        self.report = Report([NOUN])
        self.counties: set[str] = set()

    @property
    def written(self) -> int:
        """How many purchases were made or changed."""
        counts = self.report.counts
        return counts["created"][NOUN] + counts["changed"][NOUN]

    def take(self, drafts: Sequence[Draft]) -> None:
        """Compare a batch with what is stored and, as long as nothing is wrong, store it."""
        self._find(drafts)
        if self.errors:
            return
        suppliers = self._suppliers(drafts)
        for draft in drafts:
            if draft.found is None:
                self._create(draft, suppliers)
            else:
                self._update(draft, draft.found, suppliers)
        self._writing.write()

    def _find(self, drafts: Sequence[Draft]) -> None:
        """The purchases that were stored before, by the key of their origin; foreign ones under the same number are an error."""
        units = {draft.unit.pk for draft in drafts}
        name = "source_id" if self._origin == Origin.OCDS else "number"
        rows = Purchase.objects.filter(unit__in=units, **{f"{name}__in": {draft.key for draft in drafts}})
        rows = rows.select_related("unit", "supplier", "handler", "matter")
        related = rows.prefetch_related("bids__supplier", "changes", "payments")
        stored = {(row.unit_id, getattr(row, name)): row for row in related}
        for draft in drafts:
            row = stored.get((draft.unit.pk, draft.key))
            if row is not None and row.origin != self._origin:
                words = _("单位已有编号“%(number)s”的采购，来源不同，不能用这份文件修改") % {
                    "number": draft.key
                }
                self.errors.append(CellError(draft.line, "编号", words))
            draft.found = row

    def _suppliers(self, drafts: Sequence[Draft]) -> Suppliers:
        found: Suppliers = {}
        for county in sorted({draft.unit.county_id for draft in drafts}):
            self.counties.add(county)
            wanted = [one for draft in drafts if draft.unit.county_id == county for one in draft.parties]
            found |= {(county, key): row for key, row in suppliers_of(county, wanted).items()}
        return found

    def _create(self, draft: Draft, suppliers: Suppliers) -> None:
        row = self._new(draft, suppliers)
        self._writing.touch(row)
        for part in _parts(draft, row, suppliers):
            for one in part or ():
                one.purchase = row
                self._writing.touch(one)
        self._tell("created", draft, row)

    def _new(self, draft: Draft, suppliers: Suppliers) -> Purchase:
        row = Purchase(
            unit=draft.unit,
            county_id=draft.unit.county_id,
            origin=self._origin,
            number=draft.key,
            source_id=draft.key if self._origin == Origin.OCDS else "",
            entered_by=self._by,
        )
        _put(row, draft, suppliers)
        return row

    def _update(self, draft: Draft, row: Purchase, suppliers: Suppliers) -> None:
        before = {name: getattr(row, name) for name in (*draft.values, "supplier_id", "current_amount")}
        facts = _related(row)
        _put(row, draft, suppliers)
        made = _parts(draft, row, suppliers)
        wanted = tuple(old if new is None else _facts_of(new) for old, new in zip(facts, made, strict=True))
        if before == {name: getattr(row, name) for name in before} and facts == wanted:
            self.report.count("unchanged", NOUN)
            return
        self._writing.touch(row, *draft.values, "supplier", "current_amount", "happened_on")
        for related, part in zip((row.bids, row.changes, row.payments), made, strict=True):
            new, gone = parts_moved(related, part) if part is not None else ([], [])
            for one in new:
                self._writing.touch(one)
            for one in gone:
                self._writing.drop(one)
        self._tell("changed", draft, row)

    def _tell(self, what: Any, draft: Draft, row: Purchase) -> None:
        self.report.count(what, NOUN)
        if len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, NOUN, f"{row.number} {row.title}"[:200], draft.line))


def _put(row: Purchase, draft: Draft, suppliers: Suppliers) -> None:
    """What a draft says; what it says nothing of stays, or is blank where the purchase is new."""
    for name, value in draft.values.items():
        setattr(row, name, BLANK.get(name, value) if value is None else value)
    if draft.says_supplier:
        row.supplier = suppliers[row.county_id, draft.supplier.key] if draft.supplier else None
    if draft.changes is not None:
        last = max(draft.changes, key=lambda one: one.on, default=None)
        row.current_amount = last.amount if last else None
    if "happened_on" not in draft.values:
        days = (getattr(row, name) for name in FIRST_OF)
        row.happened_on = next(day for day in days if day is not None)


def _parts(draft: Draft, row: Purchase, suppliers: Suppliers) -> tuple[list[Any] | None, ...]:
    county = row.county_id
    bids = None
    if draft.bids is not None:
        bids = [
            Bid(
                supplier=(who := suppliers[county, one.supplier.key]),
                lot=one.lot,
                amount=one.amount,
                status=one.status,
                won=one.won or who.pk == row.supplier_id,
            )
            for one in draft.bids
        ]
    changes = [ContractChange(on=one.on, amount=one.amount, reason=one.reason) for one in draft.changes or ()]
    payments = [Payment(on=one.on, amount=one.amount) for one in draft.payments or ()]
    return (
        bids,
        None if draft.changes is None else changes,
        None if draft.payments is None else payments,
    )


def _related(row: Purchase) -> tuple[list[Any], ...]:
    return tuple(_facts_of(related.all()) for related in (row.bids, row.changes, row.payments))


def _facts_of(rows: Any) -> list[Any]:
    """What tells rows apart, in an order of its own."""
    names = ("supplier_id", "lot", "amount", "status", "won", "on", "reason")
    return sorted((tuple(getattr(row, name, None) for name in names) for row in rows), key=repr)
