"""Paper ballots (纸质票): typed in by two officers, neither of whom sees the other's entries, compared, put into the pool where both agree (C13).

Sheets are shuffled and numbered when they are taken out of the box; a number names a sheet, nobody's ballot. What went in is deleted here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import PaperEntry, Poll
from appraisals.policies.ballots import handled_polls
from appraisals.services.pools import Ballot, put_in, questions_of
from appraisals.services.voting import checked, locked
from core.ledger import record, service
from rulebook.procedures.appraisals import State

TURNS = (1, 2)


class NotYours(Exception):
    """The papers are not this user's to type: not of their body, about a relative, or two others type them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing came to: sheets that went in, those that differ with the questions in which they do, those only one has typed."""

    taken: int = 0
    differing: dict[int, list[str]] = field(default_factory=dict)
    alone: list[int] = field(default_factory=list)


def turn_of(poll: Poll, by: User) -> int:
    """Whether `by` is the first or the second to type. Raises NotYours where two others are."""
    taken = dict(PaperEntry.objects.filter(poll=poll).values_list("turn", "by").distinct())
    mine = [turn for turn, user in taken.items() if user == by.pk]
    free = [turn for turn in TURNS if turn not in taken]
    if not mine and not free:
        raise NotYours
    return (mine or free)[0]


@service("appraisal.type-paper")
def type_paper(*, poll: int, number: int, ballot: Ballot, by: User, on: date) -> Poll:
    """Type a sheet, or type it again. The ledger knows that somebody typed for this poll, not which sheet nor what.

    Raises NotYours, ValidationError at `number`, at a question or at `remark`.
    """
    row = _held(poll, by, on)
    turn = turn_of(row, by)
    if not 1 <= number <= row.papers:
        words = _("票序号应在 1 到 %(papers)s 之间。")
        raise ValidationError({"number": [words % {"papers": row.papers}]})
    if number in row.papers_in:
        raise ValidationError({"number": [_("这一张两人录入一致，已经入箱，不能再录。")]})
    said = checked(row, ballot)
    PaperEntry.objects.update_or_create(
        poll=row, number=number, turn=turn, defaults={"marks": dict(said.marks), "remark": said.remark, "by": by}
    )  # fmt: skip
    return row


def compare_papers(*, poll: int, by: User, on: date) -> Compared:
    """Compare what both typed: sheets on which they agree go in together and their entries are deleted, the others stay to be typed again.

    Raises NotYours.
    """
    with transaction.atomic():
        row = _held(poll, by, on)
        turn_of(row, by)
        found = differing(row)
        if found.alone:  # sheets go in many at once, so that none goes in by itself
            return Compared(alone=found.alone)
        agreed = PaperEntry.objects.filter(poll=row).exclude(number__in=found.differing)
        sheets = list(agreed.filter(turn=TURNS[0]))
        put_in(row, [Ballot(sheet.marks, sheet.remark) for sheet in sheets])
        row.papers_cast += len(sheets)
        row.papers_in = sorted([*row.papers_in, *(sheet.number for sheet in sheets)])
        row.save(update_fields=["pool", "papers_cast", "papers_in"])
        agreed.delete()
        facts = {"taken": len(sheets), "differing": len(found.differing)}
        record("appraisal.compare-papers", by=by, target=row, facts=facts)
    return Compared(len(sheets), found.differing)


def differing(poll: Poll) -> Compared:
    """How what both typed compares, without putting anything in; sheets only one has typed are `alone`."""
    first, second = (_typed(poll, turn) for turn in TURNS)
    both = first.keys() & second.keys()
    found = {number: _differences(poll, first[number], second[number]) for number in sorted(both)}
    return Compared(
        sum(not names for names in found.values()),
        {number: names for number, names in found.items() if names},
        sorted(first.keys() ^ second.keys()),
    )


def _held(pk: int, by: User, on: date) -> Poll:
    if not handled_polls(by, on).filter(pk=pk).exists():
        raise NotYours
    row = locked(pk)
    if not is_typed(row):
        raise ValidationError(_("不在评议期间，不能录入纸质票。"))
    return row


def _typed(poll: Poll, turn: int) -> dict[int, PaperEntry]:
    return {entry.number: entry for entry in PaperEntry.objects.filter(poll=poll, turn=turn)}


def _differences(poll: Poll, one: PaperEntry, other: PaperEntry) -> list[str]:
    """The questions in which two entries of a sheet differ, in words."""
    found = [
        _(question.text) for question in questions_of(poll) if one.marks[question.key] != other.marks[question.key]
    ]  # fmt: skip
    return [*found, _("意见")] if _words(one.remark) != _words(other.remark) else found


def _words(remark: str) -> list[str]:
    return remark.split()


def is_typed(poll: Poll) -> bool:
    """Whether papers are typed in now: while voting goes on, until it is counted."""
    return poll.appraisal.state == State.VOTING and poll.counted_at is None


def own_entry(poll: Poll, by: User, number: int | None) -> dict[str, Any]:
    """What `by` typed of a sheet, for the form; without a number the next one nobody asked `by` for yet."""
    own = {entry.number: entry for entry in PaperEntry.objects.filter(poll=poll, by=by)}
    if number in own:
        return {"number": number, "remark": own[number].remark} | own[number].marks
    done = own.keys() | set(poll.papers_in)
    return {"number": number or next((one for one in range(1, poll.papers + 1) if one not in done), None)}
