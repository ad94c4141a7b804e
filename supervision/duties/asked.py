"""What an approved plan of a year asks for, as SQL over what was asked and what was done (C22)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rulebook.tenure import OWING
from rulebook.types import DutyRule

# Once done it stays done; what a change of the plan took out, or whose head left the post first, is asked for no more.
EXPECTED = """
asked AS (
    SELECT asked.*, unit.county_id AS county,
           (SELECT max(upper(tenure.during)) FROM organisation_tenure tenure
            WHERE tenure.person_id = asked.person_id AND tenure.post_id = asked.post_id
                AND tenure.kind = ANY (%(tenure_kinds)s::text[])
                AND lower(tenure.during) <= least(%(on)s, asked.due)) AS left_on,
           EXISTS (SELECT FROM organisation_tenure tenure
            WHERE tenure.person_id = asked.person_id AND tenure.post_id = asked.post_id
                AND tenure.kind = ANY (%(tenure_kinds)s::text[])
                AND tenure.during @> least(%(on)s, asked.due)) AS in_post
    FROM wanted
    JOIN supervision_askedduty asked ON asked.person_id = wanted.person AND asked.kind = %(kind)s
        AND asked.asked_on <= %(on)s
    JOIN organisation_unit unit ON unit.id = asked.unit_id
),
proof AS (
    SELECT DISTINCT ON (asked.id) asked.id AS asked, record.id, record.on
    FROM asked
    JOIN supervision_fulfilment record ON record.person_id = asked.person_id
        AND record.proof = ANY (%(proofs)s::text[]) AND record.on <= %(on)s
        AND (record.unit_id IS NULL OR record.unit_id = asked.unit_id)
        AND ((record.period = '' AND record.on BETWEEN asked.opens AND asked.ends) OR record.period = asked.period)
    ORDER BY asked.id, record.on, record.id
),
dated AS (
    SELECT asked.*, proof.id AS fulfilment, proof.on AS proved_on,
           CASE WHEN proof.id IS NOT NULL THEN 'done'
                WHEN dropped_on <= %(on)s THEN 'cancelled replanned'
                WHEN NOT in_post THEN 'cancelled left'
                WHEN %(on)s > due THEN 'overdue'
                WHEN %(on)s >= due - %(warn_days)s THEN 'due-soon'
                ELSE 'planned' END AS verdict
    FROM asked LEFT JOIN proof ON proof.asked = asked.id
),
expected AS (
    SELECT person_id AS person, unit_id AS subject, unit_id AS unit, post_id AS post, county, period, opens, opens AS owed_from, due,
           split_part(verdict, ' ', 1) AS state, split_part(verdict, ' ', 2) AS reason,
           CASE verdict WHEN 'done' THEN proved_on
                WHEN 'cancelled replanned' THEN dropped_on
                WHEN 'cancelled left' THEN coalesce(left_on, %(on)s) END AS closed_on,
           coalesce(proved_on > due, false) AS late, fulfilment, true AS raised
    FROM dated
)
"""


@dataclass(frozen=True)
class AskedSource:
    """The expected rows of a rule that a plan asks for."""

    rule: DutyRule

    # Everything asked of a person is judged whenever the person is planned.
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
            "warn_days": self.rule.warn_days,
        }
