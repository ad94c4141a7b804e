"""The rules a unit itself decides by (制度): charter, rules of procedure, its 三重一大 bylaw, in versions, with their official files."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from decisions.choices import BYLAW_KINDS, FRACTION_CHOICES, QUORUM_CHOICES, BaseChoice, BylawPaper
from organisation.models import Unit
from rulebook.procedures.decisions import FRACTIONS, QUORUM_SHARES


class Bylaw(models.Model):
    """One version of a bylaw of a unit (制度), in force from `since` until it is replaced or ended (C2). Entered once; what was entered wrong
    is withdrawn with a reason and entered anew, so that nobody changes unseen by what a meeting was judged.

    `meeting` is the kind of meeting it is for, empty where for all. `quorum` is the share of members that must attend (人数占比), counted where
    stricter than the rules (N9, N10). `vote_base` and `vote_fraction` are how is voted (表决方式) on matters whose list entry says nothing else.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bylaws", verbose_name=_("单位"))
    kind = models.CharField(_("制度类型"), max_length=12, choices=BYLAW_KINDS)
    name = models.CharField(_("制度名称"), max_length=100)
    meeting = models.CharField(_("适用的会议类型"), max_length=30, blank=True)
    approved_on = models.DateField(_("审批日期"))
    approved_by = models.CharField(_("审批的会议或文号"), max_length=200)
    since = models.DateField(_("生效日期"))
    until = models.DateField(_("停止执行日期"), null=True, blank=True)
    reviewed_on = models.DateField(_("合法合规审查日期"), null=True, blank=True)
    reviewed_by = models.CharField(_("审查机构或人员"), max_length=100, blank=True)
    quorum = models.CharField(_("人数占比"), max_length=4, choices=QUORUM_CHOICES, blank=True)
    vote_base = models.CharField(_("计票基数"), max_length=8, choices=BaseChoice.choices, blank=True)
    vote_fraction = models.CharField(_("须超过的比例"), max_length=4, choices=FRACTION_CHOICES, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by",
        verbose_name=_("替代的前一版"),
    )  # fmt: skip
    ended_reason = models.CharField(_("停止执行的依据"), max_length=200, blank=True)
    withdrawn_reason = models.CharField(_("撤销登记的理由"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["unit_id", "kind", "name", "-since"]
        verbose_name = _("制度")
        verbose_name_plural = _("制度")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "name"],
                condition=Q(until=None, withdrawn_reason=""),
                name="one_bylaw_of_a_name_in_force",
                violation_error_message=_("同名的制度正在执行；新的一版请登记为替代它。"),
            ),
            models.CheckConstraint(
                condition=Q(since__gte=F("approved_on")),
                name="bylaw_in_force_after_approval",
                violation_error_message=_("生效日期不能早于审批日期"),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="bylaw_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, reviewed_by="") | Q(reviewed_on__isnull=False) & ~Q(reviewed_by=""),
                name="reviewed_bylaw_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(quorum__in=["", *QUORUM_SHARES]), name="bylaw_quorum_never_laxer"
            ),
            models.CheckConstraint(
                condition=Q(vote_base="", vote_fraction="")
                | Q(vote_base__in=BaseChoice.values, vote_fraction__in=FRACTIONS),
                name="bylaw_vote_is_base_and_fraction",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("bylaw", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was entered by mistake and counts for nothing."""
        return bool(self.withdrawn_reason)

    def is_in_force(self, on: Any) -> bool:
        """Whether it holds on the day `on`."""
        return not self.is_withdrawn and self.since <= on and (self.until is None or on < self.until)


class BylawFile(KeptFile):
    """The official text of a bylaw (正式文件), or the paper of its legality review (佐证材料). Never rendered inline, never taken away."""

    bylaw = models.ForeignKey(Bylaw, on_delete=models.PROTECT, related_name="files")
    paper = models.CharField(
        _("材料"), max_length=10, choices=BylawPaper.choices, default=BylawPaper.OFFICIAL
    )
    file = models.FileField(upload_to="bylaws/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("制度文件")
        verbose_name_plural = _("制度文件")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("bylaw-file", args=[self.bylaw_id, self.pk])
