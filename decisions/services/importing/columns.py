"""What a decision recorded elsewhere becomes as a matter: its columns, and what keeps it from being stored."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from decisions.choices import MatterState
from decisions.procedure import Decision
from decisions.procedure.counting import counted
from rulebook.procedures.decisions import DEFAULT_BASE, DEFAULT_FRACTION, FRACTIONS

LONGEST_TITLE, LONGEST_KIND, LONGEST_NUMBER = 200, 30, 20
OWN_NUMBER = re.compile(r"\d{4}-\d+")  # how the product numbers matters itself
FOREIGN = "外"
STATES = {
    "passed": MatterState.PASSED.value,
    "rejected": MatterState.REJECTED.value,
    "deferred": MatterState.DEFERRED.value,
}
# What an import writes anew where a decision changed.
COLUMNS = (
    "form",
    "title",
    "category",
    "flags",
    "amount",
    "meetings_required",
    "vote_base",
    "vote_fraction",
    "secret_ballot",
    "proposed_on",
    "state",
    "imported_due",
    "imported_present",
    "head_outvoted",
)


def number_of(source_id: str) -> str:
    """The number under which an imported matter is shown: its own id, marked where the product could give the same one itself,
    and in short where it is too long.
    """
    plain = not OWN_NUMBER.fullmatch(source_id) and not source_id.startswith(FOREIGN)
    number = source_id if plain else FOREIGN + source_id
    if len(number) <= LONGEST_NUMBER:
        return number
    return FOREIGN + hashlib.sha256(source_id.encode()).hexdigest()[:16]


def values_of(decision: Decision) -> dict[str, Any]:
    """The columns a decision fills; its form, as it is written again, holds the rest."""
    form = msgspec.to_builtins(decision)
    rule, meeting, votes = decision.vote_rule, decision.meeting, counted(decision)
    return {
        "form": form,
        "title": (decision.title or "").strip(),
        "category": decision.category,
        "flags": list(dict.fromkeys(decision.flags or ())),
        "amount": None if decision.amount is None else Decimal(decision.amount),
        "meetings_required": list(decision.meetings_required or ()),
        "vote_base": (rule.base if rule else None) or DEFAULT_BASE.value,
        "vote_fraction": (rule.fraction if rule else None) or DEFAULT_FRACTION,
        "secret_ballot": bool(meeting and meeting.tally),
        "proposed_on": _first_day(decision),
        "state": state_of(form),
        "imported_due": votes.due,
        "imported_present": votes.present,
        "head_outvoted": votes.head_outvoted,
    }


def state_of(form: dict[str, Any]) -> str:
    """Where a decision stands by its form."""
    outcome = (form.get("resolution") or {}).get("outcome")
    if outcome is not None:
        return STATES[outcome]
    meets = (form.get("meeting") or {}).get("at") is not None
    return (MatterState.SCHEDULED if meets else MatterState.PREPARING).value


def _first_day(decision: Decision) -> date | None:
    """The day a decision was proposed, or the first day it tells of."""
    if decision.proposed_on is not None:
        return decision.proposed_on
    meeting, resolution, emergency = decision.meeting, decision.resolution, decision.emergency
    days = [
        meeting.at.date() if meeting and meeting.at else None,
        resolution.on if resolution else None,
        emergency.decided_on if emergency else None,
        *(entry.on for entry in decision.execution or ()),
    ]
    return min((day for day in days if day is not None), default=None)


def faults_of(decision: Decision) -> Iterator[tuple[str, str]]:
    """What keeps a decision that can be judged from being stored: field and why."""
    title = (decision.title or "").strip()
    if not title:
        yield "title", _("导入须写明标题。")
    if len(title) > LONGEST_TITLE:
        yield "title", _("文字太长。")
    if _first_day(decision) is None:
        yield "proposed_on", _("导入须写明提出日期。")
    for place, kind in enumerate(decision.meetings_required or ()):
        if len(kind) > LONGEST_KIND:
            yield f"meetings_required[{place}]", _("文字太长。")
    fraction = decision.vote_rule.fraction if decision.vote_rule else None
    if fraction is not None and fraction not in FRACTIONS:
        yield "vote_rule.fraction", _("不是比例，应为 1/2、2/3、3/4、4/5 或 1。")
    for path in _with_null_characters(msgspec.to_builtins(decision)):
        yield path, _("文字中有不可见的空字符。")


def _with_null_characters(value: Any, path: str = "") -> Iterator[str]:
    """Paths of texts that hold a NUL, which PostgreSQL stores nowhere."""
    if isinstance(value, str):
        if "\0" in value:
            yield path
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _with_null_characters(one, f"{path}[{place}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            if "\0" in name:
                yield path
            yield from _with_null_characters(one, f"{path}.{name}" if path else name)
