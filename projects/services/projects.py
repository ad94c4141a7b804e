"""Entering and changing a project, and giving it up."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from organisation.models import Unit
from projects.models import Project, Stage
from projects.policies import entered_units
from projects.services.checking import recheck
from projects.services.states import ChangedMeanwhile, NotPossible, held
from rulebook.procedures.projects import Stage as Kind

PLAIN = ("number", "title", "summary", "total", "public", "funding")
Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of one stage."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that is typed of a project: `values` by the names of PLAIN, the plan by stage; `spared` says why it takes no land."""

    values: dict[str, Any]
    plan: dict[str, Planned] = field(default_factory=dict)
    spared: str = ""


@ledger.service("project.enter")
def enter_project(*, token: UUID, unit: Unit, content: Content, by: User, on: date) -> Project:
    """Enter a project of `unit`; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible."""
    if not entered_units(by, on).filter(pk=unit.pk).exists():
        raise NotPossible
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known = Project.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    project = Project(unit=unit, token=token, entered_by=by)
    problems = problems_with(unit, content)
    if problems:
        raise ValidationError(problems)
    fill(project, content)
    write_plan(project, content)
    recheck(project, on=on)
    return project


@ledger.service("project.change")
def change_project(*, project: int, content: Content, seen: datetime | None, by: User, on: date) -> Project:
    """Change a project. `seen` is when it had last changed as the user saw it. Raises ValidationError, ChangedMeanwhile, NotPossible."""
    found = held(project, by, on)
    if seen is None or found.changed_at > seen:
        raise ChangedMeanwhile
    problems = problems_with(found.unit, content, besides=found)
    if problems:
        raise ValidationError(problems)
    fill(found, content)
    write_plan(found, content)
    recheck(found, on=on)
    return found


@ledger.service("project.give-up")
def give_up_project(*, project: int, by: User, on: date) -> Project:
    """Note that a project is not carried on: nothing is asked of it any more. Raises NotPossible where it was given up already."""
    found = held(project, by, on)
    found.cancelled = True
    found.save()
    recheck(found, on=on)
    return found


def problems_with(unit: Unit, content: Content, *, besides: Project | None = None) -> Problems:
    """What keeps a project of `unit` from being stored, by field."""
    problems = Problems()
    same = Project.objects.filter(unit=unit, number=content.values["number"])
    if (same.exclude(pk=besides.pk) if besides is not None else same).exists():
        problems["number"] = [_("本单位已有编号为“%(number)s”的项目。") % content.values]
    problems |= faults_of(content)
    if content.spared and besides is not None and _land_began(besides):
        problems.setdefault("spared", []).append(_("土地征迁补偿已经开始，不能再列为不需要。"))
    return problems


def faults_of(content: Content) -> Problems:
    """What is wrong with what was typed, by field, whatever else is stored."""
    values, problems = content.values, Problems()
    if not values["total"]:
        problems.setdefault("total", []).append(_("总投资须大于零。"))
    if values["public"] is not None and values["total"] is not None and values["public"] > values["total"]:
        problems.setdefault("public", []).append(_("预算资金不能超过总投资。"))
    if not any(plan.since for plan in content.plan.values()):
        problems.setdefault(f"{Kind.DESIGN}_from", []).append(_("请填写计划开始日期。"))
    for kind, plan in content.plan.items():
        if plan.since and plan.until and plan.until < plan.since:
            problems.setdefault(f"{kind}_until", []).append(_("计划完成日期不能早于计划开始日期。"))
    return problems


def _land_began(project: Project) -> bool:
    return project.stages.filter(kind=Kind.LAND, began_on__isnull=False).exists()


def fill(project: Project, content: Content) -> None:
    """Write what was typed; the row is listed by the first day of its plan."""
    for name in PLAIN:
        setattr(project, name, content.values[name])
    project.started_on = min(plan.since for plan in content.plan.values() if plan.since)
    project.save()


def write_plan(project: Project, content: Content) -> None:
    """Make the five stages, or change their plan; those that stay the same are left alone."""
    known = {stage.kind: stage for stage in project.stages.all()}
    for kind in Kind:
        stage = known.get(kind) or Stage(project=project, kind=kind)
        plan = content.plan.get(kind, Planned())
        wanted = (plan.since, plan.until, content.spared if kind == Kind.LAND else "")
        if stage.pk and (stage.planned_from, stage.planned_until, stage.spared) == wanted:
            continue
        stage.planned_from, stage.planned_until, stage.spared = wanted
        stage.save()
