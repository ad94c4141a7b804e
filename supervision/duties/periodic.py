"""What quarterly and yearly duties are expected, as SQL over tenures, absences and records (C12, C15, C16; L1–L7, L18–L20)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.periods import Period, quarters_between, years_between
from core.workdays import WorkdayCalendar
from rulebook.tenure import OWING, TENURES, TenureKind
from rulebook.types import Cadence, DutyRule, Subject

SLOTS = {Cadence.QUARTER: quarters_between, Cadence.YEAR: years_between}

# `wanted` is the temporary table of people to plan, each with the day from which their periods are looked at.
EXPECTED = """
slot AS (
    SELECT * FROM unnest(%(periods)s::text[], %(opens)s::date[], %(ends)s::date[], %(dues)s::date[])
        AS slot(period, opens, ends, due)
),
spell AS (
    SELECT tenure.person_id AS person, {subject} AS subject, post.unit_id AS unit, post.id AS post,
           unit.county_id AS county, tenure.during, kind.rank, wanted.since, calendar.starts_on
    FROM wanted
    JOIN organisation_tenure tenure ON tenure.person_id = wanted.person
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    JOIN organisation_unit unit ON unit.id = post.unit_id
    JOIN supervision_countycalendar calendar ON calendar.county_id = unit.county_id
    JOIN unnest(%(tenure_kinds)s::text[], %(tenure_ranks)s::int[]) AS kind(name, rank) ON kind.name = tenure.kind
),
-- Owed from the first day held; of the days possible (L19), those of a tenure entered ahead count as well.
held AS (
    SELECT person, subject, slot.period, slot.opens, slot.ends, slot.due, count(*) AS spells,
           min(post) AS post, min(unit) AS unit, min(county) AS county,
           range_agg(spell.during * daterange(slot.opens, slot.ends + 1)) AS days
    FROM spell
    JOIN slot ON spell.during && daterange(slot.opens, slot.ends + 1)
        AND slot.ends >= spell.starts_on AND slot.ends >= spell.since
    GROUP BY person, subject, slot.period, slot.opens, slot.ends, slot.due
    HAVING min(lower(spell.during)) <= %(on)s
),
proof AS (
    SELECT DISTINCT ON (held.person, held.subject, held.period)
           held.person, held.subject, held.period, record.id, record.on
    FROM held
    JOIN supervision_fulfilment record ON record.person_id = held.person
        AND record.proof = ANY (%(proofs)s::text[]) AND record.on <= %(on)s
        AND (held.subject = 0 OR record.unit_id IS NULL OR record.unit_id = held.subject)
        AND ((record.period = '' AND record.on BETWEEN held.opens AND held.ends) OR record.period = held.period)
    ORDER BY held.person, held.subject, held.period, record.on, record.id
),
away AS (
    SELECT absence.person_id AS person, slot.period,
           range_agg(absence.during * daterange(slot.opens, slot.ends + 1)) AS days
    FROM organisation_absence absence
    JOIN slot ON absence.during && daterange(slot.opens, slot.ends + 1)
    WHERE %(absence_days)s::int IS NOT NULL
    GROUP BY absence.person_id, slot.period
),
absent AS (
    SELECT held.person, held.subject, held.period
    FROM held JOIN away USING (person, period)
    WHERE (SELECT sum(upper(run) - lower(run)) FROM unnest(away.days) AS run) > %(absence_days)s::int {reported_by_another}
),
known AS (
    SELECT held.*, proof.id AS fulfilment, proof.on AS proved_on, absent.person IS NOT NULL AS is_absent,
           greatest(least(%(on)s, held.ends, proof.on), lower(held.days)) AS asked_on,
           held.days @> least(%(on)s, held.ends) AS in_post,
           CASE WHEN spells = 1 THEN upper(days) - lower(days)
                ELSE (SELECT sum(upper(run) - lower(run)) FROM unnest(days) AS run) END AS days_held
    FROM held
    LEFT JOIN proof USING (person, subject, period)
    LEFT JOIN absent USING (person, subject, period)
),
shown AS (
    SELECT known.*, CASE WHEN spells = 1 THEN post ELSE (
        SELECT spell.post_id FROM (
            SELECT tenure.post_id, kind.rank, least(known.asked_on, upper(tenure.during) - 1) AS last_day, {held_since}
            FROM organisation_tenure tenure
            JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
            JOIN unnest(%(tenure_kinds)s::text[], %(tenure_ranks)s::int[]) AS kind(name, rank)
                ON kind.name = tenure.kind
            WHERE tenure.person_id = known.person AND tenure.during && daterange(known.opens, known.ends + 1)
                AND lower(tenure.during) <= known.asked_on {same_unit}
        ) AS spell
        ORDER BY spell.last_day DESC, spell.rank, spell.held_since, spell.post_id
        LIMIT 1) END AS shown_post
    FROM known
),
judged AS MATERIALIZED (
    SELECT shown.*, {verdict} AS verdict FROM shown
),
expected AS (
    -- With one spell, nearly always, its unit and county are the answer; only otherwise are they looked up.
    SELECT person, subject,
           CASE WHEN spells = 1 THEN unit ELSE (
               SELECT post.unit_id FROM organisation_post post WHERE post.id = shown_post) END AS unit,
           shown_post AS post,
           CASE WHEN spells = 1 THEN county ELSE (
               SELECT unit.county_id FROM organisation_post post JOIN organisation_unit unit ON unit.id = post.unit_id
               WHERE post.id = shown_post) END AS county,
           period, opens, lower(days) AS owed_from, due,
           split_part(verdict, ' ', 1) AS state, split_part(verdict, ' ', 2) AS reason,
           CASE WHEN verdict = 'done' THEN proved_on
                WHEN verdict LIKE 'waived%%' THEN lower(days)
                WHEN verdict LIKE 'cancelled%%' THEN {left_on} END AS closed_on,
           coalesce(verdict = 'done' AND proved_on > due, false) AS late,
           CASE WHEN verdict = 'done' THEN fulfilment END AS fulfilment,
           true AS raised
    FROM judged
)
"""
VERDICT = """CASE
        WHEN fulfilment IS NOT NULL THEN 'done'
        WHEN days_held < %(least_days)s THEN 'waived too-few-days'
        WHEN NOT in_post THEN 'cancelled left'
        WHEN is_absent THEN 'waived absent'
        WHEN %(on)s > due THEN 'overdue'
        WHEN %(on)s >= due - %(warn_days)s THEN 'due-soon'
        ELSE 'planned' END"""
# The first day no longer held: the end of the last run of days that begins by the day asked about.
LEFT_ON = "(SELECT max(upper(run)) FROM unnest(days) AS run WHERE lower(run) <= asked_on)"
# Held the longest (L3) counts the whole unbroken time on the post: tenures that touch are consecutive.
HELD_SINCE = """(
                SELECT lower(run) FROM (
                    SELECT unnest(range_agg(consecutive.during)) AS run FROM organisation_tenure consecutive
                    WHERE consecutive.person_id = tenure.person_id AND consecutive.post_id = tenure.post_id
                        AND consecutive.kind = ANY (%(tenure_kinds)s::text[])
                ) AS runs WHERE run @> lower(tenure.during)) AS held_since"""
REPORTED_BY_ANOTHER = """
        AND EXISTS (
            SELECT FROM organisation_tenure acting JOIN organisation_post post ON post.id = acting.post_id
            WHERE post.unit_id = held.subject AND post.section_id IS NULL AND acting.person_id <> held.person
                AND acting.kind = %(acting)s AND lower(acting.during) <= %(on)s AND acting.during && away.days)"""


@dataclass(frozen=True)
class PeriodicSource:
    """The expected rows of one quarterly or yearly rule on a day."""

    rule: DutyRule
    calendar: WorkdayCalendar
    first: date

    # Only periods that were looked at can turn out unfounded.
    in_view = """EXISTS (
        SELECT FROM unnest(%(periods)s::text[], %(ends)s::date[]) AS slot(period, ends)
        WHERE slot.period = duty.period AND slot.ends >= wanted.since)"""
    has_left = "false"

    def sql(self) -> str:
        """The common table expressions that end in `expected`."""
        by_unit = self.rule.subject == Subject.HEADED_UNIT
        return EXPECTED.format(
            subject="post.unit_id" if by_unit else "0::bigint",
            same_unit="AND post.unit_id = known.subject" if by_unit else "",
            reported_by_another=REPORTED_BY_ANOTHER if by_unit else "",
            verdict=VERDICT,
            left_on=LEFT_ON,
            held_since=HELD_SINCE,
        )

    def parameters(self, on: date) -> dict[str, Any]:
        """The values for `sql` on the day `on`."""
        slots = self.slots(on)
        return {
            "on": on,
            "kind": self.rule.kind,
            "periods": [slot.key for slot in slots],
            "opens": [slot.starts for slot in slots],
            "ends": [slot.ends for slot in slots],
            "dues": [self.calendar.on_or_before(slot.ends) for slot in slots],
            "tenure_kinds": list(OWING),
            "tenure_ranks": [TENURES[kind].rank for kind in TENURES if kind in OWING],
            "acting": TenureKind.ACTING.value,
            "proofs": list(self.rule.proofs),
            "least_days": self.rule.least_days,
            "warn_days": self.rule.warn_days,
            "absence_days": self.rule.absence_days,
        }

    def slots(self, on: date) -> list[Period]:
        """The periods to look at: from the one of the earliest start through the one that contains `on`."""
        return list(SLOTS[self.rule.cadence](self.first, on))
