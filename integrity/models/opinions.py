"""The discipline body's opinion on a person (廉政意见, N46), drafted from the integrity file and signed by another. Sealed once signed."""

from datetime import date
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
from integrity.choices import OPINION_CONCLUSIONS, OPINION_PURPOSES, OPINION_STATES
from organisation.models import Person, Post, Unit
from rulebook.procedures.files import Conclusion, State


class IntegrityOpinion(models.Model):
    """One opinion: for whom, what for, in which words, what it comes to. Confidential: the body, and once signed whoever appoints.

    `gathered` is what the file told on the day of drafting, `text` the officer's words. `until` is the last day of what has effect,
    `valid_until` the last day on which the opinion may be used. `content` is the document as it was signed, as blocks of core.documents.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="integrity_opinions", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("出具机构"))
    purpose = models.CharField(_("用途"), max_length=12, choices=OPINION_PURPOSES)
    occasion = models.CharField(_("征求意见的单位和事由"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=OPINION_STATES, default=State.DRAFT)
    gathered = models.TextField(_("档案载明的情况"))
    text = models.TextField(_("意见"))
    conclusion = models.CharField(_("结论"), max_length=10, choices=OPINION_CONCLUSIONS)
    until = models.DateField(_("影响期至"), null=True, blank=True)
    drafted_on = models.DateField(_("起草日期"))
    drafted_by = by_user(_("起草人"))
    returned = models.CharField(_("退回或者撤销理由"), max_length=300, blank=True, default="")
    number = models.CharField(_("文号"), max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("序号"), null=True, blank=True)
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    signed_by = by_user(_("签发人"))
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    content = models.JSONField(_("内容"), default=list, blank=True)
    token = models.UUIDField(unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["token", "search_keys", "content"])

    class Meta:
        ordering = ["-drafted_on", "-id"]
        verbose_name = _("廉政意见")
        verbose_name_plural = _("廉政意见")
        indexes = [
            models.Index(fields=["county", "-drafted_on", "-id"], name="opinion_by_county"),
            models.Index(fields=["person", "state"], name="opinion_of_person"),
            GinIndex(fields=["search_keys"], name="opinion_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "serial"], name="opinion_number_given_once"),
            models.CheckConstraint(condition=~Q(text=""), name="an_opinion_says_something"),
            models.CheckConstraint(
                condition=Q(conclusion=Conclusion.AFFECTED, until__isnull=False)
                | ~Q(conclusion=Conclusion.AFFECTED) & Q(until=None),
                name="an_effect_has_its_last_day",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(drafted_by__isnull=False) & ~Q(signed_by=F("drafted_by")),
                name="an_opinion_is_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.SIGNED,
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    year__isnull=False,
                    serial__isnull=False,
                    valid_until__gt=F("signed_on"),
                )
                & ~Q(number="")
                | ~Q(state=State.SIGNED)
                & Q(signed_on=None, signed_by=None, number="", year=None, serial=None, valid_until=None),
                name="a_signed_opinion_is_numbered_and_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.person} {self.drafted_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.person.name, self.person.staff_no, self.unit.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("integrity-opinion", args=[self.pk])

    def is_in_force(self, on: date) -> bool:
        """Whether it may be used on `on`."""
        return bool(self.signed_on and self.valid_until and self.signed_on <= on <= self.valid_until)


class OpinionSeries(models.Model):
    """The last number a body gave in a year. Locked while the next is given, so that there are no gaps."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("廉政意见文号")
        verbose_name_plural = _("廉政意见文号")
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="one_opinion_series_a_body_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"
