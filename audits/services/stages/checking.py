"""Keeping the register of findings true to the stages of audits and to what they found: after whatever bears on one, and every night.

The head of the auditing body answers for its omissions, the audited head for the unit's and for what was found.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from audits.checks.stages import found_in, heads_of, issues_in
from audits.choices import Origin
from audits.models import Audit
from audits.selectors.stages import AUDITS, ISSUES, OF_UNITS
from core import workdays
from decisions.procedure import Found
from rulebook.procedures.auditing import OF_THE_UNIT
from rulebook.procedures.decisions import MatterCategory
from supervision.services import Judging, Subject, reconcile

BATCH = 200
JUDGING = Judging("audit stages")
# Of audits in general, and seen as such; kept from the head it is about where it is the bureau's omission.
KIND = MatterCategory.POLICY


@transaction.atomic
def check_stages(*, audits: Sequence[int], on: date) -> int:
    """Judge `audits` (numbers of rows), and what they found, as of `on`; return how many findings were raised.

    A constant number of queries. The rows are held, so that nothing is raised beside it.
    """
    held = Audit.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=audits)
    rows = list(held.exclude(origin=Origin.IMPORTED).select_related("unit", "person", "body").order_by("pk"))
    found, issues = found_in(rows, on, workdays.load()), issues_in(rows, on)
    heads = heads_of({row.body_id for row in rows}, on)
    by_number = {row.pk: row for row in rows}
    subjects: dict[Subject, list[Found]] = {}
    for row in rows:
        told = partial(Subject, source_id=row.pk, title=str(row), kind=KIND)
        bureau = told(source=AUDITS, unit=row.body, person=heads.get(row.body_id), concerns=row.person)
        unit = told(source=OF_UNITS, unit=row.unit, person=row.person)
        subjects[bureau] = [one for one in found[row] if one.rule.code not in OF_THE_UNIT]
        subjects[unit] = [one for one in found[row] if one.rule.code in OF_THE_UNIT]
    for issue, faults in issues.items():
        audit = by_number[issue.audit_id]
        subject = Subject(
            source=ISSUES,
            source_id=issue.pk,
            title=f"{audit}：{issue.title}",
            kind=KIND,
            unit=audit.unit,
            person=audit.person,
        )
        subjects[subject] = faults
    return reconcile(found=subjects, on=on) if subjects else 0


def recheck(*audits: Audit, on: date) -> None:
    """Judge `audits` anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_stages, audits=[audit.pk for audit in audits], on=on))


def check_all_stages(numbers: Sequence[int], on: date) -> int:
    """Judge any number of audits, batch by batch."""
    return sum(check_stages(audits=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH))
