"""A head asked to explain a sign (函询谈话, C17): the case with its steps and the numbered letter.

What was sent and decided is sealed by PostgreSQL; steps and letters are only ever added.
"""

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
from integrity.choices import INQUIRY_OUTCOMES, INQUIRY_STATES, INQUIRY_STEPS, INQUIRY_WAYS
from organisation.models import Person, Post, Unit
from rulebook.procedures.inquiry import ASKING, OVER, State, Way


class Inquiry(models.Model):
    """One letter of inquiry or reminder talk. Confidential: the body that asks, the head from the sending on; every view is noted.

    `asking` is the function of the body by whose mandate it is asked (rulebook ASKING), `body` the unit that asks. `origin` and
    `origin_row` name what gave rise to it (integrity.selectors.origins); nothing of it is copied here. `grounds` are the officer's notes,
    `matters` the officer's own words for the head. `previous` is the case that was not cleared up. `answer_due` is the last day for the
    head's words, set with the receipt; `outcome` is proposed until `decided_on`.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="inquiries", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    asking = models.CharField(_("监督职能"), max_length=20, choices=[(key, key) for key in ASKING])
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("函询机构"))
    way = models.CharField(_("方式"), max_length=10, choices=INQUIRY_WAYS)
    state = models.CharField(_("状态"), max_length=10, choices=INQUIRY_STATES, default=State.DRAFT)
    origin = models.CharField(_("来源类别"), max_length=20, blank=True)
    origin_row = models.BigIntegerField(_("来源编号"), null=True, blank=True)
    grounds = models.TextField(_("问题线索摘要"), blank=True)
    matters = models.TextField(_("需要说明的问题"))
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following", verbose_name=_("前一次函询")
    )  # fmt: skip
    number = models.CharField(_("文号"), max_length=40, blank=True)
    drafted_on = models.DateField(_("起草日期"))
    drafted_by = by_user(_("起草人"))
    approved_by = by_user(_("批准人"))
    sent_on = models.DateField(_("发出日期"), null=True, blank=True)
    received_on = models.DateField(_("签收日期"), null=True, blank=True)
    answer_due = models.DateField(_("答复期限"), null=True, blank=True)
    answered_on = models.DateField(_("说明日期"), null=True, blank=True)
    outcome = models.CharField(_("处置"), max_length=10, choices=INQUIRY_OUTCOMES, blank=True)
    assessment = models.TextField(_("评估意见"), blank=True)
    assessed_on = models.DateField(_("评估日期"), null=True, blank=True)
    assessed_by = by_user(_("评估人"))
    decided_on = models.DateField(_("批准处置日期"), null=True, blank=True)
    decided_by = by_user(_("批准处置人"))
    token = models.UUIDField(unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["token", "search_keys"])

    class Meta:
        ordering = ["-drafted_on", "-id"]
        verbose_name = _("函询谈话")
        verbose_name_plural = _("函询谈话")
        indexes = [
            models.Index(fields=["county", "-drafted_on", "-id"], name="inquiry_by_county"),
            models.Index(fields=["person", "state"], name="inquiry_of_person"),
            GinIndex(fields=["search_keys"], name="inquiry_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(matters=""), name="an_inquiry_asks_something"),
            models.CheckConstraint(
                condition=Q(origin="", origin_row=None) & ~Q(grounds="") | ~Q(origin="") & Q(origin_row__isnull=False),
                name="an_inquiry_has_an_origin_or_grounds",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(drafted_by=None) | ~Q(approved_by=F("drafted_by")),
                name="an_inquiry_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, number="") | Q(sent_on__isnull=False, approved_by__isnull=False) & ~Q(number=""),
                name="what_is_sent_is_approved_and_numbered",
            ),
            models.CheckConstraint(
                condition=Q(assessed_on=None, outcome="", assessment="")
                | Q(assessed_on__gte=F("answered_on"), assessed_by__isnull=False) & ~Q(outcome="") & ~Q(assessment=""),
                name="an_assessment_proposes_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decided_by=None)
                | Q(decided_on__gte=F("assessed_on"), decided_by__isnull=False) & ~Q(decided_by=F("assessed_by")),
                name="an_outcome_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, decided_on__isnull=False) | ~Q(state=State.CLOSED) & Q(decided_on=None),
                name="a_closed_inquiry_is_decided",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"{self.person} {self.drafted_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.person.name, self.person.staff_no, self.unit.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("inquiry", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done to it."""
        return self.state in OVER

    @property
    def is_letter(self) -> bool:
        """Whether the head answers in writing."""
        return self.way == Way.LETTER


class InquiryStep(models.Model):
    """That a step was taken: which, on which day, by whom, why."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=INQUIRY_STEPS)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    by = by_user(_("办理人"))
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["inquiry_id", "id"]
        verbose_name = _("函询步骤")
        verbose_name_plural = _("函询步骤")

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.get_kind_display()}"


class InquirySeries(models.Model):
    """The last number a body gave in a year under one mark (发文字号). Locked while the next is given, so that there are no gaps."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("函询文号")
        verbose_name_plural = _("函询文号")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "mark"], name="one_inquiry_series_a_body_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


class InquiryLetter(models.Model):
    """The letter as it was sent: its number, and what it said that day, as blocks of core.documents."""

    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="letter")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("发文机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    mark = models.CharField(max_length=8)
    serial = models.PositiveIntegerField(_("序号"))
    number = models.CharField(_("文号"), max_length=40)
    content = models.JSONField(_("内容"))

    class Meta:
        verbose_name = _("函询通知书")
        verbose_name_plural = _("函询通知书")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "mark", "serial"], name="inquiry_number_given_once"
            )
        ]

    def __str__(self) -> str:
        return self.number
