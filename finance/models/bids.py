"""What belongs to a purchase: who bid, how its contract changed, what was paid."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from finance.choices import BidStatus
from finance.models.purchases import Purchase
from finance.models.suppliers import Supplier


class Bid(models.Model):
    """A bid (投标), for a lot (标段) where the purchase has several."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="bids")
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="bids", verbose_name=_("投标人")
    )
    lot = models.CharField(_("标段"), max_length=40, blank=True, default="")
    amount = models.DecimalField(_("报价（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("状态"), max_length=12, choices=BidStatus.choices, default=BidStatus.VALID)
    won = models.BooleanField(_("中标"), default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["lot", "amount", "id"]
        verbose_name = _("投标")
        verbose_name_plural = _("投标")
        indexes = [models.Index(fields=["supplier", "purchase"], name="bid_of_supplier")]
        constraints = [
            models.UniqueConstraint(fields=["purchase", "supplier", "lot"], name="one_bid_a_lot"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="bid_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.amount or ''}"


class ContractChange(models.Model):
    """A change of a purchase's contract (合同变更、补充合同): from which day it comes to which sum, and why."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField(_("变更日期"))
    amount = models.DecimalField(_("变更后金额（元）"), max_digits=15, decimal_places=2)
    reason = models.CharField(_("变更原因"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("合同变更")
        verbose_name_plural = _("合同变更")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="change_not_negative")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class Payment(models.Model):
    """A payment under a purchase (付款)."""

    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="payments")
    on = models.DateField(_("付款日期"))
    amount = models.DecimalField(_("付款金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("付款")
        verbose_name_plural = _("付款")
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="payment_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount or ''}"
