"""A doubt (疑点) is confirmed or dismissed by a person of a supervising body, with words."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, ledger
from decisions.choices import DoubtState
from decisions.models import Doubt, Matter
from decisions.policies import doubts_to_settle
from decisions.services.checking import recheck


class AlreadySettled(Exception):
    """Somebody settled the doubt before, or its cause is gone."""


@ledger.service("doubt.settle")
def settle_doubt(*, doubt: int, is_true: bool, words: str, seen: str, by: User, on: date) -> Doubt:
    """Say as a person of a supervising body whether the doubt is true, and why; a true one is found and asked of the head.

    `seen` is the day of the other meeting as the user saw it (`facts.other_on`). Raises ValidationError without words, AlreadySettled.
    """
    if not words.strip():
        raise ValidationError({"words": [_("请写明核实情况和依据。")]})
    known = doubts_to_settle(by, on).filter(pk=doubt).values_list("matter", flat=True).first()
    if known is None:
        raise AlreadySettled
    Matter.objects.select_for_update(of=("self",)).get(pk=known)
    row = Doubt.objects.select_for_update(of=("self",)).get(pk=doubt)
    if row.state != DoubtState.PENDING or row.facts.get("other_on") != seen:
        raise AlreadySettled
    row.state = DoubtState.CONFIRMED if is_true else DoubtState.DISMISSED
    row.words, row.settled_by, row.settled_at = words.strip(), by, clock.now()
    row.save()
    recheck(row.matter, on=on)
    return row
