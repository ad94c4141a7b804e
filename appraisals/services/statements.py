"""The statement on duty and integrity (述职述廉报告): the head writes and hands it in; it is given back with a reason, or published (L76)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal, Statement
from appraisals.policies import checked_appraisals, organised_appraisals, own_appraisals
from appraisals.services.held import LONGEST_REASON, NotPossible, locked, note
from core import ledger
from rulebook.procedures.appraisals import OUTLINE, STATEMENT_LENGTH, State, Step


def length_of(parts: Mapping[str, str]) -> int:
    """Characters of a statement, blanks not counted: what STATEMENT_LENGTH is about."""
    return sum(len("".join(parts.get(heading.key, "").split())) for heading in OUTLINE)


def keep_draft(*, appraisal: int, parts: Mapping[str, str], by: User, on: date) -> Statement:
    """Keep what the head has typed so far. Raises NotPossible where it was handed in, or is not theirs."""
    mine = own_appraisals(by).filter(pk=appraisal, state=State.SET_UP, stated_on=None).first()
    if mine is None:
        raise NotPossible
    draft, _made = Statement.objects.update_or_create(appraisal=mine, defaults={"parts": _kept(parts)})
    return draft


@ledger.service("appraisal.state")
def hand_in(*, appraisal: int, parts: Mapping[str, str], by: User, on: date) -> Appraisal:
    """Hand the statement in. Raises ValidationError by heading where one is empty, or all of it is too long; NotPossible."""
    row = locked(own_appraisals(by), appraisal, {State.SET_UP})
    if row.stated_on is not None:
        raise NotPossible
    kept = _kept(parts)
    problems = {
        heading.key: [_("请填写“%(heading)s”。") % {"heading": _(heading.title)}]
        for heading in OUTLINE
        if not kept[heading.key]
    }
    length = length_of(kept)
    if length > STATEMENT_LENGTH.value:
        told = {"n": length, "most": STATEMENT_LENGTH.value}
        problems["__all__"] = [_("全文 %(n)s 字，超过 %(most)s 字，请精简（L76）。") % told]
    if problems:
        raise ValidationError(problems)
    Statement.objects.update_or_create(appraisal=row, defaults={"parts": kept, "returned": ""})
    row.stated_on = on
    row.save()
    note(row, Step.STATE, by=by, on=on)
    return row


@ledger.service("appraisal.return")
def return_statement(*, appraisal: int, reason: str, by: User, on: date) -> Appraisal:
    """Give a statement back to be written anew. Raises ValidationError without a reason, NotPossible once it was published."""
    row = locked(checked_appraisals(by, on), appraisal, {State.SET_UP})
    if row.stated_on is None:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明退回理由。")]})
    Statement.objects.filter(appraisal=row).update(returned=reason.strip()[:LONGEST_REASON])
    row.stated_on = None
    row.save()
    note(row, Step.RETURN, by=by, on=on, reason=reason)
    return row


@ledger.service("appraisal.publish")
def publish_statement(*, appraisal: int, by: User, on: date) -> Appraisal:
    """Publish a statement to the voters; from now on it stays as it is. Raises NotPossible."""
    row = locked(organised_appraisals(by, on), appraisal, {State.SET_UP})
    if row.stated_on is None:
        raise NotPossible
    row.state, row.published_on = State.PUBLISHED, on
    row.save()
    note(row, Step.PUBLISH, by=by, on=on)
    return row


def _kept(parts: Mapping[str, str]) -> dict[str, str]:
    """The headings of the outline alone, each with its text."""
    return {heading.key: parts.get(heading.key, "").replace("\r\n", "\n").strip() for heading in OUTLINE}
