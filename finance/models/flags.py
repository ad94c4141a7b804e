"""Signs as last reckoned (红旗指标), so that lists and counts ask the database and not the calculator."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.choices import FLAG_CODES, FlagGroup
from finance.models.purchases import Purchase
from finance.models.suppliers import Supplier
from organisation.models import Unit


class Flag(models.Model):
    """A sign about a purchase, about a unit as buyer, or about a supplier; its value is explained by the rulebook.

    Written anew at each reckoning, so without history: what is found by it stands in the register of findings, which keeps one.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    group = models.CharField(_("对象"), max_length=8, choices=FlagGroup.choices)
    code = models.CharField(_("指标"), max_length=30, choices=FLAG_CODES)
    value = models.FloatField(_("数值"))
    purchase = models.ForeignKey(
        Purchase, null=True, blank=True, on_delete=models.CASCADE, related_name="flags"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    supplier = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.CASCADE, related_name="flags"
    )
    reckoned_on = models.DateField(_("计算日期"))

    class Meta:
        ordering = ["code", "id"]
        verbose_name = _("红旗指标")
        verbose_name_plural = _("红旗指标")
        indexes = [models.Index(fields=["county", "group", "code"], name="flag_by_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(group=FlagGroup.PURCHASE, purchase__isnull=False, unit=None, supplier=None)
                | Q(group=FlagGroup.BUYER, purchase=None, unit__isnull=False, supplier=None)
                | Q(group=FlagGroup.SUPPLIER, purchase=None, unit=None, supplier__isnull=False),
                name="flag_is_about_its_group",
            ),
            models.UniqueConstraint(
                fields=["purchase", "code"], condition=Q(purchase__isnull=False), name="flag_once_a_purchase"
            ),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(unit__isnull=False), name="flag_once_a_buyer"
            ),
            models.UniqueConstraint(
                fields=["supplier", "code"], condition=Q(supplier__isnull=False), name="flag_once_a_supplier"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value:g}"
