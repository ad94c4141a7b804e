"""The dashboard's numbers, tables and charts; every number with the address of exactly its list."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.templatetags.wording import period_label
from decisions.selectors.counted import DEPARTED
from decisions.selectors.dashboard import Board, Numbers

# What each number is counted by, as the list of matters is asked for it.
ASKED: dict[str, dict[str, str]] = {
    "total": {},
    **{
        one: {"outcome": one} for one in ("decided", "passed", "rejected", "deferred", "pending", "withdrawn")
    },
    "complete": {"complete": "yes"},
    "incomplete": {"complete": "no"},
    "emergency": {"emergency": "1"},
    "against": {"against": "1"},
    "changed": {"changed": "1"},
    "departed": {"code": DEPARTED},
}
SHOWN = ("passed", "rejected", "deferred", "pending", "withdrawn")


def links(board: Board, **also: Any) -> dict[str, str]:
    """The address behind each number of `board`, narrowed further by `also`."""
    asked = {"period": board.period.key} | ({"unit": board.unit} if board.unit else {}) | also
    return {name: f"{reverse('matter-list')}?{urlencode(asked | more)}" for name, more in ASKED.items()}


def percent(share: float | None) -> str:
    """86.5%; a dash where there is nothing to share."""
    return "—" if share is None else f"{share:g}%"


def category_rows(board: Board) -> list[dict[str, Any]]:
    """One row a kind of matter."""
    return [
        {"name": _(name), "numbers": numbers, "links": links(board, category=name)}
        for name, numbers in board.categories.items()
    ]


def unit_rows(board: Board) -> list[dict[str, Any]]:
    """One row a unit, those that decided most first; `above` where it decides by emergency more often than all together."""
    rows = sorted(board.units.items(), key=lambda item: (-item[1][1].total, item[0]))
    return [
        {
            "name": name,
            "numbers": numbers,
            "links": links(board, unit=unit),
            "findings": finding_url(board, unit=unit),
            "above": _is_above(numbers, board.total),
            "complete": percent(numbers.complete_share),
            "emergency": percent(numbers.emergency_share),
            "turnout": percent(numbers.turnout),
        }
        for unit, (name, numbers) in rows
    ]


def _is_above(numbers: Numbers, total: Numbers) -> bool:
    return numbers.emergency * total.total > total.emergency * numbers.total


def finding_url(board: Board, **also: Any) -> str:
    """The list of what was found and not mended in the matters of `board`."""
    asked = {"state": "standing", "period": board.period.key} | ({"unit": board.unit} if board.unit else {})
    return f"{reverse('finding-list')}?{urlencode(asked | also)}"


def outcome_chart(board: Board) -> dict[str, Any]:
    """What the matters of each kind came to."""
    words = (_("通过"), _("不通过"), _("缓议"), _("尚未决定"), _("已撤回"))
    tones = ("ok", "late", "soon", "info", "muted")
    kinds = list(board.categories.items())
    return {
        "title": _("%(period)s提出的事项，按类别和结果") % {"period": period_label(board.period.key)},
        "kind": "stacked",
        "unit": _("项"),
        "head": _("类别"),
        "categories": [_(name) for name, _numbers in kinds],
        "series": [
            {
                "name": word,
                "tone": tone,
                "values": [getattr(numbers, state) for _name, numbers in kinds],
                "urls": [links(board, category=name)[state] for name, _numbers in kinds],
            }
            for word, tone, state in zip(words, tones, SHOWN, strict=True)
        ],
    }


def clause_chart(board: Board) -> dict[str, Any]:
    """What was found missing, by clause."""
    found = sorted(board.clauses.items(), key=lambda item: int(item[0][1:]))
    return {
        "title": _("发现的问题，按条款（事由已消除的不计）"),
        "kind": "bar",
        "unit": _("项"),
        "head": _("条款"),
        "categories": [clause for clause, _number in found],
        "series": [
            {
                "name": _("问题"),
                "tone": "late",
                "values": [number for _clause, number in found],
                "urls": [finding_url(board, clause=clause) for clause, _number in found],
            }
        ],
    }
