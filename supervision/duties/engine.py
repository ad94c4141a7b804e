"""Bringing the table of duties to what is expected, in a handful of set-based statements, history rows included."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from core import workdays
from rulebook.duties import DUTIES, ESCALATIONS
from rulebook.types import Cadence, DutyRule
from supervision.choices import DutyState
from supervision.duties.asked import AskedSource
from supervision.duties.five_years import FiveYearSource
from supervision.duties.leaving import LeavingSource
from supervision.duties.periodic import PeriodicSource

# After so many new rows the planner is told at once; its own rounds come minutes later and plans go wrong until then.
MANY = 5_000
COLUMNS = (
    "kind, person_id, subject, unit_id, post_id, county_id, period, opens, owed_from, due, state, reason, closed_on,"
    " late, fulfilment_id"
)
HISTORY = f"""
INSERT INTO supervision_historicalduty (id, {COLUMNS}, history_date, history_type, history_change_reason, history_user_id)
SELECT id, {COLUMNS}, statement_timestamp(), %(sign)s, %(why)s, NULL FROM {{source}}
"""
# The fields of a duty that planning may move; a done duty is never among the rows compared.
MOVING = (
    "unit_id, post_id, county_id, opens, owed_from, due, state, reason, closed_on, late, fulfilment_id",
    "unit, post, county, opens, owed_from, due, state, reason, closed_on, late, fulfilment",
)

# Two working tables of the session, emptied at every commit: whom to plan and from which day on, and what is expected.
TABLES = """
CREATE TEMPORARY TABLE IF NOT EXISTS wanted (person bigint PRIMARY KEY, since date NOT NULL) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS expected (
    person bigint, subject bigint, unit bigint, post bigint, county varchar, period varchar, opens date, owed_from date,
    due date, state varchar, reason varchar, closed_on date, late boolean, fulfilment bigint, raised boolean
) ON COMMIT DELETE ROWS;
"""
EXPECT = """
INSERT INTO expected
WITH RECURSIVE {expected}
SELECT person, subject, unit, post, county, period, opens, owed_from, due, state, reason, closed_on, late, fulfilment, raised
FROM expected
"""
INSERT = f"""
WITH made AS (
    INSERT INTO supervision_duty ({COLUMNS})
    SELECT %(kind)s, person, subject, unit, post, county, period, opens, owed_from, due, state, reason, closed_on, late,
           fulfilment
    FROM expected
    WHERE raised AND NOT EXISTS (
        SELECT FROM supervision_duty duty WHERE duty.kind = %(kind)s AND duty.person_id = expected.person
            AND duty.subject = expected.subject AND duty.period = expected.period)
    RETURNING id, {COLUMNS}
),
noted AS ({HISTORY.format(source="made")})
SELECT state, count(*) FROM made GROUP BY state
"""
UPDATE = f"""
WITH stale AS (
    SELECT duty.id, duty.state AS was, expected.* FROM expected
    JOIN supervision_duty duty ON duty.kind = %(kind)s AND duty.person_id = expected.person
        AND duty.subject = expected.subject AND duty.period = expected.period
    WHERE duty.state <> 'done' AND ({", ".join(f"duty.{name}" for name in MOVING[0].split(", "))})
        IS DISTINCT FROM ({", ".join(f"expected.{name}" for name in MOVING[1].split(", "))})
),
moved AS (
    UPDATE supervision_duty duty SET ({MOVING[0]}) = ROW({", ".join(f"stale.{n}" for n in MOVING[1].split(", "))})
    FROM stale WHERE duty.id = stale.id
    RETURNING duty.*, stale.was
),
noted AS ({HISTORY.format(source="moved")}),
unfounded AS (
    SELECT duty.id, duty.state AS was, {{has_left}} AS has_left
    FROM wanted JOIN supervision_duty duty ON duty.person_id = wanted.person
    WHERE duty.kind = %(kind)s AND duty.state NOT IN ('done', 'cancelled')
        AND {{in_view}} AND NOT EXISTS (
            SELECT FROM expected WHERE expected.person = duty.person_id AND expected.subject = duty.subject
                AND expected.period = duty.period)
),
dropped AS (
    UPDATE supervision_duty duty SET state = 'cancelled', closed_on = %(on)s,
        reason = CASE WHEN has_left THEN 'left' ELSE 'corrected' END
    FROM unfounded WHERE duty.id = unfounded.id
    RETURNING duty.*, unfounded.was
),
noted_too AS ({HISTORY.format(source="dropped")})
SELECT state, was, count(*) FROM (
    SELECT state, was FROM moved UNION ALL SELECT state, was FROM dropped) AS rows GROUP BY state, was
