"""The plans of what the demo's units buy, each decided by a meeting before any of it was bought, and imported from the county's OA."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from core import workdays
from decisions.models import Matter
from decisions.services.importing import import_decisions
from organisation.models import Tenure, Unit
from rulebook.procedures.decisions import MatterCategory

DECIDED_BEFORE = 770  # days before the demo's day; the first purchase is made after it


def decide_plans(units: dict[str, Unit], today: date) -> dict[int, Matter]:
    """The plan of each unit, by number of the unit."""
    on = workdays.load().on_or_before(today - timedelta(DECIDED_BEFORE))
    lines = [
        (at, json.dumps(_decision(unit, on), ensure_ascii=False).encode())
        for at, unit in enumerate(units.values(), 1)
    ]
    report = import_decisions(lines=lines, by=None)
    if report.is_refused:
        raise ValueError(report.errors[:5])
    rows = Matter.objects.filter(unit__in=[unit.pk for unit in units.values()], title__endswith=TITLE)
    return {matter.unit_id: matter for matter in rows}


TITLE = "政府采购计划和预算"


def _decision(unit: Unit, on: date) -> dict[str, Any]:
    """A meeting of the unit's leaders at which all spoke and agreed, the head last."""
    held = Tenure.objects.filter(post__unit=unit, post__section=None, during__contains=on)
    seated = list(held.select_related("person", "post").order_by("post__is_head", "-post_id"))
    head = next(one for one in reversed(seated) if one.post.is_head)
    ordered = [*(one for one in seated if one != head), head]
    return {
        "id": f"CG-{unit.name}-{on.year}", "unit": unit.name, "title": f"{on.year}至{on.year + 2}年{TITLE}",
        "proposed_on": str(on - timedelta(14)), "category": MatterCategory.FUNDS.value, "flags": [],
        "meeting": {
            "at": _at(on, 9), "agenda_circulated_at": _at(on - timedelta(6), 10), "item_on_agenda": True,
            "members": [_member(one, at, head) for at, one in enumerate(ordered, 1)],
        },
        "resolution": {"outcome": "passed", "on": str(on), "text": "同意按计划采购，分项实施。", "archived": True},
        "execution": [
            {
                "on": str(on), "kind": "task", "owner": ordered[0].person.staff_no, "due": str(on + timedelta(60)),
                "done_on": str(on + timedelta(50)),
            },
            {"on": str(on + timedelta(20)), "kind": "supervision"},
        ],
    }  # fmt: skip


def _member(held: Tenure, at: int, head: Tenure) -> dict[str, Any]:
    return {
        "staff_no": held.person.staff_no, "name": held.person.name, "head": held == head, "attended": True, "recused": False,
        "recusal_due": False, "circulated": True, "spoke": at, "opinion": "agree", "vote": "for",
    }  # fmt: skip


def _at(day: date, hour: int) -> str:
    return timezone.make_aware(datetime.combine(day, time(hour))).isoformat()
