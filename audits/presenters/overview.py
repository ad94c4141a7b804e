"""The overview's numbers, tables and charts; every number with the address of exactly its list."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from audits.choices import CATEGORY_CHOICES, Origin, State
from audits.selectors.overview import Overview
from audits.selectors.rectified import AGES
from organisation.choices import CATEGORIES


def address(name: str, **asked: Any) -> str:
    """The list called `name`, asked for `asked`."""
    given = {key: value for key, value in asked.items() if value}
    return f"{reverse(name)}?{urlencode(given)}" if given else reverse(name)


def percent(part: int, whole: int) -> str:
    """86.5%; a dash where there is nothing to share."""
    return f"{round(part * 100 / whole, 1):g}%" if whole else "—"


def coverage_rows(board: Overview) -> list[dict[str, Any]]:
    """One row a kind of unit: heads in post, audited, not audited."""
    rows = []
    for category, title in CATEGORIES:
        number, audited = board.heads.get(category, (0, 0))
        if number:
            urls = {
                "all": address("audit-heads", category=category),
                "yes": address("audit-heads", category=category, audited="yes"),
                "no": address("audit-heads", category=category, audited="no"),
            }
            rows.append(
                {
                    "name": _(str(title)), "all": number, "yes": audited, "no": number - audited,
                    "share": percent(audited, number), "urls": urls,
                }
            )  # fmt: skip
    return rows


def coverage_chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Heads audited and not, by kind of unit; how many they are and what share was audited stands in its table."""
    words = (("yes", _("已审计"), "ok"), ("no", _("未审计"), "late"))
    return {
        "title": _("在任“一把手”近五年审计覆盖面，按单位类别"),
        "kind": "stacked",
        "unit": _("人次"),
        "head": _("单位类别"),
        "categories": [row["name"] for row in rows],
        "series": [
            {
                "name": word, "tone": tone, "values": [row[key] for row in rows],
                "urls": [row["urls"][key] for row in rows],
            }
            for key, word, tone in words
        ],
        "beside": [
            {"name": _("合计"), "values": [row["all"] for row in rows], "urls": [row["urls"]["all"] for row in rows]},
            {"name": _("覆盖面"), "values": [row["share"] for row in rows]},
        ],
    }  # fmt: skip


def states_chart(board: Overview) -> dict[str, Any]:
    """How far the audits in the plan came."""
    states = list(State)
    return {
        "title": _("%(year)s年度计划的审计项目，按状态") % {"year": board.year},
        "kind": "bar",
        "unit": _("项"),
        "head": _("状态"),
        "categories": [str(state.label) for state in states],
        "series": [
            {
                "name": _("审计项目"),
                "tone": "info",
                "values": [board.states.get(state, 0) for state in states],
                "urls": [
                    address("audit-list", year=board.year, state=state.value, origin=Origin.PLANNED.value)
                    for state in states
                ],
            }
        ],
    }


def ages_chart(board: Overview, names: dict[str, str]) -> dict[str, Any]:
    """How long what is not put right yet has waited; `names` words each band."""
    return {
        "title": _("未销号的审计发现问题，按审计报告出具后的天数"),
        "kind": "bar",
        "unit": _("个"),
        "head": _("天数"),
        "categories": [names[key] for key in AGES],
        "series": [
            {
                "name": _("未销号"),
                "tone": "late",
                "values": board.ages,
                "urls": [address("rectification-list", age=key) for key in AGES],
            }
        ],
    }


def links(board: Overview) -> dict[str, str]:
    """The address behind each of the numbers on top."""
    return {
        "heads": address("audit-heads"),
        "covered": address("audit-heads", audited="yes"),
        "uncovered": address("audit-heads", audited="no"),
        "planned": address("audit-list", year=board.year, origin=Origin.PLANNED.value),
        "total": address("rectification-list"),
        **{state: address("rectification-list", state=state) for state in ("over", "open", "late")},
        **{name: address("rectification-list", sum=name) for name in ("found", "mended", "recovered")},
        "repeated": address("rectification-list", repeated="1"),
    }


def repeated_rows(board: Overview) -> list[dict[str, Any]]:
    """One row a unit and category found in several audits, with its list."""
    titles = dict(CATEGORY_CHOICES)
    return [
        row
        | {
            "category": titles[row["finding__category"]],
            "url": address("rectification-list", unit=row["unit"], category=row["finding__category"]),
        }
        for row in board.repeated
    ]
