"""The yearly round (年度测评) and the appraisal of each head in it, with its steps (C13)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from appraisals.choices import STATE_CHOICES, STEP_CHOICES
from core.fields import by_user
from core.searching import search_keys
from organisation.models import Person, Post, Unit
from rulebook.procedures.appraisals import FORMS, State


class Round(models.Model):
    """What a body sets up for the heads of its county in a year: the ballot's form, the last day for statements, the days of voting."""

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    form = models.CharField(_("测评表"), max_length=10, choices=[(key, key) for key in FORMS])
    statements_due = models.DateField(_("述职述廉报告提交期限"))
    opens_on = models.DateField(_("评议开始日期"))
    closes_on = models.DateField(_("评议截止日期"))
    set_up_on = models.DateField(_("布置日期"))
    set_up_by = by_user(_("布置人"))
    token = models.UUIDField(unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("年度测评")
        verbose_name_plural = _("年度测评")
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_appraisal_round_a_body_and_year"),
            models.CheckConstraint(
                condition=Q(statements_due__lt=F("opens_on"), opens_on__lte=F("closes_on"), set_up_on__lte=F("statements_due")),
                name="days_of_a_round_follow_each_other",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.body} {self.year}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("appraisal-round", args=[self.pk])


class Appraisal(models.Model):
    """The appraisal of one head of one unit in a round.

    `content` is what was sealed with the result: turnout, counts and validity of every electorate, the form and the weights of its day, why a talk
    is due; `content_hash` its SHA-256. `signs` names why it opens a talk (rulebook Sign).
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="appraisals", verbose_name=_("年度测评")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appraisals", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="appraisals", verbose_name=_("单位")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    state = models.CharField(_("状态"), max_length=10, choices=STATE_CHOICES, default=State.SET_UP)
    stated_on = models.DateField(_("提交报告日期"), null=True, blank=True)
    published_on = models.DateField(_("公布报告日期"), null=True, blank=True)
    opened_at = models.DateTimeField(_("评议开始时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("评议截止时间"), null=True, blank=True)
    sealed_on = models.DateField(_("结果公布日期"), null=True, blank=True)
    sealed_by = by_user(_("审定人"))
    content = models.JSONField(_("封存内容"), null=True, blank=True)
    content_hash = models.CharField(_("校验值"), max_length=64, blank=True)
    signs = ArrayField(models.CharField(max_length=10), default=list, blank=True, verbose_name=_("提醒情形"))
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = _("双述双评")
        verbose_name_plural = _("双述双评")
        indexes = [
            models.Index(fields=["county", "-year", "-id"], name="appraisal_by_county"),
            models.Index(fields=["unit", "year"], name="appraisal_by_unit"),
            models.Index(fields=["person", "year"], name="appraisal_of_person"),
            GinIndex(fields=["search_keys"], name="appraisal_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "year"], condition=~Q(state=State.CANCELLED), name="one_appraisal_a_head_unit_and_year"
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(stated_on__isnull=False, published_on__gte=F("stated_on")),
                name="a_statement_is_handed_in_before_it_is_published",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(published_on__isnull=False), name="a_ballot_follows_the_statement"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gt=F("opened_at")), name="a_ballot_closes_after_it_opened"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SEALED, sealed_on__isnull=False, closed_at__isnull=False, content__isnull=False) & ~Q(content_hash="")
                | ~Q(state=State.SEALED) & Q(sealed_on=None, content_hash=""),
                name="a_published_result_is_sealed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.unit} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.person.name, self.person.staff_no, self.unit.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("appraisal", args=[self.pk])


class AppraisalStep(models.Model):
    """That a step was taken: which, on which day, by whom, why."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=STEP_CHOICES)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = by_user(_("办理人"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["appraisal_id", "id"]
        verbose_name = _("测评步骤")
        verbose_name_plural = _("测评步骤")

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.get_kind_display()}"
