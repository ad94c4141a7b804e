"""Matters put to collective decision, the people proposed in them, and the emergencies that went ahead of a meeting."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from decisions.choices import (
    CATEGORIES,
    FRACTION_CHOICES,
    BaseChoice,
    ChangeOfPost,
    FlagChoice,
    MatterState,
    Origin,
    ReportedUp,
)
from decisions.models.lists import ListedMatter
from organisation.models import Person, Unit
from rulebook.procedures.decisions import DEFAULT_FRACTION, MatterCategory


class Matter(models.Model):
    """A matter put to collective decision (决策事项, C2). Personnel matters are for those in the step alone; every view is noted.

    `number` is the unit's own, without gaps per year; `source_id` the id in the system it was imported from. An imported matter keeps
    the documented form it came in as `form` and is judged by it; `imported_due`, `imported_present` and `head_outvoted` are counted from
    the form, so that lists and dashboards need not open it. `changes` is the earlier matter whose resolution this one changes
    (C10). `meetings_required`, `vote_base`, `vote_fraction`, `secret_ballot` are taken from the list of the day it was filed.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="matters", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("编号"), max_length=20)
    source_id = models.CharField(_("来源编号"), max_length=200, blank=True, default="", editable=False)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin.choices, default=Origin.ENTERED)
    form = models.JSONField(null=True, blank=True, editable=False)
    imported_due = models.PositiveIntegerField(default=0, editable=False)
    imported_present = models.PositiveIntegerField(default=0, editable=False)
    head_outvoted = models.BooleanField(default=False, editable=False)
    title = models.CharField(_("标题"), max_length=200)
    summary = models.TextField(_("内容和理由"), blank=True)
    category = models.CharField(_("类别"), max_length=10, choices=CATEGORIES)
    flags = ArrayField(
        models.CharField(max_length=20, choices=FlagChoice.choices), default=list, blank=True,
        verbose_name=_("标记"),
    )  # fmt: skip
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    listed = models.ForeignKey(
        ListedMatter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("清单事项"),
    )
    meetings_required = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, verbose_name=_("决策会议（按次序）")
    )
    vote_base = models.CharField(
        _("计票基数"), max_length=8, choices=BaseChoice.choices, default=BaseChoice.DUE
    )
    vote_fraction = models.CharField(
        _("须超过的比例"), max_length=4, choices=FRACTION_CHOICES, default=DEFAULT_FRACTION
    )
    vote_other = models.CharField(_("其他表决要求"), max_length=200, blank=True)
    secret_ballot = models.BooleanField(_("无记名投票"), default=False)
    proposed_on = models.DateField(_("提出日期"))
    task_source = models.CharField(_("任务来源"), max_length=100, blank=True)
    special = models.CharField(_("专项名称"), max_length=100, blank=True)
    reported_up = models.CharField(
        _("是否报上级"), max_length=8, choices=ReportedUp.choices, default=ReportedUp.NO
    )
    proposer = models.CharField(_("提出人或科室"), max_length=100, blank=True)
    leader = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("分管领导")
    )
    changes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by",
        verbose_name=_("变更的原决议事项"),
    )  # fmt: skip
    state = models.CharField(
        _("状态"), max_length=10, choices=MatterState.choices, default=MatterState.PREPARING
    )
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("county", "search_keys")
    history = HistoricalRecords(
        excluded_fields=["search_keys", "token", "imported_due", "imported_present", "head_outvoted"]
    )

    class Meta:
        ordering = ["-proposed_on", "-id"]
        verbose_name = _("决策事项")
        verbose_name_plural = _("决策事项")
        indexes = [
            models.Index(fields=["county", "-proposed_on", "-id"], name="matter_by_county"),
            models.Index(fields=["unit", "-proposed_on", "-id"], name="matter_by_unit"),
            GinIndex(fields=["search_keys"], name="matter_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="matter_number_once_in_unit"),
            models.UniqueConstraint(
                fields=["unit", "source_id"], condition=~Q(source_id=""), name="imported_matter_once"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="matter_sum_not_negative"
            ),
            models.CheckConstraint(condition=~Q(changes=F("id")), name="matter_does_not_change_itself"),
            models.CheckConstraint(
                condition=~Q(state=MatterState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="withdrawn_matter_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.title, self.number, self.source_id)

    @property
    def is_personnel(self) -> bool:
        """Whether it is about cadres, and so for those in the step alone."""
        return self.category == MatterCategory.PERSONNEL

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state in {MatterState.PREPARING, MatterState.DEFERRED}


class Candidate(models.Model):
    """A person proposed for, or to be removed from, a post in a personnel matter (人选). Voted on alone (N9)."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人选"))
    change = models.CharField(
        _("任免"), max_length=8, choices=ChangeOfPost.choices, default=ChangeOfPost.APPOINT
    )
    post = models.CharField(_("职务"), max_length=100)
    place = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["matter_id", "place", "id"]
        verbose_name = _("人选")
        verbose_name_plural = _("人选")
        constraints = [
            models.UniqueConstraint(fields=["matter", "person", "change"], name="candidate_once_in_matter")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Emergency(models.Model):
    """That a matter was decided ahead of a meeting because it could not wait (特殊紧急情况, C7), and when the meeting was told (L11)."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="emergency")
    reason = models.TextField(_("紧急理由"))
    decided_by = models.CharField(_("决定人"), max_length=100)
    decided_on = models.DateField(_("决定日期"))
    action = models.TextField(_("已采取的措施"))
    reported_on = models.DateField(_("向会议报告日期"), null=True, blank=True)
    report = models.TextField(_("报告情况"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("紧急决策")
        verbose_name_plural = _("紧急决策")
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_on=None) | Q(reported_on__gte=F("decided_on")),
                name="emergency_reported_after_it_was_decided",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.decided_on}"


class MatterDraft(models.Model):
    """What someone typed into the form of a matter and has not filed yet (未登记的草稿). Seen by its author alone; it has no number.

    `values` are the form's fields as sent, name to list of values. `matter` is the one being changed; None for a new one.
    """

    token = models.UUIDField(unique=True)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("事项")
    )
    values = models.JSONField(_("内容"), default=dict)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("未登记的草稿")
        verbose_name_plural = _("未登记的草稿")
        constraints = [
            models.UniqueConstraint(fields=["matter", "entered_by"], name="one_draft_of_a_change_and_author")
        ]

    def __str__(self) -> str:
        return str((self.values.get("title") or [""])[0])
