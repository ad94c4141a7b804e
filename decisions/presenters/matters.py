"""How matters are shown: rows of the list, the checklist by stage, steps as entered, what happened, an export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments import files_shown
from core.models import Event
from decisions.checks import lines_of_all
from decisions.checks.preparing import FIELDS, needs_answer
from decisions.choices import FlagChoice, MatterState, OpinionKind, PreparationKind, RiskGrade
from decisions.models import Matter, Preparation
from decisions.procedure import Line, StepState
from rulebook.procedures.decisions import AFTER, AT, BEFORE
from rulebook.procedures.regulator import MINUTES_STEP

STATE_TONES = {
    MatterState.PREPARING: "info",
    MatterState.SCHEDULED: "soon",
    MatterState.PASSED: "ok",
    MatterState.REJECTED: "late",
    MatterState.DEFERRED: "soon",
    MatterState.CLOSED: "muted",
    MatterState.WITHDRAWN: "muted",
}
LINE_TONES = {
    StepState.DONE: ("ok", gettext_lazy("已完成")),
    StepState.MISSING: ("late", gettext_lazy("缺")),
    StepState.AHEAD: ("info", gettext_lazy("待进行")),
    StepState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
NOT_NEEDED = StepState.NOT_NEEDED
STAGES = {BEFORE: gettext_lazy("会前"), AT: gettext_lazy("会上"), AFTER: gettext_lazy("会后")}
OPINION_TONES = {
    OpinionKind.FAVOURABLE.value: "ok",
    OpinionKind.CONDITIONAL.value: "soon",
    OpinionKind.ADVERSE.value: "late",
    RiskGrade.LOW.value: "ok",
    RiskGrade.MEDIUM.value: "soon",
    RiskGrade.HIGH.value: "late",
}
# To which forms an open step leads; the rest is done at the meeting or by itself.
FORMS_OF_STEPS: dict[str, tuple[PreparationKind, ...]] = {
    "consultation": (PreparationKind.CONSULTATION,),
    "summary": (PreparationKind.CONSULTATION,),
    "expert-panel": (PreparationKind.EXPERT_PANEL,),
    "technical-advice": (PreparationKind.TECHNICAL_ADVICE,),
    "legality-review": (PreparationKind.LEGALITY_REVIEW,),
    "stability-risk": (PreparationKind.STABILITY_RISK,),
    "publicity": (PreparationKind.PUBLICITY,),
    "hearing-or-survey": (PreparationKind.HEARING, PreparationKind.SURVEY),
}
ACTIONS = {
    "matter.file": gettext_lazy("登记事项"),
    "matter.change": gettext_lazy("修改事项"),
    "matter.withdraw": gettext_lazy("撤回事项"),
    "matter.detach": gettext_lazy("删除附件"),
}
HEADER = [
    gettext_lazy("编号"), gettext_lazy("单位"), gettext_lazy("标题"), gettext_lazy("类别"), gettext_lazy("标记"),
    gettext_lazy("金额（元）"), gettext_lazy("提出日期"), gettext_lazy("状态"), gettext_lazy("下一缺失程序"),
    gettext_lazy("条款"), gettext_lazy("最迟"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A matter in a list with the step it misses next."""

    matter: Matter
    tone: str
    missing: Line | None
    missing_in_all: int


def rows_of(matters: list[Matter], on: date) -> list[Row]:
    """Each of `matters` with its next missing step; a constant number of queries."""
    lines = lines_of_all(matters, on)
    rows = []
    for matter in matters:
        missing = [] if _is_over(matter) else [line for line in lines[matter.pk] if line.is_missing]
        rows.append(
            Row(matter, STATE_TONES[MatterState(matter.state)], next(iter(missing), None), len(missing))
        )
    return rows


def _is_over(matter: Matter) -> bool:
    return matter.state in {MatterState.WITHDRAWN, MatterState.REJECTED}


def exported(matters: list[Matter], on: date) -> Iterator[list[Any]]:
    """The rows of the list as a spreadsheet."""
    for row in rows_of(matters, on):
        matter, line = row.matter, row.missing
        yield [
            matter.number,
            matter.unit.name,
            matter.title,
            matter.get_category_display(),
            "、".join(flags_of(matter)),
            matter.amount,
            matter.proposed_on,
            matter.get_state_display(),
            _(line.step.title) if line else "",
            line.step.clause if line else "",
            line.by if line else None,
        ]


