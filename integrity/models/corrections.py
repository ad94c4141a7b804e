"""A head's request to correct something in the own integrity file, and the answer (C14). Only ever added: PostgreSQL refuses to change them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import by_user
from core.models import KeptFile
from integrity.choices import CORRECTION_ANSWERS
from organisation.models import Person, Unit


class FileCorrection(models.Model):
    """What the head says is wrong in which entry of the own file, and what it should be.

    `chapter` and `entry` name the entry (supervision.selectors.timeline), `title` what it was called then. The record itself is corrected
    by its own way of correcting, never here.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="file_corrections", verbose_name=_("一把手")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    chapter = models.SlugField(_("章节"), max_length=20)
    entry = models.SlugField(_("条目"), max_length=40)
    title = models.CharField(_("条目名称"), max_length=300)
    wrong = models.TextField(_("有误的内容"))
    right = models.TextField(_("应当更正为"))
    asked_on = models.DateField(_("申请日期"))
    asked_by = by_user(_("申请人"))
    due = models.DateField(_("答复期限"))
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ["-asked_on", "-id"]
        verbose_name = _("廉政档案更正申请")
        verbose_name_plural = _("廉政档案更正申请")
        indexes = [
            models.Index(fields=["county", "due", "id"], name="correction_by_county"),
            models.Index(fields=["person", "-asked_on"], name="correction_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(wrong="") & ~Q(right=""), name="a_correction_says_what")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.asked_on}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("integrity-correction", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the body still owes its answer."""
        return not hasattr(self, "answer")


class CorrectionFile(KeptFile):
    """A paper the head handed in with the request. Never rendered inline."""

    correction = models.ForeignKey(FileCorrection, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="corrections/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("更正申请材料")
        verbose_name_plural = _("更正申请材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("integrity-correction-file", args=[self.correction_id, self.pk])


class CorrectionAnswer(models.Model):
    """What the body answered: corrected, and where; or not, and why."""

    correction = models.OneToOneField(FileCorrection, on_delete=models.PROTECT, related_name="answer")
    outcome = models.CharField(_("处理"), max_length=10, choices=CORRECTION_ANSWERS)
    words = models.TextField(_("答复"))
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("答复机构"))
    on = models.DateField(_("答复日期"))
    by = by_user(_("答复人"))

    class Meta:
        ordering = ["correction_id"]
        verbose_name = _("更正申请的答复")
        verbose_name_plural = _("更正申请的答复")
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_answer_to_a_correction_has_words")
        ]

    def __str__(self) -> str:
        return f"{self.correction} {self.get_outcome_display()}"
