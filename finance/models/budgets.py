"""A unit's budget of a year (年度预算, B3): its items, how they were adjusted, and by which decisions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.models import Matter
from organisation.models import Unit


class Budget(models.Model):
    """The budget of a unit for one year. Sums in yuan. `matter` is the matter by whose resolution it was approved."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="budgets", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="budgets", verbose_name=_("批准预算的决策事项")
    )  # fmt: skip
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "unit_id"]
        verbose_name = _("年度预算")
        verbose_name_plural = _("年度预算")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_budget_a_unit_and_year"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="budget_of_a_sensible_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the county true."""
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)


class BudgetItem(models.Model):
    """An item of a budget (预算项目) with the sum approved at first."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(_("预算项目"), max_length=100)
    amount = models.DecimalField(_("预算金额（元）"), max_digits=15, decimal_places=2)
    history = HistoricalRecords()

    class Meta:
        ordering = ["budget_id", "id"]
        verbose_name = _("预算项目")
        verbose_name_plural = _("预算项目")
        constraints = [
            models.UniqueConstraint(fields=["budget", "name"], name="item_once_in_budget"),
            models.CheckConstraint(condition=Q(amount__gte=0) & ~Q(name=""), name="item_has_a_name_and_sum"),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetChange(models.Model):
    """An adjustment of one item (预算调整): by how much, up or down, from which day, why, and by whose resolution."""

    item = models.ForeignKey(BudgetItem, on_delete=models.PROTECT, related_name="changes")
    on = models.DateField(_("调整日期"))
    amount = models.DecimalField(_("增减金额（元）"), max_digits=15, decimal_places=2)
    reason = models.CharField(_("调整理由"), max_length=200)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="budget_changes",
        verbose_name=_("批准调整的决策事项"),
    )  # fmt: skip
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    token = models.UUIDField(unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("预算调整")
        verbose_name_plural = _("预算调整")
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0) & ~Q(reason=""), name="budget_change_says_what_and_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.amount}"
