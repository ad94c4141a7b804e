"""Finding out who must stand back (回避核查): as something comes in, while its words are in memory, and later with an opened key.

What is kept says of an officer and a complaint that they were checked and whether they may see it; never whom it names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.checks.concern import is_concerned, is_named
from complaints.checks.routing import Held, Roster
from complaints.choices import Sender
from complaints.models import Clearance, Complaint, Mail, Message, ReceivingBody
from complaints.policies import Circle, circle_of, circles_of, officers_of, own_grants, visible_complaints
from complaints.services.opening import Keys, Opener
from core import sealing
from core.ledger import service
from core.rows import as_product

CHUNK = 200


def circles_in(body: ReceivingBody, on: date) -> list[Circle]:
    """The circles of the body's officers of the day."""
    return [*circles_of(officers_of(body, on).select_related("person")).values()]


def note_received(
    rows: Iterable[tuple[Complaint, Mapping[str, Any], Sequence[Held]]], circles: Sequence[Circle]
) -> None:
    """Check the officers against complaints just stored, each with what it says and the posts held on its day."""
    Clearance.objects.bulk_create(
        Clearance(
            complaint=complaint,
            officer_id=circle.user,
            circle=circle.mark,
            clear=not is_concerned(circle, said, held),
        )
        for complaint, said, held in rows
        for circle in circles
    )


def note_mail(mail: Mail, words: Mapping[str, Any], held: Sequence[Held], circles: Sequence[Circle]) -> None:
    """Check the officers against a mail just locked."""
    said = mail_as_said(words)
    Clearance.objects.bulk_create(
        Clearance(
            mail=mail, officer_id=circle.user, circle=circle.mark, clear=not is_concerned(circle, said, held)
        )
        for circle in circles
    )


def mail_as_said(words: Mapping[str, Any]) -> dict[str, Any]:
    """A mail read as a complaint that chose nothing from lists: whoever it calls by name or post is named."""
    text = f"{words['subject']} {words['text']}"
    return {"person_words": text, "facts": words["sender"]}


@service("complaint.stood-back")
def stand_back(*, complaint: int, keys: Keys, reason: str, by: User, on: date) -> Complaint:
    """An officer knows what no roster does, and stands back (回避): from now on they see it no more. Raises ValidationError by field."""
    found = visible_complaints(by, on).filter(pk=complaint).first()
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明理由。")]})
    locked = sealing.lock_words(keys.content, {"reason": reason.strip()})
    Clearance.objects.filter(complaint=found, officer=by).update(clear=False, reason=locked)
    return found


def note_added(complaint: Complaint, text: str) -> None:
    """What a reporter adds can name an officer, too: from then on they see it no more."""
    checked = Clearance.objects.filter(complaint=complaint, clear=True)
    users = User.objects.filter(pk__in=checked.values("officer")).select_related("person")
    named = [circle.user for circle in circles_of(users).values() if is_named(circle, text)]
    checked.filter(officer__in=named).update(clear=False)


@as_product(
    "an officer is checked against everything the body received before they may see any of it, and is shown none of it"
)
@transaction.atomic
def clear(*, of: User, opener: Opener, by: User, on: date) -> int:
    """Check `of` against everything of the bodies whose keys `by` holds that they were not checked against as who they are now; how many.

    Nothing of it is shown to either. What does not open stays unchecked, and so unseen.
    """
    circle = circle_of(of)
    bodies = ReceivingBody.objects.filter(pk__in=own_grants(by, on).values("key__body"))
    checked = Clearance.objects.filter(officer=of, circle=circle.mark)
    count = 0
    for body in bodies:
        roster = Roster(body.county_id)
        complaints = body.complaints.exclude(
            pk__in=checked.filter(complaint__isnull=False).values("complaint")
        )
        for rows in _in_chunks(complaints.order_by("pk").iterator(CHUNK)):
            count += _keep(circle, "complaint", _judged(circle, rows, opener, roster))
        mails = body.mails.exclude(pk__in=checked.filter(mail__isnull=False).values("mail"))
        for letters in _in_chunks(mails.exclude(content=b"").order_by("pk").iterator(CHUNK)):
            found = (
                (mail, not is_concerned(circle, mail_as_said(words), roster.on(mail.received_on)))
                for mail in letters
                if (words := opener.mail_words(mail)) is not None
            )
            count += _keep(circle, "mail", found)
    return count


def _judged(
    circle: Circle, rows: list[Complaint], opener: Opener, roster: Roster
) -> Iterator[tuple[Complaint, bool]]:
    keys = opener.keys(rows)
    added = defaultdict(list)
    for message in Message.objects.filter(complaint__in=rows, sender=Sender.REPORTER):
        if message.complaint_id in keys:
            talk = keys[message.complaint_id].talk
            added[message.complaint_id].append(sealing.unlock_words(talk, bytes(message.content))["text"])
    for row in rows:
        if row.pk in keys:
            said = sealing.unlock_words(keys[row.pk].content, bytes(row.content))
            concerned = is_concerned(circle, said, roster.on(row.received_on))
            yield row, not (concerned or is_named(circle, "".join(added[row.pk])))


def _keep(circle: Circle, what: str, found: Iterable[tuple[Any, bool]]) -> int:
    away = set(Clearance.objects.filter(officer=circle.user).exclude(reason=b"").values_list(what, flat=True))
    rows = [
        Clearance(
            **{what: row},
            officer_id=circle.user,
            circle=circle.mark,
            clear=is_clear and row.pk not in away,
        )
        for row, is_clear in found
    ]
    Clearance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=[what, "officer"], update_fields=["circle", "clear"]
    )
    return len(rows)


def _in_chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
