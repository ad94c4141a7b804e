"""The dashboard's tables and charts; every number with the address of the list it counts."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.periods import quarter_of
from core.templatetags.wording import period_label
from desk.selectors.dashboard import COUNTED, Completion, Dashboard
from rulebook.duties import BY_KIND


def list_url(board: Dashboard, **asked: str) -> str:
    """The list of duties for these conditions, narrowed as the board is."""
    narrowed = {"kind": board.narrowed.kind, "category": board.narrowed.category}
    given = {name: value for name, value in narrowed.items() if value}
    return f"{reverse('duty-list')}?{urlencode(given | asked)}"


def stat_links(board: Dashboard) -> dict[str, str]:
    """The address behind each of the period's numbers."""
    return _links(board)


def rate_in_words(numbers: Completion) -> str:
    """完成率 86.5%; nothing where nothing was owed."""
    return "" if numbers.rate is None else _("完成率 %(rate)s%%") % {"rate": numbers.rate}


def kind_rows(board: Dashboard) -> list[dict[str, Any]]:
    """One row a kind of duty: its numbers in the period, and where they lead."""
    return [
        {"rule": BY_KIND[kind], "numbers": numbers, "links": _links(board, kind=kind)}
        for kind, numbers in board.kinds.items()
    ]


def category_rows(board: Dashboard) -> list[dict[str, Any]]:
    """One row a unit category, the worst completed first."""
    ordered = sorted(board.categories.items(), key=lambda item: (item[1].rate is None, item[1].rate or 0.0))
    return [
        {"name": name, "numbers": numbers, "links": _links(board, category=name)} for name, numbers in ordered
    ]


def unit_rows(board: Dashboard, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a unit: its numbers in the period, and where they lead."""
    return [
        {
            "name": row["name"],
            "url": reverse("unit", args=[row["unit"]]),
            "numbers": _completion(row),
            "links": _links(board, unit=str(row["unit"])),
        }
        for row in rows
    ]


def late_unit_rows(board: Dashboard) -> list[dict[str, Any]]:
    """The units with most overdue, whatever period it belongs to, each with its list."""
    return [
        row | {"url": list_url(board, unit=str(row["pk_of"]), state="overdue")} for row in board.late_units
    ]


def export_headings() -> list[str]:
    """The heading row of the export by unit."""
    return [
        _("单位"), _("单位类别"), _("应办"), _("已完成"), _("其中逾期后补办"), _("逾期未办"), _("未到期"), _("完成率（%）"),
        _("按期完成率（%）"),
    ]  # fmt: skip


def export_rows(rows: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    """The cells of the export by unit, in the order of `export_headings`."""
    for row in rows:
        numbers = _completion(row)
        yield [row["name"], row["category"], *(row[name] for name in COUNTED), numbers.rate, numbers.punctual]


def volume_chart(board: Dashboard) -> dict[str, Any]:
    """Done in time, done late, overdue and ahead, quarter by quarter."""
    quarters = list(board.quarters.items())
    series = (
        (_("按期完成"), "ok", "ontime", lambda n: n.done - n.late),
        (_("逾期后补办"), "soon", "late", lambda n: n.late),
        (_("逾期未办"), "late", "overdue", lambda n: n.overdue),
        (_("未到期"), "info", "ahead", lambda n: n.ahead),
    )
    return {
        "title": _("各季度到期事项办理情况"),
        "kind": "stacked",
        "unit": _("项"),
        "head": _("到期季度"),
        "categories": [_quarter(board, key) for key, _numbers in quarters],
        "series": [
            {
                "name": name,
                "tone": tone,
                "values": [count(numbers) for _key, numbers in quarters],
                "urls": [list_url(board, period=key, state=state) for key, _numbers in quarters],
            }
            for name, tone, state, count in series
        ],
    }


def trend_chart(board: Dashboard) -> dict[str, Any]:
    """The share done, and done in time, quarter by quarter; each leads to what was done."""
    quarters = list(board.quarters.items())
    series = (
        (_("完成率"), "primary", "done", lambda n: n.rate),
        (_("按期完成率"), "ok", "ontime", lambda n: n.punctual),
    )
    return {
        "title": _("近八个季度完成率"),
        "kind": "line",
        "unit": "%",
        "head": _("到期季度"),
        "categories": [_quarter(board, key) for key, _numbers in quarters],
        "series": [
            {
                "name": name,
                "tone": tone,
                "values": [share(numbers) for _key, numbers in quarters],
                "urls": [list_url(board, period=key, state=state) for key, _numbers in quarters],
            }
            for name, tone, state, share in series
        ],
    }


def _quarter(board: Dashboard, key: str) -> str:
    """The quarter's name; the one that is not over says so, for its share is not yet to be compared."""
    if key == quarter_of(board.on).key:
        return _("%(quarter)s（进行中）") % {"quarter": period_label(key)}
    return period_label(key)


def _completion(row: dict[str, Any]) -> Completion:
    return Completion(**{name: row[name] for name in COUNTED})


def _links(board: Dashboard, **asked: str) -> dict[str, str]:
    return {state: list_url(board, period=board.period.key, **asked, state=state) for state in COUNTED}
