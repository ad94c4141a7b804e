"""Judging a handover (C21): what keeps it from being given over or signed, and what is found in it; plain data, no tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from core.found import Found
from rulebook.procedures.handover import CODES, ITEMS, Excuse, Flaw


class Line(Struct, frozen=True, kw_only=True):
    """An item: its kind, whether it states that there is nothing, what the successor said."""

    kind: str
    nothing: bool = False
    agreed: bool = False
    objected: bool = False


class Noted(Struct, frozen=True, kw_only=True):
    """Something missing or false, noted after signing."""

    kind: str
    words: str
    noted_on: date
    item: str = ""


class Form(Struct, frozen=True, kw_only=True):
    """A handover as it stands: `void` where nothing is owed any more."""

    left_on: date
    due: date
    stage: str
    signed_on: date | None = None
    void: bool = False
    excuse: str = ""
    excuse_words: str = ""
    lines: tuple[Line, ...] = ()
    flaws: tuple[Noted, ...] = ()


def unfilled(lines: Sequence[Line]) -> list[str]:
    """The kinds of item of which the list says neither what there is nor that there is nothing."""
    told = {line.kind for line in lines}
    return [key for key in ITEMS if key not in told]


def contradicted(lines: Sequence[Line]) -> list[str]:
    """The kinds of which the list says that there is nothing beside something."""
    none = {line.kind for line in lines if line.nothing}
    some = {line.kind for line in lines if not line.nothing}
    return [key for key in ITEMS if key in none & some]


def all_agreed(lines: Sequence[Line]) -> bool:
    """Whether the successor agreed to every item."""
    return bool(lines) and all(line.agreed for line in lines)


def judge(form: Form, on: date) -> list[Found]:
    """What is found in a handover as of `on`."""
    if form.void:
        return []
    told = {"left_on": form.left_on.isoformat(), "due": form.due.isoformat()}
    found: list[Found] = []
    if form.signed_on is not None and form.signed_on <= on:
        if form.signed_on > form.due:
            found.append(_found("handover-late", signed_on=form.signed_on.isoformat(), **told))
    elif on > form.due:
        found.append(_found("handover-overdue", stage=form.stage, **told))
    if form.excuse == Excuse.REFUSED:
        found.append(_found("handover-refused", left_on=told["left_on"], words=form.excuse_words))
    for flaw in form.flaws:
        told_of = {"noted_on": flaw.noted_on.isoformat(), "words": flaw.words}
        if flaw.kind == Flaw.FALSE:
            found.append(_found("handover-false", item=flaw.item, **told_of))
        else:
            found.append(_found("handover-incomplete", **told_of))
    return found


def _found(code: str, **facts: Any) -> Found:
    return Found(rule=CODES[code], facts=facts)
