"""What a batch of earlier audits finds stored, and how what it changes is written, the calendar with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.choices import Kind as AuditKind
from audits.choices import Origin, State
from audits.models import Audit, AuditFinding, Document, Rectification, Step
from audits.services.importing.drafts import AuditDraft
from audits.services.stages.steps import PROOFS
from core.writing import Writing
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Fulfilment
from supervision.services import take_back

REASON = "历史审计导入"
BATCH = 500
NEW, TAKEN = 0, -1  # whose a period is: of the audit a row makes, of one made by a row before
WRITTEN = (Audit, Step, AuditFinding, Rectification)  # in the order in which they refer to each other


@dataclass(slots=True)
class Kept:
    """What is stored of the people and numbers in a batch: reports imported before, those issued here, whose periods are audited, what
    was found by audit, who audits in each county.
    """

    steps: dict[tuple[str, int], Step]
    issued: set[tuple[str, int]]
    taken: dict[tuple[int, int, str, date], int]
    findings: dict[int, dict[tuple[str, str], AuditFinding]]
    bodies: dict[str, Unit]

    @classmethod
    def of(cls, drafts: Sequence[AuditDraft]) -> "Kept":
        """Read it; a constant number of queries."""
        people, numbers = {one.person.pk for one in drafts}, {one.number for one in drafts}
        rows = Step.objects.filter(
            kind=Kind.REPORT, number__in=numbers, audit__origin=Origin.IMPORTED, audit__person__in=people
        ).select_related("audit__person", "audit__post__unit")
        steps = {(row.number, row.audit.person_id): row for row in rows}
        issued = Document.objects.filter(number__in=numbers, audit__person__in=people)
        periods = Audit.objects.filter(person__in=people, until__in={one.values["until"] for one in drafts})
        findings: dict[int, dict[tuple[str, str], AuditFinding]] = {}
        found = AuditFinding.objects.filter(audit__in=[row.audit_id for row in steps.values()])
        for one in found.select_related("rectification"):
            findings.setdefault(one.audit_id, {})[one.category, one.title] = one
        counties = {one.post.unit.county_id for one in drafts}
        return cls(
            steps=steps,
            issued=set(issued.values_list("number", "audit__person")),
            taken={
                (person, post, kind, until): pk
                for pk, person, post, kind, until in periods.exclude(state=State.TERMINATED).values_list(
                    "pk", "person", "post", "kind", "until"
                )
            },
            findings=findings,
            bodies={
                one.county_id: one
                for one in Unit.objects.filter(county__in=counties, function=Function.AUDIT)
            },
        )


class AuditWriting(Writing):
    """What a batch writes; `told`: the audits, with their reports, of which the calendar is to know anew; `people`: those of whom it was told."""

    def __init__(self, by: Any, on: date) -> None:
        super().__init__(*WRITTEN, by=by, reason=REASON)
        self._on = on
        self.people: set[int] = set()

    def write(self) -> None:
        """Write it, the calendar with it."""
        self._tell_calendar()
        self.people |= {audit.person_id for audit, _report in self.told}
        super().write()

    def forget(self) -> None:
        super().forget()
        self.told: list[tuple[Audit, Step]] = []

    def _tell_calendar(self) -> None:
        """The past counts for C19: the five years run anew from the last day audited. What was noted by a past record is not noted twice."""
        gone = {one for _audit, report in self.told if (one := report.fulfilment_id) is not None}
        if gone:
            take_back(fulfilments=gone, on=self._on)
        noted = self._noted()
        rows: list[Fulfilment] = []
        for audit, report in self.told:
            report.fulfilment = None
            self.touch(report, "fulfilment")
            proof = PROOFS[AuditKind(audit.kind)]
            key = (proof.value, audit.person_id, report.on, audit.until)
            if {(*key, None), (*key, audit.unit_id)} & noted:
                continue
            report.fulfilment = Fulfilment(
                proof=proof, person=audit.person, unit=audit.unit, on=report.on, until=audit.until
            )
            rows.append(report.fulfilment)
            noted.add((*key, audit.unit_id))
        Fulfilment.objects.bulk_create(rows, batch_size=BATCH)
        for _audit, report in self.told:
            report.fulfilment = report.fulfilment  # its number is known by now

    def _noted(self) -> set[tuple[Any, ...]]:
        """What the calendar knows: proof, person, day, last day audited, unit."""
        people, days = (
            {audit.person_id for audit, _report in self.told},
            {one.on for _audit, one in self.told},
        )
        known = Fulfilment.objects.filter(person__in=people, on__in=days, proof__in=PROOFS.values())
        return {
            (proof, person, on, until or on, unit)
            for proof, person, on, until, unit in known.values_list("proof", "person", "on", "until", "unit")
        }
