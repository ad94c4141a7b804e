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

from accounts.models import User
from core import clock, workdays
from core.ledger import service
from organisation.models import Person, Unit
from rulebook.findings import ANSWER_DAYS
from rulebook.types import FindingRule
from supervision.choices import Closure, FindingState
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
    """What findings are about: the row they were found in, its title and kind, and whose unit and head answer for it."""

    source: str
    source_id: int
    title: str
    kind: str
    unit: Unit
    person: Person | None


class AlreadyAnswered(Exception):
    """The finding waits for no answer, or no assessment, any more."""


@transaction.atomic
def reconcile(*, found: Mapping[Subject, Iterable[Fault]], on: date) -> int:
    """Bring the register to what was `found` in each subject on `on`; return how many findings were raised anew.

    A constant number of queries for any number of subjects that are as they were; one write for every change.
    """
    known = _known(found)
    due = workdays.load().add(on, ANSWER_DAYS.value)
    raised: list[Finding] = []
    for subject, faults in found.items():
        rows = known.get((subject.source, subject.source_id), [])
        still = {_digest(fault): fault for fault in faults}
        for digest, fault in still.items():
            row = _raised_before(rows, digest, fault)
            if row is None:
                raised.append(_new(subject, fault, digest, on, due))
            else:
                _follow(row, subject, fault, digest)
        codes = {fault.rule.code for fault in still.values()}
        for row in rows:
            if row.is_open and row.code not in codes:
                row.state, row.closure, row.closed_on = FindingState.CLOSED, Closure.FIXED, on
                row.save()
    for row in raised:
        row.save()
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


def _raised_before(rows: list[Finding], digest: str, fault: Fault) -> Finding | None:
    """The finding with these facts, else the open one of this code, whose facts have moved on."""
    same = next((row for row in rows if row.digest == digest), None)
    return same or next((row for row in rows if row.code == fault.rule.code and row.is_open), None)


def _follow(row: Finding, subject: Subject, fault: Fault, digest: str) -> None:
    """Keep facts and words as they are now. What was mended and has come back is open again; what was judged stays judged."""
    came_back = row.closure == Closure.FIXED
    if came_back:
        row.state = FindingState.ANSWERED if row.answer else FindingState.OPEN
        row.closure, row.closed_on = "", None
    now = (digest, fault.facts, fault.message, subject.title)
    if row.is_open and (came_back or (row.digest, row.facts, row.message, row.title) != now):
        row.digest, row.facts, row.message, row.title = now
        row.save()


def _new(subject: Subject, fault: Fault, digest: str, on: date, due: date) -> Finding:
    return Finding(
        source=subject.source,
        source_id=subject.source_id,
        digest=digest,
        unit=subject.unit,
        county_id=subject.unit.county_id,
        person=subject.person,
        clause=fault.rule.clause,
        code=fault.rule.code,
        severity=fault.rule.severity,
        subject=subject.kind,
        title=subject.title,
        facts=fault.facts or {"code": fault.rule.code},
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
