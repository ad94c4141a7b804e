"""Exceptions to the mandates, made by hand."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Unit
from supervision.choices import MANDATE_CLAUSES


class MandateException(models.Model):
    """A mandate given to, or taken from, a body for one head by hand (监督职责例外), with reason, dates and approver."""

    class Effect(models.TextChoices):
        ADD = "add", _("增加")
        REMOVE = "remove", _("免除")

    effect = models.CharField(_("方式"), max_length=6, choices=Effect.choices)
    clause = models.CharField(_("条款"), max_length=4, choices=MANDATE_CLAUSES)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("监督机构"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手"))
    during = DateRangeField(_("起止日期"))
    reason = models.CharField(_("理由"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("登记人"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("批准人"),
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["person_id", "clause"]
        verbose_name = _("监督职责例外")
        verbose_name_plural = _("监督职责例外")
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False),
                name="exception_has_days",
                violation_error_message=_("止日须晚于起日"),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(entered_by=F("approved_by")),
                name="exception_approved_by_another",
                violation_error_message=_("登记人不能批准自己登记的例外"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.body} {self.get_effect_display()} {self.person}"
