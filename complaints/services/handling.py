"""Handling by officers: steps, answers to the reporter, what was handed on. Every reading and every step is in the ledger; no word of it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import Sender
from complaints.models import Complaint, ComplaintStep, HandedOn, Message
from complaints.policies import handed_on_by, visible_complaints
from complaints.procedure.handling import Taken, possible
from complaints.services import attachments, conditions, links
from complaints.services.coincidences import require_apart
from complaints.services.days import set_days, taken_in
from complaints.services.merging import join, part, unanswered
from complaints.services.opening import Keys, with_merged
from core import sealing
from core.ledger import record, service
from rulebook.procedures.complaints import OVER, STEPS, Disposal, Recognition, Result, State, Step, StepRule

CHOICES: dict[Step, type[Disposal] | type[Result] | type[Recognition]] = {
    Step.PROPOSE: Disposal,
    Step.CONCLUDE: Result,
    Step.ACCUSE_END: Recognition,
}


def possible_now(complaint: Complaint, taken: list[Taken], by: User) -> list[StepRule]:
    """The steps `by` may take in `complaint` as it stands."""
    state = State(complaint.state)
    return possible(state, taken, by.pk, major=complaint.major, named=complaint.named)


@service("complaint.step")
def take_step(
    *,
    complaint: int,
    kind: Step,
    keys: Keys,
    words: str,
    by: User,
    on: date,
    day: date | None = None,
    choice: str = "",
    major: bool = False,
    summary: str = "",
    into: int | None = None,
    statement: str = "",
    checked: bool = False,
    together: Mapping[int, Keys] | None = None,
) -> ComplaintStep:
    """Take a step on `day` (today): it is checked against the state, locked, and moves the state and what is due.

    Raises ValidationError by field: the state does not allow it, another officer must, no reasons given, a day in the future or before the
    last step, no choice where one is asked for, nothing to merge into. What is told to the person reported must have nothing in common with
    the report, or with any merged into it (`together`: their keys), or somebody `checked` that it can be told all the same; their `statement`
    is kept with it.
    """
    found = visible_complaints(by, on).select_for_update(of=("self",)).filter(pk=complaint).first()
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    rule, taken, day = STEPS[kind], taken_in(found), day or on
    if rule not in possible_now(found, taken, by):
        raise ValidationError(
            _("“%(step)s”现在不能办理，或者须由另一名工作人员办理。") % {"step": rule.title}
        )
    _check(found, kind, words, choice, day, on, taken)
    conditions.require(found, keys, kind, taken, choice=choice, statement=statement)
    if kind == Step.FEEDBACK:
        require_apart(found, with_merged(found, keys, together), {"words": words}, checked=checked)
    if kind in {Step.REGISTER, Step.MARK}:
        found.major = major or kind == Step.MARK
    if kind == Step.REGISTER:
        found.summary = sealing.lock_words(keys.content, {"summary": summary.strip() or words.strip()})
    main = _joined(found, kind, into, by, on)
    step = ComplaintStep.objects.create(
        complaint=found,
        kind=kind,
        on=day,
        by=by,
        choice=choice,
        content=sealing.lock_words(keys.content, {"words": words.strip(), "statement": statement.strip()}),
    )
    found.state = rule.to or found.state
    set_days(found, [*taken, Taken(kind, day, by.pk, choice)])
    links.write_anew(found, keys)
    found.save()
    if kind == Step.MERGE and main is not None:
        join(found, main)
    if kind == Step.SPLIT and main is not None:
        part(main)
    return step


def _check(
    found: Complaint, kind: Step, words: str, choice: str, day: date, on: date, taken: list[Taken]
) -> None:
    wrong: dict[str, list[str]] = {}
    if not words.strip():
        wrong["words"] = [_("请写明理由和情况。")]
    if day > on:
        wrong["day"] = [_("日期不能晚于今天。")]
    elif day < max([found.received_on, *(one.on for one in taken)]):
        wrong["day"] = [_("日期不能早于上一步骤。")]
    if kind in CHOICES and choice not in set(CHOICES[kind]):
        wrong["choice"] = [_("请选择。")]
    if kind == Step.TELL and (left := unanswered(found)):
        words_left = _("并案的须先分别答复，还没有答复的：%(numbers)s。")
        wrong.setdefault("words", []).append(words_left % {"numbers": "、".join(left)})
    if wrong:
        raise ValidationError(wrong)


def _joined(found: Complaint, kind: Step, into: int | None, by: User, on: date) -> Complaint | None:
    """Join it to another, or part it from the one it was joined to: that one; None where the step does neither."""
    main = _other(found, into, by, on) if kind == Step.MERGE else found.into
    if kind in {Step.MERGE, Step.SPLIT}:
        found.into = main if kind == Step.MERGE else None
    return main


def _other(found: Complaint, into: int | None, by: User, on: date) -> Complaint:
    other = (
        visible_complaints(by, on)
        .filter(pk=into or 0, body=found.body_id)
        .exclude(pk=found.pk)
        .exclude(state__in=OVER)
        .select_for_update(of=("self",))
        .first()
    )
    if other is None:
        raise ValidationError({"into": [_("请填写另一件还没有办结的检举控告的编号。")]})
    return other


@service("complaint.answer")
def answer(*, complaint: int, keys: Keys, text: str, by: User, on: date) -> Message:
    """Write to the reporter, who reads it with the code. Raises ValidationError by field."""
    found = visible_complaints(by, on).filter(pk=complaint).first()
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    if found.for_reporter is None:
        raise ValidationError(_("这件没有查询码，不能在网上答复。"))
    if not text.strip():
        raise ValidationError({"text": [_("请填写答复内容。")]})
    content = sealing.lock_words(keys.talk, {"text": text.strip(), "files": []})
    return Message.objects.create(complaint=found, sender=Sender.BODY, on=on, content=content, by=by)


@transaction.atomic
def note_view(*, complaint: Complaint, by: User, what: str = "content") -> None:
    """Note who read what was reported (N31)."""
    record("complaint.viewed", by=by, target=complaint, facts={"what": what})


@service("complaint.handed-on")
def confirm_handed_on(*, handed_on: int, receipt: str, receipt_on: date, by: User, on: date) -> HandedOn:
    """Note the receipt of the body entitled; what was sealed for it is deleted then. Raises ValidationError by field."""
    found = handed_on_by(by, on).select_for_update().filter(pk=handed_on, receipt="").first()
    if found is None:
        raise ValidationError(_("没有这件，或者已经登记过回执。"))
    if not receipt.strip():
        raise ValidationError({"receipt": [_("请填写上级机关的回执文号或者签收人。")]})
    if not found.received_on <= receipt_on <= on:
        raise ValidationError({"receipt_on": [_("日期不能早于收到日期，也不能晚于今天。")]})
    package = str(found.package.name)
    found.package, found.receipt, found.receipt_on, found.confirmed_by = "", receipt.strip(), receipt_on, by
    found.save()
    transaction.on_commit(lambda: attachments.forget([package]))
    return found


def told(steps: Sequence[ComplaintStep], keys: Keys) -> list[dict[str, Any]]:
    """Steps with their words, for who may read them."""
    return [{"step": step, **sealing.unlock_words(keys.content, bytes(step.content))} for step in steps]
