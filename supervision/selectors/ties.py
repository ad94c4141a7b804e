"""What ties people to heads (关系): registered kinship, and having once served under them. Whoever audits or inspects a head must have none.

A constant number of queries; what it is called in words is the business of who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from organisation.models import Relative

Pair = tuple[int, int]  # head, the other


@dataclass(frozen=True, slots=True)
class Kinship:
    """That both are registered relatives, of which kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Service:
    """That the other served in `unit` while the head led `top`, the same unit or one above it; `until` is empty where it goes on."""

    unit: str
    top: str
    since: date
    until: date | None


# The units a head led, with the units below them while they led them; and every tenure a member held there in those days.
SERVED = """
WITH RECURSIVE pair AS (
    SELECT * FROM unnest(%(heads)s::bigint[], %(members)s::bigint[]) AS one(head, member)
),
led(head, top, unit, during) AS (
    SELECT tenure.person_id, post.unit_id, post.unit_id, tenure.during
    FROM (SELECT DISTINCT head FROM pair) AS headed
    JOIN organisation_tenure tenure ON tenure.person_id = headed.head
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    UNION
    SELECT led.head, led.top, below.unit_id, led.during * below.during
    FROM led JOIN organisation_affiliation below ON below.parent_id = led.unit AND below.during && led.during
)
SELECT DISTINCT ON (pair.head, pair.member) pair.head, pair.member, unit.name, top.name,
    lower(tenure.during * led.during), upper(tenure.during * led.during) - 1
FROM pair
JOIN organisation_tenure tenure ON tenure.person_id = pair.member
JOIN organisation_post post ON post.id = tenure.post_id
JOIN led ON led.head = pair.head AND led.unit = post.unit_id AND led.during && tenure.during
JOIN organisation_unit unit ON unit.id = led.unit
JOIN organisation_unit top ON top.id = led.top
WHERE lower(tenure.during * led.during) <= %(on)s
ORDER BY pair.head, pair.member, lower(tenure.during * led.during)
"""


def kinships_of(pairs: Sequence[Pair]) -> dict[Pair, list[Kinship]]:
    """The registered kinship of each of `pairs`, in either direction; one query."""
    wanted, found = set(pairs), dict[Pair, list[Kinship]]()
    if not wanted:
        return found
    heads, others = sorted({pair[0] for pair in pairs}), sorted({pair[1] for pair in pairs})
    both = Q(person__in=heads, relative__in=others) | Q(person__in=others, relative__in=heads)
    for row in Relative.objects.filter(both).order_by("pk"):
        for pair in ((row.person_id, row.relative_id), (row.relative_id, row.person_id)):
            if pair in wanted:
                found.setdefault(pair, []).append(Kinship(str(row.get_kind_display())))
    return found


def services_of(pairs: Sequence[Pair], on: date) -> dict[Pair, Service]:
    """The first time each of `pairs` served under the head as of `on`, now or before; one query."""
    asked = [pair for pair in pairs if pair[0] != pair[1]]
    if not asked:
        return {}
    values: dict[str, Any] = {
        "heads": [pair[0] for pair in asked],
        "members": [pair[1] for pair in asked],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(SERVED, values)
        rows: list[tuple[int, int, str, str, date, date | None]] = cursor.fetchall()
    return {(head, other): Service(unit, top, since, until) for head, other, unit, top, since, until in rows}
