"""Storing earlier audits: what is new, what an imported one says differently now, what is the same. What is the same is not written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audits.choices import Origin, State
from audits.models import Audit, AuditFinding, Rectification, Step
from audits.procedure.days import rectified_by
from audits.services.importing import columns as at
from audits.services.importing.drafts import AuditDraft, FoundDraft
from audits.services.importing.written import NEW, TAKEN, AuditWriting, Kept
from core import workdays
from core.importing import CellError, Line, Report
from organisation.models import Unit
from rulebook.procedures.auditing import Step as Kind

NOUN, FOUND = "audits", "findings"
MOST_LINES = 20_000


class Storing:
    """An import under way. Audits carried out in the product are left alone: naming one is an error, as is one twice.

    `touched` are the audits of which anything was stored.
    """

    def __init__(self, by: Any, on: date, errors: list[CellError]) -> None:
        """`errors` is what is wrong so far."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN, FOUND])
        self._writing = AuditWriting(by, on)
        self.touched: set[int] = set()
        self._calendar = workdays.load()

    @property
    def people(self) -> set[int]:
        """Those of whom the calendar was told something new."""
        return self._writing.people

    def take(self, drafts: Sequence[AuditDraft]) -> None:
        """Compare a batch of audits with what is stored and, as long as nothing is wrong, store it with its findings.

        A constant number of queries; what is wrong goes to `errors`.
        """
        if not drafts:
            return
        self._kept = Kept.of(drafts)
        moved = [self._take(draft) for draft in drafts]
        if self._writing.settle(self.errors):
            self.touched |= {audit.pk for audit in moved if audit is not None}

    def _take(self, draft: AuditDraft) -> Audit | None:
        """Have an audit stored, as far as it differs; the audit where it does."""
        step = self._kept.steps.get((draft.number, draft.person.pk))
        body = self._kept.bodies.get(draft.post.unit.county_id)
        if self._refuses(draft, step, body):
            return None
        over = all(one.is_over for one in draft.findings)
        audit = step.audit if step else Audit(origin=Origin.IMPORTED, entered_by=self._by, body=body)
        former = (audit.kind, audit.until, audit.unit_id, step.on) if step else None
        values = draft.values | {"person": draft.person, "post": draft.post, "year": draft.reported.year}
        state = State.CLOSED if over and not self._left_open(audit, draft) else State.REPORTED
        changed = self._writing.put(audit, values | {"state": state})
        report = step or Step(audit=audit, kind=Kind.REPORT, entered_on=self._on, entered_by=self._by)
        moved = self._writing.put(report, {"on": draft.reported, "number": draft.number})
        if former != (audit.kind, audit.until, audit.unit_id, report.on):
            self._writing.told.append((audit, report))
        if not draft.again:
            title = f"{audit.get_kind_display()} {draft.person.name} {draft.number}"
            self._tell(_outcome(step is None, changed or moved), NOUN, title, draft.row.number)
        known = self._kept.findings.get(audit.pk, {})
        last = max((one.number for one in known.values()), default=0)
        for number, found in enumerate(draft.findings, start=last + 1):
            stored = known.get((found.values["category"], found.values["title"]))
            changed |= self._finding(audit, found, stored, number, draft.reported)
        return audit if changed or moved else None

    def _refuses(self, draft: AuditDraft, step: Step | None, body: Unit | None) -> bool:
        row, taken = draft.row.number, self._kept.taken
        before = len(self.errors)
        if body is None:
            self.errors.append(CellError(row, at.UNIT, _("该县没有审计机关，请先在名册中登记")))
        if (draft.number, draft.person.pk) in self._kept.issued:
            words = _("系统中已有这份审计报告，不能用这份文件修改")
            self.errors.append(CellError(row, at.NUMBER, words))
        key = (draft.person.pk, draft.post.pk, draft.values["kind"], draft.values["until"])
        own = step.audit_id if step else NEW
        if taken.setdefault(key, own) != own:
            words = _("系统中已有同一职务、同一类型、审计期间止相同的审计")
            self.errors.append(CellError(row, at.UNTIL, words))
        elif step is None:
            taken[key] = TAKEN
        return len(self.errors) > before

    def _left_open(self, audit: Audit, draft: AuditDraft) -> bool:
        """Whether something imported before, which the file does not name or somebody took up here, is still open."""
        named = {(one.values["category"], one.values["title"]) for one in draft.findings}
        return any(
            not one.rectification.is_over and (key not in named or not one.rectification.past)
            for key, one in self._kept.findings.get(audit.pk, {}).items()
        )

    def _finding(
        self, audit: Audit, draft: FoundDraft, known: AuditFinding | None, number: int, reported: date
    ) -> bool:
        """Store a finding; whether anything of it differs. What somebody worked on in the product is theirs: its rectification stays."""
        found = known or AuditFinding(
            audit=audit, number=number, past=True, entered_by=self._by, since=audit.since, until=audit.until
        )
        changed = self._writing.put(found, draft.values)
        rectification = known.rectification if known else Rectification(finding=found, past=True)
        due = draft.rectification["due"] or rectified_by(reported, self._calendar)
        if rectification.past:
            changed |= self._writing.put(rectification, draft.rectification | {"due": due})
        self._tell(_outcome(known is None, changed), FOUND, found.title, draft.line)
        return changed

    def _tell(self, what: Any, noun: str, name: str, line: int) -> None:
        self.report.count(what, noun)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, noun, name[:200], line))


def _outcome(is_new: bool, changed: bool) -> str:
    return "created" if is_new else "changed" if changed else "unchanged"
