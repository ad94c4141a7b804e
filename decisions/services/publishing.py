"""Taking comments from the public on a published draft (C3). No address, no log-in, no name that was not given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core import clock, ledger
from core.throttling import within
from decisions.models import PublicComment
from decisions.policies import published_drafts

SALT = "public-draft"
SOONEST = timedelta(seconds=3)  # nobody reads a draft and writes to it faster
LATEST = timedelta(hours=12)
MOST = 60  # comments on one draft in STRETCH: a town's hall full of people, not a machine's flood
STRETCH = 600  # seconds


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody opened the form for a draft: which form, and when."""

    draft: int
    token: UUID
    at: datetime


def open_form(draft: int) -> str:
    """A text that says when the form for `draft` was opened, signed so that it cannot be made up."""
    return signing.dumps([draft, str(uuid4()), clock.now().isoformat()], salt=SALT, compress=True)


def opened(text: str, draft: int) -> Opened | None:
    """What `text` says, or None where it is not ours, not for this draft, or too old."""
    try:
        number, token, at = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    moment = parse_datetime(at)
    if number != draft or moment is None or clock.now() - moment > LATEST:
        return None
    return Opened(number, UUID(token), moment)


@ledger.service("draft.comment")
def take_comment(
    *, draft: int, form: Opened, text: str, name: str, on: date, by: None = None
) -> PublicComment:
    """Keep a comment on a published draft while its period runs; a form sent twice is kept once.

    Raises ValidationError by field: nothing said, too long, too quick, outside the period, or more in a while than people write. The
    flood is counted by draft: nothing of the sender is kept to count by.
    """
    found = published_drafts(on).filter(pk=draft, until__gte=on).first()
    if found is None:
        raise ValidationError(_("征求意见已经结束，没有保存。"))
    if clock.now() - form.at < SOONEST:
        raise ValidationError(_("提交得太快了，请稍等几秒，再提交一次。"))
    if not text.strip():
        raise ValidationError({"text": [_("请填写意见。")]})
    known = PublicComment.objects.filter(token=form.token).first()
    if known:
        raise ledger.Again(known)
    if not within(f"draft-comments:{draft}", most=MOST, seconds=STRETCH):
        raise ValidationError(_("此刻提意见的人太多，没有保存；您写的内容还在，请过几分钟再提交一次。"))
    comment, _made = PublicComment.objects.get_or_create(
        token=form.token,
        defaults={"matter": found.matter, "text": text.strip(), "name": name.strip(), "received_on": on},
    )
    return comment
