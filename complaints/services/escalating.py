"""Putting a major matter before county leaders, and their instructions (C24). A leader reads a summary written for them, never the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.checks.leaders import Leader, entitled, people_reported
from complaints.choices import Sender
from complaints.models import Complaint, MajorNotice
from complaints.policies import own_key, own_notices, visible_complaints
from complaints.procedure.escalation import Round, escalate_by, instruction_due
from complaints.procedure.handling import Taken
from complaints.services.coincidences import require_apart
from complaints.services.opening import Keys, with_merged
from core import sealing, workdays
from core.ledger import service
from core.workdays import WorkdayCalendar
from organisation.models import Person
from rulebook.procedures.complaints import OVER, State, Step


@dataclass(frozen=True, slots=True)
class Put:
    """What an officer writes for the leaders: the `summary`, whom it is about (staff numbers), when and to whom paper was brought."""

    summary: str
    reported: tuple[str, ...] = ()
    paper_on: date | None = None
    checked: bool = False
    why: str = ""


def escalation_day(found: Complaint, taken: list[Taken], calendar: WorkdayCalendar) -> date | None:
    """By when `found` must be put before leaders, or again."""
    if not found.major:
        return None
    marked = [one.on for one in taken if one.kind in {Step.MARK, Step.REGISTER}]
    rows = found.notices.order_by("round").values_list("round", "sent_on", "instructed_on")
    rounds = [
        Round(told[0][1], all(instructed for _round, _sent, instructed in told))
        for told in (list(group) for _number, group in groupby(rows, key=lambda row: row[0]))
    ]
    begun = marked[-1] if marked else found.received_on
    return escalate_by(State(found.state), begun, rounds, found.due, calendar)


def leaders_for(
    found: Complaint, keys: Mapping[int, Keys], reported: tuple[str, ...], on: date
) -> list[Leader]:
    """Before whom it would be put, by what it and those merged into it say (`keys`); nobody where none of the county is entitled."""
    county = found.body.county_id
    words, about = [], frozenset[int]()
    for one in (found, *found.merged.all()):
        if (own := keys.get(one.pk)) is None:
            continue
        said = sealing.unlock_words(own.content, bytes(one.content))
        added = one.messages.filter(sender=Sender.REPORTER)
        words += [
            said.get(name) or "" for name in ("facts", "unit_words", "person_words", "when", "original")
        ]
        words += [sealing.unlock_words(own.talk, bytes(message.content))["text"] for message in added]
        about |= people_reported(said, reported, county, on)
    return entitled(county, about, " ".join(words), on)


@service("complaint.escalated")
def escalate(
    *, complaint: int, keys: Keys, put: Put, by: User, on: date, together: Mapping[int, Keys] | None = None
) -> Complaint:
    """Put a major matter before the leaders entitled; where none is, before the body above, on paper.

    Raises ValidationError by field: not a major matter under way, told today already, nothing written, a staff number nobody has, words in common
    with the report, no day for the paper where somebody has no key.
    """
    found = _held(complaint, by, on)
    if not found.major or found.state in OVER:
        raise ValidationError(_("只有正在办理的重大问题呈报县领导。"))
    if found.notices.filter(sent_on=on).exists():
        raise ValidationError(_("今天已经呈报过。"))
    _check(put)
    require_apart(
        found,
        with_merged(found, keys, together),
        {"summary": put.summary},
        checked=put.checked,
        why=put.why,
    )
    leaders = leaders_for(found, with_merged(found, keys, together), put.reported, on)
    _require_paper(found, leaders, put, on)
    last = found.notices.order_by("-round").values_list("round", flat=True).first() or 0
    calendar = workdays.load()
    for leader in leaders:
        _tell(found, keys, leader, put, last + 1, by, on, calendar)
    if not leaders:
        _tell(found, keys, None, put, last + 1, by, on, calendar)
    _set_day(found, calendar)
    return found


@service("complaint.sealed-again")
def seal_again(*, notice: int, complaint: int, keys: Keys, by: User, on: date) -> MajorNotice:
    """Seal a notice to the pair its leader has now, after the former passphrase was lost. Raises ValidationError."""
    found, row = _of(complaint, notice, by, on)
    key = own_key(row.leader) if row.leader else None
    if row.for_leader is None or key is None or key.pk == row.key_id:
        raise ValidationError(_("这份呈报不需要重新密封。"))
    row.key, row.for_leader = (
        key,
        sealing.seal(bytes(key.public), sealing.unlock(keys.content, bytes(row.for_body))),
    )
    row.save()
    return row


@service("complaint.instructed")
def instruct(*, notice: int, private: bytes, text: str, by: User, on: date) -> MajorNotice:
    """A leader says what is to be done; it is locked for the officers. Once. Raises ValidationError by field."""
    row = own_notices(by, on).select_for_update(of=("self",)).filter(pk=notice, instruction=None).first()
    if row is None:
        raise ValidationError(_("没有这份呈报，或者已经批示。"))
    row.read_on = row.read_on or on
    return _instruct(row, key_of(row, private), text, on)


@service("complaint.instructed-on-paper")
def enter_instruction(
    *, notice: int, complaint: int, keys: Keys, text: str, day: date, by: User, on: date
) -> MajorNotice:
    """An officer enters what came back on paper. Raises ValidationError by field."""
    found, row = _of(complaint, notice, by, on)
    if row.delivered_on is None or row.instruction is not None:
        raise ValidationError(_("这份呈报在系统内批示，或者已经登记过批示。"))
    if not row.delivered_on <= day <= on:
        raise ValidationError({"day": [_("批示日期应在送达日期和今天之间。")]})
    return _instruct(row, sealing.unlock(keys.content, bytes(row.for_body)), text, day)


@service("complaint.instruction-read")
def acknowledge(*, notice: int, complaint: int, by: User, on: date) -> MajorNotice:
    """An officer acknowledges an instruction. Raises ValidationError where there is none, or it was acknowledged."""
    found, row = _of(complaint, notice, by, on)
    if row.instruction is None or row.acknowledged_on is not None:
        raise ValidationError(_("没有待阅知的批示。"))
    row.acknowledged_on, row.acknowledged_by = on, by
    row.save()
    return row


@service("complaint.notice-read")
def note_reading(*, notice: MajorNotice, by: User, on: date) -> MajorNotice:
    """Note that a leader read it, and when for the first time."""
    MajorNotice.objects.filter(pk=notice.pk, read_on=None).update(read_on=on)
    return notice


def key_of(row: MajorNotice, private: bytes) -> bytes:
    """What opens a notice, for its leader. Raises ValidationError where it was sealed to a former pair."""
    try:
        return sealing.unseal(private, bytes(row.for_leader or b""))
    except sealing.DoesNotOpen as error:
        raise ValidationError(_("这份呈报是用您以前的密钥密封的，请受理机关重新密封。")) from error


def _tell(
    found: Complaint,
    keys: Keys,
    leader: Leader | None,
    put: Put,
    number: int,
    by: User,
    on: date,
    calendar: WorkdayCalendar,
) -> None:
    own, key = sealing.new_key(), leader.key if leader else None
    MajorNotice.objects.create(
        complaint=found,
        round=number,
        post=leader.post if leader else None,
        name=leader.person.name if leader else "",
        leader=leader.user if leader else None,
        above=None if leader else found.body.above,
        sent_on=on,
        due=instruction_due(on, calendar),
        by=by,
        key=key,
        for_leader=sealing.seal(bytes(key.public), own) if key else None,
        for_body=sealing.lock(keys.content, own),
        summary=sealing.lock_words(own, {"text": put.summary.strip(), "why": put.why.strip()}),
        delivered_on=None if key else put.paper_on,
    )


def _instruct(row: MajorNotice, own: bytes, text: str, day: date) -> MajorNotice:
    if not text.strip():
        raise ValidationError({"text": [_("请填写批示内容。")]})
    row.instruction, row.instructed_on = sealing.lock_words(own, {"text": text.strip()}), day
    row.save()
    _set_day(Complaint.objects.select_for_update().get(pk=row.complaint_id), workdays.load())
    return row


def _set_day(found: Complaint, calendar: WorkdayCalendar) -> None:
    taken = [Taken(Step(row.kind), row.on, row.by_id, row.choice) for row in found.steps.all()]
    found.escalate_by = escalation_day(found, taken, calendar)
    found.save(update_fields=["escalate_by"])


def _held(complaint: int, by: User, on: date) -> Complaint:
    rows = visible_complaints(by, on).select_for_update(of=("self",)).select_related("body__above")
    found: Complaint | None = rows.filter(pk=complaint).first()
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    return found


def _of(complaint: int, notice: int, by: User, on: date) -> tuple[Complaint, MajorNotice]:
    found = _held(complaint, by, on)
    row = MajorNotice.objects.select_for_update(of=("self",)).filter(complaint=found, pk=notice).first()
    if row is None:
        raise ValidationError(_("没有这份呈报。"))
    return found, row


def _check(put: Put) -> None:
    wrong: dict[str, list[str]] = {}
    if not put.summary.strip():
        wrong["summary"] = [_("请写明呈报的内容。")]
    known = set(Person.objects.filter(staff_no__in=put.reported).values_list("staff_no", flat=True))
    unknown = [number for number in put.reported if number not in known]
    if unknown:
        wrong["reported"] = [_("没有工号为%(numbers)s的人员。") % {"numbers": "、".join(unknown)}]
    if wrong:
        raise ValidationError(wrong)


def _require_paper(found: Complaint, leaders: list[Leader], put: Put, on: date) -> None:
    without = [one.person.name for one in leaders if one.key is None]
    if not leaders:
        if found.body.above is None:
            raise ValidationError(_("本县没有可以呈报的领导，也没有登记上级受理机关。"))
        without = [found.body.above.name]
    if not without:
        return
    if put.paper_on is None:
        told = _("%(names)s没有设置密钥，或者是上级机关，须纸质送达，请填写送达日期。")
        raise ValidationError({"paper_on": [told % {"names": "、".join(without)}]})
    if not found.received_on <= put.paper_on <= on:
        raise ValidationError({"paper_on": [_("日期不能早于收到日期，也不能晚于今天。")]})
