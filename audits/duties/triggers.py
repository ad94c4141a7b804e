"""Bringing the proposals of audits to their triggers: one statement, history rows included (C18, C19, N19, L38, L39).

The calendar decides the five years (supervision.duties.five_years): here its duties are only taken over. A run is an unbroken chain of
tenures that owe on one headed post; who left one after the county's calendar began is proposed, if in scope. A file of an appointment to a
headed post calls for an audit once the inspection began. Run twice nothing is doubled; what lost its trigger falls away and says why.
"""

from datetime import date
from typing import Any

from django.db import connection

from rulebook.duties import TERM_AUDIT
from rulebook.procedures.appointments import Record
from rulebook.procedures.audits import (
    ACTING_YEARS,
    BEFORE_WITHIN,
    LEAVING_WITHIN,
    PRINCIPAL,
    TRIGGERS,
    Trigger,
)
from rulebook.tenure import OWING
from rulebook.types import Proof

COLUMNS = (
    'county_id, person_id, post_id, unit_id, "trigger", kind, duty_id, case_id, since, due, words, state, gone, gone_on,'
    " aside_reason, aside_on, aside_by_id, raised_on, entered_by_id"
)
HISTORY = f"""
INSERT INTO audits_historicalproposal (id, {COLUMNS}, history_date, history_type, history_change_reason, history_user_id)
SELECT id, {COLUMNS}, statement_timestamp(), %(sign)s, 'triggers', NULL FROM {{source}}
"""
# The day or the next working day (N42).
WORKDAY = """(
    SELECT min(day.day)::date FROM generate_series(0, 30) AS number CROSS JOIN LATERAL (SELECT {day} + number AS day) AS day
    LEFT JOIN core_calendarexception exception ON exception.day = day.day
    WHERE coalesce(exception.is_worked, extract(isodow FROM day.day) < 6))"""