def flags_of(matter: Matter) -> list[str]:
    """The matter's flags in words."""
    return [str(FlagChoice(flag).label) for flag in matter.flags]


def checklist_shown(
    matter: Matter,
    lines: Iterable[Line],
    steps: Iterable[Preparation],
    *,
    may_edit: bool,
    minutes_at: str = "",
) -> list[dict[str, Any]]:
    """The checklist by stage: what is asked (`lines`) and what is not needed (`spared`), each line with its tone and, for whoever
    may, where it is done; `minutes_at` is where the minutes are entered.
    """
    lines, steps = list(lines), list(steps)
    return [
        {
            "title": title,
            "missing": sum(1 for line in found if line.is_missing),
            "lines": [
                _shown(matter, line, steps, may_edit, minutes_at)
                for line in found
                if line.state != NOT_NEEDED
            ],
            "spared": [_shown(matter, line, steps, may_edit) for line in found if line.state == NOT_NEEDED],
        }
        for title, found in (
            (title, [line for line in lines if line.step.stage == stage]) for stage, title in STAGES.items()
        )
    ]


def _shown(
    matter: Matter, line: Line, steps: list[Preparation], may_edit: bool, minutes_at: str = ""
) -> dict[str, Any]:
    tone, word = LINE_TONES[line.state]
    links = list(_links(matter, line, steps)) if may_edit else []
    if minutes_at and line.step.key == MINUTES_STEP.key and line.state != StepState.DONE:
        links.append((_("登记会议纪要"), minutes_at))
    return {"line": line, "tone": tone, "word": word, "links": links}


def _links(matter: Matter, line: Line, steps: list[Preparation]) -> Iterator[tuple[str, str]]:
    """Label and address of the forms on which an open step is done; a done one is corrected there as long as nothing is decided."""
    if line.state == StepState.NOT_NEEDED:
        return
    key = line.step.key
    if key == "classification":
        yield _("修改事项"), reverse("matter-edit", args=[matter.pk])
    kinds: Iterable[str] = FORMS_OF_STEPS.get(key, ())
    if key == "answers":
        kinds = [step.kind for step in steps if needs_answer(step) and not step.answer]
    for kind in kinds:
        yield str(PreparationKind(kind).label), reverse("matter-step", args=[matter.pk, kind])


def steps_shown(steps: Iterable[Preparation], *, may_edit: bool) -> list[dict[str, Any]]:
    """What was entered of each step: its fields in the words of its kind, its files, whether an answer is still due."""
    return [
        {
            "step": step,
            "facts": list(_facts(step)),
            "texts": list(_texts(step)),
            "result": _result(step),
            "needs_answer": needs_answer(step) and not step.answer,
            "files": files_shown(step.attachments.all()),
            "url": reverse("matter-step", args=[step.matter_id, step.kind]) if may_edit else "",
        }
        for step in steps
    ]


LONG = ("draft", "text", "adoption", "answer")


def _facts(step: Preparation) -> Iterator[tuple[Any, Any]]:
    for name, label in FIELDS[step.kind].items():
        value = getattr(step, name)
        if name not in (*LONG, "opinion", "grade", "published") and value not in (None, ""):
            yield label, value


def _texts(step: Preparation) -> Iterator[tuple[Any, str]]:
    for name in LONG:
        if name in FIELDS[step.kind] and getattr(step, name):
            yield FIELDS[step.kind][name], getattr(step, name)


def _result(step: Preparation) -> tuple[str, str] | None:
    """Tone and words of what an assessment came to."""
    if step.grade:
        return OPINION_TONES[step.grade], _("风险%(grade)s") % {"grade": step.get_grade_display()}
    return (OPINION_TONES[step.opinion], step.get_opinion_display()) if step.opinion else None


def happenings(events: Iterable[Event]) -> list[dict[str, Any]]:
    """What was done to a matter, for the timeline; what has no words of its own is left out."""
    return [
        {
            "on": timezone.localtime(event.at),
            "title": ACTIONS[event.action],
            "who": str(event.actor or ""),
            "tone": "late" if event.action == "matter.withdraw" else "",
        }
        for event in events
        if event.action in ACTIONS
    ]
