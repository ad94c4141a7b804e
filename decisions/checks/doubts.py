"""Asking of stored matters what only a person can settle, and what a confirmed doubt is found as."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from decisions.checks.forms import decisions_of
from decisions.models import Doubt, Matter
from decisions.procedure import Found
from decisions.procedure.party import party_not_first
from rulebook.procedures.decisions import COLLECTIVE
from rulebook.procedures.regulator import CODES, PARTY_NOT_FIRST


def doubtful(matters: Sequence[Matter], on: date) -> dict[int, dict[str, Any]]:
    """The facts of those of `matters` in which the Party's meeting did not come first by the records, by number of the row."""
    forms = decisions_of(matters)
    found = {
        matter.pk: party_not_first(forms[matter.pk], on)
        for matter in matters
        if matter.category in COLLECTIVE
    }
    return {pk: facts for pk, facts in found.items() if facts is not None}


def confirmed(doubt: Doubt) -> Found:
    """What a confirmed `doubt` is found as: the facts, who looked into it, when, and what they said."""
    at = timezone.localdate(doubt.settled_at) if doubt.settled_at else doubt.raised_on
    told = {"confirmed_by": str(doubt.settled_by), "confirmed_on": at.isoformat(), "words": doubt.words}
    return Found(CODES[PARTY_NOT_FIRST], doubt.facts | told)
