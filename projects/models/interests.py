"""Declared business interests of leaders and those near them (利益申报), and withdrawal from a project (回避)."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Relative
from organisation.models.units import validate_credit_code
from projects.choices import INTEREST_CHOICES, RECUSALS, RELATION_CHOICES
from projects.models.parts import Bidder
from projects.models.projects import Project


class Interest(models.Model):
    """An enterprise in which a leader, spouse, child, relative or former colleague has an interest. Confidential; every view is noted.

    Personal data: the relation, not who it is; a relative who is a cadre here is named by the registered kinship (`kin`). `key` is what a
    bidder is matched by: the credit code, else the name. `until` is the first day it is over.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="interests", verbose_name=_("申报人")
    )
    relation = models.CharField(_("与申报人关系"), max_length=10, choices=RELATION_CHOICES)
    kin = models.ForeignKey(
        Relative, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记在册的亲属")
    )  # fmt: skip
    enterprise = models.CharField(_("企业名称"), max_length=120)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, blank=True, default="", validators=[validate_credit_code]
    )
    kind = models.CharField(_("利益关系"), max_length=10, choices=INTEREST_CHOICES)
    since = models.DateField(_("起日"), null=True, blank=True)
    until = models.DateField(_("终止日期"), null=True, blank=True)
    declared_on = models.DateField(_("申报日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-declared_on", "-id"]
        verbose_name = _("利益申报")
        verbose_name_plural = _("利益申报")
        indexes = [
            models.Index(fields=["credit_code"], name="interest_by_code"),
            models.Index(fields=["enterprise"], name="interest_by_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(enterprise=""), name="interest_in_a_named_enterprise"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="interest_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kin=None) | Q(relation__in=("spouse", "child", "relative")),
                name="kin_is_a_relative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.enterprise}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as bidders' names are kept: without spaces around, one between words."""
        self.enterprise = " ".join(self.enterprise.split())
        super().save(*args, **kwargs)


class Recusal(models.Model):
    """That somebody withdrew from a project (回避): who, from when on, how. Why is in the register of interests, not here."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("回避人"))
    on = models.DateField(_("回避起日"))
    how = models.CharField(_("回避方式"), max_length=40, choices=RECUSALS)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("回避")
        verbose_name_plural = _("回避")
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="one_recusal_a_project_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.person}"


class Match(models.Model):
    """That a bidder is an enterprise somebody declared an interest in: found in SQL, kept so that what is found by it has a row.

    `holds` says whether it still is so. Written anew by each check, so without history: the register of findings keeps one.
    """

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="matches")
    bidder = models.ForeignKey(Bidder, on_delete=models.CASCADE, related_name="matches")
    holds = models.BooleanField(default=True)
    found_on = models.DateField(_("发现日期"))

    class Meta:
        ordering = ["-found_on", "-id"]
        verbose_name = _("利益关联")
        verbose_name_plural = _("利益关联")
        constraints = [models.UniqueConstraint(fields=["interest", "bidder"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.interest_id} {self.bidder_id}"
