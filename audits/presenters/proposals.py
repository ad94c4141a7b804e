"""Proposals as shown: what for, since when, by when, what is known of the head, what became of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audits.choices import ProposalState
from audits.models import Proposal
from rulebook.procedures.audits import TRIGGERS, Trigger

TONES = {
    ProposalState.OPEN: "soon",
    ProposalState.PLANNED: "ok",
    ProposalState.ASIDE: "muted",
    ProposalState.FALLEN: "muted",
}


def rows_of(rows: Iterable[Proposal], kept: set[int], on: date) -> list[dict[str, Any]]:
    """The rows of the list; `kept` are the numbers of those this reader may set aside or take up."""
    return [
        {
            "row": row,
            "tone": "late" if row.is_open and row.due < on else TONES[ProposalState(row.state)],
            "clause": TRIGGERS[Trigger(row.trigger)].clause,
            "may_set_aside": row.pk in kept and row.is_open and not TRIGGERS[Trigger(row.trigger)].compulsory,
            "may_take_up": row.pk in kept and row.state == ProposalState.ASIDE,
            "why": _why(row),
            "since": since_words(row),
        }
        for row in rows
    ]


def _why(row: Proposal) -> str:
    if row.state == ProposalState.ASIDE:
        return row.aside_reason
    return row.get_gone_display() if row.gone else ""


def since_words(row: Proposal) -> str:
    """What the day of the trigger is."""
    words = {
        Trigger.FIVE_YEARS: _("任满五年"),
        Trigger.BEFORE: _("考察开始"),
        Trigger.LEAVING: _("离任"),
        Trigger.COMMISSIONED: _("提出"),
        Trigger.PROBLEMS: _("提出"),
    }
    return words[Trigger(row.trigger)]
