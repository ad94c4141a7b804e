"""Secret ballots (无记名投票): nobody can tell who cast which, not even from the database.

While voting goes on the ballots of an item lie in one AES-GCM text under a key derived from the installation's secret and the item.
The text inside always has the same length, a row of marks for every question put, one mark a member; each row is shuffled by
itself with every ballot, so that neither order nor combination of marks survives. Beside it only Stance.voted says who has voted: no
event of the ledger, no earlier version, no time. When it is counted the text is wiped; the marks of votes not cast go with it.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from secrets import SystemRandom

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
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

KEY_BYTES, NONCE_BYTES = 32, 12
EMPTY = 0
MARKS = {Vote.FOR: 1, Vote.AGAINST: 2, Vote.ABSTAIN: 3}
Tally = dict[str, int]


def fresh_pool(item: int, questions: int, members: int) -> bytes:
    """An empty pool for `questions` put to `members`."""
    return _sealed(item, bytes(questions * members))


def with_ballot(item: int, pool: bytes, marks: Sequence[str], members: int) -> bytes:
    """The pool with one ballot more: `marks` is a vote on each question, in their order. As long as before, shuffled anew."""
    opened = _opened(item, pool)
    rows = [list(opened[at : at + members]) for at in range(0, len(opened), members)]
    for row, mark in zip(rows, marks, strict=True):
        row[row.index(EMPTY)] = MARKS[Vote(mark)]
        SystemRandom().shuffle(row)
    return _sealed(item, bytes(mark for row in rows for mark in row))


def counted(item: int, pool: bytes, members: int) -> list[Tally]:
    """The votes on each question."""
    opened = _opened(item, pool)
    rows = [opened[at : at + members] for at in range(0, len(opened), members)]
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


def _key(item: int) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"decisions.ballots:%d" % item)
    return derived.derive(settings.SECRET_KEY.encode())


def _sealed(item: int, marks: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(item)).encrypt(nonce, marks, b"%d" % item)


def _opened(item: int, pool: bytes) -> bytes:
    return AESGCM(_key(item)).decrypt(pool[:NONCE_BYTES], pool[NONCE_BYTES:], b"%d" % item)
