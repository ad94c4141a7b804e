"""The rulebook's words that pages show: said there in plain Chinese, translated wherever they are shown."""

from collections.abc import Iterator

from rulebook.clauses import CLAUSES
from rulebook.division import CODES as OF_DIVISION
from rulebook.division import FIELDS
from rulebook.duties import DUTIES
from rulebook.establishment import NAMES, Category
from rulebook.limits import LIMITS
from rulebook.mandates import MANDATES
from rulebook.procedures import (
    appointments,
    appraisals,
    audits,
    clarification,
    complaints,
    funds,
    handover,
    inquiry,
    inspections,
    integrity,
    personnel,
    projects,
    regulator,
)
from rulebook.retention import ENDS, Term
from rulebook.retention import RULES as KEPT
from rulebook.roles import ROLES
from rulebook.tenure import Management, TenureKind
from rulebook.types import PROOF_TITLES


def official_terms() -> Iterator[str]:
    """Yield every term once: titles, subjects, names, units of measure. The words of the clauses themselves stay Chinese."""
    seen: set[str] = set()
    for term in _all():
        if term and term not in seen:
            seen.add(term)
            yield term


def _all() -> Iterator[str]:
    for clause in CLAUSES.values():
        yield from (clause.title, clause.source.instrument)
    yield from (rule.title for rule in DUTIES)
    yield from PROOF_TITLES.values()
    yield from (rule.subject for rule in MANDATES)
    yield from (item.value for enum in (Category, TenureKind, Management) for item in enum)
    yield from NAMES.values()
    for role in ROLES.values():
        yield from (role.name, role.sentence)
    for limit in LIMITS:
        yield from (limit.title, limit.unit, limit.source.instrument)
    for rule in FIELDS.values():
        yield from (rule.title, rule.source.instrument)
    yield from (rule.title for rule in OF_DIVISION.values())
    yield from (rule.title for rule in appointments.CODES.values())
    yield from (*appointments.TITLES.values(), *appointments.STAGES.values())
    yield from (*appointments.Exclusion, *appointments.Sanction)
    yield from (text for rule in personnel.KINDS.values() for text in (rule.title, rule.source.instrument))
    yield from personnel.RESULTS.values()
    yield from (rule.title for rule in integrity.CODES.values())
    yield from (text for item in integrity.TEMPLATE for text in (item.title, item.text))
    yield from (rule.title for rule in integrity.REVIEWS.values())
    yield from (*integrity.STEPS.values(), integrity.REVIEWED_ALREADY, integrity.YEAR_IS_OVER)
    yield from (rule.title for rule in integrity.RELATIONS.values())
    yield from (
        *integrity.OUTCOMES.values(),
        *integrity.INCIDENT_SOURCES.values(),
        *integrity.GIVERS.values(),
    )
    yield from (word for rule in integrity.EVENTS.values() for word in (rule.title, rule.words))
    for bylaw in regulator.BYLAWS.values():
        yield from (bylaw.title, bylaw.source.instrument)
    yield from (rule.title for rule in regulator.CODES.values())
    yield regulator.MINUTES_STEP.title
    yield from (rule.title for rule in projects.CODES.values())
    yield from projects.TITLES.values()
    for record in projects.RECORDS:
        yield from (record.title, record.source.instrument)
    yield from (
        *projects.RELATIONS.values(),
        *projects.INTERESTS.values(),
        *projects.MEANS.values(),
        *projects.ASKED,
    )
    yield from (rule.title for rule in funds.CODES.values())
    yield from (*funds.SIGNERS.values(), *funds.STAGES.values(), *(step.title for step in funds.STEPS))
    yield from (rule.title for rule in audits.CODES.values())
    yield from (rule.title for rule in audits.TRIGGERS.values())
    yield from (rule.title for rule in audits.PLAN_STEPS.values())
    yield from (rule.title for rule in handover.CODES.values())
    yield from (word for one in complaints.CONDUCTS for word in (one.title, one.hint))
    yield from (word for rule in complaints.STEPS.values() for word in (rule.title, rule.help))
    yield from (
        complaints.COUNTED_ONCE,
        *complaints.CHANNELS.values(),
        *complaints.STATES.values(),
        *complaints.DISPOSALS.values(),
        *complaints.RESULTS.values(),
        *complaints.RECOGNITIONS.values(),
    )
    yield from (rule.title for rule in clarification.STEPS.values())
    yield from (*clarification.SCOPES.values(), *clarification.STATES.values())
    for item in handover.ITEMS.values():
        yield from (item.title, item.hint, item.source.instrument)
    yield from (
        *handover.PARTS.values(),
        *handover.EXCUSES.values(),
        *handover.FLAWS.values(),
        *handover.STAGES.values(),
    )
    yield from (rule.title for rule in inquiry.CODES.values())
    yield from (rule.title for rule in inquiry.STEPS.values())
    yield from (rule.title for rule in inquiry.OUTCOMES.values())
    yield from (*inquiry.WAYS.values(), *inquiry.NOTICES.values(), *inquiry.STATES.values())
    yield from (rule.title for rule in inspections.CODES.values())
    yield from (rule.name for rule in inspections.KINDS.values())
    yield from (
        *inspections.STATES.values(),
        *inspections.STEPS.values(),
        *inspections.ADOPTIONS.values(),
        *inspections.GRADES.values(),
    )
    yield from (*_of_appraisals(), *_of_retention())


def _of_retention() -> Iterator[str]:
    for rule in KEPT.values():
        yield from (rule.title, rule.starts, rule.reason, rule.source.instrument)
    yield from (*ENDS.values(), *Term)


def _of_appraisals() -> Iterator[str]:
    yield from (rule.title for rule in appraisals.CODES.values())
    yield from (rule.name for rule in appraisals.ELECTORATES.values())
    yield from (
        *appraisals.REVIEWS.values(),
        *appraisals.GRADES.values(),
        *appraisals.STATES.values(),
        *appraisals.STEPS.values(),
        *appraisals.SIGNS.values(),
    )
    yield from (question.text for form in appraisals.FORMS.values() for question in form.questions)
    yield from (heading.title for heading in appraisals.OUTLINE)
