"""Taking a step of a case: who may, in which state, with which reason; the case is held to the end of the transaction."""

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from integrity.models import Inquiry, InquiryStep
from integrity.policies.inquiries import (
    approved_inquiries,
    decided_inquiries,
    handled_inquiries,
    own_inquiries,
)
from integrity.procedure.inquiries import may_take
from rulebook.procedures.inquiry import STEPS, Actor, State, Step, StepRule, Way

LONGEST_REASON = 300


class NotPossible(Exception):
    """The step is not the user's to take, or the case has moved on."""


REACHING: dict[Actor, Callable[[User | AnonymousUser, date], QuerySet[Inquiry]]] = {
    Actor.BODY: handled_inquiries,
    Actor.PRINCIPAL: approved_inquiries,
    Actor.HEAD: own_inquiries,
    Actor.DECIDER: decided_inquiries,
}


def locked(rows: QuerySet[Inquiry], inquiry: int) -> Inquiry:
    """The case among `rows`, held. Raises NotPossible where it is not among them."""
    numbers = rows.filter(pk=inquiry).order_by().values("pk")
    held = Inquiry.objects.select_for_update(of=("self",), no_key=True)
    needed = ("person", "unit", "post", "body__county", "county")
    row: Inquiry | None = held.select_related(*needed).filter(pk__in=numbers).first()
    if row is None:
        raise NotPossible
    return row


def begin(step: Step, *, inquiry: int, by: User, on: date, reason: str = "") -> Inquiry:
    """Take `step`: the case, held, in the state the step leads to and with the step noted; the caller saves it.

    Raises ValidationError where a reason is asked for and missing, NotPossible.
    """
    rule = STEPS[step]
    row = locked(REACHING[rule.by](by, on), inquiry)
    if not is_possible(rule, row, on):
        raise NotPossible
    if rule.reason and not reason.strip():
        raise ValidationError({"reason": [_("请写明理由。")]})
    row.state = rule.to
    InquiryStep.objects.create(inquiry=row, kind=step, on=on, by=by, reason=reason.strip()[:LONGEST_REASON])
    return row


def is_possible(rule: StepRule, row: Inquiry, on: date) -> bool:
    """Whether the step can be taken in the case as it stands."""
    return may_take(rule, state=State(row.state), way=Way(row.way), answer_due=row.answer_due, on=on)


def possible_steps(row: Inquiry, by: User, on: date) -> set[Step]:
    """The steps `by` can take now; at most four queries."""
    found = [rule for rule in STEPS.values() if is_possible(rule, row, on)]
    may = {actor: REACHING[actor](by, on).filter(pk=row.pk).exists() for actor in {rule.by for rule in found}}
    return {rule.step for rule in found if may[rule.by]}
