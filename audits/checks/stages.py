"""Stored audits in the form that is judged, who answers, and what is found. A constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from audits import models
from audits.choices import RectificationState
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
    return {
        one.pk: Audit(
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
    forms = forms_of(audits)
    return {one: judge(forms[one.pk], on, calendar) for one in audits}


def issues_in(audits: Sequence[models.Audit], on: date) -> dict[models.AuditFinding, list[Found]]:
    """What each finding of `audits` puts into the register: itself and its late rectification while its report stands and it is not over."""
    numbers = [one.pk for one in audits]
    live = set(
        models.Step.objects.filter(audit__in=numbers, kind=Kind.REPORT, void_on=None).values_list(
            "audit", flat=True
        )
    )
    rows = models.AuditFinding.objects.filter(audit__in=numbers).select_related("rectification")
    return {row: list(_issue(row, on)) if row.audit_id in live else [] for row in rows.order_by("pk")}


def _issue(row: models.AuditFinding, on: date) -> list[Found]:
    rectification = rectification_of(row)
    if row.withdrawn_on is not None or (rectification is not None and rectification.is_over):
        return []
    facts = {
        "number": row.number,
        "category": CATEGORIES[Category(row.category)],
        "title": row.title,
        "sum": f"，金额 {row.amount:.2f} 元" if row.amount else "",
        "responsibility": responsibility_in_words(row),
        "regulation": f"，违反{row.regulation}",
    }
    found = [Found(CODES[ISSUE_CODES[Severity(row.grade)]], facts)]
    if rectification is not None and rectification.due < on:
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
