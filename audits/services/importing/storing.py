"""Storing earlier audits: what is new, what an imported one says differently now, what is the same. What is the same is not written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from audits.choices import Origin, State
from audits.models import Audit, AuditFinding, Document, Rectification, Step
from audits.procedure.days import rectified_by
from audits.services.importing import columns as at
from audits.services.importing.sheet import AuditDraft, FoundDraft
from audits.services.stages.steps import PROOFS
from core import workdays
from core.importing import CellError, Line, Report
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Fulfilment
from supervision.services import Done, fulfil, take_back

NOUN, FOUND = "audits", "findings"
REASON = "历史审计导入"
MOST_LINES = 20_000


class Storing:
    """An import under way. Audits carried out in the product are left alone: naming one is an error, as is one twice."""

    def __init__(self, drafts: Sequence[AuditDraft], by: Any, on: date, errors: list[CellError]) -> None:
        """What is stored of the people and numbers in `drafts`; a constant number of queries."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN, FOUND])
        self._calendar = workdays.load()
        people, numbers = {one.person.pk for one in drafts}, {one.number for one in drafts}
        steps = Step.objects.filter(
            kind=Kind.REPORT, number__in=numbers, audit__origin=Origin.IMPORTED, audit__person__in=people
        )
        self._known = {
            (step.number, step.audit.person_id): step
            for step in steps.select_related("audit__person", "audit__post")
        }
        issued = Document.objects.filter(number__in=numbers, audit__person__in=people)
        self._issued = set(issued.values_list("number", "audit__person"))
        taken = Audit.objects.filter(person__in=people).exclude(state=State.TERMINATED)
        self._taken = {
            (one.person_id, one.post_id, one.kind, one.until): one.pk
            for one in taken.only("person", "post", "kind", "until")
        }
        found = AuditFinding.objects.filter(audit__in=[step.audit_id for step in self._known.values()])
        self._found = {
            (one.audit_id, one.category, one.title): one for one in found.select_related("rectification")
        }
        bodies = Unit.objects.filter(
            county__in={one.post.unit.county_id for one in drafts}, function=Function.AUDIT
        )
        self._bodies = {one.county_id: one for one in bodies}

    def take(self, draft: AuditDraft) -> None:
        """Compare an audit with what is stored, and store it with its findings; what is wrong goes to `errors`."""
        step = self._known.get((draft.number, draft.person.pk))
        body = self._bodies.get(draft.post.unit.county_id)
        if self._refuses(draft, step, body):
            return
        over = all(one.is_over for one in draft.findings)
        audit = step.audit if step else Audit(origin=Origin.IMPORTED, entered_by=self._by, body=body)
        former = (audit.kind, audit.until, audit.unit_id, step.on) if step else None
        values = draft.values | {"person": draft.person, "post": draft.post, "year": draft.reported.year}
        state = State.CLOSED if over and not self._left_open(audit, draft) else State.REPORTED
        changed = _put(audit, values | {"state": state})
        report = step or Step(audit=audit, kind=Kind.REPORT, entered_on=self._on, entered_by=self._by)
        changed |= _put(report, {"on": draft.reported, "number": draft.number})
        if former != (audit.kind, audit.until, audit.unit_id, report.on):
            self._tell_calendar(audit, report)
        title = f"{audit.get_kind_display()} {draft.person.name} {draft.number}"
        self._tell(_outcome(step is None, changed), NOUN, title, draft.row.number)
        for number, found in enumerate(draft.findings, start=1):
            self._finding(audit, found, number, draft.reported)

    def _refuses(self, draft: AuditDraft, step: Step | None, body: Unit | None) -> bool:
        row = draft.row.number
        before = len(self.errors)
        if body is None:
            self.errors.append(CellError(row, at.UNIT, _("该县没有审计机关，请先在名册中登记")))
        if (draft.number, draft.person.pk) in self._issued:
            words = _("系统中已有这份审计报告，不能用这份文件修改")
            self.errors.append(CellError(row, at.NUMBER, words))
        key = (draft.person.pk, draft.post.pk, draft.values["kind"], draft.values["until"])
        if self._taken.setdefault(key, step.audit_id if step else 0) != (step.audit_id if step else 0):
            words = _("系统中已有同一职务、同一类型、审计期间止相同的审计")
            self.errors.append(CellError(row, at.UNTIL, words))
        elif step is None:
            self._taken[key] = -1
        return len(self.errors) > before

    def _left_open(self, audit: Audit, draft: AuditDraft) -> bool:
        """Whether something imported before, which the file does not name or somebody took up here, is still open."""
        if audit.pk is None:
            return False
        named = {(one.values["category"], one.values["title"]) for one in draft.findings}
        return any(
            not one.rectification.is_over and ((category, title) not in named or _taken_up(one.rectification))
            for (of, category, title), one in self._found.items()
            if of == audit.pk
        )

    def _tell_calendar(self, audit: Audit, report: Step) -> None:
        """The past counts for C19: the five years run anew from the last day audited. What was noted by a past record is not noted twice."""
        if report.fulfilment_id is not None:
            gone = report.fulfilment_id
            report.fulfilment = None
            report.save()
            take_back(fulfilments=[gone], on=self._on)
        proof = PROOFS[audit.kind]  # type: ignore[index]
        noted_already = Fulfilment.objects.filter(
            Q(until=audit.until) | Q(until=None, on=audit.until), Q(unit=None) | Q(unit=audit.unit_id),
            proof=proof, person=audit.person_id, on=report.on,
        )  # fmt: skip
        if noted_already.exists():
            return
        done = Done(person=audit.person_id, unit=audit.unit_id, until=audit.until)
        noted = fulfil(proof=proof, heads=[done], held_on=report.on, record=None, on=self._on)
        report.fulfilment = noted[0]
        report.save()

    def _finding(self, audit: Audit, draft: FoundDraft, number: int, reported: date) -> None:
        known = self._found.get((audit.pk, draft.values["category"], draft.values["title"]))
        found = known or AuditFinding(
            audit=audit, number=self._next(audit, number), past=True, entered_by=self._by,
            since=audit.since, until=audit.until,
        )  # fmt: skip
        changed = _put(found, draft.values)
        rectification = known.rectification if known else Rectification(finding=found, past=True)
        due = draft.rectification["due"] or rectified_by(reported, self._calendar)
        if known is None or not _taken_up(rectification):
            changed |= _put(rectification, draft.rectification | {"due": due})
        self._tell(_outcome(known is None, changed), FOUND, found.title, draft.line)

    def _next(self, audit: Audit, number: int) -> int:
        taken = [one.number for (of, _category, _title), one in self._found.items() if of == audit.pk]
        return max(taken, default=0) + number if taken else number

    def _tell(self, what: Any, noun: str, name: str, line: int) -> None:
        self.report.count(what, noun)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, noun, name[:200], line))


def _taken_up(row: Rectification) -> bool:
    """Whether somebody worked on it in the product; then it is theirs."""
    return not row.past


def _outcome(is_new: bool, changed: bool) -> str:
    return "created" if is_new else "changed" if changed else "unchanged"


def _put(row: Any, values: dict[str, Any]) -> bool:
    """Write `values` to a row where they differ; whether anything was written."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row._change_reason = REASON
    row.save()
    return True
