"""Rows of the list, the checklist by stage, records as entered, the discussion as the register has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.checks import case_of, cases_of
from appointments.checks.entering import FIELDS
from appointments.choices import RESULT_WORDS, CaseState
from appointments.models import Case, CaseRecord
from appointments.procedure import Line, StepState, checklist
from appointments.procedure.facts import facts_of
from core import workdays
from core.attachments import files_shown
from core.templatetags.wording import cn_date
from organisation.models import Tenure
from rulebook.procedures.appointments import DISCUSSION, STAGES, TITLES, Record

STATE_TONES = {
    CaseState.OPEN: "info",
    CaseState.APPOINTED: "ok",
    CaseState.CLOSED: "muted",
    CaseState.DROPPED: "muted",
}
LINE_TONES = {
    StepState.DONE: ("ok", gettext_lazy("已完成")),
    StepState.MISSING: ("late", gettext_lazy("缺")),
    StepState.AHEAD: ("info", gettext_lazy("待进行")),
    StepState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
OUTCOMES = {
    "passed": ("ok", gettext_lazy("通过")), "rejected": ("late", gettext_lazy("未通过")), "deferred": ("soon", gettext_lazy("暂缓")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list with the step that comes next."""

    case: Case
    tone: str
    missing: int
    coming: Line | None


def rows_of(cases: Sequence[Case], on: date) -> list[Row]:
    """`cases` as rows; a constant number of queries."""
    forms, calendar = cases_of(cases, on), workdays.load()
    rows = []
    for case in cases:
        lines = checklist(forms[case.pk], on, calendar)
        coming = (
            next((line for line in lines if line.state == StepState.AHEAD), None) if case.is_open else None
        )
        missing = sum(line.is_missing for line in lines) if case.state != CaseState.DROPPED else 0
        rows.append(Row(case, STATE_TONES[CaseState(case.state)], missing, coming))
    return rows


def stages_shown(case: Case, lines: list[Line], *, may_edit: bool) -> list[dict[str, Any]]:
    """The checklist by stage."""
    entered = {row.kind for row in case.records.all()}
    return [
        {
            "title": _(title),
            "lines": [_line(case, line, entered, may_edit) for line in lines if line.step.stage == stage],
        }
        for stage, title in STAGES.items()
    ]


def _line(case: Case, line: Line, entered: set[str], may_edit: bool) -> dict[str, Any]:
    tone, word = LINE_TONES[line.state]
    links: list[tuple[str, str]] = []
    if may_edit and line.step.key == DISCUSSION:
        links = [(_("取自决策登记"), reverse("appointment-discussion", args=[case.pk]))]
    elif may_edit and (line.step.key != Record.INTEGRITY or case.past):
        words = _("修改") if line.step.key in entered else _("录入")
        links = [(words, reverse("appointment-step", args=[case.pk, line.step.key]))]
    return {"line": line, "tone": tone, "word": word, "links": links}


def records_shown(case: Case) -> list[dict[str, Any]]:
    """The records as entered, in the regulation's order, each with its papers."""
    rows = {row.kind: row for row in case.records.prefetch_related("attachments__added_by__person")}
    return [record_shown(rows[kind]) for kind in Record if kind in rows]


def record_shown(row: CaseRecord) -> dict[str, Any]:
    """One record as label and value."""
    facts = [
        (label, _value(row, name))
        for name, label in FIELDS[row.kind].items()
        if name != "text" and getattr(row, name) not in (None, "", [])
    ]
    return {
        "row": row,
        "title": row.get_kind_display(),
        "facts": facts,
        "text": row.text,
        "files": files_shown(row.attachments.all()),
    }


def _value(row: CaseRecord, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, date):
        return cn_date(value)
    if name == "team":
        return "、".join(one["name"] for one in value)
    if name == "grounds":
        return "；".join(_(one) for one in value)
    if name == "result":
        return str(dict(RESULT_WORDS.get(Record(row.kind), ())).get(value) or row.get_result_display())
    return str(value)


def discussion_shown(case: Case, on: date, *, opens: bool) -> dict[str, Any] | None:
    """What the register of decisions says of the discussion: day, who should and did attend, votes for the candidate, outcome."""
    if case.matter is None:
        return None
    facts = facts_of(case_of(case, on), on, workdays.load())
    decided = facts.decided
    tone, word = OUTCOMES.get(facts.outcome or "", ("info", _("尚未决定")))
    return {
        "number": case.matter.number,
        "url": reverse("matter", args=[case.matter_id]) if opens else "",
        "on": decided.decided_on if decided else None,
        "members": len(decided.members) if decided else 0,
        "attending": len(decided.seated) if decided else 0,
        "in_favour": _in_favour(facts.case.staff_no, decided),
        "tone": tone,
        "outcome": word,
    }


def _in_favour(staff_no: str, decided: Any) -> int | None:
    """The votes for the candidate, as far as they are counted."""
    for candidate in (decided.decision.candidates or ()) if decided else ():
        if candidate.staff_no == staff_no:
            if candidate.tally:
                return int(candidate.tally.votes_for)
            return (
                sum(vote == "for" for vote in (candidate.votes or {}).values()) if candidate.votes else None
            )
    return None


def tenures_shown(case: Case) -> list[dict[str, Any]]:
    """What the register of tenures knows of the candidate; one query."""
    rows = Tenure.objects.filter(person=case.person_id).select_related("post__unit", "post__section")
    return [
        {
            "post": str(row.post),
            "kind": row.get_kind_display(),
            "since": row.during.lower,
            "until": row.during.upper,
        }
        for row in rows.order_by("-during")
    ]


def title_of(kind: str) -> str:
    """What a record is called."""
    return _(TITLES[kind])
