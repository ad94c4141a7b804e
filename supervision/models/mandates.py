"""Exceptions to the mandates, made by hand."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Unit
from organisation.models.units import same
from rulebook.mandates import BY_PERSON
from supervision.choices import MANDATE_CLAUSES

# The number of the clause as a one-value range, so that a gist exclusion can compare it without any database extension.
_NUMBER = Cast(Substr("clause", 2), models.BigIntegerField())
CLAUSE_AS_RANGE = Func(_NUMBER, _NUMBER, template="int8range(%(expressions)s, '[]')")


class MandateException(models.Model):
    """A mandate given to, or taken from, a body for one head by hand (监督职责例外), with reason, dates and approver.

    It takes effect on the day the named approver, never who entered it, confirms it (`confirmed_on`). After that PostgreSQL lets
    nothing change but an earlier end; one that was declined does not change at all.
    """

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
    confirmed_on = models.DateField(_("批准日期"), null=True, blank=True, editable=False)
    declined_on = models.DateField(_("不予批准日期"), null=True, blank=True, editable=False)
    declined_because = models.CharField(_("不予批准的理由"), max_length=300, blank=True, editable=False)
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
            # A leader's mandate ends with the link; an exception names a body, so it could not take it.
            models.CheckConstraint(
                condition=~Q(effect="remove", clause__in=sorted(BY_PERSON)),
                name="exception_takes_nothing_from_a_leader",
                violation_error_message=_("该条款由分管联系产生，不能在此免除；请更改分管联系。"),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(declined_on__isnull=True),
                name="exception_is_confirmed_or_declined",
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True) | ~Q(declined_because=""),
                name="exception_is_declined_with_a_reason",
            ),
            ExclusionConstraint(
                name="one_exception_at_a_time",
                condition=Q(declined_on__isnull=True),
                expressions=[
                    (CLAUSE_AS_RANGE, RangeOperators.OVERLAPS),
                    (same("body"), RangeOperators.OVERLAPS),
                    (same("person"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("该机构对该“一把手”的这一条款在这段时间已有例外"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.body} {self.get_effect_display()} {self.person}"

    @property
    def is_waiting(self) -> bool:
        """Whether the approver has not answered yet."""
        return self.confirmed_on is None and self.declined_on is None

    @property
    def standing(self) -> str | Promise:
        """Where it stands, in words."""
        if self.is_waiting:
            return _("待批准")
        return _("已批准") if self.confirmed_on else _("不予批准")
