"""The reporter's side: with the code, and with nothing else, progress and answers are read and something is added; drafts are kept for days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from complaints.choices import Sender
from complaints.models import Complaint, ComplaintFile, Draft, HandedOn, Message, PastFile, SpentForm
from complaints.procedure import codes
from complaints.services import attachments
from complaints.services.attachments import Clean
from complaints.services.clearing import note_added
from complaints.services.intake import DRAFT, LOOKUP, TALK
from core import sealing
from core.rows import as_product
from rulebook.procedures.complaints import DRAFT_KEPT_DAYS


@dataclass(frozen=True, slots=True)
class Found:
    """What a code leads to: a complaint with the key of its messages, or what was handed on."""

    code: str
    complaint: Complaint | None = None
    talk: bytes = b""
    handed_on: HandedOn | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the reporter sees it; of the own ones only the day, so that a code that falls into other hands shows nothing."""

    on: date
    own: bool
    text: str = ""


@as_product("the code opens what it leads to, for nobody who is logged in")
def found_by(typed: str) -> Found:
    """What the code somebody `typed` leads to. Raises ValidationError for `code`: no code, or none of ours."""
    code = codes.plain(typed)
    if not codes.is_code(code):
        raise ValidationError({"code": [_("查询码是 16 位数字，您输入的有误，请对照后重新输入。")]})
    lookup = sealing.derived(code, LOOKUP)
    complaint = Complaint.objects.filter(lookup=lookup).select_related("body").first()
    if complaint is not None:
        talk = sealing.unlock(sealing.derived(code, TALK), bytes(complaint.for_reporter or b""))
        return Found(code, complaint, talk)
    gone = HandedOn.objects.filter(lookup=lookup).select_related("body", "by_way_of").first()
    if gone is None:
        raise ValidationError({"code": [_("没有用这个查询码提交的举报；暂存的请选“继续填写”。")]})
    return Found(code, handed_on=gone)


@as_product("the code opens what it leads to, for nobody who is logged in")
@transaction.atomic
def read_messages(*, found: Found, on: date) -> list[Said]:
    """What was said so far, in order; answers count as read from now on."""
    if found.complaint is None:
        return []
    rows = list(found.complaint.messages.all())
    found.complaint.messages.filter(sender=Sender.BODY, read_on=None).update(read_on=on)
    return [
        Said(row.on, own=True)
        if row.sender == Sender.REPORTER
        else Said(row.on, own=False, text=sealing.unlock_words(found.talk, bytes(row.content))["text"])
        for row in rows
    ]


@as_product("the code opens what it leads to, for nobody who is logged in")
@transaction.atomic
def add(*, found: Found, text: str, files: Sequence[Clean], form: UUID, on: date) -> None:
    """Add facts and files to what was reported, also after it was closed; the same form twice is taken once.

    Raises ValidationError by field: nothing said, handed on to another body, a file that cannot be stored.
    """
    if found.complaint is None:
        raise ValidationError(_("这件举报已经报送上级机关，请向该机关补充。"))
    if not text.strip() and not files:
        raise ValidationError({"text": [_("请写明要补充的内容，或者添加附件。")]})
    _spent, is_new = SpentForm.objects.get_or_create(token=form, defaults={"until": on + timedelta(2)})
    if not is_new:
        return
    words: dict[str, Any] = {"text": text.strip(), "files": [file.name for file in files]}
    stored = attachments.store(found.talk, files)
    with attachments.stored_with(stored):
        message = Message.objects.create(
            complaint=found.complaint,
            sender=Sender.REPORTER,
            on=on,
            content=sealing.lock_words(found.talk, words),
        )
        ComplaintFile.objects.bulk_create(
            ComplaintFile(complaint=found.complaint, message=message, position=at, file=name)
            for at, name in enumerate(stored)
        )
        note_added(found.complaint, text)


@as_product("the code opens what it leads to, for nobody who is logged in")
@transaction.atomic
def keep_draft(*, words: dict[str, Any], form: str, on: date) -> str:
    """Keep what is written so far, locked with what only the code makes; the code. Kept anew, the days begin anew."""
    code = codes.code_for("draft:" + form)
    Draft.objects.update_or_create(
        lookup=sealing.derived(code, LOOKUP),
        defaults={
            "content": sealing.lock_words(sealing.derived(code, DRAFT), words),
            "until": on + timedelta(DRAFT_KEPT_DAYS.value),
        },
    )
    return code


@as_product("the code opens what it leads to, for nobody who is logged in")
def draft_of(typed: str, on: date) -> dict[str, Any]:
    """What was kept under a code. Raises ValidationError for `code`."""
    code = codes.plain(typed)
    row = None
    if codes.is_code(code):
        row = Draft.objects.filter(lookup=sealing.derived(code, LOOKUP), until__gte=on).first()
    if row is None:
        raise ValidationError(
            {
                "code": [
                    _("没有找到用这个码暂存的内容；暂存的内容保留 %(days)s 天。")
                    % {"days": DRAFT_KEPT_DAYS.value}
                ]
            }
        )
    return sealing.unlock_words(sealing.derived(code, DRAFT), bytes(row.content))


@transaction.atomic
def forget_what_is_over(*, on: date) -> int:
    """Delete drafts, spent forms and registers that wait for their import whose days are over; how many."""
    return sum(model.objects.filter(until__lt=on).delete()[0] for model in (Draft, SpentForm, PastFile))
