"""The successor's side: checking the list item by item."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import HandoverState, ItemAnswer
from audits.models import Handover
from audits.services.handovers.judging import recheck
from audits.services.handovers.states import NotPossible, held, takes, unsign
from core import ledger


@ledger.service("handover.check")
def check_items(
    *, handover: int, said: Mapping[int, tuple[str, str]], seen: datetime | None, by: User, on: date
) -> Handover:
    """Note what the successor says of each item (number → answer, words); what is not said stays to be checked. An objection needs words.

    Raises ValidationError by field, NotPossible, ChangedMeanwhile where the leaver changed the list meanwhile.
    """
    found = held(takes(by, on), handover, on, seen=seen)
    if found.state != HandoverState.CHECKING:
        raise NotPossible
    items = {item.pk: item for item in found.items.all()}
    problems: dict[str, list[str]] = {}
    for number, (answer, words) in said.items():
        if number not in items or answer not in set(ItemAnswer):
            raise NotPossible
        if answer == ItemAnswer.OBJECTED and not words.strip():
            problems[f"words-{number}"] = [
                _("“%(title)s”有异议的，请写明异议。") % {"title": items[number].title}
            ]
    if problems:
        raise ValidationError(problems)
    changed = False
    for number, (answer, words) in said.items():
        item = items[number]
        objection = words.strip() if answer == ItemAnswer.OBJECTED else ""
        if (answer, objection) == (item.answer, item.objection):
            continue
        item.answer, item.objection, changed = answer, objection, True
        item.save()
    if changed:
        unsign(found)
        found.save()
        recheck(found.pk, on=on)
    return found