"""
CHASE = f"""
WITH moved AS (
    UPDATE supervision_duty duty SET state = %(state)s
    FROM unnest(%(kinds)s::text[], %(warn)s::int[]) AS rule(kind, warn_days)
    WHERE duty.kind = rule.kind AND {{condition}}
    RETURNING duty.*
),
noted AS ({HISTORY.format(source="moved")})
SELECT kind, count(*) FROM moved GROUP BY kind
"""
BECAME_OVERDUE = "duty.state IN ('planned', 'due-soon') AND duty.due < %(on)s"
BECAME_DUE_SOON = (
    "duty.state = 'planned' AND duty.due >= %(on)s AND duty.due <= %(on)s + %(longest)s"
    " AND duty.due <= %(on)s + rule.warn_days"
)
ESCALATE = """
WITH raised AS (
    INSERT INTO supervision_escalation (duty_id, level, "on")
    SELECT duty.id, step.level, %(on)s
    FROM unnest(%(days)s::int[]) WITH ORDINALITY AS step(days, level)
    JOIN supervision_duty duty ON duty.state = 'overdue' AND duty.due <= %(on)s - step.days
    WHERE NOT EXISTS (SELECT FROM supervision_escalation done WHERE done.duty_id = duty.id AND done.level = step.level)
    RETURNING duty_id
)
SELECT duty.kind, count(*) FROM raised JOIN supervision_duty duty ON duty.id = raised.duty_id GROUP BY duty.kind
"""


@dataclass(slots=True)
class Counts:
    """What one sweep did, per kind of duty."""

    created: Counter[str] = field(default_factory=Counter)
    due_soon: Counter[str] = field(default_factory=Counter)
    overdue: Counter[str] = field(default_factory=Counter)
    escalated: Counter[str] = field(default_factory=Counter)
    cancelled: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    waived: Counter[str] = field(default_factory=Counter)

    def entered(self, kind: str, state: str, number: int) -> None:
        """Count `number` duties of `kind` that came into `state`."""
        of_state = {
            DutyState.DUE_SOON: self.due_soon,
            DutyState.OVERDUE: self.overdue,
            DutyState.CANCELLED: self.cancelled,
            DutyState.DONE: self.done,
            DutyState.WAIVED: self.waived,
        }
        if state in of_state:
            of_state[DutyState(state)][kind] += number


class Planner:
    """Plans and chases on one day. The caller holds the transaction and the lock, and has filled the table `wanted`."""

    def __init__(self, *, on: date, first: date, rules: Iterable[DutyRule] = DUTIES) -> None:
        """`first` is the earliest day any county's calendar begins."""
        self.on = on
        self.rules = [rule for rule in rules if rule.since <= on and (rule.until is None or on < rule.until)]
        calendar = workdays.load()
        alone: dict[str, type[FiveYearSource | LeavingSource | AskedSource]] = {
            Cadence.FIVE_YEARS: FiveYearSource,
            Cadence.LEAVING: LeavingSource,
            Cadence.PLANNED: AskedSource,
        }
        self.sources: list[PeriodicSource | FiveYearSource | LeavingSource | AskedSource] = [
            alone[rule.cadence](rule) if rule.cadence in alone else PeriodicSource(rule, calendar, first)
            for rule in self.rules
        ]
        self.counts = Counts()

    @staticmethod
    def start() -> None:
        """Make the session's working tables, empty. Whom to plan is then put into `wanted` by the caller."""
        with connection.cursor() as cursor:
            cursor.execute(TABLES + "TRUNCATE wanted, expected")

    def plan(self) -> None:
        """Insert what is missing, move what is open, cancel what nothing supports any more."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE wanted")
            cursor.execute("SELECT count(*) > %s FROM wanted", [MANY])
            if cursor.fetchone() == (True,):
                # Intermediate results have no statistics; a nested loop over them is right for a few people, ruinous for all.
                cursor.execute("SET LOCAL enable_nestloop = off")
        for source in self.sources:
            kind = source.rule.kind
            parameters = source.parameters(self.on)
            with connection.cursor() as cursor:
                cursor.execute("TRUNCATE expected")
                cursor.execute(EXPECT.format(expected=source.sql()), parameters)
                cursor.execute("ANALYZE expected")
            update = UPDATE.format(in_view=source.in_view, has_left=source.has_left)
            for state, was, number in self._run(update, parameters, sign="~", why="planned anew"):
                if state != was:
                    self.counts.entered(kind, state, number)
            for state, number in self._run(INSERT, parameters, sign="+", why="planned"):
                self.counts.created[kind] += number
                self.counts.entered(kind, state, number)
        if sum(self.counts.created.values()) > MANY:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE supervision_duty")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")

    def chase(self) -> None:
        """Move what the passing of days has made due soon or overdue."""
        for state, condition in ((DutyState.OVERDUE, BECAME_OVERDUE), (DutyState.DUE_SOON, BECAME_DUE_SOON)):
            parameters = {
                "on": self.on,
                "state": state.value,
                "kinds": [rule.kind for rule in self.rules],
                "warn": [rule.warn_days for rule in self.rules],
                "longest": max(rule.warn_days for rule in self.rules),
            }
            for kind, number in self._run(
                CHASE.format(condition=condition), parameters, sign="~", why="chased"
            ):
                self.counts.entered(kind, state, number)

    def escalate(self) -> None:
        """Put overdue duties before the body, then its superior, each once (L2)."""
        for kind, number in self._run(ESCALATE, {"on": self.on, "days": list(ESCALATIONS)}, sign="+", why=""):
            self.counts.escalated[kind] += number

    @staticmethod
    def _run(sql: str, parameters: dict[str, Any], *, sign: str, why: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters | {"sign": sign, "why": why})
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
