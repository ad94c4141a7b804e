"""Whether an audit team is independent of the head (独立性, C18): nobody related to them, nobody who was once under them.

Asked before a member is taken on, before the audit is notified, and every night, always by `ties_of`; a constant number of queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from audits.choices import TeamRole
from audits.models import Audit, TeamMember
from organisation.models import Relative
from rulebook.procedures.audits import TEAM_LEAST

Pair = tuple[int, int]  # head, member


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a member to the head, in words."""

    words: str


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


def ties_of(pairs: Iterable[Pair], on: date) -> dict[Pair, list[Tie]]:
    """What ties each member to each head as of `on`; pairs without a tie are left out."""
    asked = sorted(set(pairs))
    wanted = set(asked)
    found: dict[Pair, list[Tie]] = {}
    for head, member in asked:
        if head == member:
            found.setdefault((head, member), []).append(Tie(_("是被审计人本人")))
    for row in _kinships(asked):
        for pair in ((row.person_id, row.relative_id), (row.relative_id, row.person_id)):
            if pair in wanted:
                told = {"kind": row.get_kind_display()}
                found.setdefault(pair, []).append(Tie(_("与被审计人有登记在册的亲属关系（%(kind)s）") % told))
    for head, member, unit, top, since, until in _served([pair for pair in asked if pair[0] != pair[1]], on):
        found.setdefault((head, member), []).append(Tie(_once_under(unit, top, since, until)))
    return found


def _kinships(pairs: Sequence[Pair]) -> list[Relative]:
    heads, members = sorted({pair[0] for pair in pairs}), sorted({pair[1] for pair in pairs})
    both = Q(person__in=heads, relative__in=members) | Q(person__in=members, relative__in=heads)
    return list(Relative.objects.filter(both).order_by("pk"))


def _served(pairs: Sequence[Pair], on: date) -> list[tuple[int, int, str, str, date, date | None]]:
    if not pairs:
        return []
    values: dict[str, Any] = {
        "heads": [pair[0] for pair in pairs],
        "members": [pair[1] for pair in pairs],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(SERVED, values)
        rows: list[tuple[int, int, str, str, date, date | None]] = cursor.fetchall()
    return rows


def _once_under(unit: str, top: str, since: date, until: date | None) -> str:
    told = {"unit": unit, "top": top, "since": since, "until": until}
    if unit == top:
        words = (
            _("自 %(since)s 起在%(unit)s任职，当时被审计人任该单位“一把手”")
            if until is None
            else _("%(since)s 至 %(until)s 在%(unit)s任职，当时被审计人任该单位“一把手”")
        )
    else:
        words = (
            _("自 %(since)s 起在%(unit)s任职，当时被审计人任其主管部门%(top)s“一把手”")
            if until is None
            else _("%(since)s 至 %(until)s 在%(unit)s任职，当时被审计人任其主管部门%(top)s“一把手”")
        )
    return words % told


def ties_in(members: Iterable[TeamMember], on: date) -> dict[int, list[Tie]]:
    """The ties of `members` (loaded with their audit) to the heads they audit, by the member's number; a constant number of queries."""
    rows = list(members)
    ties = ties_of(((row.audit.person_id, row.person_id) for row in rows), on)
    return {
        row.pk: ties[row.audit.person_id, row.person_id]
        for row in rows
        if (row.audit.person_id, row.person_id) in ties
    }


def missing(audit: Audit, on: date) -> tuple[str, ...]:
    """What keeps `audit` from being notified, in words, as far as its team goes; empty where nothing does."""
    team = list(audit.team.filter(left_on=None).select_related("person", "audit").order_by("pk"))
    found: list[str] = []
    if len(team) < TEAM_LEAST.value:
        found.append(_("审计组不足 %(least)s 人") % {"least": TEAM_LEAST.value})
    if team and not any(member.role == TeamRole.LEADER for member in team):
        found.append(_("审计组没有组长"))
    found += [
        _("%(who)s尚未签署独立性声明") % {"who": member.person.name}
        for member in team
        if member.declared_on is None
    ]
    ties = ties_in(team, on)
    for member in team:
        found += [f"{member.person.name}{tie.words}" for tie in ties.get(member.pk, [])]
    return tuple(found)
