"""Files of what is decided about a head in post: appraisals, rewards, removals (考核奖惩档案, C20)."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from appointments.choices import ACTION_KINDS, ACTION_RESULTS, ActionState
from core.models import KeptFile
from core.searching import search_keys
from decisions.models import Matter
from organisation.models import Person, Post, Unit
from rulebook.procedures.personnel import Kind


class PersonnelAction(models.Model):
    """An appraisal, a reward or a removal of a head, with the conclusions used for it (C20). For those in the step alone; every view noted.

    Personal data: what was decided about whom, on what grounds; the head reads it once it is decided. `unit` decides, `keeper` keeps the
    file and answers for it. `year` is the year appraised, `occasion` what a reward or removal is for. `matter` is the personnel matter in
    the register of decisions, where one exists. `past` marks a paper file entered afterwards. What was decided is never changed; a
    decision that is revoked stays, withdrawn with its reason. `reply` is what the head says to the decision.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("决定机关"))
    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("编号"), max_length=20)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="personnel_actions", verbose_name=_("一把手")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    kind = models.CharField(_("档案类别"), max_length=10, choices=ACTION_KINDS)
    year = models.PositiveSmallIntegerField(_("考核年度"), null=True, blank=True)
    occasion = models.CharField(_("事由"), max_length=200, blank=True)
    grounds = models.TextField(_("依据和理由"))
    past = models.BooleanField(_("纸质档案补录"), default=False)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="personnel_actions",
        verbose_name=_("集体决定的事项"),
    )  # fmt: skip
    result = models.CharField(_("结果"), max_length=12, choices=ACTION_RESULTS, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document = models.CharField(_("决定文号"), max_length=60, blank=True)
    reply = models.TextField(_("本人意见"), blank=True)
    replied_on = models.DateField(_("本人意见日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)
    opened_on = models.DateField(_("建档日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("建档人")
    )
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys", "token"])

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = _("考核奖惩档案")
        verbose_name_plural = _("考核奖惩档案")
        indexes = [
            models.Index(fields=["county", "-opened_on", "-id"], name="action_by_county"),
            models.Index(fields=["person", "-opened_on"], name="action_of_person"),
            GinIndex(fields=["search_keys"], name="action_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["keeper", "number"], name="action_number_once"),
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(kind=Kind.APPRAISAL) & ~Q(state=ActionState.WITHDRAWN),
                name="one_appraisal_a_person_and_year",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.APPRAISAL, year__isnull=False)
                | ~Q(kind=Kind.APPRAISAL) & Q(year=None) & ~Q(occasion=""),
                name="action_has_its_year_or_occasion",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, decided_on=None, result="")
                | Q(state=ActionState.DECIDED, decided_on__isnull=False) & ~Q(result="")
                | Q(state=ActionState.WITHDRAWN) & ~Q(withdrawn_reason=""),
                name="action_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_on=None)
                | ~Q(reply="") & Q(replied_on__isnull=False, decided_on__isnull=False),
                name="only_a_decision_is_replied_to",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.number, self.person.name, self.person.staff_no)
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its decision."""
        return self.state == ActionState.OPEN


class ActionFile(KeptFile):
    """A paper of a file (材料). Never rendered inline."""

    action = models.ForeignKey(PersonnelAction, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="appointments/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("材料")
        verbose_name_plural = _("材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("personnel-action-file", args=[self.action_id, self.pk])
