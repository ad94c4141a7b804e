"""The register of interference (插手干预登记): what was asked for, by whom, and what the discipline body made of it.

Who entered it stands in a table of its own, without history, and in no ledger: only the officer in charge is told (N31).
"""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Unit
from projects.choices import ASKED_CHOICES, MEANS_CHOICES, InterferenceResult, InterferenceState
from projects.models.projects import Project


def nobody(**_about: Any) -> None:
    """Whoever wrote is not kept in the history of an entry: its first row would tell the source."""


class Interference(models.Model):
    """An entry of the register (插手干预登记). For the discipline body alone, but never for whom it names or their relatives.

    `named` is who interfered as the enterer wrote it; `people` everybody of the roster it may mean, from whom it is kept. `number` is what
    the enterer is told. `heard` is what the person named said, where the discipline body chose to hear them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("登记编号"), max_length=20)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("工程项目")
    )
    happened_on = models.DateField(_("发生日期"))
    people = models.ManyToManyField(
        Person, related_name="+", blank=True, verbose_name=_("名册中的插手干预人")
    )
    named = models.CharField(_("插手干预人"), max_length=100)
    position = models.CharField(_("职务、身份"), max_length=100, blank=True)
    means = models.CharField(_("方式"), max_length=10, choices=MEANS_CHOICES)
    asked = models.CharField(_("要求的事项"), max_length=40, choices=ASKED_CHOICES)
    text = models.TextField(_("具体情况"))
    entered_on = models.DateField(_("登记日期"))
    due = models.DateField(_("受理期限"))
    state = models.CharField(
        _("状态"), max_length=10, choices=InterferenceState.choices, default=InterferenceState.ENTERED
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("承办人"),
    )  # fmt: skip
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    examined_on = models.DateField(_("核查日期"), null=True, blank=True)
    examination = models.TextField(_("核查情况"), blank=True)
    heard_on = models.DateField(_("听取本人说明日期"), null=True, blank=True)
    heard = models.TextField(_("本人说明"), blank=True)
    result = models.CharField(_("核查结果"), max_length=12, choices=InterferenceResult.choices, blank=True)
    outcome = models.TextField(_("处理情况"), blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"], get_user=nobody)

    class Meta:
        ordering = ["-entered_on", "-id"]
        verbose_name = _("插手干预登记")
        verbose_name_plural = _("插手干预登记")
        indexes = [models.Index(fields=["county", "-entered_on", "-id"], name="interference_by_county")]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="interference_number_once_in_county"),
            models.CheckConstraint(condition=~Q(named=""), name="interference_names_somebody"),
            models.CheckConstraint(
                condition=Q(state=InterferenceState.ENTERED, officer=None, accepted_on=None)
                | ~Q(state=InterferenceState.ENTERED) & Q(officer__isnull=False, accepted_on__isnull=False),
                name="interference_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=InterferenceState.CLOSED, closed_on__isnull=False)
                & ~Q(result="")
                & ~Q(outcome="")
                | ~Q(state=InterferenceState.CLOSED) & Q(closed_on=None, result=""),
                name="interference_closed_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InterferenceSource(models.Model):
    """Who made an entry. Personal data: the enterer, told to the officer in charge alone."""

    interference = models.OneToOneField(
        Interference, primary_key=True, on_delete=models.PROTECT, related_name="source"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("登记人")
    )

    class Meta:
        verbose_name = _("登记人")
        verbose_name_plural = _("登记人")

    def __str__(self) -> str:
        return str(self.interference_id)
