"""Holding back machines without an outside service and without knowing who asks: a signed form, some work for the browser, or a small question.

Nothing of the sender is counted. The work is asked of every form; who has no JavaScript answers a question in words instead. Above a rate no
county's people reach, forms wait.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.throttling import within

SALT = "complaint-form"
SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=12)
WORK_BITS = 15  # zeros the hash begins with: a second or two on a phone
MOST, STRETCH = 120, 60  # forms, codes in so many seconds for everybody together
NUMBERS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A form that was opened: its name, when, and the two numbers of its question."""

    token: UUID
    at: datetime
    first: int
    second: int

    @property
    def question(self) -> str:
        """The question in words."""
        values = {"first": NUMBERS[self.first], "second": NUMBERS[self.second]}
        return _("%(first)s加%(second)s等于几？请用数字回答。") % values

    @property
    def bits(self) -> int:
        """How many zeros the hash must begin with."""
        return WORK_BITS


def open_form(now: datetime) -> str:
    """A text that says when which form was opened, signed so that it cannot be made up."""
    numbers = [1 + secrets.randbelow(9), 1 + secrets.randbelow(9)]
    return signing.dumps([str(uuid4()), now.isoformat(), *numbers], salt=SALT, compress=True)


def opened(text: str, now: datetime) -> Challenge | None:
    """What `text` says, or None where it is not ours, or too old."""
    try:
        token, at, first, second = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    moment = parse_datetime(at)
    if moment is None or now - moment > LATEST:
        return None
    return Challenge(UUID(token), moment, first, second)


def check(challenge: Challenge, *, work: str, answer: str, now: datetime) -> None:
    """Raises ValidationError for `answer`, or for the whole form, where a machine would have sent this."""
    if now - challenge.at < SOONEST:
        raise ValidationError(_("提交得太快了，请稍等几秒，再提交一次。"))
    if not _worked(challenge, work) and answer.strip() != str(challenge.first + challenge.second):
        raise ValidationError({"answer": [_("请回答这个问题，以便区分真人和程序。")]})
    if not room("complaint-forms"):
        raise ValidationError(_("此刻提交的人太多，没有保存；您写的内容还在，请过几分钟再提交一次。"))


def room(what: str) -> bool:
    """Whether there is room for one more; where nobody can count (the cache is gone) there is."""
    try:
        return within(what, most=MOST, seconds=STRETCH)
    except Exception:  # noqa: BLE001 - whatever ails the cache, a complaint is not lost for it
        return True


def _worked(challenge: Challenge, work: str) -> bool:
    if not work.isascii() or not work.isdecimal() or len(work) > len(str(2**63)):
        return False
    digest = sha256(f"{challenge.token}:{work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0
