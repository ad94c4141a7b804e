"""An officer reads a mail that waits: enters it as what somebody reports, which routes it before it is stored, or sets it aside (C23, N23)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import MailState
from complaints.models import Mail
from complaints.policies import visible_mails
from complaints.services import attachments
from complaints.services.intake import Receipt, receipt_of, receive
from complaints.services.mails import form_of, said_of
from complaints.services.opening import Opener
from core import sealing
from core.ledger import record, service
from rulebook.procedures.complaints import Channel


@transaction.atomic
def enter_mail(*, mail: int, opener: Opener, entered: dict[str, Any], by: User, on: date) -> Receipt:
    """Enter what an officer read in a mail, with the mail itself and its files; of the mail nothing stays behind.

    Entered twice by the same officer it is one complaint with one receipt. Raises ValidationError by field, as `receive` does.
    """
    again = Mail.objects.filter(pk=mail, state=MailState.ENTERED, by=by).first()
    known = receipt_of(form_of(again.mark)) if again is not None else None
    if known is not None:
        return known
    found, key = _waiting(mail, opener, by, on)
    words = sealing.unlock_words(key, bytes(found.content))
    rows = list(found.files.all())
    stored = [str(row.file.name) for row in rows]
    files = attachments.opened(key, [(str(row.file.name), words["files"][row.position]) for row in rows])
    receipt = receive(
        body=found.body,
        said=said_of(words, files, **entered),
        form=form_of(found.mark),
        on=on,
        channel=Channel.EMAIL,
        by=by,
        received_on=found.received_on,
    )
    found.files.all().delete()
    found.content = found.sealed = found.reason = b""
    _handled(found, MailState.ENTERED, by, on)
    record("complaint.mail-entered", by=by, target=found)
    transaction.on_commit(lambda: attachments.forget(stored))
    return receipt


@service("complaint.mail-rejected")
def reject_mail(*, mail: int, opener: Opener, reason: str, by: User, on: date) -> Mail:
    """Set aside what is nothing to handle (advertising, a mistake); it stays locked, and anybody who sees it takes it up again."""
    found, key = _waiting(mail, opener, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明理由。")]})
    found.reason = sealing.lock_words(key, {"reason": reason.strip()})
    return _handled(found, MailState.REJECTED, by, on)


@service("complaint.mail-taken-up")
def take_up_mail(*, mail: int, by: User, on: date) -> Mail:
    """Let a mail that was set aside wait again."""
    found = visible_mails(by, on).select_for_update(of=("self",)).filter(pk=mail).first()
    if found is None or found.state != MailState.REJECTED:
        raise ValidationError(_("这封邮件不在“不作为检举控告”的邮件里。"))
    found.state, found.reason, found.by, found.handled_on = MailState.WAITING, b"", None, None
    found.save()
    return found


def note_mail_view(*, mail: Mail, by: User) -> None:
    """Note who read a mail (N31)."""
    with transaction.atomic():
        record("complaint.mail-viewed", by=by, target=mail)


def _waiting(mail: int, opener: Opener, by: User, on: date) -> tuple[Mail, bytes]:
    found = (
        visible_mails(by, on).select_for_update(of=("self",)).filter(pk=mail, state=MailState.WAITING).first()
    )
    key = opener.key_of(found) if found is not None else None
    if found is None or key is None:
        raise ValidationError(_("这封邮件已经处理过，或者不由您办理。"))
    return found, key


def _handled(mail: Mail, state: MailState, by: User, on: date) -> Mail:
    mail.state, mail.by, mail.handled_on = state, by, on
    mail.save()
    return mail
