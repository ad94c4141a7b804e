"""Gifts that could not be refused, and were handed in (礼品礼金登记上交, B6)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from integrity.choices import GIVER_CHOICES
from organisation.models import Person, Unit


class Gift(models.Model):
    """One gift. The head enters what was received; the discipline body, which takes it in, says when and under which receipt.

    Of the giver the kind alone is kept. `back_on`: the day back at the unit where it was received away. `value` in yuan, estimated.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="gifts", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    item = models.CharField(_("礼品、礼金名称"), max_length=100)
    value = models.DecimalField(
        _("价值（元）"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    giver = models.CharField(_("送礼人类别"), max_length=10, choices=GIVER_CHOICES)
    received_on = models.DateField(_("收受日期"))
    back_on = models.DateField(_("自外地返回单位日期"), null=True, blank=True)
    handed_in_on = models.DateField(_("上交日期"), null=True, blank=True)
    receipt = models.CharField(_("收据编号"), max_length=40, blank=True)
    receiver = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("接收机构")
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("接收人"),
    )  # fmt: skip
    entered_on = models.DateField(_("登记日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    token = models.UUIDField(unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = _("礼品登记")
        verbose_name_plural = _("礼品登记")
        indexes = [models.Index(fields=["county", "-received_on", "-id"], name="gift_by_county")]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_in_on=None, receipt="", receiver=None)
                | Q(handed_in_on__gte=F("received_on"), receiver__isnull=False) & ~Q(receipt=""),
                name="what_was_handed_in_has_a_receipt",
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=F("received_on")),
                name="back_after_it_was_received",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="gift_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.item}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the county true."""
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)  # type: ignore[arg-type]
