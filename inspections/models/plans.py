"""The yearly plan of inspections (年度视察计划) and its changes: drafted by one, approved by another, sealed then (C22)."""

from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import by_user
from inspections.choices import FOCUS_CHOICES, MONTH_CHOICES, LineAction, RevisionState
from organisation.models import Person, Post, Unit


class Plan(models.Model):
    """What a body organises in a year. What is in it follows from its approved revisions."""

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    year = models.PositiveSmallIntegerField(_("计划年度"))

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("年度视察计划")
        verbose_name_plural = _("年度视察计划")
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_inspection_plan_a_body_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspection-plan", args=[self.pk])


class Revision(models.Model):
    """The plan as first made (number 1), or a change of it with its reason. PostgreSQL seals it once approved."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("序号"))
    state = models.CharField(
        _("状态"), max_length=10, choices=RevisionState.choices, default=RevisionState.DRAFT
    )
    reason = models.TextField(_("调整理由"), blank=True, default="")
    returned = models.CharField(_("退回理由"), max_length=300, blank=True, default="")
    drafted_on = models.DateField(_("起草日期"))
    drafted_by = by_user(_("起草人"))
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    approved_by = by_user(_("批准人"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["plan_id", "number"]
        verbose_name = _("计划版本")
        verbose_name_plural = _("计划版本")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="inspection_revision_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state__in=[RevisionState.DRAFT, RevisionState.SUBMITTED]),
                name="one_open_inspection_revision_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_change_of_an_inspection_plan_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.APPROVED) & Q(approved_on=None, approved_by=None)
                | Q(state=RevisionState.APPROVED, approved_on__isnull=False, approved_by__isnull=False)
                & (Q(drafted_by=None) | ~Q(approved_by=F("drafted_by"))),
                name="an_inspection_plan_is_approved_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    @property
    def is_over(self) -> bool:
        """Whether no step is to come."""
        return self.state in {RevisionState.APPROVED, RevisionState.WITHDRAWN}


class Line(models.Model):
    """One inspection taken into the plan, or out of it. `inspection` comes to be when the revision is approved.

    `focus` names the powers (B1 … B6) that are looked at; `month` is when it is meant to take place: the day is set only when it is called.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="lines")
    action = models.CharField(_("增减"), max_length=4, choices=LineAction.choices, default=LineAction.ADD)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    focus = ArrayField(models.CharField(max_length=4, choices=FOCUS_CHOICES), verbose_name=_("视察重点"))
    month = models.PositiveSmallIntegerField(_("计划月份"), choices=MONTH_CHOICES)
    inspection = models.ForeignKey(
        "inspections.Inspection", null=True, blank=True, on_delete=models.PROTECT, related_name="lines", verbose_name=_("视察")
    )  # fmt: skip

    class Meta:
        ordering = ["revision_id", "month", "id"]
        verbose_name = _("计划项目")
        verbose_name_plural = _("计划项目")
        constraints = [
            models.UniqueConstraint(fields=["revision", "person", "unit", "action"], name="a_head_once_in_a_revision"),
            models.CheckConstraint(
                condition=Q(action=LineAction.ADD) | Q(inspection__isnull=False), name="a_drop_names_its_inspection"
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="an_inspection_has_a_month"),
            models.CheckConstraint(condition=~Q(focus=[]), name="an_inspection_has_a_focus"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.revision} {self.person}"

    def focuses(self) -> list[Any]:
        """The powers looked at, in words."""
        words = dict(FOCUS_CHOICES)
        return [words[one] for one in self.focus if one in words]
