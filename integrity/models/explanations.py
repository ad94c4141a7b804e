"""What a head said to an inquiry, and what came of it: the explanation, the admonition, the self-criticism. Only ever added (C17, N30)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import by_user
from core.models import KeptFile
from integrity.models.inquiries import Inquiry
from organisation.models import Person


class Explanation(models.Model):
    """What the head said: in their own words (函询), or as the record of the talk has it, with where and by whom it was held.

    `signed_by` is the Party principal of the unit who signed the words of another head of it (N28).
    """

    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="explanation")
    on = models.DateField(_("日期"))
    text = models.TextField(_("说明"))
    signed_by = models.CharField(_("单位党组织主要负责人签署"), max_length=60, blank=True)
    place = models.CharField(_("谈话地点"), max_length=100, blank=True)
    talkers = models.CharField(_("谈话人"), max_length=200, blank=True)
    by = by_user(_("登记人"))

    class Meta:
        verbose_name = _("说明")
        verbose_name_plural = _("说明")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_explanation_has_words")]

    def __str__(self) -> str:
        return f"{self.inquiry} {self.on}"


class ExplanationFile(KeptFile):
    """A paper the head handed in with the words, or of the talk. Never rendered inline."""

    explanation = models.ForeignKey(Explanation, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="inquiries/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("说明材料")
        verbose_name_plural = _("说明材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("inquiry-file", args=[self.explanation.inquiry_id, self.pk])


class Admonition(models.Model):
    """That a head was admonished (诫勉): from `since` to the day before `until` no promotion, no award of the year (N30)."""

    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="admonition")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="admonitions", verbose_name=_("一把手")
    )
    since = models.DateField(_("诫勉日期"))
    until = models.DateField(_("影响期满"))
    criticism_due = models.DateField(_("书面检查期限"))

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("诫勉")
        verbose_name_plural = _("诫勉")
        indexes = [models.Index(fields=["person", "since"], name="admonition_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="an_admonition_lasts")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.since}"


class SelfCriticism(models.Model):
    """The head's written self-criticism after an admonition (书面检查, N30)."""

    admonition = models.OneToOneField(Admonition, on_delete=models.PROTECT, related_name="criticism")
    on = models.DateField(_("日期"))
    text = models.TextField(_("书面检查"))
    by = by_user(_("提交人"))

    class Meta:
        verbose_name = _("书面检查")
        verbose_name_plural = _("书面检查")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_self_criticism_has_words")]

    def __str__(self) -> str:
        return f"{self.admonition} {self.on}"
