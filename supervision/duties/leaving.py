"""What handovers are expected, as SQL over the ends of tenures and signed handovers (C21, L14, L18, L47)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rulebook.tenure import OWING
from rulebook.types import DutyRule

# A leaving is the end of an unbroken run of owing tenures of one person on one post. A record answers the leaving it was entered for;
# one that names none, or a day that was corrected since, the leaving in whose window it is dated: from some days before it until the
# same person takes the post again. Windows of one post do not overlap.
EXPECTED = """
ended AS (
    SELECT DISTINCT tenure.person_id AS person, tenure.post_id AS post, post.unit_id AS unit, unit.county_id AS county,
           calendar.starts_on
    FROM wanted
    JOIN organisation_tenure tenure ON tenure.person_id = wanted.person
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    JOIN organisation_unit unit ON unit.id = post.unit_id
    JOIN supervision_countycalendar calendar ON calendar.county_id = unit.county_id
    WHERE tenure.kind = ANY (%(tenure_kinds)s::text[]) AND upper(tenure.during) BETWEEN calendar.starts_on AND %(on)s
),
chain AS (
    SELECT run.person, run.post, run.unit, run.county, run.starts_on, lower(run.days) AS begins, upper(run.days) AS left_on,
           lead(lower(run.days)) OVER (PARTITION BY run.person, run.post ORDER BY run.days) AS again_on
    FROM (
        SELECT ended.*, unnest(range_agg(tenure.during)) AS days
        FROM ended
        JOIN organisation_tenure tenure ON tenure.person_id = ended.person AND tenure.post_id = ended.post
        WHERE tenure.kind = ANY (%(tenure_kinds)s::text[])
        GROUP BY ended.person, ended.post, ended.unit, ended.county, ended.starts_on
    ) AS run
),
leaving AS (
    SELECT chain.*, to_char(left_on, 'YYYY-MM-DD') AS period FROM chain WHERE left_on BETWEEN starts_on AND %(on)s
),
proof AS (
    SELECT DISTINCT ON (leaving.person, leaving.post, leaving.period)
           leaving.person, leaving.post, leaving.period, record.id, record.on
    FROM leaving
    JOIN supervision_fulfilment record ON record.person_id = leaving.person
        AND record.proof = ANY (%(proofs)s::text[]) AND record.on <= %(on)s
        AND (record.unit_id IS NULL OR record.unit_id = leaving.unit)
        AND (record.post_id IS NULL OR record.post_id = leaving.post)
    WHERE record.period = leaving.period OR (
        record.on >= greatest(leaving.left_on - %(ahead_days)s, leaving.begins)
        AND (leaving.again_on IS NULL OR record.on < leaving.again_on)
        AND NOT EXISTS (
            SELECT FROM chain other WHERE other.person = leaving.person AND other.post = leaving.post
                AND to_char(other.left_on, 'YYYY-MM-DD') = record.period))
    ORDER BY leaving.person, leaving.post, leaving.period, record.on, record.id
),
-- Working days numbered: the fifteenth after the last day held (N42: that day itself is not counted).
workday AS (
    SELECT day, worked, count(*) FILTER (WHERE worked) OVER (ORDER BY day) AS nth FROM (
        SELECT day.day, coalesce(exception.is_worked, extract(isodow FROM day.day) < 6) AS worked
        FROM (SELECT min(left_on) - 1 AS first, max(left_on) AS last FROM leaving) AS span
        CROSS JOIN LATERAL (
            SELECT span.first + number AS day
            FROM generate_series(0, span.last - span.first + 4 * %(workdays_within)s + 30) AS number
        ) AS day
        LEFT JOIN core_calendarexception exception ON exception.day = day.day
    ) AS days
),
dated AS (
    SELECT leaving.*, due.day AS due, proof.id AS fulfilment, proof.on AS proved_on
    FROM leaving
    JOIN workday last_day ON last_day.day = leaving.left_on - 1
    JOIN workday due ON due.worked AND due.nth = last_day.nth + %(workdays_within)s
    LEFT JOIN proof USING (person, post, period)
    -- What was handed over stays done though the day of leaving is corrected afterwards; nothing is asked for a second time (L6).
    WHERE proof.id IS NULL OR NOT EXISTS (
        SELECT FROM supervision_duty done WHERE done.fulfilment_id = proof.id AND done.kind = %(kind)s
            AND done.person_id = leaving.person AND done.subject = leaving.post AND done.period <> leaving.period)
),
expected AS (
    SELECT person, post AS subject, unit, post, county, period, left_on AS opens, left_on AS owed_from, due,
           CASE WHEN fulfilment IS NOT NULL THEN 'done'
                WHEN %(on)s > due THEN 'overdue'
                WHEN %(on)s >= due - %(warn_days)s THEN 'due-soon'
                ELSE 'planned' END AS state,
           '' AS reason, proved_on AS closed_on, coalesce(proved_on > due, false) AS late, fulfilment, true AS raised
    FROM dated
)
"""


@dataclass(frozen=True)
class LeavingSource:
    """The expected rows of a rule about leaving a post."""

    rule: DutyRule

    # Every leaving of a person is judged whenever the person is planned; one that turns out not to be is a correction.
    in_view = "true"
    has_left = "false"

    def sql(self) -> str:
        """The common table expressions that end in `expected`."""
        return EXPECTED

    def parameters(self, on: date) -> dict[str, Any]:
        """The values for `sql` on the day `on`."""
        return {
            "on": on,
            "kind": self.rule.kind,
            "tenure_kinds": list(OWING),
            "proofs": list(self.rule.proofs),
            "workdays_within": self.rule.workdays_within,
            "ahead_days": self.rule.ahead_days,
            "warn_days": self.rule.warn_days,
        }
