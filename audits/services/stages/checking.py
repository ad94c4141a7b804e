"""Keeping the register of findings true to the stages of audits and to what they found: after whatever bears on one, and every night.

The head of the auditing body answers for its omissions, the audited head for the unit's and for what was found.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from audits.checks.stages import accepted_in_words, found_in, heads_of, issues_in
from audits.choices import Origin, State
from audits.models import Audit, AuditFinding
from audits.selectors.stages import AUDITS, ISSUES, OF_UNITS
from core import clock, rechecks, workdays
from decisions.procedure import Found
from rulebook.procedures.auditing import OF_THE_UNIT
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from supervision.services import Judging, Subject, reconcile

BATCH = 200
AT_ONCE = 500  # audits that are judged at once after an import
OF_COUNTY = "audit-stages-of-county"  # a recheck of a county, by its code
JUDGING = Judging("audit stages")


def kind_of(audit: Audit) -> MatterCategory:
    """As what the register takes an audit: one of a deputy before a post is taken like a cadre matter (B2), every other as one in general."""
    return MatterCategory.PERSONNEL if audit.is_alone else MatterCategory.POLICY


@transaction.atomic
def check_stages(*, audits: Sequence[int], on: date) -> int:
    """Judge `audits` (numbers of rows), and what they found, as of `on`; return how many findings were raised. Of audits entered as history
    only what they found.

    A constant number of queries. The rows are held, so that nothing is raised beside it.
    """
    held = Audit.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=audits)
    rows = list(held.select_related("unit", "person", "body", "post").order_by("pk"))
    found, issues = found_in(rows, on, workdays.load()), issues_in(rows, on)
    heads = heads_of({row.body_id for row in rows}, on)
    by_number = {row.pk: row for row in rows}
    subjects: dict[Subject, list[Found]] = {}
    for row in rows:
        if row not in found:
            continue
        told = partial(Subject, source_id=row.pk, title=str(row), kind=kind_of(row))
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
            kind=kind_of(audit),
            unit=audit.unit,
            person=audit.person,
            accepted=accepted_in_words(issue),
        )
        subjects[subject] = faults
    return reconcile(found=subjects, on=on) if subjects else 0


def recheck(*audits: Audit, on: date) -> None:
    """Judge `audits` anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_stages, audits=[audit.pk for audit in audits], on=on))


def recheck_all(numbers: Sequence[int], on: date) -> None:
    """Judge these audits anew once the transaction stands: few at once, many in the background, county by county."""
    if len(numbers) <= AT_ONCE:
        transaction.on_commit(partial(check_all_stages, numbers, on), robust=True)
        return
    counties = Audit.objects.filter(pk__in=numbers).order_by().values_list("post__unit__county", flat=True)
    for county in counties.distinct():
        rechecks.ask(OF_COUNTY, county)


def check_stages_of(county: str) -> None:
    """Judge what is left to be put right of the audits of a county (its code), in the background."""
    check_all_stages(
        list(judged_audits().filter(post__unit__county=county).values_list("pk", flat=True)), clock.today()
    )


def judged_audits() -> QuerySet[Audit]:
    """Every audit under way; of earlier ones those with something left to be put right, or of which the register still says so."""
    told = Finding.objects.filter(source=ISSUES, closed_on=None).values("source_id")
    open_still = AuditFinding.objects.filter(pk__in=told).values("audit")
    rows = Audit.objects.exclude(state=State.PLANNED)
    return rows.filter(~Q(origin=Origin.IMPORTED, state=State.CLOSED) | Q(pk__in=open_still)).order_by("pk")


def check_all_stages(numbers: Sequence[int], on: date) -> int:
    """Judge any number of audits, batch by batch."""
    return sum(check_stages(audits=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH))
