"""What must not be deleted for the time being."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Division, Person, Unit

NOBODY, NO_UNIT, NO_RECORD = Q(person=None), Q(unit=None), Q(table="", key="")


class LegalHold(models.Model):
    """That nothing of a person, a unit, or one record is deleted (暂停销毁) from the day placed until it is lifted. PostgreSQL refuses any other change.

    `ordered_by` is who ordered it, with the number of the paper where there is one; `body` whose officer placed it here.
    A record is named by `table` (app.Model) and `key`.
    """

    county = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name=_("县"))
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理机关"))
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员")
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    table = models.CharField(_("材料"), max_length=60, blank=True, default="")
    key = models.CharField(_("编号"), max_length=64, blank=True, default="")
    reason = models.CharField(_("理由"), max_length=300)
    ordered_by = models.CharField(_("决定机关（人）和文号"), max_length=120)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理人")
    )
    placed_on = models.DateField(_("起始日期"))
    token = models.UUIDField(unique=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("解除人"),
    )
    lifted_on = models.DateField(_("解除日期"), null=True)
    lift_reason = models.CharField(_("解除理由"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-placed_on", "-id"]
        verbose_name = _("暂停销毁")
        verbose_name_plural = _("暂停销毁")
        indexes = [models.Index(fields=["county", "-placed_on", "-id"], name="hold_by_county")]
        constraints = [
            models.CheckConstraint(
                condition=(~NOBODY & NO_UNIT & NO_RECORD)
                | (NOBODY & ~NO_UNIT & NO_RECORD)
                | (NOBODY & NO_UNIT & ~Q(table="") & ~Q(key="")),
                name="a_hold_has_one_subject",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(ordered_by=""), name="a_hold_says_why_and_who"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_on=None, lift_reason="")
                | (Q(lifted_by__isnull=False, lifted_on__isnull=False) & ~Q(lift_reason="")),
                name="a_lifted_hold_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.unit or self.key}"
