"""What waits in projects (B5): stages due, stages the head has not checked, entries of the register of interference."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from projects.choices import InterferenceState
from projects.models import Interference, Stage
from projects.selectors.confidential import entries_waiting
from projects.selectors.projects import stages_due, stages_unchecked
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Stages of the secretary's projects, checks the head owes, interference the discipline body has to take up."""
    listed = reverse("project-list")
    yield Part(
        "project-stages",
        _("即将到期的项目阶段"),
        _("本单位工程项目的阶段即将到计划完成日期，或者已经超过，请登记实际进度"),
        stages_due(user, on),
        listed,
        each(_stage),
    )
    yield Part(
        "project-checks",
        _("待我监督检查的项目阶段"),
        _("本单位工程项目的阶段已经开始，还没有“一把手”监督检查的记录"),
        stages_unchecked(user, on),
        listed,
        each(_unchecked),
    )
    yield Part(
        "interference",
        _("待办理的插手干预登记"),
        _("干部职工登记的插手干预工程项目的情况，请受理和核查"),
        entries_waiting(user, on),
        reverse("interference-list"),
        each(_entry),
    )


def _stage(row: Stage) -> Item:
    return Item(
        title=f"{row.project.title} {row.get_kind_display()}",
        reason=_("计划完成日期临近或者已过（B5）"),
        url=reverse("project-stage", args=[row.project_id, row.kind]),
        due=row.planned_until,
    )


def _unchecked(row: Stage) -> Item:
    return Item(
        title=f"{row.project.title} {row.get_kind_display()}",
        reason=_("本人对每个阶段至少监督检查一次（L35）"),
        url=reverse("project-visit", args=[row.project_id]) + f"?stage={row.kind}",
    )


def _entry(row: Interference) -> Item:
    told = {"unit": row.unit.name, "state": row.get_state_display()}
    return Item(
        title=_("插手干预登记 %(number)s") % {"number": row.number},
        reason=_("%(unit)s，%(state)s（B5）") % told,
        url=reverse("interference", args=[row.pk]),
        due=row.due if row.state == InterferenceState.ENTERED else None,
    )
