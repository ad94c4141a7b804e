"""The dashboard's tables and charts; every number with the address of the list it counts."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.templatetags.wording import period_label
from desk.selectors.dashboard import Completion, Dashboard
from rulebook.duties import BY_KIND


def list_url(**asked: str) -> str:
    """The list of duties for these conditions."""
    return f"{reverse('duty-list')}?{urlencode(asked)}"


def stat_links(board: Dashboard) -> dict[str, str]:
    """The address behind each of the period's numbers."""
    return _links(period=board.period.key)


def rate_in_words(numbers: Completion) -> str:
    """完成率 86.5%; nothing where nothing was owed."""
    return "" if numbers.rate is None else _("完成率 %(rate)s%%") % {"rate": numbers.rate}


def kind_rows(board: Dashboard) -> list[dict[str, Any]]:
    """One row a kind of duty: its numbers in the period, and where they lead."""
    return [
        {
            "rule": BY_KIND[kind],
            "numbers": numbers,
            "links": _links(period=board.period.key, kind=kind),
        }
        for kind, numbers in board.kinds.items()
    ]


def category_rows(board: Dashboard) -> list[dict[str, Any]]:
    """One row a unit category, the worst completed first."""
    ordered = sorted(board.categories.items(), key=lambda item: (item[1].rate is None, item[1].rate or 0.0))
    return [
        {
            "name": name,
            "numbers": numbers,
            "links": _links(period=board.period.key, category=name),
        }
        for name, numbers in ordered
    ]


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
        "categories": [period_label(key) for key, _numbers in quarters],
        "series": [
            {
                "name": name,
                "tone": tone,
                "values": [count(numbers) for _key, numbers in quarters],
                "urls": [list_url(period=key, state=state) for key, _numbers in quarters],
            }
            for name, tone, state, count in series
        ],
    }


def trend_chart(board: Dashboard) -> dict[str, Any]:
    """The share done, and done in time, quarter by quarter."""
    quarters = list(board.quarters.items())
    return {
        "title": _("近八个季度完成率"),
        "kind": "line",
        "unit": "%",
        "head": _("到期季度"),
        "categories": [period_label(key) for key, _numbers in quarters],
        "series": [
            {"name": _("完成率"), "tone": "primary", "values": [n.rate for _key, n in quarters]},
            {"name": _("按期完成率"), "tone": "ok", "values": [n.punctual for _key, n in quarters]},
        ],
    }


def _links(**asked: str) -> dict[str, str]:
    states = list(Completion.__dataclass_fields__)
    return {state: list_url(**asked, state=state) for state in states}
