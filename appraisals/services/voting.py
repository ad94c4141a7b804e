"""Casting a ballot with a code (C13, L13): one transaction in which the code is used up and the marks go into the pool.

On purpose there is no event of the ledger, no earlier version, no session, no time and no line of a log. All slips of the poll are written
anew with every ballot, in the order in which they lie there, so that neither PostgreSQL's transaction numbers nor the places of rows tell which
was used when; what remains is said in docs/security.md.
"""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from appraisals.models import Appraisal, Poll, Slip
from appraisals.procedure.slips import digest_of, is_code, plain
from appraisals.services.appraisals import closes_on
from appraisals.services.pools import Ballot, put_in, questions_of
from core.rows import as_product
from core.throttling import within
from rulebook.procedures.appraisals import COMMENT_LENGTH, State

NEEDED = ("appraisal__round", "appraisal__person", "appraisal__unit", "appraisal__post")
MOST_WRONG, STRETCH = 120, 60  # wrong codes in so many seconds, of everybody together
USED_ANEW = "UPDATE appraisals_slip SET used = used OR digest = %s WHERE poll_id = %s"
NOT_BEGUN = frozenset({State.SET_UP, State.PUBLISHED})


@as_product("who votes is nobody: the code opens the ballot of its poll")
def poll_for(*, code: str, on: date) -> Poll:
    """The poll a code votes in, while it can be used. Raises ValidationError at `code` that says why it cannot."""
    poll = Poll.objects.select_related(*NEEDED).get(pk=_slip_of(code).poll_id)
    _must_be_open(poll, on)
    _must_be_unused(poll, digest_of(plain(code)))
    return poll


@as_product("who votes is nobody: the code opens the ballot of its poll")
@transaction.atomic
def cast_ballot(*, code: str, ballot: Ballot, on: date) -> None:
    """Cast a ballot: the code is used up, the ballot lies in the pool. Raises ValidationError at `code`, or at what is not answered."""
    poll = locked(_slip_of(code).poll_id)
    _must_be_open(poll, on)
    digest = digest_of(plain(code))
    _must_be_unused(poll, digest)
    put_in(poll, [checked(poll, ballot)])
    with connection.cursor() as cursor:
        cursor.execute(USED_ANEW, [digest, poll.pk])
    poll.cast += 1
    poll.save(update_fields=["pool", "cast"])


def checked(poll: Poll, ballot: Ballot) -> Ballot:
    """The ballot as the poll's form has it. Raises ValidationError at each question without an answer, and at a remark that is too long."""
    wrong = {
        question.key: [_("请选择一项。")]
        for question in questions_of(poll)
        if ballot.marks.get(question.key) not in question.scale.names()
    }
    remark = "\n".join(ballot.remark.replace("\x00", "").split("\r\n")).strip()
    if len(remark) > COMMENT_LENGTH:
        wrong["remark"] = [_("意见最多 %(most)s 字。") % {"most": COMMENT_LENGTH}]
    if wrong:
        raise ValidationError(wrong)
    return Ballot(_asked(poll, ballot.marks), remark)


def locked(pk: int) -> Poll:
    """The poll, locked to the end of the transaction: ballots of one electorate wait for each other."""
    found: Poll = Poll.objects.select_for_update(of=("self",)).select_related(*NEEDED).get(pk=pk)
    return found


def is_open(appraisal: Appraisal, on: date) -> bool:
    """Whether ballots are taken on `on`; also before the night has closed what ended yesterday."""
    return appraisal.state == State.VOTING and on <= closes_on(appraisal)


def _asked(poll: Poll, marks: Mapping[str, str]) -> dict[str, str]:
    return {question.key: marks[question.key] for question in questions_of(poll)}


def _slip_of(code: str) -> Slip:
    """The slip with this code. Only wrong codes are counted, so that nobody's vote is, and a flood of them keeps nobody from voting."""
    text = plain(code)
    if not text:
        raise ValidationError({"code": [_("请输入票码。")]})
    if not is_code(text):
        raise ValidationError({"code": [_("票码输入有误：应为 16 位数字和字母，请对照票面核对。")]})
    slip = Slip.objects.filter(digest=digest_of(text)).only("poll_id").first()
    if slip is None:
        if not _room():
            raise ValidationError({"code": [_("此刻输错票码的人太多，请过一分钟再试。")]})
        raise ValidationError({"code": [_("没有这个票码，请对照票面核对；重新印发过的，旧票码已经作废。")]})
    return slip


def _room() -> bool:
    try:
        return within("ballot-codes", most=MOST_WRONG, seconds=STRETCH)
    except Exception:  # noqa: BLE001 - whatever ails the cache, it only counts wrong codes
        return True


def _must_be_open(poll: Poll, on: date) -> None:
    appraisal = poll.appraisal
    if appraisal.state in NOT_BEGUN:
        day = appraisal.round.opens_on
        words = _("评议还没有开始，%(month)s 月 %(day)s 日起可以投票，请保管好票码。")
        raise ValidationError({"code": [words % {"month": day.month, "day": day.day}]})
    if appraisal.state == State.CANCELLED:
        raise ValidationError({"code": [_("这次评议已经取消，票码不再使用。")]})
    if not is_open(appraisal, on) or poll.counted_at is not None:
        raise ValidationError({"code": [_("评议已经截止，不能再投票。")]})


def _must_be_unused(poll: Poll, digest: bytes) -> None:
    if not Slip.objects.filter(poll=poll, digest=digest, used=False).exists():
        raise ValidationError(
            {"code": [_("这个票码已经用过，一码一票。如果是您本人刚刚投的，您的票已经收到。")]}
        )
