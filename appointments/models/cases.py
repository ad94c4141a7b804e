"""Files of appointments: whose, to what, each record of the procedure, who handles it, its papers (B2)."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from appointments.choices import EXCLUSIONS, RECORDS, SANCTIONS, CaseState, KindChoice, Result
from core.models import KeptFile
from core.searching import search_keys
from decisions.models import Matter
from organisation.models import Person, Post, Unit


class Case(models.Model):
    """One person's appointment to one post (干部任用纪实档案, B2). For those in the step alone; every view is noted.

    Personal data: who is considered for what, as the regulation asks. `unit` is whose leading body decides; `matter` the personnel matter
    in the register of decisions, which is never entered anew here. `past` marks a paper file entered afterwards, `source_number` is its own
    number where it was imported (历史导入). `opinion_asked_on` is when
    the discipline body was asked for its opinion. `personal_matters`: the duty to report personal matters reaches the candidate (N48).
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("决定单位")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("编号"), max_length=20)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("人选")
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("拟任职务")
    )
    kind = models.CharField(_("任用方式"), max_length=20, choices=KindChoice.choices)
    reason = models.TextField(_("动议理由"), blank=True)
    exceptional = models.CharField(_("破格的依据（上级批复）"), max_length=200, blank=True)
    personal_matters = models.BooleanField(_("须核查个人有关事项报告"), default=False)
    past = models.BooleanField(_("纸质档案补录"), default=False)
    source_number = models.CharField(_("原档案编号"), max_length=40, blank=True, default="", editable=False)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments",
        verbose_name=_("讨论决定的事项"),
    )  # fmt: skip
    opinion_asked_on = models.DateField(_("征求廉洁意见日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    dropped_reason = models.CharField(_("终止理由"), max_length=300, blank=True)
    opened_on = models.DateField(_("建档日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("建档人"),
    )  # fmt: skip
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("county", "search_keys")
    history = HistoricalRecords(excluded_fields=["search_keys", "token"])

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = _("干部任用档案")
        verbose_name_plural = _("干部任用档案")
        indexes = [
            models.Index(fields=["county", "-opened_on", "-id"], name="case_by_county"),
            models.Index(fields=["person", "post"], name="case_of_person"),
            GinIndex(fields=["search_keys"], name="case_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="case_number_once_in_unit"),
            models.UniqueConstraint(
                fields=["unit", "source_number"], condition=~Q(source_number=""), name="imported_case_once"
            ),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=Q(state=CaseState.OPEN),
                name="one_open_file_a_person_and_post",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.DROPPED) | ~Q(dropped_reason=""), name="dropped_case_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.number, self.person.name, self.person.staff_no)

    @property
    def is_imported(self) -> bool:
        """Whether it came in with a list of past appointments (历史导入)."""
        return bool(self.source_number)

    @property
    def is_open(self) -> bool:
        """Whether records may still be entered; probation is assessed after the appointment."""
        return self.state in {CaseState.OPEN, CaseState.APPOINTED}


class CaseRecord(models.Model):
    """One record of a file (纪实材料, rulebook Record): what it must say is checked by appointments.checks.entering.

    `entered_on` stays the day it was first written down, `changed_on` the day it was last changed. `team` are the inspection's members:
    staff number (empty where outside the roster) and name.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(_("程序"), max_length=24, choices=RECORDS)
    on = models.DateField(_("日期"), null=True, blank=True)
    since = models.DateField(_("起日"), null=True, blank=True)
    until = models.DateField(_("止日"), null=True, blank=True)
    by = models.CharField(_("主持或承办"), max_length=200, blank=True)
    due = models.PositiveIntegerField(_("应参加人数"), null=True, blank=True)
    present = models.PositiveIntegerField(_("参加人数"), null=True, blank=True)
    votes = models.PositiveIntegerField(_("推荐票数"), null=True, blank=True)
    talked = models.PositiveIntegerField(_("谈话人数"), null=True, blank=True)
    team = models.JSONField(_("考察组成员"), default=list, blank=True)
    result = models.CharField(_("结果"), max_length=10, choices=Result.choices, blank=True)
    grounds = ArrayField(
        models.CharField(max_length=60, choices=EXCLUSIONS),
        default=list,
        blank=True,
        verbose_name=_("存在的情形"),
    )
    sanction = models.CharField(_("处理或者处分"), max_length=8, choices=SANCTIONS, blank=True)
    sanction_on = models.DateField(_("处理或者处分日期"), null=True, blank=True)
    number = models.PositiveIntegerField(_("收到反映件数"), null=True, blank=True)
    text = models.TextField(_("内容"), blank=True)
    entered_on = models.DateField(_("录入日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("录入人"),
    )  # fmt: skip
    changed_on = models.DateField(_("改动日期"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["case_id", "id"]
        verbose_name = _("纪实材料")
        verbose_name_plural = _("纪实材料")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="record_once_in_case"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="case_record_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(votes=None) | Q(present=None) | Q(votes__lte=F("present")),
                name="no_more_votes_than_present",
            ),
            models.CheckConstraint(
                condition=Q(sanction="", sanction_on=None) | ~Q(sanction="") & Q(sanction_on__isnull=False),
                name="a_sanction_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"


class Handler(models.Model):
    """Who handles a file (承办人), from among the cadres; nobody a file about themself or a relative."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handlers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("承办人"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["case_id", "id"]
        verbose_name = _("承办人")
        verbose_name_plural = _("承办人")
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="handler_once_in_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.person}"


class Attachment(KeptFile):
    """A paper of one record (材料). Never rendered inline."""

    record = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="appointments/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("材料")
        verbose_name_plural = _("材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("appointment-file", args=[self.record.case_id, self.pk])
