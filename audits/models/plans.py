"""The yearly plan (年度审计计划) and its changes: every one by the same steps, sealed once approved (C18)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audits.choices import CONFERENCE_CHOICES, LineAction, RevisionState
from audits.models.audits import Audit
from audits.models.proposals import Proposal
from organisation.models import Person, Unit


class Plan(models.Model):
    """A county's audits of a year. What is in it follows from its approved revisions; `body` is the audit bureau."""

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("审计机关"))
    year = models.PositiveSmallIntegerField(_("计划年度"))

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("年度审计计划")
        verbose_name_plural = _("年度审计计划")
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="one_plan_a_county_and_year")]

    def __str__(self) -> str:
        return f"{self.county} {self.year}"


class Revision(models.Model):
    """The plan as first made (number 1), or a change of it with its reason: proposed, discussed, approved. PostgreSQL seals it then.

    `capacity` is how many audits the bureau can make in the year; `note` why other proposals were taken than those that come first.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("序号"))
    state = models.CharField(
        _("状态"), max_length=10, choices=RevisionState.choices, default=RevisionState.DRAFT
    )
    capacity = models.PositiveSmallIntegerField(_("年度可完成审计项目数"))
    reason = models.TextField(_("调整理由"), blank=True, default="")
    note = models.TextField(_("与建议次序不一致的理由"), blank=True, default="")
    drafted_on = models.DateField(_("起草日期"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("起草人"),
    )  # fmt: skip
    proposed_on = models.DateField(_("提出日期"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("提出人"),
    )  # fmt: skip
    discussed_on = models.DateField(_("联席会议日期"), null=True, blank=True)
    said = models.TextField(_("联席会议意见"), blank=True, default="")
    discussed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("联席会议登记人"),
    )  # fmt: skip
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    document = models.CharField(_("批准文号"), max_length=80, blank=True, default="")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("批准登记人"),
    )  # fmt: skip
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["plan_id", "number"]
        verbose_name = _("计划版本")
        verbose_name_plural = _("计划版本")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_revision_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=~Q(state__in=[RevisionState.APPROVED, RevisionState.WITHDRAWN]),
                name="one_open_revision_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_change_of_plan_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RevisionState.PROPOSED, RevisionState.DISCUSSED, RevisionState.APPROVED])
                | Q(proposed_on__isnull=False),
                name="plan_proposed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RevisionState.DISCUSSED, RevisionState.APPROVED])
                | Q(discussed_on__isnull=False) & ~Q(said=""),
                name="plan_discussed_before_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.APPROVED) | Q(approved_on__isnull=False) & ~Q(document=""),
                name="plan_approved_by_a_document",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def is_over(self) -> bool:
        """Whether no step is to come."""
        return self.state in {RevisionState.APPROVED, RevisionState.WITHDRAWN}


class PlanLine(models.Model):
    """One audit taken into the plan, or out of it; in words why. `audit` comes to be when the revision is approved."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="lines")
    action = models.CharField(_("增减"), max_length=4, choices=LineAction.choices, default=LineAction.ADD)
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="lines", verbose_name=_("审计建议")
    )  # fmt: skip
    audit = models.ForeignKey(
        Audit, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_lines", verbose_name=_("审计项目")
    )  # fmt: skip
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手"))
    rank = models.PositiveSmallIntegerField(_("次序"))
    words = models.TextField(_("列入理由"))

    class Meta:
        ordering = ["revision_id", "rank", "id"]
        verbose_name = _("计划项目")
        verbose_name_plural = _("计划项目")
        constraints = [
            models.UniqueConstraint(fields=["revision", "proposal"], name="proposal_once_in_a_revision"),
            models.UniqueConstraint(fields=["revision", "audit"], name="audit_once_in_a_revision"),
            models.CheckConstraint(
                condition=Q(action=LineAction.ADD, proposal__isnull=False)
                | Q(action=LineAction.DROP, audit__isnull=False),
                name="plan_line_adds_a_proposal_or_drops_an_audit",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="plan_line_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.rank}"


class Attendance(models.Model):
    """Who took part in a joint conference (联席会议), for which body."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="attendances")
    function = models.CharField(_("成员单位"), max_length=20, choices=CONFERENCE_CHOICES, blank=True)
    body = models.CharField(_("单位名称"), max_length=80)
    who = models.CharField(_("参加人"), max_length=80)

    class Meta:
        ordering = ["id"]
        verbose_name = _("联席会议参加人")
        verbose_name_plural = _("联席会议参加人")
        constraints = [models.UniqueConstraint(fields=["revision", "body"], name="body_once_at_a_conference")]

    def __str__(self) -> str:
        return f"{self.body} {self.who}"
