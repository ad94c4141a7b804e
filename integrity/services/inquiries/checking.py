"""Keeping the register of findings true to the days of letters of inquiry: after each step, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from core import workdays
from integrity.models import Inquiry
from integrity.procedure import Found
from integrity.procedure.inquiries import InquiryForm, judge_inquiry
from integrity.selectors.inquiries import OF_BODY, SOURCE, principals_of
from organisation.models import Person
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.inquiry import OF_THE_BODY, WAYS, Way
from supervision.services import Judging, Subject, reconcile

JUDGING = Judging("inquiries")
# Of a person: seen like personnel matters, by the head, the organisation and the discipline body; without a word of what was asked.
CONFIDENTIAL = MatterCategory.PERSONNEL


@transaction.atomic
def check_inquiries(*, numbers: Sequence[int], on: date) -> int:
    """Judge the cases `numbers` as of `on`; return how many findings were raised. A constant number of queries."""
    held = Inquiry.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    needed = ("person", "unit", "body", "admonition__criticism")
    rows = list(held.exclude(sent_on=None).select_related(*needed).order_by("pk"))
    heads, calendar = principals_of({row.body_id for row in rows}, on), workdays.load()
    found: dict[Subject, list[Found]] = {}
    for row in rows:
        faults = judge_inquiry(form_of(row), on, calendar)
        found[_of_head(row)] = [one for one in faults if one.rule.code not in OF_THE_BODY]
        found[_of_body(row, heads.get(row.body_id))] = [one for one in faults if one.rule.code in OF_THE_BODY]
    return reconcile(found=found, on=on)


def recheck(*numbers: int, on: date) -> None:
    """Judge cases anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_inquiries, numbers=numbers, on=on))


def form_of(row: Inquiry) -> InquiryForm:
    """A stored case in the form that is judged."""
    admonition = getattr(row, "admonition", None)
    criticism = getattr(admonition, "criticism", None)
    return InquiryForm(
        number=row.number,
        way=Way(row.way),
        answer_due=row.answer_due,
        answered_on=row.answered_on,
        assessed_on=row.assessed_on,
        decided_on=row.decided_on,
        criticism_due=admonition.criticism_due if admonition else None,
        criticism_on=criticism.on if criticism else None,
    )


def _of_head(row: Inquiry) -> Subject:
    return Subject(SOURCE, row.pk, f"{WAYS[Way(row.way)]} {row.number}", CONFIDENTIAL, row.unit, row.person)


def _of_body(row: Inquiry, head: Person | None) -> Subject:
    title = f"{WAYS[Way(row.way)]} {row.number}"
    return Subject(OF_BODY, row.pk, title, CONFIDENTIAL, row.body, head, concerns=row.person)
