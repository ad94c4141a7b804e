"""Stored audits in the form that is judged, who answers, and what is found. A constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from audits import models
from audits.choices import Origin, RectificationState
from audits.policies.audits import without_the_unit
from audits.procedure.checklist import Line, checklist
from audits.procedure.form import Audit, Objection, Step
from audits.procedure.judging import judge
from core.workdays import WorkdayCalendar
from decisions.procedure import Found
from finance.checks.answering import holds
from organisation.models import Person, Tenure
from rulebook.procedures.auditing import (
    BY_TEST,
    CATEGORIES,
    CODES,
    ISSUE_CODES,
    PAST_ISSUE,
    RESPONSIBILITIES,
    Category,
    Responsibility,
)
from rulebook.procedures.auditing import Step as Kind
from rulebook.types import Severity


def forms_of(audits: Sequence[models.Audit]) -> dict[int, Audit]:
    """`audits` in the form that is judged, by number of the row."""
    numbers = [one.pk for one in audits]
    steps: dict[int, dict[str, Step]] = defaultdict(dict)
    for row in models.Step.objects.filter(audit__in=numbers, void_on=None):
        steps[row.audit_id][row.kind] = Step(
            on=row.on, approval=row.approval or None, silent=row.silent, delivered_on=row.delivered_on
        )
    objections: dict[int, list[Objection]] = defaultdict(list)
    for one in models.Objection.objects.filter(audit__in=numbers):
        form = Objection(filed_on=one.filed_on, due=one.due, answered_on=one.answered_on)
        objections[one.audit_id].append(form)
    standing = models.AuditFinding.objects.filter(audit__in=numbers, withdrawn_on=None).order_by()
    issues = dict(standing.values_list("audit").annotate(number=Count("pk")))
    alone = set(
        models.Audit.objects.filter(without_the_unit(), pk__in=numbers)
        .order_by()
        .values_list("pk", flat=True)
    )
    return {
        one.pk: Audit(
            alone=one.pk in alone,
            since=one.since,
            until=one.until,
            issues=issues.get(one.pk, 0),
            steps=steps[one.pk],
            objections=objections[one.pk],
        )
        for one in audits
    }


def form_of(audit: models.Audit) -> Audit:
    """`audit`, read anew, in the form that is judged."""
    return forms_of([audit])[audit.pk]


def lines_of(audit: models.Audit, on: date, calendar: WorkdayCalendar) -> list[Line]:
    """Every step of `audit` as it stands on `on`."""
    return checklist(form_of(audit), on, calendar)


def found_in(
    audits: Sequence[models.Audit], on: date, calendar: WorkdayCalendar
) -> dict[models.Audit, list[Found]]:
    """Everything found in how each of `audits` was carried out; nothing in those entered as history."""
    made_here = [one for one in audits if one.origin != Origin.IMPORTED]
    forms = forms_of(made_here)
    return {one: judge(forms[one.pk], on, calendar) for one in made_here}


def issues_in(audits: Sequence[models.Audit], on: date) -> dict[models.AuditFinding, list[Found]]:
    """What each finding of `audits` puts into the register: itself and its late rectification while its report stands and it is not over.
    What an earlier audit left open says which it was; it is late only once somebody took it up here.
    """
    numbers = [one.pk for one in audits]
    steps = models.Step.objects.filter(audit__in=numbers, kind=Kind.REPORT, void_on=None)
    live = {step.audit_id: step for step in steps}
    rows = models.AuditFinding.objects.filter(audit__in=numbers).select_related("rectification")
    return {
        row: _issue(row, live[row.audit_id], on) if row.audit_id in live else []
        for row in rows.order_by("pk")
    }


def accepted_in_words(row: models.AuditFinding) -> str:
    """By whose approval, and why, a finding is not put right any more; empty where it is not so."""
    rectification = rectification_of(row)
    if rectification is None or rectification.state != RectificationState.ACCEPTED:
        return ""
    return f"经批准不再整改。批准情况：{rectification.approval}。理由：{rectification.reason}"


def _issue(row: models.AuditFinding, report: models.Step, on: date) -> list[Found]:
    rectification = rectification_of(row)
    if row.withdrawn_on is not None or (rectification is not None and rectification.is_over):
        return []
    code = PAST_ISSUE if row.past else ISSUE_CODES[Severity(row.grade)]
    facts = {
        "number": row.number,
        "category": CATEGORIES[Category(row.category)],
        "title": row.title,
        "sum": f"，金额 {row.amount:.2f} 元" if row.amount else "",
        "responsibility": responsibility_in_words(row),
        "regulation": f"，违反{row.regulation}" if row.regulation else "",
    }
    if row.past:
        due = rectification.due.isoformat() if rectification is not None else ""
        facts |= {"report": report.number, "report_on": report.on.isoformat(), "due": due}
    found = [Found(CODES[code], facts)]
    if rectification is not None and not rectification.past and rectification.due < on:
        late = {
            "number": row.number,
            "title": row.title,
            "due": rectification.due.isoformat(),
            "state": RectificationState(rectification.state).label,
            "days": (on - rectification.due).days,
        }
        found.append(Found(CODES["audit-rectification-late"], {k: _plain(v) for k, v in late.items()}))
    return found


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def responsibility_in_words(row: models.AuditFinding) -> str:
    """What the head answers for, by which test."""
    kind = _plain(RESPONSIBILITIES[Responsibility(row.responsibility)])
    test = BY_TEST.get(row.test)
    return f"认定{kind}（{test.source}第{test.number}项）" if test else f"{kind}"


def rectification_of(row: models.AuditFinding) -> models.Rectification | None:
    """The rectification of a finding, where its list was handed over."""
    return getattr(row, "rectification", None)


def heads_of(units: set[int], on: date) -> dict[int, Person]:
    """Who heads each of `units` (numbers of rows) on `on`; one query."""
    rows = Tenure.objects.filter(Q(post__unit__in=units), post__is_head=True).select_related("person", "post")
    found: dict[int, Person] = {}
    for tenure in rows.order_by("post_id", "during"):
        if holds(tenure, on):
            found.setdefault(tenure.post.unit_id, tenure.person)
    return found
