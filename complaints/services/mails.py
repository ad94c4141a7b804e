"""Taking mail from the body's mailbox (C23): read, locked to the body, committed, and only then taken away on the server.

Whatever breaks in between, a mail is either still on the server or kept here, and known by its mark when it is met again.
"""

import hmac
import logging
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from complaints.checks.concern import words_of
from complaints.checks.routing import held_on, officers_of
from complaints.models import BodyKey, Mail, MailFile, ReceivingBody
from complaints.procedure.routing import Named, Way, way_of
from complaints.services import attachments, intake
from complaints.services.attachments import Clean
from complaints.services.clearing import circles_in, note_mail
from complaints.services.keys import key_in_force
from core import mailbox, mails, sealing
from core.locking import COMPLAINTS, hold
from rulebook.procedures.complaints import Channel

log = logging.getLogger(__name__)
MOST = 200  # mails of one run; the rest waits for the next
MOST_BYTES = 60 * 1024 * 1024  # of one mail
BEGINNING = 2 * 1024 * 1024  # what is read of a longer one
LONGEST = 200_000  # characters


def account() -> mailbox.Account | None:
    """The mailbox of the settings; None where none is named."""
    if not settings.IMAP_HOST:
        return None
    return mailbox.Account(
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_USER, settings.IMAP_PASSWORD,
        settings.IMAP_FOLDER, settings.IMAP_DONE_FOLDER, settings.IMAP_TLS,
    )  # fmt: skip


def pick_up(*, of: mailbox.Account, body: ReceivingBody, on: date) -> dict[str, Any]:
    """Take what nobody read yet; how many were taken, were known, were handed on, were left on the server, and what stood in the way."""
    result: dict[str, Any] = {"taken": 0, "known": 0, "handed_on": 0, "left": 0, "problem": ""}
    key = key_in_force(body)
    if key is None:
        return result | {"problem": _("机关密钥没有启用，邮件留在邮箱里。")}
    try:
        with mailbox.opened(of) as box:
            for number in box.unseen()[:MOST]:
                try:
                    result[_take(box, number, body, key, on)] += 1
                except ValidationError as error:
                    result["left"] += 1
                    result["problem"] = " ".join(error.messages)
                    continue
                box.take_away(number)
    except mailbox.Unreachable as error:
        result["problem"] = str(error)
    if result["problem"]:
        log.warning("mailbox: %s", result["problem"])
    return result


def _take(box: mailbox.Mailbox, number: str, body: ReceivingBody, key: BodyKey, on: date) -> str:
    is_long = (size := box.size(number)) > MOST_BYTES
    raw = box.content(number, BEGINNING if is_long else MOST_BYTES)
    if not raw:
        raise ValidationError(_("邮件服务器没有给出邮件的内容。"))
    read = mails.read(raw)
    mark = mark_of(body, read.message_id, raw)
    if is_long:
        why = _("邮件共 %(size)s MB，超过 %(most)s MB，附件没有收下。")
        told = why % {"size": size // 1024 // 1024, "most": MOST_BYTES // 1024 // 1024}
        files, left = (
            list[Clean](),
            [{"name": one.name, "why": told} for one in read.files] or [{"name": "", "why": told}],
        )
    else:
        files, left = attachments.sorted_out((one.name, one.content) for one in read.files)
    words = {
        "sender": read.sender,
        "subject": read.subject,
        "sent": read.sent,
        "text": read.text[:LONGEST],
        "files": [file.name for file in files],
        "left_out": left,
    }
    return keep(body=body, key=key, words=words, files=files, mark=mark, on=on)


def mark_of(body: ReceivingBody, message_id: str, raw: bytes) -> bytes:
    """What a mail is known by: careless programs give many mails one Message-ID, so the content belongs to it."""
    own = b"\0".join([f"mail:{body.pk}".encode(), message_id.encode(), sha256(raw).digest()])
    return hmac.new(settings.CODE_KEY.encode(), own, sha256).digest()


def form_of(mark: bytes | memoryview) -> str:
    """The name of the form a mail is entered by, so that it is entered once."""
    return f"mail:{bytes(mark).hex()}"


@transaction.atomic
def keep(
    *, body: ReceivingBody, key: BodyKey, words: dict[str, Any], files: Sequence[Clean], mark: bytes, on: date
) -> str:
    """Lock a mail as one that waits for entry; one that names the body's own people goes up sealed at once. What became of it.

    Raises ValidationError where it can neither be kept nor handed on.
    """
    hold(COMPLAINTS)
    if Mail.objects.filter(mark=mark).exists() or intake.receipt_of(form_of(mark)) is not None:
        return "known"
    said = said_of(words, files)
    about = Named(frozenset(), (), None, words_of(said.words))
    if way_of(about, officers_of(body, on)) == Way.OWN_PEOPLE:
        intake.receive(body=body, said=said, form=form_of(mark), on=on, channel=Channel.EMAIL)
        return "handed_on"
    own = sealing.new_key()
    stored = attachments.store(own, files)
    with attachments.stored_with(stored):
        mail = Mail.objects.create(
            body=body,
            mark=mark,
            received_on=on,
            key=key,
            sealed=sealing.seal(bytes(key.public), own),
            content=sealing.lock_words(own, words),
        )
        MailFile.objects.bulk_create(
            MailFile(mail=mail, position=at, file=name) for at, name in enumerate(stored)
        )
        note_mail(mail, words, held_on(body.county_id, on), circles_in(body, on))
    return "taken"


def said_of(words: dict[str, Any], files: Sequence[Clean] = (), **entered: Any) -> intake.Said:
    """A mail as what somebody reports: with what an officer `entered`, else with its own words alone."""
    given = {"facts": words["text"] or _("（邮件没有正文，见附件。）"), "contact": words["sender"]} | entered
    return intake.Said(**given, original=original_of(words), files=files)


def original_of(words: dict[str, Any]) -> str:
    """The mail in full, to stand beside what was entered from it."""
    lines = [
        f"{_('主题')}：{words['subject']}",
        f"{_('发件人')}：{words['sender']}",
        f"{_('发送时间')}：{words['sent']}",
        "",
        words["text"],
    ]
    lines += [f"{_('没有收下的附件')}：{one['name']} {one['why']}".strip() for one in words["left_out"]]
    return "\n".join(lines)
