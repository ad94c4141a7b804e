"""Keeping the register of findings true to what is found, and hearing the head before anybody judges.

A source (a decision, later a purchase, a project …) tells what is found in it now; the register raises what is new, follows facts that
changed, and closes what was mended. Nothing is ever deleted.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from core import clock, workdays
from core.ledger import service
from organisation.models import Person, Unit
from rulebook.findings import ANSWER_DAYS
from rulebook.types import FindingRule
from supervision.choices import BY_ITSELF, Closure, FindingState
from supervision.models import Finding
from supervision.policies import answerable_findings, assessable_findings


class Fault(Protocol):
    """What a check found: its rule, its facts, and both in a sentence."""

    @property
    def rule(self) -> FindingRule:
        """Code, clause and severity."""

    @property
    def facts(self) -> dict[str, Any]:
        """What it rests on."""

    @property
    def message(self) -> str:
        """The facts in a sentence."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What findings are about: the row they were found in, its title and kind, and whose unit and head answer for it.

    `concerns` is a person it is about besides: it is kept from them and their relatives. `accepted` says, where nothing is found any more
    because it was approved that nothing more is done, by whose approval and why.
    """

    source: str
    source_id: int
    title: str
    kind: str
    unit: Unit
    person: Person | None
    concerns: Person | None = None
    accepted: str = ""


class AlreadyAnswered(Exception):
    """The finding waits for no answer, or no assessment, any more."""


# What makes a step of its own when it changes; facts that merely count the days on leave no trace in the history.
LASTING = (
    "digest", "state", "closure", "closed_on", "answer_due", "person_id", "subject", "title", "assessment",
)  # fmt: skip
CHANGED = (
    "digest",
    "state",
    "closure",
    "closed_on",
    "answer_due",
    "person",
    "subject",
    "title",
    "facts",
    "message",
    "assessment",
)


@transaction.atomic
def reconcile(*, found: Mapping[Subject, Iterable[Fault]], on: date) -> int:
    """Bring the register to what was `found` in each subject on `on`; return how many findings were raised anew.

    A constant number of queries for any number of subjects. Whoever calls holds the rows the subjects stand for, so that what is
    raised here was not raised beside it.
    """
    known = _known(found)
    due = workdays.load().add(on, ANSWER_DAYS.value)
    changed: list[Finding] = []
    passing: list[Finding] = []
    raised: list[Finding] = []
    for subject, faults in found.items():
        still = {_digest(fault): fault for fault in faults}
        rows = known.get((subject.source, subject.source_id), [])
        standing = _standing(rows, still)
        for row in rows:
            before, words = _lasting(row), (row.facts, row.message)
            _bring(row, subject, standing.pop(row.pk, None), on, due)
            if _lasting(row) != before:
                changed.append(row)
            elif (row.facts, row.message) != words:
                passing.append(row)
        met = {row.digest for row in rows}
        raised += [
            _new(subject, fault, digest, on, due) for digest, fault in still.items() if digest not in met
        ]
    if changed:
        bulk_update_with_history(changed, Finding, CHANGED)
    if raised:
        bulk_create_with_history(raised, Finding)
    Finding.objects.bulk_update(passing, ["facts", "message"])
    return len(raised)


def _known(found: Mapping[Subject, Iterable[Fault]]) -> dict[tuple[str, int], list[Finding]]:
    """Every finding raised in these subjects before, locked."""
    numbers: dict[str, list[int]] = {}
    for subject in found:
        numbers.setdefault(subject.source, []).append(subject.source_id)
    known: dict[tuple[str, int], list[Finding]] = {}
    for source, ids in numbers.items():
        rows = Finding.objects.select_for_update().filter(source=source, source_id__in=ids).order_by("pk")
        for row in rows:
            known.setdefault((row.source, row.source_id), []).append(row)
    return known


def _standing(rows: list[Finding], still: Mapping[str, Fault]) -> dict[int, tuple[str, Fault]]:
    """What each row stands for now: the fault with its facts, else a fault of its code that an open row's facts moved on to."""
    standing = {row.pk: (row.digest, still[row.digest]) for row in rows if row.digest in still}
    taken = {digest for digest, _fault in standing.values()}
    free = [row for row in rows if row.is_open and row.pk not in standing]
    for digest, fault in still.items():
        row = next((row for row in free if row.code == fault.rule.code), None)
        if digest not in taken and row is not None:
            standing[row.pk] = (digest, fault)
            free.remove(row)
    return standing


