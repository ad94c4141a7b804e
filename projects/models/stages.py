"""The stages of a project: planned and actual days, the decision each rests on, its records with their papers, the head's checks."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from decisions.models import Matter
from organisation.models import Person
from projects.choices import RECORDS, STAGES
from projects.models.projects import Project
from rulebook.procedures.projects import Stage as Kind


def _day(label: Any) -> Any:
    return models.DateField(label, null=True, blank=True)


class Stage(models.Model):
    """One of the five stages of a project (rulebook Stage). `matter` is the matter whose resolution it rests on; `spared` says why the
    project goes without it, which only the land stage may.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(_("阶段"), max_length=12, choices=STAGES)
    planned_from = _day(_("计划开始"))
    planned_until = _day(_("计划完成"))
    began_on = _day(_("实际开始"))
    ended_on = _day(_("实际完成"))
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="project_stages",
        verbose_name=_("依据的决策事项"),
    )  # fmt: skip
    spared = models.CharField(_("不需要的理由"), max_length=200, blank=True, default="")
    history = HistoricalRecords()

    class Meta:
        ordering = ["project_id", "id"]
        verbose_name = _("项目阶段")
        verbose_name_plural = _("项目阶段")
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="stage_once_in_project"),
            models.CheckConstraint(
                condition=Q(planned_from=None)
                | Q(planned_until=None)
                | Q(planned_until__gte=F("planned_from")),
                name="stage_plan_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(began_on__isnull=False, ended_on__gte=F("began_on")),
                name="stage_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(spared="") | Q(kind=Kind.LAND, began_on=None),
                name="only_the_land_stage_is_spared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"


class StageRecord(models.Model):
    """A record of a stage (应有材料): its day and number, or why this project needs none."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(_("材料"), max_length=24, choices=RECORDS)
    on = models.DateField(_("日期"), null=True, blank=True)
    number = models.CharField(_("文号、编号"), max_length=80, blank=True)
    text = models.TextField(_("主要内容"), blank=True)
    spared = models.CharField(_("不需要的理由"), max_length=200, blank=True, default="")
    entered_on = models.DateField(_("录入日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("录入人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["stage_id", "id"]
        verbose_name = _("阶段材料")
        verbose_name_plural = _("阶段材料")
        constraints = [
            models.UniqueConstraint(fields=["stage", "kind"], name="record_once_in_stage"),
            models.CheckConstraint(
                condition=Q(spared="", on__isnull=False) | ~Q(spared="") & Q(on=None),
                name="record_there_or_spared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.get_kind_display()}"


class Attachment(KeptFile):
    """A paper of a record. Never rendered inline."""

    record = models.ForeignKey(StageRecord, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="projects/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("项目材料")
        verbose_name_plural = _("项目材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("project-file", args=[self.record.stage.project_id, self.pk])


class Visit(models.Model):
    """A check of the unit's head on a stage ("一把手"监督检查): the evidence that the head supervises what a deputy is in charge of."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="visits")
    stage = models.CharField(_("阶段"), max_length=12, choices=STAGES)
    on = models.DateField(_("检查日期"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手"))
    place = models.CharField(_("地点、方式"), max_length=100)
    text = models.TextField(_("检查情况和要求"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("监督检查")
        verbose_name_plural = _("监督检查")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage", "on", "person"], name="one_check_a_stage_and_day",
                violation_error_message=_("当天对这一阶段的检查已经登记。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.project} {self.get_stage_display()} {self.on}"
