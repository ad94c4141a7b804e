"""A decision taken without fault, which each worked case changes in one respect, and what is found in it then."""

import json
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from core.workdays import WorkdayCalendar
from decisions.procedure import Decision, judge, read

Form = dict[str, Any]
ON = date(2026, 7, 1)
MEETING = "2026-04-28"
HEAD = 7  # place of the head among the members; the head speaks last


def _days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


# The notice of 2026 around 清明 (4–6 April), 劳动节 (1–5 May, 9 May worked) and 国庆节 (1–7 October, 20 September and 10 October worked).
CALENDAR = WorkdayCalendar(
    dict.fromkeys(
        [
            *_days("2026-04-04", "2026-04-06"),
            *_days("2026-05-01", "2026-05-05"),
            *_days("2026-10-01", "2026-10-07"),
        ],
        False,
    )
    | dict.fromkeys([date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)], True),
    frozenset({2026}),
)


def member(place: int, **changes: Any) -> Form:
    """The member who sits at `place`, was told, attended, spoke in that order and voted for."""
    return {
        "staff_no": f"M{place}",
        "name": "柏山石江林苗容云"[place % 8] + "知远",
        "head": place == HEAD,
        "attended": True,
        "recused": False,
        "recusal_due": False,
        "circulated": True,
        "spoke": place + 1,
        "opinion": "agree",
        "vote": "for",
        **changes,
    }


FLAWLESS: Form = {
    "id": "OA-2026-0017",
    "unit": "城关镇",
    "title": "城关镇自来水厂改造项目",
    "proposed_on": "2026-03-02",
    "category": "重大项目安排",
    "flags": ["livelihood", "technical", "public-interest"],
    "amount": "1200000.00",
    "large_sum_threshold": "50000.00",
    "consultation": {
        "published_on": "2026-03-05",
        "closed_on": "2026-04-07",
        "comments": 12,
        "summary": "收到意见 12 条，集中在施工期间的供水。",
        "adoption": "采纳 9 条，未采纳的 3 条已说明理由。",
    },
    "expert_panel": {"on": "2026-04-08", "experts": 5, "opinion": "favourable"},
    "technical_advice": {"on": "2026-04-08", "by": "县水利局", "opinion": "favourable"},
    "legality_review": {
        "received_on": "2026-04-09",
        "on": "2026-04-21",
        "by": "县司法局",
        "opinion": "favourable",
    },
    "stability_risk": {"on": "2026-04-20", "by": "县委政法委", "grade": "low"},
    "publicity": {"from": "2026-04-13", "to": "2026-04-21"},
    "hearing": {"notice_on": "2026-04-07", "on": "2026-04-17", "record": "听证笔录"},
    "meeting": {
        "at": "2026-04-28T09:00:00+08:00",
        "agenda_circulated_at": "2026-04-24T17:00:00+08:00",
        "item_on_agenda": True,
        "members": [member(place) for place in range(8)],
    },
    "meetings_required": ["党委会", "镇长办公会"],
    "meetings_held": [{"kind": "党委会", "on": "2026-04-22"}, {"kind": "镇长办公会", "on": MEETING}],
    "resolution": {
        "outcome": "passed",
        "on": MEETING,
        "text": "同意实施，投资 120 万元。",
        "archived": True,
    },
    "execution": [
        {
            "on": "2026-04-30",
            "kind": "task",
            "owner": "M2",
            "due": "2026-06-30",
            "done_on": "2026-06-10",
        },
        {"on": "2026-05-15", "kind": "supervision"},
        {"on": "2026-05-20", "kind": "contract", "amount": "1150000.00"},
        {"on": "2026-06-15", "kind": "payment", "amount": "600000.00"},
    ],
}
# Two people proposed for posts, voted on one by one by all eight members.
PERSONNEL: Form = {
    **{name: FLAWLESS[name] for name in ("id", "unit", "title", "proposed_on", "resolution")},
    "category": "重要人事任免",
    "meeting": FLAWLESS["meeting"] | {"members": [member(place, vote=None) for place in range(8)]},
    "candidates": [
        {
            "staff_no": f"C{number}",
            "name": name,
            "votes": {f"M{place}": "for" for place in range(8)},
            "outcome": "passed",
        }
        for number, name in enumerate(("钟清越", "祝景行"))
    ],
    "execution": [{"on": "2026-05-12", "kind": "appointment"}],
}
# Decided at once because of a flood, told to the next meeting, which took it up.
EMERGENCY: Form = FLAWLESS | {
    "flags": ["livelihood"],
    "consultation": None,
    "emergency": {
        "reason": "山洪冲毁取水口，全镇停水。",
        "decided_by": "镇长",
        "decided_on": "2026-04-20",
        "reported_on": MEETING,
    },
}
# The same without the meeting having taken it up.
EMERGENCY_ALONE: Form = {
    name: value for name, value in EMERGENCY.items() if name not in {"meeting", "resolution"}
}


def changed(form: Form, **changes: Any) -> Form:
    """A copy of `form` with values put at paths: meeting__members__2__vote="against". A value of None: it did not happen."""
    made = deepcopy(form)
    for path, value in changes.items():
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("__"))
        at: Any = made
        for step in steps:
            at = at[step] if isinstance(step, int) else at.setdefault(step, {})
        at[last] = value
    return made


def decision(form: Form) -> Decision:
    """The form as it is read."""
    found = read(json.dumps(form))
    assert isinstance(found, Decision), found
    return found


def found(form: Form = FLAWLESS, *, on: date = ON, **changes: Any) -> dict[str, Form]:
    """Code → facts of everything found in `form` with `changes`, as of `on`."""
    judged = judge(decision(changed(form, **changes)), on, CALENDAR)
    return {one.rule.code: one.facts for one in judged}


def codes(form: Form = FLAWLESS, *, on: date = ON, **changes: Any) -> set[str]:
    """The codes alone."""
    return set(found(form, on=on, **changes))


def members(number: int, **changes: Any) -> list[Form]:
    """`number` members, the last of them the head; `changes` hold for every one."""
    return [member(place, head=place == number - 1, **changes) for place in range(number)]


def voting(in_favour: int, number: int = 8) -> list[Form]:
    """Members of whom the first `in_favour` vote for and the others against."""
    return [
        member(place, head=place == number - 1, vote="for" if place < in_favour else "against")
        for place in range(number)
    ]


def attending(present: int, number: int) -> list[Form]:
    """Members of whom only the last `present`, the head among them, attend."""
    absent = {"attended": False, "spoke": None, "opinion": None, "vote": None}
    return [
        member(place, head=place == number - 1, **(absent if place < number - present else {}))
        for place in range(number)
    ]
