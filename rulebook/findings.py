"""Findings (问题) in general: everything that can be found, by code, and how long a head has to answer it."""

from rulebook import division
from rulebook.procedures import (
    appointments,
    appraisals,
    auditing,
    audits,
    decisions,
    files,
    funds,
    handover,
    inquiry,
    inspections,
    integrity,
    projects,
    purchases,
    regulator,
)
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit

ANSWER_DAYS = Limit("finding-answer-days", "L17", "“一把手”答复问题的期限", 15, "个工作日", LOCAL_DEFAULT)

LIMITS: tuple[Limit, ...] = (ANSWER_DAYS,)

# Every power's own codes; each is told apart by its name alone.
CODES: dict[str, FindingRule] = (
    decisions.CODES
    | division.CODES
    | appointments.CODES
    | purchases.CODES
    | integrity.CODES
    | regulator.CODES
    | projects.CODES
    | auditing.CODES
    | funds.CODES
    | audits.CODES
    | handover.CODES
    | inquiry.CODES
    | inspections.CODES
    | files.CODES
    | appraisals.CODES
)
