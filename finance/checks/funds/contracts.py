"""The contracts that a number of uses pay: with whom, for how much, how far they are paid, whether what was bought was accepted."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Sum, Window

from finance.checks.undecided import contracted_amount
from finance.choices import Origin
from finance.models import Flag, FundUse, Purchase
from finance.procedure.funds import Contract
from finance.selectors.paid_for import PARTS

NOTHING = Decimal(0)


class Contracts:
    """What is to be known of what `uses` pay for, as of `on`; a constant number of queries."""

    def __init__(self, uses: Sequence[FundUse], on: date) -> None:
        purchases = {use.purchase_id for use in uses if use.purchase_id is not None}
        parts = {use.part_id for use in uses if use.part_id is not None}
        # Of a purchase whose own payments came before its acceptance that is said already, once.
        told = Flag.objects.filter(purchase=OuterRef("pk"), code="paid-before-acceptance")
        rows = (
            Purchase.objects.filter(pk__in=purchases).select_related("supplier").annotate(told=Exists(told))
        )
        self._purchases = {one.pk: one for one in rows.defer("form", "search_keys", "supplier__search_keys")}
        self._parts = {
            one.pk: one for one in PARTS.objects.filter(pk__in=parts).select_related("supplier", "project")
        }
        paid = FundUse.objects.filter(purchase__in=purchases, cancelled=False, paid_on__lte=on)
        running = Window(Sum("amount"), partition_by="purchase", order_by=["paid_on", "pk"])
        self._spent = dict(paid.annotate(spent=running).order_by().values_list("pk", "spent"))
        totals = paid.order_by().values(bought=F("purchase")).annotate(total=Sum("amount"))
        self._total = dict(totals.values_list("bought", "total"))

    def of(self, use: FundUse) -> Contract | None:
        """The contract `use` pays. Of a part of a project only with whom: what may be paid when is judged with the project (B5)."""
        part = self._parts.get(use.part_id or 0)
        if part is not None:
            return Contract(f"{part.project.title} {part.name}", part.supplier.name if part.supplier else "")
        bought = self._purchases.get(use.purchase_id or 0)
        if bought is None:
            return None
        spent = self._spent.get(use.pk)
        return Contract(
            title=bought.title,
            supplier=bought.supplier.name if bought.supplier is not None else "",
            amount=contracted_amount(bought),
            spent=spent if spent is not None else self._total.get(bought.pk, NOTHING) + use.amount,
            accepted_on=bought.accepted_on,
            accepts=not bought.told and (bought.origin != Origin.OCDS or bought.accepted_on is not None),
        )
