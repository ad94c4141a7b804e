"""Clearing a head's name after what was reported proved unfounded (澄清正名, N32): drafted from the complaint, then as far as the head wishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Clarification, Complaint
from complaints.policies import handled_clarifications, own_clarifications, visible_complaints
from complaints.procedure.clarification import steps_of, wish_due
from complaints.services.coincidences import require_apart
from complaints.services.days import taken_in
from complaints.services.links import CLARIFICATION, SPARED, add_link, links_of
from complaints.services.opening import Keys, with_merged
from core import workdays
from core.ledger import service
from organisation.models import Tenure
from rulebook.procedures.clarification import STEPS, Scope, State, Step
from rulebook.procedures.complaints import CLEARED
from rulebook.procedures.complaints import State as ComplaintState
from rulebook.procedures.complaints import Step as ComplaintStep


@dataclass(frozen=True, slots=True)
class Worded:
    """A clarification as typed: whom it clears (a tenure of theirs), of what, in which words."""

    tenure: Tenure | None
    title: str
    text: str
    checked: bool = False
    why: str = ""


def may_clarify(found: Complaint) -> bool:
    """Whether what `found` came to is something to clear somebody of."""
    results = [one.choice for one in taken_in(found) if one.kind == ComplaintStep.CONCLUDE]
    concluded = found.state in {ComplaintState.CONCLUDED, ComplaintState.CLOSED}
    return concluded and results[-1:] != [] and results[-1] in CLEARED


def clarified(found: Complaint, keys: Keys) -> Clarification | None:
    """The clarification `found` led to."""
    links = links_of(found, keys, CLARIFICATION)
    rows = Clarification.objects.select_related(
        "person", "unit", "post", "drafted_by__person", "approved_by__person"
    )
    return rows.filter(pk=links[-1].row).first() if links else None


@transaction.atomic
def clarify(
    *,
    complaint: int,
    keys: Keys,
    token: UUID,
    worded: Worded,
    by: User,
    on: date,
    together: Mapping[int, Keys] | None = None,
) -> Clarification:
    """Draft one, or word a draft anew; the same `token` twice drafts it once. Neither the draft nor the ledger leads to the complaint.

    Raises ValidationError by field: nothing to clear of, asked already, words in common with the report or one merged into it (`together`: their keys) and no reason why they may stand.
    """
    found = _held(complaint, by, on)
    row = clarified(found, keys)
    if not may_clarify(found) or (row is not None and row.state != State.DRAFT):
        raise ValidationError(_("结论不是不属实或者部分不属实，或者已经征求过本人意见。"))
    wrong: dict[str, list[str]] = {}
    if row is None and worded.tenure is None:
        wrong["staff_no"] = [_("请填写“一把手”工号。")]
    for name, text in (("title", worded.title), ("text", worded.text)):
        if not text.strip():
            wrong[name] = [_("请填写。")]
    if wrong:
        raise ValidationError(wrong)
    texts = {"title": worded.title, "text": worded.text}
    require_apart(found, with_merged(found, keys, together), texts, checked=worded.checked, why=worded.why)
    if row is not None:
        return _reword(clarification=row.pk, worded=worded, by=by, on=on)
    made = _draft(body=found.body_id, token=token, worded=worded, by=by, on=on)
    if made.pk not in {one.row for one in links_of(found, keys, CLARIFICATION)}:
        add_link(found, keys, CLARIFICATION, made.pk, on, worded.why.strip())
    found.clarify_by = None
    found.save(update_fields=["links", "clarify_by"])
    return made


@transaction.atomic
def spare(*, complaint: int, keys: Keys, reason: str, by: User, on: date) -> Complaint:
    """Say why nothing is made known: it did no harm to anybody's name. Raises ValidationError by field."""
    found = _held(complaint, by, on)
    if not may_clarify(found) or found.clarify_by is None:
        raise ValidationError(_("没有待澄清的结论。"))
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明为什么不需要澄清。")]})
    add_link(found, keys, SPARED, 0, on, reason.strip())
    found.clarify_by = None
    found.save(update_fields=["links", "clarify_by"])
    return found


@service("clarification.open")
def _draft(*, body: int, token: UUID, worded: Worded, by: User, on: date) -> Clarification:
    tenure = worded.tenure
    if tenure is None or tenure.person_id is None:
        raise ValidationError({"staff_no": [_("请填写“一把手”工号。")]})
    made, _new = Clarification.objects.get_or_create(
        token=token,
        defaults={
            "person_id": tenure.person_id,
            "unit": tenure.post.unit,
            "post": tenure.post,
            "body_id": body,
            "title": worded.title.strip(),
            "text": worded.text.strip(),
            "drafted_on": on,
            "drafted_by": by,
        },
    )
    return made


