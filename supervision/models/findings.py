"""The one register of findings (问题登记) for the whole product: what was found, on which facts, who answers, what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Unit
from supervision.choices import SEVERITIES, Closure, FindingState


class Finding(models.Model):
    """Something found in a record, by a clause and its facts (问题). The head answers, the body assesses, a fixed cause closes it.

    `source` and `source_id` name the row it was found in (its model's label and number); `digest` its code and lasting facts, so that
    the same facts never raise it twice. `subject` is what kind of matter it is about; it decides which mandates reach it.
    `concerns` is whom it is about besides the head: it is kept from them and their relatives (N14).
    """

    source = models.CharField(_("来源"), max_length=40)
    source_id = models.BigIntegerField(_("来源编号"))
    digest = models.CharField(max_length=64, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="findings",
        verbose_name=_("一把手"),
    )  # fmt: skip
    concerns = models.ForeignKey(
        Person, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("涉及人员"),
    )  # fmt: skip
    clause = models.CharField(_("条款"), max_length=4)
    code = models.CharField(_("情形"), max_length=40)
    severity = models.CharField(_("程度"), max_length=10, choices=SEVERITIES)
    subject = models.CharField(_("事项类别"), max_length=20, blank=True)
    title = models.CharField(_("事项"), max_length=200)
    facts = models.JSONField(_("事实"))
    message = models.TextField(_("说明"))
    raised_on = models.DateField(_("发现日期"))
    answer_due = models.DateField(_("答复期限"))
    state = models.CharField(
        _("状态"), max_length=10, choices=FindingState.choices, default=FindingState.OPEN
    )
    answer = models.TextField(_("本人答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("答复人"),
    )  # fmt: skip
    assessment = models.TextField(_("监督机构意见"), blank=True)
    assessed_at = models.DateTimeField(_("评议时间"), null=True, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("评议人"),
    )  # fmt: skip
    closure = models.CharField(_("了结方式"), max_length=10, choices=Closure.choices, blank=True)
    closed_on = models.DateField(_("了结日期"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-raised_on", "-id"]
        verbose_name = _("问题")
        verbose_name_plural = _("问题登记")
        indexes = [
            models.Index(fields=["county", "-raised_on", "-id"], name="finding_by_county"),
            models.Index(fields=["unit", "-raised_on", "-id"], name="finding_by_unit"),
            models.Index(fields=["person", "state"], name="finding_of_person"),
            models.Index(fields=["source", "source_id"], name="finding_of_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "code", "digest"], name="same_facts_raise_once"
            ),
            models.CheckConstraint(condition=~Q(facts={}) & ~Q(message=""), name="no_finding_without_facts"),
            models.CheckConstraint(
                condition=Q(state=FindingState.CLOSED, closed_on__isnull=False) & ~Q(closure="")
                | ~Q(state=FindingState.CLOSED) & Q(closed_on=None, closure=""),
                name="finding_state_tells_one_story",
            ),
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(answer=""), name="an_answer_has_words"),
            models.CheckConstraint(
                condition=Q(assessed_at=None) | ~Q(assessment=""), name="an_assessment_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state != FindingState.CLOSED
