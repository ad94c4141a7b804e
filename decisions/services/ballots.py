"""Secret ballots (无记名投票): nobody can tell who cast which, not even from the database.

While voting goes on the ballots of an item lie in one pool (core.pools) under a key derived from the installation's secret and the item: a row
of marks for every question put, one mark a member, shuffled with every ballot. Beside it only Stance.voted says who has voted: no
event of the ledger, no earlier version, no time. When it is counted the text is wiped; the marks of votes not cast go with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.pools import Pool, Shape
from decisions.choices import ItemState, Vote
from decisions.models import AgendaItem
from decisions.services.locking import (
    AlreadyDone,
    NotYours,
    changed,
    locked_item,
    locked_stances,
    stance_of,
    taking_part,
)

MARKS = {Vote.FOR: b"\x01", Vote.AGAINST: b"\x02", Vote.ABSTAIN: b"\x03"}
Tally = dict[str, int]


def fresh_pool(item: int, questions: int, members: int) -> bytes:
    """An empty pool for `questions` put to `members`."""
    return _pool(item, questions, members).fresh()


def with_ballot(item: int, pool: bytes, marks: Sequence[str], members: int) -> bytes:
    """The pool with one ballot more: `marks` is a vote on each question, in their order. As long as before, shuffled anew."""
    return _pool(item, len(marks), members).with_more(pool, [[MARKS[Vote(mark)] for mark in marks]])


def counted(item: int, pool: bytes, members: int) -> list[Tally]:
    """The votes on each question."""
    rows = _pool(item, len(_opened(item, pool)) // members, members).rows(pool)
    return [{vote.value: row.count(mark) for vote, mark in MARKS.items()} for row in rows]


def questions_of(item: AgendaItem) -> list[int | None]:
    """What is voted on: each candidate alone (逐人表决), or the matter itself, which is None."""
    candidates = list(item.matter.candidates.order_by("place", "pk").values_list("pk", flat=True))
    return [*candidates] or [None]


def marks_of(item: AgendaItem, votes: Mapping[int | None, str]) -> list[str]:
    """The votes in the order of the questions. Raises ValidationError where one is missing or is none."""
    marks = [votes.get(question, "") for question in questions_of(item)]
    if any(mark not in Vote.values for mark in marks):
        raise ValidationError(_("请对每一项都选择赞成、反对或者弃权。"))
    return marks


@transaction.atomic
def cast_ballot(*, item: int, votes: Mapping[int | None, str], by: User, on: date) -> AgendaItem:
    """Cast one's own secret ballot; nobody casts it for another. Not recorded in the ledger, on purpose: an event has a time.

    Raises NotYours, AlreadyDone, ValidationError where the voter is absent or withdrew, or voting is over.
    """
    row = locked_item(item, ItemState.VOTING)
    stances = locked_stances(row)
    own = next((one.seat_id for one in stances if by.person_id and one.seat.person_id == by.person_id), None)
    if not row.secret or own is None:
        raise NotYours
    stance = stance_of(stances, own)
    if stance not in taking_part(stances):
        raise ValidationError(_("缺席、离席或者回避的成员不参加表决。"))
    if stance.voted:
        raise AlreadyDone
    marks = marks_of(row, votes)
    row.pool = with_ballot(row.pk, bytes(row.pool or b""), marks, len(stances))
    row.save(update_fields=["pool"])
    stance.voted = True
    stance.save(update_fields=["voted"])
    changed(row.meeting_id)
    return row


def _pool(item: int, questions: int, members: int) -> Pool:
    return Pool(settings.SECRET_KEY, b"decisions.ballots", item, Shape(members, (1,) * questions))


def _opened(item: int, pool: bytes) -> bytes:
    return _pool(item, 0, 0).opened(pool)
