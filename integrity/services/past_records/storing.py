"""Storing past records: what is new, what an imported record says differently now, what is known already."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.clock import now
from core.importing import CellError, Line, Report
from core.writing import create_with_history, update_with_history
from integrity.choices import Origin, RecordState
from integrity.models import Participation, Record
from integrity.services.past_records.columns import BODY, SUMMARY, UNTIL
from integrity.services.past_records.drafts import Identity, RecordDraft, Session
from rulebook.types import PROOF_TITLES, Proof
from supervision.models import Fulfilment

NOUN = "records"
REASON = "历史记录导入"
BATCH = 1000
Changes = list[tuple[str, str, str]]


@dataclass(slots=True)
class Plan:
    """What to write, and the report about it."""

    report: Report
    errors: list[CellError] = field(default_factory=list)
    new: list[RecordDraft] = field(default_factory=list)
    changed: dict[int, Record] = field(default_factory=dict)
    proofs: list[Fulfilment] = field(default_factory=list)


def plan(drafts: list[RecordDraft]) -> Plan:
    """Compare the drafts with what is stored. Records entered in the product itself are known, and never changed by an import."""
    made = Plan(Report([NOUN]))
    stored = _stored(drafts)
    pks = {proof.record for proof in stored.values() if proof.record}
    records = {
        record.pk: record
        for record in Record.objects.filter(pk__in=pks, origin=Origin.IMPORTED).select_related("body")
    }
    said: dict[int, RecordDraft] = {}
    for draft in drafts:
        proof = stored.get(draft.identity)
        name = f"{PROOF_TITLES[Proof(draft.kind)]} {draft.person.name} {draft.on}"
        if proof is None:
            made.new.append(draft)
            made.report.count("created", NOUN)
            made.report.lines.append(Line("created", NOUN, name, draft.row.number))
            continue
        record = records.get(proof.record or 0)
        changes = _changes(draft, record, proof) if record else []
        if record and changes:
            if not _agrees(draft, said.setdefault(record.pk, draft)):
                made.errors.append(_disagrees(draft, said[record.pk]))
            _apply(draft, record, proof, made)
            made.report.lines.append(Line("changed", NOUN, name, draft.row.number, tuple(changes)))
        made.report.count("changed" if changes else "unchanged", NOUN)
    return made


def _stored(drafts: list[RecordDraft]) -> dict[Identity, Fulfilment]:
    people = {draft.person.pk for draft in drafts}
    days = {draft.on for draft in drafts}
    kinds = {draft.kind for draft in drafts}
    known = Fulfilment.objects.filter(person__in=people, on__in=days, proof__in=kinds).order_by("-pk")
    return {Identity(proof.proof, proof.person_id, proof.on, proof.unit_id): proof for proof in known}


def _host(record: Record) -> str:
    return record.body.name if record.body else record.host


def _changes(draft: RecordDraft, record: Record, proof: Fulfilment) -> Changes:
    """What a row says otherwise; an empty cell leaves what is stored."""
    facts = [
        (BODY, _host(record), draft.body_name),
        (SUMMARY, record.summary, draft.summary),
        (UNTIL, str(proof.until or ""), str(draft.until or "") if draft.row[UNTIL] else ""),
    ]
    return [fact for fact in facts if fact[2] and fact[1] != fact[2]]


def _agrees(draft: RecordDraft, other: RecordDraft) -> bool:
    return (draft.body_name, draft.summary, draft.until) == (other.body_name, other.summary, other.until)


def _disagrees(draft: RecordDraft, other: RecordDraft) -> CellError:
    message = _("与第 %(row)s 行是系统中的同一次记录，经办单位或摘要不一致") % {"row": other.row.number}
    return CellError(draft.row.number, SUMMARY, message)


def _apply(draft: RecordDraft, record: Record, proof: Fulfilment, made: Plan) -> None:
    if draft.body_name:
        record.body, record.host = draft.body, "" if draft.body else draft.body_name
    record.summary = draft.summary or record.summary
    if draft.row[UNTIL]:
        record.until = proof.until = draft.until
        made.proofs.append(proof)
    made.changed[record.pk] = record


def store(made: Plan, *, by: Any) -> None:
    """Write the plan, each record with its history; the rows of one forum become one record."""
    marks = {"by": by, "reason": REASON}
    update_with_history([*made.changed.values()], ["body", "host", "summary", "until"], **marks)
    Fulfilment.objects.bulk_update(made.proofs, ["until"], batch_size=BATCH)
    sessions = _known_forums(made.new)
    new: dict[Session, Record] = {}
    for draft in made.new:
        if draft.session not in sessions:
            new[draft.session] = sessions[draft.session] = _record(draft, by)
    create_with_history([*new.values()], **marks)
    heads = [
        Participation(record=sessions[draft.session], person=draft.person, unit=draft.shown)
        for draft in made.new
    ]
    create_with_history(heads, **marks)
    Fulfilment.objects.bulk_create(
        [_proof(draft, sessions[draft.session]) for draft in made.new], batch_size=BATCH
    )


def _known_forums(drafts: list[RecordDraft]) -> dict[Session, Record]:
    """Forums imported before, which further heads of the same forum join."""
    shared = [draft for draft in drafts if not draft.session.alone]
    joining: dict[Session, list[RecordDraft]] = defaultdict(list)
    for draft in shared:
        joining[draft.session].append(draft)
    known = Record.objects.filter(
        kind__in={draft.kind for draft in shared},
        held_on__in={draft.on for draft in shared},
        origin=Origin.IMPORTED,
        state=RecordState.RECORDED,
    ).select_related("body")
    taken = set(Participation.objects.filter(record__in=known).values_list("record_id", "person_id"))
    forums = {}
    for record in known:
        session = Session(record.kind, record.held_on, _host(record), record.summary, 0)  # type: ignore[arg-type]
        heads = joining.get(session, [])
        if heads and not any((record.pk, draft.person.pk) in taken for draft in heads):
            forums[session] = record
    return forums


def _record(draft: RecordDraft, by: Any) -> Record:
    return Record(
        kind=draft.kind,
        state=RecordState.RECORDED,
        origin=Origin.IMPORTED,
        held_on=draft.on,
        until=draft.until,
        body=draft.body,
        host="" if draft.body else draft.body_name,
        summary=draft.summary,
        entered_by=by,
        recorded_at=now(),
    )


def _proof(draft: RecordDraft, record: Record) -> Fulfilment:
    return Fulfilment(
        proof=draft.kind,
        person=draft.person,
        unit=draft.unit,
        on=draft.on,
        until=draft.until,
        record=record.pk,
    )
