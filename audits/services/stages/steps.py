"""Taking the steps of an audit, each by whom the rulebook names, and recording silence for what nobody said (N16)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audits.checks.stages import form_of
from audits.choices import Kind as AuditKind
from audits.choices import Origin, RectificationState, State
from audits.models import Audit, AuditFinding, Delivery, Rectification, RequestedItem, Step, StepFile
from audits.procedure.checklist import ready
from audits.procedure.days import due_of, rectified_by
from audits.services.stages.asked import Content, problems_with
from audits.services.stages.checking import recheck
from audits.services.stages.documents import issue_document
from audits.services.stages.held import NotPossible, held, judged, locked
from core import attachments, ledger, workdays
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import BY_STEP, Actor
from rulebook.procedures.auditing import Step as Kind
from rulebook.types import Proof
from supervision.services import Done, fulfil

PROOFS = {
    AuditKind.BEFORE: Proof.PRE_AUDIT,
    AuditKind.DURING: Proof.IN_TERM_AUDIT,
    AuditKind.LEAVING: Proof.LEAVING_AUDIT,
}
REACHED = {
    Kind.NOTICE: State.NOTIFIED,
    Kind.ENTRY: State.ENTERED,
    Kind.DRAFT: State.DRAFTED,
    Kind.REPORT: State.REPORTED,
    Kind.TERMINATION: State.TERMINATED,
}
ORDER = list(REACHED.values())
OPINIONS = (Kind.HEAD_OPINION, Kind.UNIT_OPINION)
PROMISE = "承诺所提供的资料真实、完整，不隐瞒、不销毁、不转移，并承担相应责任。"
SILENCE = "在规定期限内没有提出书面意见，视为无异议。"
# Whom the result of an audit is sent to (N18's instrument, ch. 5): the county's leading bodies, the organisation and the discipline body.
ENTITLED = (
    Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT, Function.ORGANISATION, Function.DISCIPLINE,
)  # fmt: skip


@ledger.service("audit.take-step")
def take_step(
    *, token: UUID, audit: int, kind: str, content: Content, happened: bool = False, by: User, on: date
) -> Step:
    """Take a step; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible, and Breaks where a rule
    would be broken and it is not said that it `happened` all the same.
    """
    known = Step.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    rule = BY_STEP.get(kind)
    if rule is None:
        raise NotPossible
    found = held(audit, rule.by, by, on)
    step = Kind(kind)
    if step == Kind.REPORT:
        note_silence(audit=found.pk, on=on)
    form = form_of(found)
    if step in form.steps or (rule.by != Actor.BUREAU and not ready(step, form, on)):
        raise NotPossible
    day = (content.day or on) if rule.by == Actor.BUREAU else on
    problems = problems_with(found, step, day, content, on)
    if problems:
        raise ValidationError(problems)
    with judged(found, on, happened=happened):
        row = Step.objects.create(
            audit=found,
            kind=step,
            on=day,
            text=content.text.strip() or (PROMISE if step in (Kind.HEAD_PROMISE, Kind.UNIT_PROMISE) else ""),
            approval=content.approval.strip(),
            delivered_on=(content.delivered_on or day) if step == Kind.REPORT else None,
            entered_on=on,
            entered_by=by,
            token=token,
        )
    _follow(found, row, on, content.due)
    return row


def _follow(audit: Audit, row: Step, on: date, due: date | None) -> None:
    """What follows from a step: the audit's state, a document under its number, what the calendar is told, who is sent what."""
    kind = Kind(row.kind)
    if kind in REACHED:
        reach(audit, REACHED[kind])
    if kind == Kind.REQUEST:
        _request(audit, row, due or on)
    issue_document(row)
    if kind == Kind.REPORT:
        _fulfil(audit, row, on)
    elif kind == Kind.ISSUE_LIST:
        _open_rectifications(audit, row.on)
    elif kind == Kind.RESULT:
        _send(audit, row.on)
    close_where_over(audit)


