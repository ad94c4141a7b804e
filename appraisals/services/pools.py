"""The pool of a poll (core.pools): for each question a row of marks, and a row of remarks; a place for every ballot given out (C13, L13).

Its key follows from CODE_KEY, which is no secret of the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from appraisals.models import Poll
from core.pools import Pool, Shape
from rulebook.procedures.appraisals import COMMENT_LENGTH, FORMS, Grade, Question

MARKS = {grade: bytes([number]) for number, grade in enumerate(Grade, start=1)}
PURPOSE = b"appraisals.ballots"
REMARK_BYTES = 4 * COMMENT_LENGTH  # no character takes more in UTF-8


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it goes into the pool: a grade for every question asked, and perhaps a remark."""

    marks: Mapping[str, str]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a pool holds: ballots by question and grade, remarks in no order."""

    grades: dict[str, dict[Grade, int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def questions_of(poll: Poll) -> tuple[Question, ...]:
    """What the electorate is asked."""
    return FORMS[poll.appraisal.round.form].asked_of(poll.electorate)


def put_in(poll: Poll, ballots: Sequence[Ballot]) -> None:
    """Put ballots into the pool of a locked poll, shuffled with what is there. Not saved here."""
    questions, pool = questions_of(poll), _pool_of(poll)
    put = [
        [*(MARKS[Grade(ballot.marks[question.key])] for question in questions), ballot.remark.encode()]
        for ballot in ballots
    ]
    poll.pool = pool.with_more(bytes(poll.pool) if poll.pool else pool.fresh(), put)


def counted(poll: Poll) -> Counted:
    """What the pool of a poll holds."""
    questions, pool = questions_of(poll), _pool_of(poll)
    *rows, remarks = pool.rows(bytes(poll.pool) if poll.pool else pool.fresh())
    found = Counted()
    for question, row in zip(questions, rows, strict=True):
        found.grades[question.key] = {
            grade: row.count(MARKS[grade]) for grade, _name in question.scale.grades
        }
    found.remarks.extend(text for one in remarks if (text := one.rstrip(b"\x00").decode()))
    return found


def _pool_of(poll: Poll) -> Pool:
    shape = Shape(poll.issued, (*(1,) * len(questions_of(poll)), REMARK_BYTES))
    return Pool(settings.CODE_KEY, PURPOSE, poll.pk, shape)
