"""The stages, findings, documents and objections of an audit as sections of its page."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audits.checks.stages import lines_of, rectification_of
from audits.choices import Grade, Origin, RectificationState, State
from audits.models import Audit, AuditFinding, Rectification, Step
from audits.policies.stages import Part, own_deliveries, part_in
from audits.procedure.checklist import Line, LineState
from audits.procedure.days import objected_by
from audits.selectors.conclusions import reports_in_force
from audits.selectors.stages import findings_of_audit
from core import workdays
from rulebook.procedures.auditing import BY_TEST, RESPONSIBILITIES, Actor, Responsibility
from rulebook.procedures.auditing import Step as Kind
from supervision.selectors import powers

Section = tuple[str, dict[str, Any]] | None
LINE_TONES = {
    LineState.DONE: ("ok", gettext_lazy("已办理")),
    LineState.SILENT: ("muted", gettext_lazy("期满未提出")),
    LineState.MISSING: ("late", gettext_lazy("缺")),
    LineState.OPEN: ("soon", gettext_lazy("可以办理")),
    LineState.AHEAD: ("info", gettext_lazy("待办理")),
    LineState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
WHO = {
    Actor.BUREAU: gettext_lazy("审计机关"),
    Actor.HEAD: gettext_lazy("本人"),
    Actor.UNIT: gettext_lazy("单位"),
}
GRADE_TONES = {Grade.NOTICE: "info", Grade.ORDINARY: "soon", Grade.SERIOUS: "late"}
STATE_TONES = {
    RectificationState.UNMENDED: "late",
    RectificationState.ONGOING: "soon",
    RectificationState.MENDED: "ok",
    RectificationState.ACCEPTED: "muted",
}
PLANNED_OR_OVER = frozenset({State.CLOSED, State.TERMINATED})


def stages_section(user: User, audit: Audit, on: date) -> Section:
    """Every step: done, missing or ahead, by whom, by when; what this reader can do next. Of an imported audit its report alone."""
    if audit.origin == Origin.IMPORTED:
        return "audits/_report.html", {"report": reports_in_force(on).filter(audit=audit).first()}
    part = part_in(user, audit, on)
    lines = lines_of(audit, on, workdays.load())
    rows = [_row(audit, line, part) for line in lines]
    may_end = part.writes and audit.state not in PLANNED_OR_OVER
    return "audits/_stages.html", {
        "rows": rows,
        "missing": sum(line.state == LineState.MISSING for line in lines),
        "next": [row for row in rows if row["takes"]] if not part.writes else [],
        "may_end": may_end,
    }


def _row(audit: Audit, line: Line, part: Part) -> dict[str, Any]:
    done = line.state in {LineState.DONE, LineState.SILENT}
    takes = line.can and part.takes(line.rule.by) and audit.state not in PLANNED_OR_OVER
    tone, word = LINE_TONES[LineState.AHEAD if line.state == LineState.OPEN and not takes else line.state]
    opens = done and part.reads(line.rule.step)
    url = reverse("audit-step", args=[audit.pk, line.rule.step]) if takes or opens else ""
    who = WHO[Actor.HEAD if line.rule.by == Actor.UNIT and audit.is_alone else line.rule.by]
    return {
        "line": line, "title": _(line.rule.title), "tone": tone, "word": word, "who": who, "url": url,
        "takes": takes, "done": done,
    }  # fmt: skip


def findings_section(user: User, audit: Audit, on: date) -> Section:
    """What was found, as far as the reader may see it, with its rectification."""
    part = part_in(user, audit, on)
    rows = findings_shown(findings_of_audit(audit, user, on), on)
    writes = part.writes and audit.state in {State.ENTERED, State.DRAFTED}
    if not rows and not writes:
        return None
    return "audits/_findings.html", {"rows": rows, "may_enter": writes}


def findings_shown(findings: Iterable[AuditFinding], on: date) -> list[dict[str, Any]]:
    """Rows of findings."""
    return [
        {
            "finding": one,
            "tone": GRADE_TONES[Grade(one.grade)],
            "responsibility": responsibility_shown(one),
            "rectification": rectification_of(one),
            "state": state_shown(rectification_of(one), on),
        }
        for one in findings
    ]


def responsibility_shown(finding: AuditFinding) -> str:
    """What the head answers for, with the number of the test."""
    kind, test = _(RESPONSIBILITIES[Responsibility(finding.responsibility)]), BY_TEST.get(finding.test)
    told = {"kind": kind, "number": test.number if test else 0}
    return _("%(kind)s（第%(number)s种情形）") % told if test else kind


def state_shown(row: Rectification | None, on: date) -> tuple[str, str] | None:
    """Tone and word of a rectification; late where its day has passed."""
    if row is None:
        return None
    word = RectificationState(row.state).label
    late = not row.is_over and row.due < on
    return (
        ("late", f"{word}，{_('逾期')}") if late else (STATE_TONES[RectificationState(row.state)], str(word))
    )


def materials_section(user: User, audit: Audit, on: date) -> Section:
    """What the unit is asked for, what the product holds already, the team's working papers, who received the result."""
    if audit.origin == Origin.IMPORTED:
        return None
    part = part_in(user, audit, on)
    items = list(audit.requested.order_by("due", "pk")) if part.writes or part.answers else []
    deliveries = list(audit.deliveries.select_related("body").order_by("pk")) if not part.answers else []
    own = set(own_deliveries(user, on).filter(audit=audit).values_list("pk", flat=True))
    if not items and not deliveries and not part.writes and not part.in_team:
        return None
    return "audits/_materials.html", {
        "items": items,
        "hands_in": part.answers and audit.state not in PLANNED_OR_OVER,
        "held": held_already(audit, user, on) if part.writes else [],
        "papers": audit.papers.count() if part.in_team else None,
        "deliveries": [{"row": one, "mine": one.pk in own and one.received_on is None} for one in deliveries],
    }


def held_already(audit: Audit, user: User, on: date) -> list[dict[str, str]]:
    """The records of the head's period the product holds, with the addresses of their lists: they are not asked for."""
    days = {"unit": audit.unit_id, "since": audit.since.isoformat(), "until": audit.until.isoformat()}
    return [
        {"label": str(one.title), "url": f"{reverse(one.page)}?{urlencode(days)}"}
        for one in powers.exercises()
        if one.sees(user, on)
    ]


def documents_section(user: User, audit: Audit, on: date) -> Section:
    """The documents issued, for those who may read them."""
    part = part_in(user, audit, on)
    rows = [row for row in audit.documents.select_related("step") if part.reads(row.step.kind)]
    return ("audits/_documents.html", {"rows": rows}) if rows else None


def objections_section(user: User, audit: Audit, on: date) -> Section:
    """What the head objected, and the right to object while it lasts."""
    part = part_in(user, audit, on)
    if audit.origin == Origin.IMPORTED or not (part.writes or part.is_head):
        return None
    rows = list(audit.objections.select_related("reviewer", "report").order_by("filed_on", "pk"))
    report = Step.objects.filter(audit=audit, kind=Kind.REPORT, void_on=None).first()
    until = objected_by(report.delivered_on or report.on, workdays.load()) if report else None
    objected = report is not None and any(row.report_id == report.pk for row in rows)
    open_now = part.is_head and until is not None and on <= until and not objected
    if not rows and not open_now:
        return None
    was_in_team = audit.team.filter(person=user.person_id).exists() if user.person_id else False
    context = {
        "rows": rows,
        "until": until if open_now else None,
        "may_answer": part.writes and not was_in_team,
    }
    return "audits/_objections.html", context