@service("clarification.change")
def _reword(*, clarification: int, worded: Worded, by: User, on: date) -> Clarification:
    row = Clarification.objects.select_for_update().get(pk=clarification)
    row.title, row.text, row.drafted_by, row.drafted_on = worded.title.strip(), worded.text.strip(), by, on
    row.save()
    return row


@service("clarification.ask")
def ask_head(*, clarification: int, by: User, on: date) -> Clarification:
    """Ask the head how far it shall be made known. Raises ValidationError."""
    row = _begin(Step.ASK, clarification, by, on)
    row.asked_on, row.wish_due, row.returned = on, wish_due(on, workdays.load()), ""
    return _saved(row)


@service("clarification.wish")
def wish(*, clarification: int, wish: str, words: str, by: User, on: date) -> Clarification:
    """The head says how far; where not at all, it is over. Raises ValidationError by field."""
    row = _begin(Step.WISH, clarification, by, on)
    if wish not in set(Scope):
        raise ValidationError({"wish": [_("请选择。")]})
    row.wish, row.words, row.wished_on = wish, words.strip(), on
    if wish == Scope.NONE:
        row.state = State.CLOSED
    return _saved(row)


@service("clarification.approve")
def approve(*, clarification: int, checked: bool, by: User, on: date) -> Clarification:
    """Another officer approves, having `checked` that nothing in it tells who reported. Silence of the head counts as the narrowest scope.

    Raises ValidationError by field.
    """
    row = _begin(Step.APPROVE, clarification, by, on)
    if not checked:
        raise ValidationError({"checked": [_("请核对澄清内容不会使人推知检举控告人。")]})
    row.wish = row.wish or Scope.PERSON
    row.approved_on, row.approved_by = on, by
    return _saved(row)


@service("clarification.return")
def give_back(*, clarification: int, reason: str, by: User, on: date) -> Clarification:
    """Another officer gives it back to be worded anew; the head is asked anew then. Raises ValidationError by field."""
    row = _begin(Step.RETURN, clarification, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明退回的理由。")]})
    row.returned, row.wish, row.wished_on, row.asked_on, row.wish_due = (
        reason.strip()[:200],
        "",
        None,
        None,
        None,
    )
    return _saved(row)


@service("clarification.carry-out")
def carry_out(*, clarification: int, day: date, proof: str, by: User, on: date) -> Clarification:
    """Note when and how it was made known; a public one stands on the public page from now on. Raises ValidationError by field."""
    row = _begin(Step.CARRY_OUT, clarification, by, on)
    wrong: dict[str, list[str]] = {}
    if row.approved_on is None or not row.approved_on <= day <= on:
        wrong["day"] = [_("日期应在批准日期和今天之间。")]
    if not proof.strip():
        wrong["proof"] = [_("请写明方式、范围、参加人员或者文号。")]
    if wrong:
        raise ValidationError(wrong)
    row.done_on, row.proof, row.done_by = day, proof.strip(), by
    return _saved(row)


@service("clarification.withdraw")
def withdraw(*, clarification: int, by: User, on: date) -> Clarification:
    """The head has it taken off the public page. Raises ValidationError."""
    row = _begin(Step.WITHDRAW, clarification, by, on)
    row.withdrawn_on = on
    return _saved(row)


def possible(row: Clarification, by: User, on: date) -> list[Step]:
    """The steps `by` can take now."""
    is_head = row.person_id == by.person_id
    if not is_head and not handled_clarifications(by, on).filter(pk=row.pk).exists():
        return []
    silent = row.wish_due is not None and on > row.wish_due
    rules = steps_of(
        State(row.state),
        is_head=is_head,
        is_drafter=row.drafted_by_id == by.pk,
        is_silent=silent,
        scope=row.wish if row.withdrawn_on is None else "",
    )
    return [rule.step for rule in rules]


def _begin(step: Step, clarification: int, by: User, on: date) -> Clarification:
    rows = own_clarifications(by) if STEPS[step].by_head else handled_clarifications(by, on)
    numbers = rows.filter(pk=clarification).order_by().values("pk")
    row: Clarification | None = (
        Clarification.objects.select_for_update(of=("self",)).filter(pk__in=numbers).first()
    )
    if row is None or step not in possible(row, by, on):
        raise ValidationError(_("“%(step)s”现在不能办理，或者须由另一人办理。") % {"step": STEPS[step].title})
    row.state = STEPS[step].to
    return row


def _saved(row: Clarification) -> Clarification:
    row.save()
    return row


def _held(complaint: int, by: User, on: date) -> Complaint:
    found: Complaint | None = (
        visible_complaints(by, on).select_for_update(of=("self",)).filter(pk=complaint).first()
    )
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    return found