def _bring(row: Finding, subject: Subject, standing: tuple[str, Fault] | None, on: date, due: date) -> None:
    """Bring one row to what was found. What was judged stays judged; what was mended is closed, and open again if it comes back.

    An answer given to other facts leaves the head the days to answer these.
    """
    row.subject = subject.kind
    if standing is None:
        _close(row, subject, on)
        return
    if not row.is_open and row.closure not in BY_ITSELF:
        return
    digest, fault = standing
    if row.closure in BY_ITSELF:
        if row.closure == Closure.ACCEPTED:
            row.assessment = ""
        row.state = FindingState.ANSWERED if row.answer else FindingState.OPEN
        row.closure, row.closed_on, row.answer_due = "", None, max(row.answer_due, due)
    if row.digest != digest and row.state == FindingState.ANSWERED:
        row.state, row.answer_due = FindingState.OPEN, due
    if not row.answer and subject.person is not None:
        row.person = subject.person
    row.digest, row.title = digest, subject.title
    row.facts, row.message = _facts(subject, fault), fault.message


def _close(row: Finding, subject: Subject, on: date) -> None:
    """Close what is not found any more: mended, or accepted as it is, which says why. What was judged stays as it was judged."""
    if not row.is_open and row.closure != Closure.FIXED:
        return
    if subject.accepted:
        row.state, row.closure, row.closed_on = FindingState.CLOSED, Closure.ACCEPTED, row.closed_on or on
        row.assessment = subject.accepted
    elif row.is_open:
        row.state, row.closure, row.closed_on = FindingState.CLOSED, Closure.FIXED, on


def _lasting(row: Finding) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in LASTING)


def _facts(subject: Subject, fault: Fault) -> dict[str, Any]:
    """The facts; where a step is missing as a whole, the record in which it is missing."""
    return fault.facts or {"record": subject.title}


def _new(subject: Subject, fault: Fault, digest: str, on: date, due: date) -> Finding:
    return Finding(
        source=subject.source,
        source_id=subject.source_id,
        digest=digest,
        unit=subject.unit,
        county_id=subject.unit.county_id,
        person=subject.person,
        concerns=subject.concerns,
        clause=fault.rule.clause,
        code=fault.rule.code,
        severity=fault.rule.severity,
        subject=subject.kind,
        title=subject.title,
        facts=_facts(subject, fault),
        message=fault.message,
        raised_on=on,
        answer_due=due,
    )


def _digest(fault: Fault) -> str:
    lasting = {name: value for name, value in fault.facts.items() if name not in fault.rule.passing}
    text = json.dumps([fault.rule.code, lasting], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@service("finding.answer")
def answer_finding(*, finding: int, words: str, by: User, on: date) -> Finding:
    """Note what the head says to a finding (申辩). May be said anew until it was assessed.

    Raises ValidationError without words, AlreadyAnswered where it is not the head's to answer any more.
    """
    if not words.strip():
        raise ValidationError({"words": [_("请写明情况和理由。")]})
    row = answerable_findings(by).select_for_update(of=("self",)).filter(pk=finding).first()
    if row is None:
        raise AlreadyAnswered
    row.answer, row.answered_at, row.answered_by = words.strip(), clock.now(), by
    row.state = FindingState.ANSWERED
    row.save()
    return row


@service("finding.assess")
def assess_finding(*, finding: int, closure: str, words: str, by: User, on: date) -> Finding:
    """Judge a finding after the head answered, or let the days for an answer pass: explained, or upheld and dealt with.

    Raises ValidationError by field, AlreadyAnswered where it is closed, or the head may still answer.
    """
    problems: dict[str, list[str]] = {}
    if closure not in (Closure.EXPLAINED, Closure.UPHELD):
        problems["closure"] = [_("请选择说明成立，或者问题成立。")]
    if not words.strip():
        problems["words"] = [_("请写明理由和处理情况。")]
    if problems:
        raise ValidationError(problems)
    row = assessable_findings(by, on).select_for_update(of=("self",)).filter(pk=finding).first()
    if row is None:
        raise AlreadyAnswered
    row.assessment, row.assessed_at, row.assessed_by = words.strip(), clock.now(), by
    row.state, row.closure, row.closed_on = FindingState.CLOSED, closure, on
    row.save()
    return row
