"""What five-year audits are expected, as SQL over chains of tenures and audits (C19, L5, L18)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rulebook.duties import TERM_YEARS
from rulebook.tenure import OWING
from rulebook.types import DutyRule

# A chain is an unbroken run of owing tenures of one person on one post. The walk goes from anchor to anchor: the first
# day of the chain, then the last day covered by each audit in it, in the order in which they were carried out. `answered`
# marks a completion an audit came to; one that does not move the day of completion answers nothing.
EXPECTED = """
chain AS (
    SELECT run.*, lower(run.days) AS begins, upper(run.days) AS ends FROM (
        SELECT tenure.person_id AS person, tenure.post_id AS post, post.unit_id AS unit, unit.county_id AS county,
               calendar.starts_on, unnest(range_agg(tenure.during)) AS days
        FROM wanted
        JOIN organisation_tenure tenure ON tenure.person_id = wanted.person
        JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
        JOIN organisation_unit unit ON unit.id = post.unit_id
        JOIN supervision_countycalendar calendar ON calendar.county_id = unit.county_id
        WHERE tenure.kind = ANY (%(tenure_kinds)s::text[])
        GROUP BY tenure.person_id, tenure.post_id, post.unit_id, unit.county_id, calendar.starts_on
    ) AS run
),
walk AS (
    SELECT chain.*, begins AS anchor, NULL::date AS answered, NULL::bigint AS fulfilment, NULL::date AS proved_on
    FROM chain
    UNION ALL
    SELECT walk.person, walk.post, walk.unit, walk.county, walk.starts_on, walk.days, walk.begins, walk.ends,
           audit.until, (walk.anchor + %(term)s::interval)::date, audit.id, audit.on
    FROM walk
    CROSS JOIN LATERAL (
        SELECT record.id, record.on, record.until FROM supervision_fulfilment record
        WHERE record.person_id = walk.person AND record.proof = ANY (%(proofs)s::text[]) AND record.on <= %(on)s
            AND (record.unit_id IS NULL OR record.unit_id = walk.unit)
            AND record.until > walk.anchor AND walk.days @> record.until
            AND (walk.fulfilment IS NULL OR (record.on, record.id) > (walk.proved_on, walk.fulfilment))
        ORDER BY record.on, record.id LIMIT 1
    ) AS audit
),
latest AS (
    SELECT DISTINCT ON (person, post, begins) * FROM walk ORDER BY person, post, begins, anchor DESC
),
completion AS (
    SELECT person, post, unit, county, starts_on, ends, answered AS complete, fulfilment, proved_on
    FROM walk WHERE answered <> (anchor + %(term)s::interval)::date
    UNION ALL
    SELECT person, post, unit, county, starts_on, ends, (anchor + %(term)s::interval)::date, NULL, NULL FROM latest
),
-- For every day a demand can fall due on, that day or the next working day (N42).
workday AS (
    SELECT day.day, min(day.day) FILTER (WHERE coalesce(exception.is_worked, extract(isodow FROM day.day) < 6))
        OVER (ORDER BY day.day ROWS BETWEEN CURRENT ROW AND 30 FOLLOWING) AS due
    FROM (SELECT min(complete) AS first, max(complete) AS last FROM completion) AS span
    CROSS JOIN LATERAL (
        SELECT span.first + number AS day FROM generate_series(0, span.last - span.first + %(complete_within)s + 30) AS number
    ) AS day
    LEFT JOIN core_calendarexception exception ON exception.day = day.day
),
-- An audit dated before a demand opened leaves none to raise; one raised before the audit was known falls away (L5, L6).
dated AS (
    SELECT completion.*, complete - %(opens_before)s AS opens, workday.due
    FROM completion JOIN workday ON workday.day = complete + %(complete_within)s
    WHERE complete - %(opens_before)s <= %(on)s
        AND (fulfilment IS NULL OR proved_on > complete - %(opens_before)s)
        AND (ends IS NULL OR ends > greatest(complete, starts_on) OR fulfilment IS NOT NULL)
),
expected AS (
    SELECT person, post AS subject, unit, post, county, to_char(complete, 'YYYY-MM-DD') AS period, opens,
           opens AS owed_from, due,
           CASE WHEN fulfilment IS NOT NULL THEN 'done'
                WHEN %(on)s > due THEN 'overdue'
                WHEN %(on)s >= due - %(warn_days)s THEN 'due-soon'
                ELSE 'planned' END AS state,
           '' AS reason, proved_on AS closed_on, coalesce(proved_on > due, false) AS late, fulfilment,
           fulfilment IS NULL OR (
               proved_on > starts_on AND (ends IS NULL OR ends > greatest(complete, starts_on))
           ) AS raised
    FROM dated
)
"""


@dataclass(frozen=True)
class FiveYearSource:
    """The expected rows of the five-year rule on a day."""

    rule: DutyRule

    # Every five-year duty of a person is judged whenever the person is planned; leaving in time ends the demand.
    in_view = "true"
    has_left = """(
        SELECT bool_or(upper(tenure.during) <= duty.period::date) AND NOT bool_or(tenure.during @> duty.period::date)
        FROM organisation_tenure tenure WHERE tenure.person_id = duty.person_id AND tenure.post_id = duty.post_id)"""

    def sql(self) -> str:
        """The common table expressions that end in `expected`."""
        return EXPECTED

    def parameters(self, on: date) -> dict[str, Any]:
        """The values for `sql` on the day `on`."""
        return {
            "on": on,
            "kind": self.rule.kind,
            "term": f"{TERM_YEARS} years",
            "tenure_kinds": list(OWING),
            "proofs": list(self.rule.proofs),
            "opens_before": self.rule.opens_before,
            "complete_within": self.rule.complete_within,
            "warn_days": self.rule.warn_days,
        }
