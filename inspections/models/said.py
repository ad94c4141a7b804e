"""What deputies found and suggest, what the unit answers and does, how the deputies judge it. Only ever added (C22, N51)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import by_user
from inspections.choices import ADOPTION_CHOICES, GRADE_CHOICES
from inspections.models.drawing import Member
from inspections.models.inspections import Inspection


class StatementDraft(models.Model):
    """What a deputy typed and has not handed in yet; goes with the handing in."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="draft")
    findings = models.TextField(blank=True)
    suggestions = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("意见建议草稿")
        verbose_name_plural = _("意见建议草稿")

    def __str__(self) -> str:
        return f"{self.member_id}"


class Statement(models.Model):
    """What a deputy found and suggests, in their own words; sealed once handed in. One suggestion a line."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="statement")
    on = models.DateField(_("提交日期"))
    at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    findings = models.TextField(_("发现的情况和问题"))
    suggestions = models.TextField(_("意见建议"), blank=True)

    class Meta:
        ordering = ["member_id"]
        verbose_name = _("代表意见建议")
        verbose_name_plural = _("代表意见建议")
        constraints = [models.CheckConstraint(condition=~Q(findings=""), name="a_statement_has_words")]

    def __str__(self) -> str:
        return f"{self.member} {self.on}"


class Suggestion(models.Model):
    """A suggestion as the organiser gathered it for the unit; the deputies' own words are kept beside."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="suggestions")
    number = models.PositiveSmallIntegerField(_("序号"))
    text = models.TextField(_("建议"))

    class Meta:
        ordering = ["inspection_id", "number"]
        verbose_name = _("视察建议")
        verbose_name_plural = _("视察建议")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="suggestion_numbered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_suggestion_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.number}"


class Reply(models.Model):
    """What the unit answered, the first or the second time."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField(_("次"))
    due = models.DateField(_("答复期限"))
    on = models.DateField(_("答复日期"))
    text = models.TextField(_("总体答复"), blank=True)
    by = by_user(_("答复人"))

    class Meta:
        ordering = ["inspection_id", "round"]
        verbose_name = _("视察建议的答复")
        verbose_name_plural = _("视察建议的答复")
        constraints = [models.UniqueConstraint(fields=["inspection", "round"], name="one_reply_a_round")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.round}"


class Answer(models.Model):
    """What a reply says to one suggestion: adopted or not, and why, or what is done and by when."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="answers")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="answers")
    adoption = models.CharField(_("是否采纳"), max_length=8, choices=ADOPTION_CHOICES)
    words = models.TextField(_("措施或者理由"))

    class Meta:
        ordering = ["reply_id", "suggestion__number"]
        verbose_name = _("逐条答复")
        verbose_name_plural = _("逐条答复")
        constraints = [
            models.UniqueConstraint(fields=["reply", "suggestion"], name="a_suggestion_answered_once_a_reply"),
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_says_why"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_adoption_display()}"


class Progress(models.Model):
    """How far a suggestion was carried out."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="progress")
    on = models.DateField(_("日期"))
    words = models.TextField(_("落实情况"))
    done = models.BooleanField(_("已经落实"), default=False)
    by = by_user(_("登记人"))

    class Meta:
        ordering = ["suggestion_id", "id"]
        verbose_name = _("落实情况")
        verbose_name_plural = _("落实情况")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_progress_has_words")]

    def __str__(self) -> str:
        return f"{self.suggestion} {self.on}"


class Verdict(models.Model):
    """How a deputy judges a reply."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField(_("次"))
    grade = models.CharField(_("评价"), max_length=10, choices=GRADE_CHOICES)
    words = models.TextField(_("说明"), blank=True)
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["member_id", "round"]
        verbose_name = _("代表评价")
        verbose_name_plural = _("代表评价")
        constraints = [models.UniqueConstraint(fields=["member", "round"], name="one_verdict_a_reply")]

    def __str__(self) -> str:
        return f"{self.member} {self.get_grade_display()}"
