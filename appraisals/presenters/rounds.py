"""Rounds and the numbers of a year as their pages show them; every number leads to the list it counts."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal, Round
from appraisals.policies import visible_appraisals
from appraisals.selectors.lists import ANY_SIGN, LATE, STATED, AppraisalQuery, narrowing
from core.rows import as_product
from core.templatetags.wording import cn_date
from rulebook.procedures.appraisals import STATES, State

COUNTED = (State.PUBLISHED, State.VOTING, State.CLOSED, State.SEALED, State.CANCELLED)


def list_url(**asked: object) -> str:
    """The list of appraisals for these conditions."""
    return f"{reverse('appraisal-list')}?{urlencode({key: value for key, value in asked.items() if value})}"


def stats_of(user: User, on: date, **asked: Any) -> list[dict[str, Any]]:
    """How many appraisals of a round or year stand where; one query."""
    rows = visible_appraisals(user, on).filter(narrowing(AppraisalQuery(**asked), on))
    kinds: list[tuple[str, Any, str, dict[str, Any]]] = [
        ("all", _("列入测评"), "", {}),
        (LATE, _("逾期未提交报告"), "late", {"state": LATE}),
        (STATED, _("报告待公布"), "soon", {"state": STATED}),
        *((state.value, _(STATES[state]), _tone(state), {"state": state.value}) for state in COUNTED),
        ("signs", _("应当提醒约谈"), "late", {"sign": ANY_SIGN}),
    ]
    conditions = {key: narrowing(AppraisalQuery(**more), on) for key, _label, _named, more in kinds}
    counts = rows.order_by().aggregate(
        **{f"n_{at}": Count("pk", filter=where or None) for at, where in enumerate(conditions.values())}
    )
    numbers = dict(zip(conditions, counts.values(), strict=True))
    return [
        {"label": label, "value": numbers[key], "url": list_url(**asked | more), "tone": tone}
        for key, label, tone, more in kinds
    ]


def category_rows(user: User, on: date, year: int) -> list[dict[str, Any]]:
    """One row a unit category: taken in, sealed, ballots given out and come back, with signs; two queries."""
    rows = visible_appraisals(user, on).filter(year=year).exclude(state=State.CANCELLED)
    groups = rows.order_by().values("unit__category").annotate(
        taken=Count("pk"), sealed=Count("pk", filter=Q(state=State.SEALED)), signs=Count("pk", filter=~Q(signs=[])),
    )  # fmt: skip
    back = _returned(rows)
    found = []
    for group in groups.order_by("unit__category"):
        category = group["unit__category"]
        issued, returned = back.get(category, (0, 0))
        asked = {"year": year, "category": category}
        found.append(
            {
                "name": category, **{key: group[key] for key in ("taken", "sealed", "signs")}, "issued": issued, "returned": returned,
                "turnout": f"{returned * 100 / issued:.1f}%" if issued else "—",
                "taken_url": list_url(**asked), "sealed_url": list_url(**asked, state=State.SEALED.value),
                "signs_url": list_url(**asked, sign=ANY_SIGN),
            }
        )  # fmt: skip
    return found


def rounds_shown(rounds: Iterable[Round]) -> list[dict[str, Any]]:
    """Rounds with how many heads are in them, and how many results are published; one query more."""
    rows = list(rounds)
    counts = {
        row["round"]: row
        for row in Appraisal.objects.filter(round__in=rows)
        .exclude(state=State.CANCELLED)
        .order_by()
        .values("round")
        .annotate(taken=Count("pk"), sealed=Count("pk", filter=Q(state=State.SEALED)))
    }
    return [{"taken": 0, "sealed": 0} | counts.get(row.pk, {}) | {"round": row} for row in rows]


def moves_of(row: Round) -> list[dict[str, Any]]:
    """When and why its days were moved, by whom, and what they had been, the last first; one query."""
    versions: list[Any] = list(
        row.history.select_related("history_user__person").order_by("history_date", "history_id")
    )
    found = []
    for before, after in pairwise(versions):
        was = {"due": before.statements_due, "opens": before.opens_on, "closes": before.closes_on}
        told = {name: cn_date(day) for name, day in was.items()}
        found.append(
            {
                "on": after.history_date, "title": after.history_change_reason, "who": str(after.history_user or ""),
                "text": _("原定报告期限 %(due)s，评议 %(opens)s 至 %(closes)s") % told,
            }
        )  # fmt: skip
    return found[::-1]


@as_product("how many ballots came back, for everybody who may open the appraisals")
def _returned(rows: QuerySet[Appraisal]) -> dict[str, tuple[int, int]]:
    """Ballots given out and come back by unit category, of ballots that are open or over."""
    begun = rows.exclude(state__in=[State.SET_UP, State.PUBLISHED]).order_by()
    sums = begun.values("unit__category").annotate(
        slips=Sum("polls__slips"), papers=Sum("polls__papers"), cast=Sum("polls__cast"), typed=Sum("polls__papers_cast"),
    )  # fmt: skip
    return {
        row["unit__category"]: (
            (row["slips"] or 0) + (row["papers"] or 0),
            (row["cast"] or 0) + (row["typed"] or 0),
        )
        for row in sums
    }


def _tone(state: State) -> str:
    return {State.CLOSED: "soon", State.SEALED: "ok"}.get(state, "")
