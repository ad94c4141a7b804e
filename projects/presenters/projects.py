"""Rows of the list, the checklist by stage, plan against fact, parts with their sums, what happened to the record."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments import files_shown
from projects.models import Part, Project, Stage, StageRecord
from projects.procedure import Line, LineState
from projects.procedure.checklist import CHECK, DECISION
from projects.procedure.form import Part as Form
from projects.procedure.paying import allowed
from rulebook.procedures.projects import TITLES
from rulebook.procedures.projects import Stage as Kind

LINE_TONES = {
    LineState.DONE: ("ok", gettext_lazy("已完成")),
    LineState.MISSING: ("late", gettext_lazy("缺")),
    LineState.AHEAD: ("info", gettext_lazy("待办理")),
    LineState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
HAPPENED = {
    "project.enter": gettext_lazy("登记项目"),
    "project.change": gettext_lazy("修改项目"),
    "project.save-stage": gettext_lazy("登记阶段进度"),
    "project.give-up": gettext_lazy("终止项目"),
}


def rows_of(projects: Iterable[Project]) -> list[dict[str, Any]]:
    """Rows of the list: each with the stages under way, or how far it came."""
    return [{"project": one, "tone": _tone(one), "where": _where(one)} for one in projects]


HEADER: tuple[str | Promise, ...] = (
    gettext_lazy("项目编号"), gettext_lazy("项目名称"), gettext_lazy("单位"), gettext_lazy("总投资（元）"), gettext_lazy("其中预算资金（元）"),
    gettext_lazy("资金来源"), gettext_lazy("计划开始"), gettext_lazy("进度"), gettext_lazy("标段"), gettext_lazy("中标单位"),
    gettext_lazy("合同金额合计（元）"), gettext_lazy("未了结的问题"),
)  # fmt: skip


def exported(projects: Iterable[Any]) -> Iterator[list[Any]]:
    """The cells of an export, one list a project as its list has it, loaded with its parts."""
    for project in projects:
        parts = list(project.parts.all())
        agreed = [part.contract_amount for part in parts if part.contract_amount is not None]
        yield [
            project.number,
            project.title,
            project.unit.name,
            project.total,
            project.public,
            project.funding,
            project.started_on,
            _where(project),
            "；".join(part.name for part in parts),
            "；".join(dict.fromkeys(part.supplier.name for part in parts if part.supplier)),
            sum(agreed) if agreed else None,
            project.faults,
        ]


def _where(project: Project) -> str:
    if project.cancelled:
        return _("已终止")
    stages = list(project.stages.all())
    running = [stage for stage in stages if stage.began_on and not stage.ended_on]
    if running:
        return "、".join(str(stage.get_kind_display()) for stage in running)
    if stages and all(stage.ended_on or stage.spared for stage in stages):
        return _("已完成")
    done = [stage for stage in stages if stage.ended_on]
    return _("%(stage)s已完成") % {"stage": done[-1].get_kind_display()} if done else _("尚未开始")


def _tone(project: Project) -> str:
    if project.cancelled:
        return "muted"
    over = all(stage.ended_on or stage.spared for stage in project.stages.all())
    return "ok" if over else "info"


def stages_shown(
    project: Project, lines: dict[Kind, list[Line]], *, edits: bool, leads: bool, opens: set[int]
) -> list[dict[str, Any]]:
    """The five stages, each with its days, decision and lines; `opens` are the matters the reader may open."""
    rows = {stage.kind: stage for stage in project.stages.all()}
    return [
        {
            "kind": kind,
            "title": _(title),
            "stage": rows[kind],
            "matter_url": reverse("matter", args=[rows[kind].matter_id])
            if rows[kind].matter_id in opens
            else "",
            "missing": sum(line.is_missing for line in lines[kind]),
            "lines": [_line(project, rows[kind], line, edits=edits, leads=leads) for line in lines[kind]],
        }
        for kind, title in TITLES.items()
    ]


def _line(project: Project, stage: Stage, line: Line, *, edits: bool, leads: bool) -> dict[str, Any]:
    tone, word = LINE_TONES[line.state]
    url, label = "", _("录入")
    if not stage.spared and not project.cancelled:
        if line.key == CHECK and leads:
            url, label = reverse("project-visit", args=[project.pk]) + f"?stage={stage.kind}", _("登记检查")
        elif line.key == DECISION and edits:
            url, label = reverse("project-stage", args=[project.pk, stage.kind]), _("登记进度和决策")
        elif line.key not in (CHECK, DECISION) and edits:
            url = reverse("project-record", args=[project.pk, line.key])
    return {"line": line, "tone": tone, "word": word, "url": url, "label": label}


def plan_chart(project: Project, on: date) -> dict[str, Any]:
    """Planned and actual days of every stage, for drawing and as a table; a stage under way counts until `on`."""
    stages = [stage for stage in project.stages.all() if not stage.spared]
    return {
        "title": _("各阶段计划天数和实际天数"),
        "kind": "bar",
        "unit": _("天"),
        "head": _("阶段"),
        "categories": [str(stage.get_kind_display()) for stage in stages],
        "series": [
            {
                "name": _("计划"),
                "values": [_days(stage.planned_from, stage.planned_until) for stage in stages],
                "tone": "muted",
            },
            {
                "name": _("实际"),
                "values": [_days(stage.began_on, stage.ended_on or on) for stage in stages],
                "tone": "primary",
            },
        ],
    }


def _days(first: date | None, last: date | None) -> int | None:
    """Calendar days from first to last, both counted; None where either is not known, or still ahead."""
    return (last - first).days + 1 if first is not None and last is not None and last >= first else None


def parts_shown(parts: Iterable[Part], forms: dict[str, Form], on: date) -> list[dict[str, Any]]:
    """Each part with its contract as it stands, what was paid, and what may be paid."""
    return [{"part": part, "sums": sums_of(forms[part.name], on)} for part in parts]


def sums_of(form: Form, on: date) -> dict[str, Any]:
    """The contract with its approved changes, what was paid, how much may have been paid by now, and why."""
    paid = sum(one.amount for one in form.payments if one.on <= on)
    found = allowed(form, on)
    return {
        "agreed": found.whole if form.contract is not None else None,
        "paid": paid,
        "allowed": found.amount,
        "basis": found.basis,
        "over": paid > found.amount,
    }


def records_shown(project: Project) -> list[dict[str, Any]]:
    """The records that say more than their day, in their order, each with its papers."""
    rows = StageRecord.objects.filter(stage__project=project).select_related("stage", "entered_by__person")
    return [
        {"row": row, "title": row.get_kind_display(), "files": files_shown(row.attachments.all())}
        for row in rows.prefetch_related("attachments__added_by__person")
        if row.number or row.text or row.attachments.all()
    ]


def happenings(events: Iterable[Any]) -> list[dict[str, Any]]:
    """What was done to the record."""
    return [
        {"on": event.at, "title": HAPPENED.get(event.action, event.action), "who": str(event.actor or "")}
        for event in events
    ]
