"""Complaints that report the same (并案, C23): both are kept, each reporter is answered under the own code, the main one is handled for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import Sender
from complaints.models import Complaint, Message
from complaints.policies import visible_complaints
from complaints.procedure.likeness import MOST_COMPARED, MOST_SHOWN, Likeness, likeness
from complaints.services.days import set_days, taken_in
from complaints.services.opening import Keys, Opener
from core import sealing
from core.ledger import record
from rulebook.procedures.complaints import OVER, Step


@dataclass(frozen=True, slots=True)
class Likely:
    """An open complaint that may be the same as another, with what it says."""

    complaint: Complaint
    said: Mapping[str, Any]
    likeness: Likeness


def likely(*, complaint: Complaint, opener: Opener, by: User, on: date) -> list[Likely]:
    """The open complaints of the body that may be the same, the likeliest first; reckoned in memory from what `by` may read, kept nowhere."""
    rows = visible_complaints(by, on).filter(body=complaint.body_id).exclude(state__in=OVER)
    newest = list(rows.exclude(pk=complaint.pk).order_by("-received_on", "-pk")[:MOST_COMPARED])
    said = opener.summaries([complaint, *newest])
    own = said.get(complaint.pk)
    if own is None:
        return []
    found = [Likely(one, said[one.pk], likeness(own, said[one.pk])) for one in newest if one.pk in said]
    alike = [one for one in found if one.likeness.is_likely]
    return sorted(alike, key=lambda one: -one.likeness.weight)[:MOST_SHOWN]


def join(merged: Complaint, main: Complaint) -> None:
    """What follows for the main one: what was merged into the other is merged into it, the earlier deadline holds, major stays major."""
    merged.merged.update(into=main)
    main.major = main.major or merged.major
    _set(main)


def part(main: Complaint) -> None:
    """What follows for the main one when another is taken out of it again."""
    _set(main)


def _set(main: Complaint) -> None:
    set_days(main, taken_in(main))
    main.save(update_fields=["due", "major", "escalate_by", "clarify_by"])


def merged_into(complaint: Complaint, by: User, on: date) -> list[Complaint]:
    """Those merged into it, with messages and files, as far as `by` may read them; the oldest first."""
    rows = visible_complaints(by, on).filter(into=complaint).order_by("received_on", "pk")
    return list(rows.prefetch_related("files", "messages__by__person"))


def unanswered(complaint: Complaint) -> list[str]:
    """The numbers of those, merged with others, whose reporters can read an answer and got none since the conclusion."""
    rows = [complaint, *complaint.merged.all()]
    concluded = [one.on for one in taken_in(complaint) if one.kind == Step.CONCLUDE]
    if len(rows) == 1 or not concluded:
        return []
    told = set(
        Message.objects.filter(complaint__in=rows, sender=Sender.BODY, on__gte=concluded[-1]).values_list(
            "complaint", flat=True
        )
    )
    return [one.number for one in rows if one.for_reporter is not None and one.pk not in told]


@transaction.atomic
def answer_all(*, complaint: int, opener: Opener, text: str, by: User, on: date) -> list[Message]:
    """Write the same to the reporter of each of those handled together who has a code. Raises ValidationError by field."""
    main = visible_complaints(by, on).filter(pk=complaint).first()
    if main is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    if not text.strip():
        raise ValidationError({"text": [_("请填写答复内容。")]})
    rows = [one for one in (main, *merged_into(main, by, on)) if one.for_reporter is not None]
    keys = opener.keys(rows)
    if not rows or len(keys) < len(rows):
        raise ValidationError(_("没有查询码，或者有的用您的密钥打不开，不能一并答复。"))
    said = {"text": text.strip(), "files": []}
    made = [
        Message.objects.create(
            complaint=one,
            sender=Sender.BODY,
            on=on,
            content=sealing.lock_words(_talk(keys, one), said),
            by=by,
        )
        for one in rows
    ]
    record("complaint.answered-together", by=by, target=main, facts={"count": len(made)})
    return made


def _talk(keys: Mapping[int, Keys], complaint: Complaint) -> bytes:
    return keys[complaint.pk].talk
