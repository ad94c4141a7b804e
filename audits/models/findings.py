"""What an audit found (审计发现问题), its re-audits, and its rectification (整改)."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audits.choices import CATEGORY_CHOICES, RESPONSIBILITY_CHOICES, TEST_CHOICES, Grade, RectificationState
from audits.models.audits import Audit
from core.models import KeptFile
from decisions.models import Matter
from finance.models import FundUse
from organisation.models import Person
from rulebook.procedures.auditing import TESTS, Responsibility


def _by(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )  # fmt: skip


def _tests(kind: Responsibility) -> list[str]:
    return [test.key for test in TESTS if test.kind == kind]


def is_judged() -> Q:
    """Each responsibility rests on one of its own tests, justified in words; none on no test. What was imported with an earlier audit says
    no test.
    """
    found = Q(responsibility=Responsibility.NONE.value, test="") | Q(past=True, test="")
    for kind in (Responsibility.DIRECT, Responsibility.LEADING):
        found |= Q(responsibility=kind.value, test__in=_tests(kind)) & ~Q(justification="")
    return found


class AuditFinding(models.Model):
    """Something an audit found (审计发现问题), with what the head answers for by which test (N18). Sums in yuan.

    `matters` and `funds` are the decisions and payments of the period it rests on. Kept to the team and the bureau until the draft is
    sent; in the register of findings from the report on.
    """

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField(_("序号"))
    category = models.CharField(_("问题类别"), max_length=12, choices=CATEGORY_CHOICES)
    title = models.CharField(_("问题"), max_length=200)
    facts = models.TextField(_("事实"))
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    since = models.DateField(_("发生期间起"))
    until = models.DateField(_("发生期间止"))
    grade = models.CharField(_("严重程度"), max_length=8, choices=Grade.choices, default=Grade.ORDINARY)
    responsibility = models.CharField(_("责任"), max_length=8, choices=RESPONSIBILITY_CHOICES)
    test = models.CharField(_("责任认定情形"), max_length=12, choices=TEST_CHOICES, blank=True, default="")
    justification = models.TextField(_("认定理由"), blank=True, default="")
    regulation = models.CharField(_("违反的规定"), max_length=300)
    matters = models.ManyToManyField(
        Matter, related_name="audit_findings", blank=True, verbose_name=_("关联的决策事项")
    )
    funds = models.ManyToManyField(
        FundUse, related_name="audit_findings", blank=True, verbose_name=_("关联的资金使用")
    )
    withdrawn_on = models.DateField(_("不再认定日期"), null=True, blank=True)
    past = models.BooleanField(_("历史导入"), default=False)
    entered_by = _by(_("录入人"))
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["audit_id", "number"]
        verbose_name = _("审计发现问题")
        verbose_name_plural = _("审计发现问题")
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="audit_finding_number_once"),
            models.CheckConstraint(condition=is_judged(), name="responsibility_by_its_own_test_justified"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="audit_finding_days_in_order"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="audit_finding_sum_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Reaudit(models.Model):
    """A re-audit of a finding (复审): what it concluded before and after, and why. Never changed."""

    finding = models.ForeignKey(AuditFinding, on_delete=models.PROTECT, related_name="reaudits")
    on = models.DateField(_("复审日期"))
    reason = models.TextField(_("复审情况和理由"))
    upheld = models.BooleanField(_("问题仍然成立"))
    before = models.JSONField(_("原认定"))
    after = models.JSONField(_("复审认定"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("复审人")
    )
    token = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["finding_id", "id"]
        verbose_name = _("复审")
        verbose_name_plural = _("复审")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="reaudit_gives_reasons")]

    def __str__(self) -> str:
        return f"{self.finding} {self.on}"


class Rectification(models.Model):
    """How a finding is put right (整改): measures, who owns it, by when, how far it came; checked by another person, confirmed by the bureau.

    Whoever owns it neither checks nor confirms it. `done_on` is the day the owner said that it is done. What is accepted as a risk
    (不再整改) says who approved it and why. `past`: as imported with an earlier audit, nobody worked on it here;
    who checked what was put right is not known then.
    """

    finding = models.OneToOneField(AuditFinding, on_delete=models.PROTECT, related_name="rectification")
    measures = models.TextField(_("整改措施"), blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="rectifications",
        verbose_name=_("整改责任人"),
    )  # fmt: skip
    due = models.DateField(_("整改期限"))
    state = models.CharField(
        _("整改状态"), max_length=8, choices=RectificationState.choices, default=RectificationState.UNMENDED
    )
    done_on = models.DateField(_("责任人报告完成日期"), null=True, blank=True)
    recovered = models.DecimalField(
        _("已追回、已纠正金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    checked_on = models.DateField(_("复核日期"), null=True, blank=True)
    checker = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("复核人")
    )
    check_words = models.TextField(_("复核情况"), blank=True)
    confirmed_on = models.DateField(_("审计机关核验日期"), null=True, blank=True)
    confirmer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("核验人"),
    )  # fmt: skip
    confirm_words = models.TextField(_("核验情况"), blank=True)
    approval = models.CharField(_("不再整改的批准情况"), max_length=200, blank=True, default="")
    reason = models.TextField(_("不再整改的理由"), blank=True, default="")
    closed_on = models.DateField(_("销号日期"), null=True, blank=True)
    past = models.BooleanField(_("历史导入"), default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["due", "id"]
        verbose_name = _("整改")
        verbose_name_plural = _("整改")
        indexes = [models.Index(fields=["state", "due"], name="rectification_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(checker=None, checked_on=None)
                | Q(checker__isnull=False, checked_on__isnull=False, owner__isnull=False)
                & ~Q(checker=F("owner"))
                & ~Q(check_words=""),
                name="rectification_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=RectificationState.MENDED)
                | Q(past=True, closed_on__isnull=False)
                | Q(
                    checker__isnull=False,
                    confirmer__isnull=False,
                    confirmed_on__isnull=False,
                    closed_on__isnull=False,
                )
                & ~Q(measures="")
                & ~Q(confirm_words=""),
                name="mended_only_when_checked_and_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state=RectificationState.ACCEPTED)
                | ~Q(approval="") & ~Q(reason="") & Q(closed_on__isnull=False),
                name="risk_accepted_with_approval_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_state_display()}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is asked."""
        return self.state in {RectificationState.MENDED, RectificationState.ACCEPTED}


class Progress(models.Model):
    """What was done for a rectification on a day (整改进展)."""

    rectification = models.ForeignKey(Rectification, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField(_("日期"))
    text = models.TextField(_("进展情况"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("填报人")
    )
    token = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["rectification_id", "on", "id"]
        verbose_name = _("整改进展")
        verbose_name_plural = _("整改进展")

    def __str__(self) -> str:
        return f"{self.rectification} {self.on}"


class Evidence(KeptFile):
    """Evidence of a rectification (整改佐证材料)."""

    rectification = models.ForeignKey(Rectification, on_delete=models.PROTECT, related_name="evidence")
    file = models.FileField(upload_to="audits/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("整改佐证材料")
        verbose_name_plural = _("整改佐证材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("rectification-file", args=[self.rectification.finding_id, self.pk])