TRIGGERED = f"""
WITH ended AS (
    SELECT DISTINCT tenure.person_id AS person, tenure.post_id AS post, calendar.starts_on
    FROM organisation_tenure tenure
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    JOIN organisation_unit unit ON unit.id = post.unit_id
    JOIN supervision_countycalendar calendar ON calendar.county_id = unit.county_id
    WHERE tenure.kind = ANY (%(owing)s::text[]) AND upper(tenure.during) > calendar.starts_on AND upper(tenure.during) <= %(on)s
),
run AS (
    SELECT person, post, lower(days) AS begins, upper(days) AS ends, days
    FROM (
        SELECT ended.person, ended.post, ended.starts_on, unnest(range_agg(tenure.during)) AS days
        FROM ended JOIN organisation_tenure tenure ON tenure.person_id = ended.person AND tenure.post_id = ended.post
        WHERE tenure.kind = ANY (%(owing)s::text[])
        GROUP BY ended.person, ended.post, ended.starts_on
    ) AS one
    WHERE upper(days) > starts_on AND upper(days) <= %(on)s
),
-- In scope are principal officers, and whoever was in charge for a year (N19).
gone_from AS (
    SELECT run.*, EXISTS (
        SELECT FROM audits_audit audit WHERE audit.person_id = run.person AND audit.post_id = run.post
            AND audit.kind = 'leaving' AND audit.state <> 'terminated'
            AND daterange(audit.since, audit.until, '[]') && run.days
    ) OR EXISTS (
        SELECT FROM supervision_fulfilment record JOIN organisation_post post ON post.id = run.post
        WHERE record.person_id = run.person AND record.proof = %(left_proof)s AND record."on" <= %(on)s
            AND (record.unit_id IS NULL OR record.unit_id = post.unit_id)
            AND record.until > run.begins AND record.until <= run.ends
    ) AS answered
    FROM run
    WHERE run.begins + make_interval(years => %(acting_years)s) <= run.ends OR EXISTS (
        SELECT FROM organisation_tenure tenure WHERE tenure.person_id = run.person AND tenure.post_id = run.post
            AND tenure.kind = ANY (%(principal)s::text[]) AND tenure.during <@ run.days)
),
inspected AS (
    SELECT file.id, file.person_id, file.state, min(coalesce(record.since, record."on")) AS since
    FROM appointments_case file
    JOIN organisation_post post ON post.id = file.post_id AND post.is_head
    JOIN supervision_countycalendar calendar ON calendar.county_id = file.county_id
    LEFT JOIN appointments_caserecord record ON record.case_id = file.id AND record.kind = ANY (%(inspections)s::text[])
        AND coalesce(record.since, record."on") <= %(on)s
    WHERE NOT file.past
    GROUP BY file.id
),
triggered AS (
    SELECT 'five-years' AS "trigger", duty.id AS duty, NULL::bigint AS file, duty.person_id AS person, duty.post_id AS post,
           duty.period::date AS since, duty.due, duty.state IN ('planned', 'due-soon', 'overdue') AS holds,
           CASE WHEN duty.state = 'done' THEN 'audited' WHEN duty.reason = 'left' THEN 'left' ELSE 'corrected' END AS why
    FROM supervision_duty duty WHERE duty.kind = %(term_audit)s
    UNION ALL
    SELECT 'before', NULL, file.id, file.person_id, held.post_id, file.since, NULL,
           file.state = 'open' AND file.since IS NOT NULL,
           CASE file.state WHEN 'dropped' THEN 'dropped' WHEN 'open' THEN 'corrected' ELSE 'decided' END
    FROM inspected file
    LEFT JOIN LATERAL (
        SELECT tenure.post_id FROM organisation_tenure tenure JOIN organisation_post post ON post.id = tenure.post_id
        WHERE tenure.person_id = file.person_id AND tenure.during @> %(on)s::date
        ORDER BY post.is_head DESC, lower(tenure.during), tenure.id LIMIT 1
    ) AS held ON true
    UNION ALL
    SELECT 'leaving', NULL, NULL, person, post, ends, NULL, NOT answered, 'audited' FROM gone_from
),
called AS (
    SELECT triggered.*, rule.kind,
           CASE WHEN holds THEN coalesce(triggered.due, {WORKDAY.format(day="(triggered.since + rule.within)")}) END AS by
    FROM triggered JOIN unnest(%(triggers)s::text[], %(kinds)s::text[], %(within)s::int[]) AS rule("trigger", kind, within)
        ON rule."trigger" = triggered."trigger"
),
-- Each proposal beside what calls for it now; nothing does where a leaving is no more, or the post of many problems was left.
beside AS (
    SELECT proposal.id, proposal.state AS was, called.since, called.by, called.holds, called.why
    FROM audits_proposal proposal JOIN called ON called.duty = proposal.duty_id
    UNION ALL
    SELECT proposal.id, proposal.state, called.since, called.by, called.holds, called.why
    FROM audits_proposal proposal JOIN called ON called.file = proposal.case_id
    UNION ALL
    SELECT proposal.id, proposal.state, called.since, called.by, coalesce(called.holds, false),
           coalesce(called.why, 'corrected')
    FROM audits_proposal proposal
    LEFT JOIN called ON called."trigger" = 'leaving' AND called.person = proposal.person_id
        AND called.post = proposal.post_id AND called.since = proposal.since
    WHERE proposal."trigger" = 'leaving'
    UNION ALL
    SELECT proposal.id, proposal.state, NULL, NULL, false, 'left'
    FROM audits_proposal proposal
    WHERE proposal."trigger" = 'problems' AND proposal.state IN ('open', 'aside') AND NOT EXISTS (
        SELECT FROM organisation_tenure tenure WHERE tenure.person_id = proposal.person_id
            AND tenure.post_id = proposal.post_id AND tenure.during @> %(on)s::date)
),
meant AS (
    SELECT id,
           CASE WHEN was = 'planned' THEN was WHEN NOT holds THEN 'fallen' WHEN was = 'fallen' THEN 'open' ELSE was END AS state,
           CASE WHEN holds OR was = 'planned' AND why = 'audited' THEN '' ELSE why END AS gone,
           CASE WHEN holds AND was <> 'planned' THEN by END AS due, CASE WHEN holds AND was <> 'planned' THEN since END AS since
    FROM beside
),
"""
UPDATE = f"""
{TRIGGERED}
moved AS (
    UPDATE audits_proposal proposal SET state = meant.state, gone = meant.gone,
        gone_on = CASE WHEN meant.gone = '' THEN NULL ELSE coalesce(proposal.gone_on, %(on)s) END,
        due = coalesce(meant.due, proposal.due), since = coalesce(meant.since, proposal.since)
    FROM meant
    WHERE meant.id = proposal.id AND (proposal.state, proposal.gone, proposal.due, proposal.since) IS DISTINCT FROM
        (meant.state, meant.gone, coalesce(meant.due, proposal.due), coalesce(meant.since, proposal.since))
    RETURNING proposal.*
),
noted AS ({HISTORY.format(source="moved")})
SELECT state, count(*) FROM moved GROUP BY state
"""
INSERT = f"""
{TRIGGERED}
made AS (
    INSERT INTO audits_proposal ({COLUMNS}, token)
    SELECT unit.county_id, called.person, called.post, unit.id, called."trigger", called.kind, called.duty, called.file,
           called.since, called.by, '', 'open', '', NULL, '', NULL, NULL, %(on)s, NULL, gen_random_uuid()
    FROM called
    JOIN organisation_post post ON post.id = called.post
    JOIN organisation_unit unit ON unit.id = post.unit_id
    WHERE called.holds
        AND NOT EXISTS (SELECT FROM audits_proposal known WHERE known.duty_id = called.duty)
        AND NOT EXISTS (SELECT FROM audits_proposal known WHERE known.case_id = called.file)
        AND NOT EXISTS (
            SELECT FROM audits_proposal known WHERE known."trigger" = called."trigger" AND called."trigger" = 'leaving'
                AND known.person_id = called.person AND known.post_id = called.post AND known.since = called.since)
    RETURNING *
),
noted AS ({HISTORY.format(source="made")})
SELECT state, count(*) FROM made GROUP BY state
"""
WITHIN = {Trigger.FIVE_YEARS: 0, Trigger.BEFORE: BEFORE_WITHIN.value, Trigger.LEAVING: LEAVING_WITHIN.value}
FROM_INSPECTION = tuple(Record)[tuple(Record).index(Record.INSPECTION) :]


def bring_to(on: date) -> dict[str, int]:
    """Bring every proposal to what calls for it on `on`; return how many came into which state, new ones under `made`.

    The caller holds the transaction and the lock. Two statements: what is there, then what is missing.
    """
    parameters: dict[str, Any] = {
        "on": on,
        "owing": list(OWING),
        "principal": list(PRINCIPAL),
        "acting_years": ACTING_YEARS.value,
        "left_proof": Proof.LEAVING_AUDIT.value,
        "inspections": [record.value for record in FROM_INSPECTION],
        "term_audit": TERM_AUDIT.kind,
        "triggers": [trigger.value for trigger in WITHIN],
        "kinds": [TRIGGERS[trigger].kind for trigger in WITHIN],
        "within": list(WITHIN.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, parameters | {"sign": "~"})
        counts: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(INSERT, parameters | {"sign": "+"})
        made = sum(number for _state, number in cursor.fetchall())
    return counts | {"made": made}
