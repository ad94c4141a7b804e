"""Uses of funds with their approval sheets (资金使用, 审批单, B3), and which columns of a unit's ledger say what."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.models import Matter
from finance.choices import SIGNER_FIELDS, UseOrigin
from finance.models.purchases import Purchase
from finance.models.suppliers import Supplier
from organisation.models import Person, Unit


def _person(label: Any) -> Any:
    return models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=label
    )  # fmt: skip


def _name() -> Any:
    return models.CharField(max_length=40, blank=True, default="")


def _day() -> Any:
    return models.DateField(null=True, blank=True)


def _one_place_each() -> Q:
    """No two places of a sheet held by one person."""
    found = Q()
    for one, other in combinations(SIGNER_FIELDS, 2):
        found &= Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})
    return found


class FundUse(models.Model):
    """A use of funds with its approval sheet. Sums in yuan. Personal data: who signed what and when, and a payee who is a person.

    For each signer (rulebook Signer) the person, the name as written, and the day of the signature; a person without a day has not signed
    yet. `happened_on` is the day of the payment, before it that of the application. `matter` is the matter whose resolution it rests on,
    `purchase` or `part` (of a project) what it pays for. What came from a ledger is kept as it was, faults and all; PostgreSQL keeps a sheet signed here from naming one person twice.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="fund_uses", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("县")
    )  # fmt: skip
    number = models.CharField(_("单号"), max_length=60)
    origin = models.CharField(_("来源"), max_length=8, choices=UseOrigin.choices, default=UseOrigin.ENTERED)
    purpose = models.CharField(_("用途"), max_length=200)
    payee = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="paid", verbose_name=_("收款人")
    )
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2)
    budget_item = models.CharField(_("预算项目"), max_length=100)
    applied_on = models.DateField(_("申请日期"))
    paid_on = models.DateField(_("支付日期"), null=True, blank=True)
    happened_on = models.DateField(_("日期"), editable=False)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="fund_uses", verbose_name=_("依据的决策事项")
    )  # fmt: skip
    purchase = models.ForeignKey(
        Purchase, null=True, blank=True, on_delete=models.PROTECT, related_name="fund_uses", db_index=False,
        verbose_name=_("支付的采购"),
    )  # fmt: skip
    part = models.ForeignKey(
        "projects.Part", null=True, blank=True, on_delete=models.PROTECT, related_name="fund_uses", db_index=False,
        verbose_name=_("支付的标段"),
    )  # fmt: skip
    handler, handler_name, handler_on = _person(_("经办人")), _name(), _day()
    witness, witness_name, witness_on = _person(_("证明人（验收人）")), _name(), _day()
    finance, finance_name, finance_on = _person(_("财务审核")), _name(), _day()
    deputy, deputy_name, deputy_on = _person(_("分管领导")), _name(), _day()
    second, second_name, second_on = _person(_("另一名副职")), _name(), _day()
    head, head_name, head_on = _person(_("主要负责人")), _name(), _day()
    cancelled = models.BooleanField(_("已作废"), default=False)
    cancelled_reason = models.CharField(_("作废理由"), max_length=200, blank=True, default="")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        verbose_name=_("登记人"),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-happened_on", "-id"]
        verbose_name = _("资金使用")
        verbose_name_plural = _("资金使用")
        indexes = [
            models.Index(fields=["county", "-happened_on", "-id"], name="use_by_county"),
            models.Index(fields=["unit", "-happened_on", "-id"], name="use_by_unit"),
            models.Index(fields=["purchase"], condition=Q(purchase__isnull=False), name="use_by_purchase"),
            models.Index(fields=["part"], condition=Q(part__isnull=False), name="use_by_part"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="use_number_once_in_unit"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="use_is_of_a_sum"),
            models.CheckConstraint(condition=Q(purchase=None) | Q(part=None), name="use_pays_for_one_thing"),
            models.CheckConstraint(
                condition=Q(happened_on=F("paid_on")) | Q(paid_on=None, happened_on=F("applied_on")),
                name="use_counts_for_its_payment",
            ),
            models.CheckConstraint(
                condition=Q(origin=UseOrigin.LEDGER) | _one_place_each(),
                name="nobody_signs_a_sheet_twice",
                violation_error_message=_("同一人不能在一张审批单上签两处"),
            ),
            models.CheckConstraint(
                condition=Q(cancelled=False) | Q(paid_on=None) & ~Q(cancelled_reason=""),
                name="cancelled_use_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.purpose}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county, day and names true."""
        self.county_id = self.unit.county_id
        self.happened_on = self.paid_on or self.applied_on
        for signer in SIGNER_FIELDS:
            person = getattr(self, signer)
            if person is not None:
                setattr(self, f"{signer}_name", person.name)
        super().save(*args, **kwargs)

    def places(self) -> Iterator[tuple[str, int | None, str, Any]]:
        """Signer, number of the person, name and day of each place that is filled."""
        for signer in SIGNER_FIELDS:
            person, name = getattr(self, f"{signer}_id"), getattr(self, f"{signer}_name")
            if person is not None or name:
                yield signer, person, name, getattr(self, f"{signer}_on")

    @property
    def is_open(self) -> bool:
        """Whether it is still being signed."""
        return self.paid_on is None and not self.cancelled


class LedgerColumns(models.Model):
    """Which column of a unit's own ledger says what (列对应): field → heading, as the last import had it."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="ledger_columns")
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("台账的列")
        verbose_name_plural = _("台账的列")

    def __str__(self) -> str:
        return str(self.unit)
