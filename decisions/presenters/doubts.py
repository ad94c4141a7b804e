"""Doubts in words: tones of their states, how one came to its state."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.choices import DoubtState
from decisions.models import Doubt

TONES = {
    DoubtState.PENDING: "soon",
    DoubtState.CONFIRMED: "late",
    DoubtState.DISMISSED: "ok",
    DoubtState.LAPSED: "muted",
}


def steps_of(doubt: Doubt) -> list[dict[str, Any]]:
    """What happened to it, newest first, from its history; one query."""
    rows = list(
        doubt.history.select_related("settled_by__person").order_by("history_date", "history_id")  # type: ignore[attr-defined]
    )
    return [step for before, now in zip([None, *rows], rows, strict=False) for step in _changes(before, now)][
        ::-1
    ]


def _changes(before: Any, now: Any) -> Iterator[dict[str, Any]]:
    told = {"on": timezone.localtime(now.history_date)}
    if before is None:
        yield told | {"title": _("发现疑点"), "text": "", "tone": "soon"}
    elif before.state != now.state or before.facts != now.facts:
        words = {
            DoubtState.PENDING: _("事实有变化，重新核实"),
            DoubtState.CONFIRMED: _("核实属实，列为问题"),
            DoubtState.DISMISSED: _("核实不属实"),
            DoubtState.LAPSED: _("事由已消除"),
        }
        state = DoubtState(now.state)
        by = now.settled_by if state in (DoubtState.CONFIRMED, DoubtState.DISMISSED) else None
        yield told | {
            "title": words[state],
            "text": now.words if by else "",
            "who": str(by or ""),
            "tone": TONES[state],
        }
