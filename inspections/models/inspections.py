"""An inspection by deputies (视察, C22) with its steps and numbers."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import by_user
from core.searching import search_keys
from inspections.choices import FOCUS_CHOICES, MONTH_CHOICES, STATE_CHOICES, STEP_CHOICES
from inspections.models.plans import Plan
from organisation.models import Person, Post, Unit
from rulebook.procedures.inspections import OVER, State


class Inspection(models.Model):
    """One inspection of a unit and its head, planned by `body`.

    `held_on` is set when it is called (不定期), never with the plan; `companion` is the officer who goes with the deputies. `round` is that of the
    reply asked for, `reply_due` its last day; `judge_due` the last day for the deputies to judge it.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("年度计划")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("组织单位"))
    number = models.CharField(_("编号"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("被视察单位")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    focus = ArrayField(models.CharField(max_length=4, choices=FOCUS_CHOICES), verbose_name=_("视察重点"))
    month = models.PositiveSmallIntegerField(_("计划月份"), choices=MONTH_CHOICES)
    state = models.CharField(_("状态"), max_length=10, choices=STATE_CHOICES, default=State.PLANNED)
    called_on = models.DateField(_("通知日期"), null=True, blank=True)
    held_on = models.DateField(_("视察日期"), null=True, blank=True)
    companion = models.CharField(_("陪同人员"), max_length=60, blank=True)
    place = models.CharField(_("集合地点"), max_length=100, blank=True)
    visited_on = models.DateField(_("登记视察日期"), null=True, blank=True)
    sent_on = models.DateField(_("建议送达日期"), null=True, blank=True)
    summary = models.TextField(_("视察情况"), blank=True)
    round = models.PositiveSmallIntegerField(_("答复次数"), default=1)
    reply_due = models.DateField(_("答复期限"), null=True, blank=True)
    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    judge_due = models.DateField(_("评价期限"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = _("“两代一委”视察")
        verbose_name_plural = _("“两代一委”视察")
        indexes = [
            models.Index(fields=["county", "-year", "-id"], name="inspection_by_county"),
            models.Index(fields=["unit", "state"], name="inspection_by_unit"),
            models.Index(fields=["person", "state"], name="inspection_of_person"),
            GinIndex(fields=["search_keys"], name="inspection_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="inspection_number_given_once"),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(called_on__isnull=False, held_on__gte=F("called_on")), name="an_inspection_is_called_first"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(visited_on__isnull=False), name="suggestions_follow_the_visit"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False) | ~Q(state=State.CLOSED) & Q(closed_on=None),
                name="a_closed_inspection_has_its_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.person.name, self.person.staff_no, self.unit.name, self.number)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inspection", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done to it."""
        return self.state in OVER

    def focuses(self) -> list[Any]:
        """The powers looked at, in words."""
        words = dict(FOCUS_CHOICES)
        return [words[one] for one in self.focus if one in words]


class InspectionStep(models.Model):
    """That a step was taken: which, on which day, by whom, why."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=STEP_CHOICES)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = by_user(_("办理人"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["inspection_id", "id"]
        verbose_name = _("视察步骤")
        verbose_name_plural = _("视察步骤")

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.get_kind_display()}"


class InspectionSeries(models.Model):
    """The last number a body gave in a year. Locked while the next is given, so that there are no gaps."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("视察编号")
        verbose_name_plural = _("视察编号")
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_inspection_series_a_body_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"
