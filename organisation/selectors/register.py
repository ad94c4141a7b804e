"""The register as it stood: what units were called and what they were for, and who managed which post, on a past day.

Names, categories and functions carry no days of their own; their history says what the register told on a day. A change counts
from the day it was entered, a correction as if what it corrects had never been. What was before the first entry is as first told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from organisation.choices import CORRECTION
from organisation.models import Post, Unit

UNIT, POST = "unit", "post"
CHANGED = """
SELECT %(unit)s, id FROM organisation_historicalunit
WHERE history_date >= %(after)s AND county_id = ANY(%(counties)s)
UNION
SELECT %(post)s, history.id FROM organisation_historicalpost history JOIN organisation_unit unit ON unit.id = history.unit_id
WHERE history.history_date >= %(after)s AND unit.county_id = ANY(%(counties)s)
"""


@dataclass(frozen=True, slots=True)
class UnitThen:
    """What a unit was called and what it was for."""

    name: str
    category: str
    function: str


@dataclass(frozen=True, slots=True)
class Register:
    """What stood otherwise on a day than it stands now; everything else is as it is."""

    units: Mapping[int, UnitThen] = field(default_factory=dict)
    managed_by: Mapping[int, str] = field(default_factory=dict)

    def unit(self, unit: Unit) -> UnitThen:
        """What `unit` was."""
        return self.units.get(unit.pk) or UnitThen(unit.name, unit.category, unit.function)

    def manager(self, post: Post) -> str:
        """Who managed the cadre on `post` (管理层级)."""
        return self.managed_by.get(post.pk, post.managed_by)


def register_on(on: date, *, counties: Iterable[str]) -> Register:
    """The register of `counties` (six-digit codes) as it stood at the end of `on`; one query, three where anything changed since."""
    codes = sorted(counties)
    after = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    units = Unit.history.filter(county_id__in=codes)
    posts = Post.history.filter(unit_id__in=Unit.objects.filter(county__in=codes).values("pk"))
    changed = _changed(codes, after)
    return Register(
        units={
            pk: UnitThen(then.name, then.category, then.function)
            for pk, (then, now) in _otherwise(units, changed[UNIT], after).items()
            if (then.name, then.category, then.function) != (now.name, now.category, now.function)
        },
        managed_by={
            pk: then.managed_by
            for pk, (then, now) in _otherwise(posts, changed[POST], after).items()
            if then.managed_by != now.managed_by
        },
    )


def _changed(codes: list[str], after: datetime) -> dict[str, list[int]]:
    """Which units and posts of the counties `codes` changed at `after` or later; for today that is none, and every list asks."""
    changed: dict[str, list[int]] = {UNIT: [], POST: []}
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"counties": codes, "after": after, "unit": UNIT, "post": POST})
        for what, pk in cursor.fetchall():
            changed[what].append(pk)
    return changed


def _otherwise(history: QuerySet[Any], changed: list[int], after: datetime) -> dict[int, tuple[Any, Any]]:
    """Of each changed row: how it stood before `after`, and how it stands."""
    if not changed:
        return {}
    versions: dict[int, list[Any]] = {}
    for row in history.filter(id__in=changed).order_by("id", "history_date", "history_id"):
        versions.setdefault(row.id, []).append(row)
    return {pk: (_before(rows, after), rows[-1]) for pk, rows in versions.items()}


def _before(rows: list[Any], after: datetime) -> Any:
    """The version in force before `after`; a correction stands in the place of what it corrects, the first from the beginning."""
    found, since = rows[0], None
    for row in rows[1:]:
        if row.history_change_reason != CORRECTION:
            since = row.history_date
        if since is None or since < after:
            found = row
    return found
