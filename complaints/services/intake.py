"""Taking in what somebody reports: routed while it is in memory, sealed to the body entitled, and only then stored (N23, C23).

Nothing here is written to the ledger, which knows moments: of what citizens send, a day is all that is kept.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.checks.routing import Held, entitled, held_on, named
from complaints.models import Complaint, ComplaintFile, ComplaintKey, HandedOn, ReceivingBody
from complaints.procedure.codes import code_for
from complaints.procedure.handling import due_of
from complaints.procedure.routing import Named
from complaints.services import attachments
from complaints.services.attachments import Clean
from complaints.services.clearing import circles_in, note_received
from complaints.services.keys import key_in_force
from core import sealing, workdays
from core.ledger import record
from core.locking import COMPLAINTS, hold
from core.rows import as_product
from rulebook.procedures.complaints import HANDED_UP_DAYS, Channel, State

TALK, DRAFT, LOOKUP = "complaint-talk", "complaint-draft", "complaint-lookup"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody reports. `unit` and `person` are chosen from lists, the `_words` written by hand; `name` and `contact` only where given.

    `original` is the mail it was entered from; `former` the number it had in an earlier register.
    """

    facts: str
    unit: int | None = None
    unit_words: str = ""
    person: int | None = None
    person_words: str = ""
    conducts: Sequence[str] = ()
    when: str = ""
    name: str = ""
    contact: str = ""
    original: str = ""
    former: str = ""
    files: Sequence[Clean] = field(default=(), repr=False)

    @property
    def words(self) -> dict[str, Any]:
        """All of it but the files' contents, whose names stay."""
        said = asdict(self)
        said["conducts"] = list(self.conducts)
        said["files"] = [file.name for file in self.files]
        return said


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter gets: the code, shown once, and which body has it. `handed_on` where that is not the body of the page."""

    code: str
    body: ReceivingBody
    handed_on: bool = False


@as_product("what comes in is numbered, stored and checked against every officer, whoever brings it")
@transaction.atomic
def receive(
    *,
    body: ReceivingBody,
    said: Said,
    form: str,
    on: date,
    channel: str = Channel.WEB,
    by: User | None = None,
    received_on: date | None = None,
) -> Receipt:
    """Take in what is `said` to `body` in the form called `form`; the same form again is answered with the same receipt.

    `received_on`: the day it came in, where that was before it was entered.

    Raises ValidationError by field: nothing said, nobody entitled has a key to seal it with, or a file that cannot be stored. Then nothing is
    stored anywhere.
    """
    if not said.facts.strip():
        raise ValidationError({"facts": [_("请写明反映的问题。")]})
    if received_on is not None and received_on > on:
        raise ValidationError({"received_on": [_("日期不能晚于今天。")]})
    hold(COMPLAINTS)
    known = receipt_of(form)
    if known is not None:
        return known
    code, since = code_for(form), received_on or on
    lookup = sealing.derived(code, LOOKUP)
    held = held_on(body.county_id, since)
    handling = _entitled(body, said, held, on)
    if handling.unit_id is None:
        _hand_on(handling, body, said, lookup, since)
    else:
        kept = _keep(handling, said, code, lookup, since, channel)
        note_received([(kept, said.words, held)], circles_in(handling, on))
    if by is not None:
        record("complaint.entered", by=by, facts={"channel": channel})
    return Receipt(code, handling, handed_on=handling.pk != body.pk)


@as_product("a form sent twice is answered with the receipt of the first time")
def receipt_of(form: str) -> Receipt | None:
    """The receipt of a form that was taken before; None where it was not."""
    code = code_for(form)
    lookup = sealing.derived(code, LOOKUP)
    kept = Complaint.objects.filter(lookup=lookup).select_related("body").first()
    if kept is not None:
        return Receipt(code, kept.body)
    gone = HandedOn.objects.filter(lookup=lookup).select_related("body").first()
    return Receipt(code, gone.body, handed_on=True) if gone is not None else None


def _entitled(body: ReceivingBody, said: Said, held: Sequence[Held], on: date) -> ReceivingBody:
    """The body that may handle it and can be sealed to. Raises ValidationError where there is none."""
    found = entitled(body, about(said, held), on)
    if found is None or not can_be_sealed_to(found):
        raise ValidationError(
            _(
                "您反映的问题不由%(body)s办理，本网站目前也不能代为报送，没有保存任何内容。请直接向上级纪检监察机关反映（电话 12388）。"
            )
            % {"body": body.name}
        )
    return found


def about(said: Said, held: Sequence[Held]) -> Named:
    """Whom it is about, by the posts `held` on its day."""
    together = " ".join((said.facts, said.unit_words, said.person_words, said.when, said.original))
    return named(person=said.person, written=said.person_words, unit=said.unit, words=together, held=held)


def can_be_sealed_to(body: ReceivingBody) -> bool:
    """Whether something can be sealed to `body`."""
    return bool(body.outside_key if body.unit_id is None else key_in_force(body))


def _keep(body: ReceivingBody, said: Said, code: str, lookup: bytes, on: date, channel: str) -> Complaint:
    key = key_in_force(body)
    assert key is not None  # noqa: S101 - asked by _entitled
    content, talk = sealing.new_key(), sealing.new_key()
    stored = attachments.store(content, said.files)
    with attachments.stored_with(stored):
        kept = Complaint.objects.create(
            body=body,
            number=next_number(body, on),
            channel=channel,
            named=bool(said.name.strip()),
            received_on=on,
            due=due_of(State.RECEIVED, on, (), major=False, calendar=workdays.load(), channel=channel),
            content=sealing.lock_words(content, said.words),
            lookup=lookup,
            for_reporter=sealing.lock(sealing.derived(code, TALK), talk),
        )
        sealed = sealing.seal(bytes(key.public), content + talk)
        ComplaintKey.objects.create(complaint=kept, key=key, sealed=sealed)
        ComplaintFile.objects.bulk_create(
            ComplaintFile(complaint=kept, position=at, file=name) for at, name in enumerate(stored)
        )
    return kept


def _hand_on(
    entitled: ReceivingBody, by_way_of: ReceivingBody, said: Said, lookup: bytes, on: date
) -> HandedOn:
    """Seal everything to the body entitled; here only a number, two days and the sealed package stay."""
    package = sealing.seal(bytes(entitled.outside_key or b""), packed(said))
    try:
        name = attachments.put(package)
    except OSError as error:
        raise ValidationError(_("没有存下来，请稍后再提交一次；您写的内容还在。")) from error
    with attachments.stored_with([name]):
        return HandedOn.objects.create(
            number=_handed_on_number(by_way_of, on),
            body=entitled,
            by_way_of=by_way_of,
            received_on=on,
            due=workdays.load().add(on, HANDED_UP_DAYS.value),
            lookup=lookup,
            package=name,
        )


def packed(said: Said) -> bytes:
    """What a package holds before it is sealed: how long the words are (8 bytes), the words as JSON, then each file with its length before it."""
    words = json.dumps(said.words, ensure_ascii=False).encode()
    parts = [words, *(file.content for file in said.files)]
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def next_number(body: ReceivingBody, on: date) -> str:
    """The next number of the year, without gaps; the caller holds COMPLAINTS."""
    count = Complaint.objects.filter(body=body, number__startswith=f"{on.year}-").count()
    return f"{on.year}-{count + 1:05d}"


def _handed_on_number(body: ReceivingBody, on: date) -> str:
    count = HandedOn.objects.filter(number__startswith=f"{body.pk}-{on.year}-").count()
    return f"{body.pk}-{on.year}-{count + 1:05d}"
