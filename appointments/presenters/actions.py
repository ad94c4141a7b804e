"""Appraisals, rewards and removals as lists and their own page show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from appointments.checks import conclusions_judged, found_in_actions
from appointments.choices import ActionState
from appointments.models import PersonnelAction
from appointments.presenters.consulting import Shown
from appointments.procedure import Found, unconsulted

STATE_TONES = {ActionState.OPEN: "info", ActionState.DECIDED: "ok", ActionState.WITHDRAWN: "muted"}


Told = tuple[tuple[str, str, str], str, date | None]


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A file in a list; `waiting` conclusions to be consulted before the decision, `missed` those it was taken without."""

    action: PersonnelAction
    tone: str
    about: str
    waiting: int
    missed: int


def action_rows(actions: Sequence[PersonnelAction], on: date) -> list[ActionRow]:
    """`actions` as rows; a constant number of queries."""
    conclusions = conclusions_judged(actions)
    return [
        ActionRow(
            action,
            STATE_TONES[ActionState(action.state)],
            about_of(action),
            len(unconsulted(conclusions[action.pk], on)) if action.is_open else 0,
            len(unconsulted(conclusions[action.pk], action.decided_on)) if action.decided_on else 0,
        )
        for action in actions
    ]


def about_of(action: PersonnelAction) -> str:
    """The year appraised, or what the file is for."""
    return _("%(year)s年度") % {"year": action.year} if action.year else action.occasion


def faults_of(action: PersonnelAction) -> list[Found]:
    """What is found in it (C20)."""
    return found_in_actions([action])[action.pk]


def steps_shown(action: PersonnelAction, conclusions: Sequence[Shown], faults: Sequence[Found]) -> list[Any]:
    """The steps of a file: opened, conclusions consulted, decided; each with its state, day and words."""
    waiting = [one for one in conclusions if one.is_missing]
    done, missing, ahead = (
        ("done", "ok", _("已完成")),
        ("missing", "late", _("缺")),
        ("ahead", "info", _("待进行")),
    )
    last = max((one.used.on for one in conclusions if one.used), default=None)
    consulting: Told
    if faults:
        consulting = (missing, "".join(fault.message for fault in faults), None)
    elif action.is_open and waiting:
        consulting = (ahead, _("作出决定以前须核对并写明怎样运用。"), None)
    elif conclusions:
        consulting = (done, "", last)
    else:
        consulting = (("not-needed", "muted", _("不需要")), _("没有应当核对的结论。"), None)
    decided = (done, "", action.decided_on) if action.decided_on else (ahead, "", None)
    rows = (
        (_("建档"), (done, "", action.opened_on)),
        (_("核对结论并记录运用情况"), consulting),
        (_("作出决定"), decided),
    )
    return [
        {"title": title, "state": state, "tone": tone, "word": word, "why": why, "on": on}
        for title, ((state, tone, word), why, on) in rows
    ]