def reach(audit: Audit, state: State) -> None:
    """Let the audit stand where a step brought it; never back to an earlier state by a later entry."""
    if (
        state == State.TERMINATED
        or audit.state not in ORDER
        or ORDER.index(state) > ORDER.index(State(audit.state))
    ):
        audit.state = state
        audit.save()


def _fulfil(audit: Audit, row: Step, on: date) -> None:
    """Tell the calendar: an audit of the term restarts the five years at the last day it covers (L5)."""
    done = Done(person=audit.person_id, unit=audit.unit_id, until=audit.until)
    noted = fulfil(proof=PROOFS[AuditKind(audit.kind)], heads=[done], held_on=row.on, record=None, on=on)
    row.fulfilment = noted[0]
    row.save()


def lines_in(text: str) -> list[str]:
    """What is asked for, one thing a line, each once."""
    return list(dict.fromkeys(line.strip()[:200] for line in text.splitlines() if line.strip()))


def _request(audit: Audit, row: Step, due: date) -> None:
    for title in lines_in(row.text):
        RequestedItem.objects.get_or_create(
            audit=audit, title=title, defaults={"due": due, "entered_by": row.entered_by}
        )


def _open_rectifications(audit: Audit, listed_on: date) -> None:
    due = rectified_by(listed_on, workdays.load())
    for finding in AuditFinding.objects.filter(audit=audit, withdrawn_on=None, rectification=None):
        Rectification.objects.create(finding=finding, due=due)


def _send(audit: Audit, sent_on: date) -> None:
    bodies = Unit.objects.filter(county=audit.county_id, function__in=ENTITLED).order_by("pk")
    Delivery.objects.bulk_create(
        [Delivery(audit=audit, body=body, sent_on=sent_on) for body in bodies], ignore_conflicts=True
    )


def close_where_over(audit: Audit) -> None:
    """An audit is closed when its result was sent, nothing is left to be put right, and what was put right is published;
    one entered as history as soon as nothing is left.
    """
    if audit.state != State.REPORTED:
        return
    past = audit.origin == Origin.IMPORTED
    form = form_of(audit)
    if Kind.RESULT not in form.steps and not past:
        return
    rows = AuditFinding.objects.filter(audit=audit, withdrawn_on=None)
    closed = (RectificationState.MENDED, RectificationState.ACCEPTED)
    left = rows.exclude(rectification__state__in=closed).exists()
    if not left and (past or Kind.PUBLICATION in form.steps or not form.issues):
        audit.state = State.CLOSED
        audit.save()


def attach(*, step: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a step; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach_one(step=step, file=file, by=by, on=on))


@ledger.service("audit.attach")
def _attach_one(*, step: int, file: UploadedFile, by: User, on: date) -> StepFile:
    row = Step.objects.get(pk=step)
    held(row.audit_id, BY_STEP[row.kind].by, by, on, over=True)
    if row.entered_by_id != by.pk:
        raise NotPossible
    return attachments.keep(file, among=row.attachments.all(), step=row, added_by=by)


@transaction.atomic
def note_silence(*, audit: int, on: date) -> int:
    """Record for an audit whose draft waits that head or unit said nothing in time; return how many opinions were so recorded."""
    found = locked(audit)
    form, calendar = form_of(found), workdays.load()
    made = 0
    for kind in OPINIONS:
        due = due_of(form, kind, calendar)
        if (
            form.asks(kind)
            and kind not in form.steps
            and due is not None
            and on > due
            and Kind.REPORT not in form.steps
        ):
            Step.objects.create(audit=found, kind=kind, on=due, text=SILENCE, silent=True, entered_on=on)
            made += 1
    if made:
        ledger.record("audit.silence", by=None, target=found, facts={"opinions": made})
        recheck(found, on=on)
    return made


__all__ = ["Content", "attach", "close_where_over", "note_silence", "reach", "take_step"]
