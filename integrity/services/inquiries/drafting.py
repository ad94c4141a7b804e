"""Drafting a case in the officer's own words, and its approval by the principal of the body (C17)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from integrity.models import Inquiry
from integrity.policies.inquiries import asking_body, handled_inquiries
from integrity.procedure.inquiries import echo_of
from integrity.selectors.inquiries import tenure_of
from integrity.selectors.origins import Origin, kind_of, origin_of
from integrity.services.inquiries.held import NotPossible, begin, locked
from rulebook.procedures.inquiry import WAYS, State, Step


@dataclass(frozen=True, slots=True)
class Asking:
    """A case as typed: which head (number of the person) in which unit, how, what they are to explain; `origin` and `row` what gave rise
    to it, `grounds` the officer's notes.
    """

    person: int
    way: str
    matters: str
    grounds: str = ""
    unit: int | None = None
    origin: str = ""
    row: int | None = None


@ledger.service("inquiry.open")
def open_inquiry(*, token: UUID, asking: Asking, by: User, on: date) -> Inquiry:
    """Draft a case; the same `token` twice drafts it once. Of an origin the head and the unit are its own.

    Raises ValidationError by field, NotPossible for a head that is not the user's to ask, or an origin they may not see.
    """
    known = Inquiry.objects.filter(token=token, drafted_by=by).first()
    if known:
        raise ledger.Again(known)
    origin = _origin(asking.origin, asking.row, by, on)
    person, unit = (origin.person, origin.unit) if origin else (asking.person, asking.unit)
    tenure = tenure_of(by, on, person=person, unit=unit)
    body = asking_body(by, tenure, on) if tenure else None
    if tenure is None or body is None:
        raise NotPossible
    problems = _problems(asking.way, asking.matters, asking.grounds, asking.origin, origin)
    if problems:
        raise ValidationError(problems)
    rule, asks = body
    return Inquiry.objects.create(
        person=tenure.person, unit=tenure.post.unit, post=tenure.post, asking=rule.function, body=asks,
        way=asking.way, matters=asking.matters.strip(), grounds=asking.grounds.strip(),
        origin=asking.origin, origin_row=asking.row if asking.origin else None, drafted_on=on, drafted_by=by,
        token=token,
    )  # fmt: skip


@ledger.service("inquiry.change")
def change_inquiry(*, inquiry: int, way: str, matters: str, grounds: str, by: User, on: date) -> Inquiry:
    """Word a draft anew. Raises ValidationError by field, NotPossible where it is no draft any more."""
    row = locked(handled_inquiries(by, on).filter(state=State.DRAFT), inquiry)
    origin = origin_of(by, row.origin, row.origin_row, on)
    problems = _problems(way, matters, grounds, row.origin, origin)
    if problems:
        raise ValidationError(problems)
    row.way, row.matters, row.grounds = way, matters.strip(), grounds.strip()
    row.save()
    return row


@ledger.service("inquiry.submit")
def submit_inquiry(*, inquiry: int, by: User, on: date) -> Inquiry:
    """Put a draft before the principal of the body. Raises NotPossible."""
    return _saved(begin(Step.SUBMIT, inquiry=inquiry, by=by, on=on))


@ledger.service("inquiry.approve")
def approve_inquiry(*, inquiry: int, by: User, on: date) -> Inquiry:
    """Approve it as principal of the body, what another drafted. Raises NotPossible."""
    row = begin(Step.APPROVE, inquiry=inquiry, by=by, on=on)
    row.approved_by = by
    return _saved(row)


@ledger.service("inquiry.return")
def return_inquiry(*, inquiry: int, reason: str, by: User, on: date) -> Inquiry:
    """Give it back to be worded anew. Raises ValidationError without a reason, NotPossible."""
    return _saved(begin(Step.RETURN, inquiry=inquiry, by=by, on=on, reason=reason))


@ledger.service("inquiry.drop")
def drop_inquiry(*, inquiry: int, reason: str, by: User, on: date) -> Inquiry:
    """Give up a case that was not sent. Raises ValidationError without a reason, NotPossible."""
    return _saved(begin(Step.DROP, inquiry=inquiry, by=by, on=on, reason=reason))


def _saved(row: Inquiry) -> Inquiry:
    row.save()
    return row


def _origin(key: str, row: int | None, by: User, on: date) -> Origin | None:
    if not key:
        return None
    found = origin_of(by, key, row, on)
    if found is None:
        raise NotPossible
    return found


def _problems(way: str, matters: str, grounds: str, key: str, origin: Origin | None) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if way not in WAYS:
        problems["way"] = [_("请选择函询或者谈话提醒。")]
    if not matters.strip():
        problems["matters"] = [_("请写明需要本人说明的问题。")]
    if not key and not grounds.strip():
        problems["grounds"] = [_("没有来源的，请写明问题线索摘要。")]
    kind = kind_of(key)
    if origin is not None and kind is not None and kind.is_confidential:
        echo = echo_of(matters, origin.facts)
        if echo:
            words = _("“%(words)s”与须保密的来源材料文字相同，可能暴露来源，请改用自己的表述。")
            problems["matters"] = [words % {"words": echo}]
    return problems
