"""Purchases of units (物资采购, B4), from the documents to the acceptance."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from decisions.models import Matter
from finance.choices import CategoryChoice, MethodChoice, Origin
from finance.models.suppliers import Supplier
from organisation.models import Person, Unit


def _sum(label: Any) -> Any:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True)


def _day(label: Any) -> Any:
    return models.DateField(label, null=True, blank=True)


class Purchase(models.Model):
    """A purchase of a unit (采购). Sums in yuan. Personal data: who handled it, as the clause asks.

    `number` is the unit's own; `source_id` the id in the system it was imported from, `form` the OCDS release it came in as, by which
    it is judged. `happened_on` is the day it counts for in lists: the award, else the contract, else the first day known.
    `contract_amount` is what was first agreed; what it came to after changes is `current_amount`. `matter` is the matter whose
    resolution it rests on.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="purchases", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("编号"), max_length=60)
    source_id = models.CharField(_("来源编号"), max_length=200, blank=True, default="", editable=False)
    origin = models.CharField(_("来源"), max_length=8, choices=Origin.choices, default=Origin.ENTERED)
    form = models.JSONField(null=True, blank=True, editable=False)
    title = models.CharField(_("项目名称"), max_length=200)
    category = models.CharField(_("类别"), max_length=8, choices=CategoryChoice.choices)
    method = models.CharField(_("采购方式"), max_length=10, choices=MethodChoice.choices, blank=True)
    method_name = models.CharField(_("采购方式名称"), max_length=40, blank=True)
    item_code = models.CharField(_("品目编码"), max_length=20, blank=True)
    budget_item = models.CharField(_("预算项目"), max_length=100, blank=True)
    project = models.CharField(_("工程项目"), max_length=100, blank=True)
    part_of_works = models.BooleanField(_("与工程建设有关"), default=False)
    method_approved = models.BooleanField(_("已批准采用其他采购方式"), default=False)
    budget_adjusted = models.BooleanField(_("预算已调整"), default=False)
    estimate = _sum(_("预算金额（元）"))
    ceiling = _sum(_("最高限价（元）"))
    documents_on = _day(_("招标文件发出日期"))
    documents_until = _day(_("招标文件提供截止日期"))
    opened_on = _day(_("投标截止（开标）日期"))
    reported_on = _day(_("收到评标报告日期"))
    publicity_from = _day(_("公示开始日期"))
    publicity_until = _day(_("公示结束日期"))
    awarded_on = _day(_("中标（成交）通知日期"))
    award_amount = _sum(_("中标（成交）金额（元）"))
    supplier = models.ForeignKey(
        Supplier,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="won",
        verbose_name=_("供应商"),
    )
    contract_on = _day(_("合同签订日期"))
    contract_amount = _sum(_("合同金额（元）"))
    current_amount = _sum(_("变更后合同金额（元）"))
    accepted_on = _day(_("验收日期"))
    handler = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    handled_by = models.CharField(_("经办人姓名（名册以外）"), max_length=40, blank=True)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="purchases",
        verbose_name=_("依据的决策事项"),
    )  # fmt: skip
    cancelled = models.BooleanField(_("已终止"), default=False)
    happened_on = models.DateField(_("日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("county", "search_keys")
    history = HistoricalRecords(excluded_fields=["search_keys", "token"])

    class Meta:
        ordering = ["-happened_on", "-id"]
        verbose_name = _("采购")
        verbose_name_plural = _("采购")
        indexes = [
            models.Index(fields=["county", "-happened_on", "-id"], name="purchase_by_county"),
            models.Index(fields=["unit", "-happened_on", "-id"], name="purchase_by_unit"),
            models.Index(fields=["supplier", "-happened_on"], name="purchase_by_supplier"),
            GinIndex(fields=["search_keys"], name="purchase_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="purchase_number_once_in_unit"),
            models.UniqueConstraint(
                fields=["unit", "source_id"], condition=~Q(source_id=""), name="imported_purchase_once"
            ),
            models.CheckConstraint(
                condition=(Q(estimate=None) | Q(estimate__gte=0))
                & (Q(ceiling=None) | Q(ceiling__gte=0))
                & (Q(award_amount=None) | Q(award_amount__gte=0))
                & (Q(contract_amount=None) | Q(contract_amount__gte=0))
                & (Q(current_amount=None) | Q(current_amount__gte=0)),
                name="purchase_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(documents_on=None) | Q(opened_on=None) | Q(opened_on__gte=F("documents_on")),
                name="purchase_opened_after_documents",
            ),
            models.CheckConstraint(
                condition=Q(publicity_from=None)
                | Q(publicity_until=None)
                | Q(publicity_until__gte=F("publicity_from")),
                name="purchase_publicity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.title, self.number)

    @property
    def amount(self) -> Any:
        """What it comes to: the contract as it stands, else as made, else the award, else the estimate; None where nothing is told."""
        sums = (self.current_amount, self.contract_amount, self.award_amount, self.estimate)
        return next((one for one in sums if one is not None), None)

    @property
    def is_project(self) -> bool:
        """Whether it is works, or goods and services that belong to works."""
        return self.category == CategoryChoice.WORKS or self.part_of_works

    @property
    def handler_name(self) -> str:
        """Who handled it."""
        return self.handler.name if self.handler is not None else self.handled_by
