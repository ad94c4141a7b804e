"""What someone who knew exactly this data would write by hand: one statement per kind, history rows included."""

COLUMNS = (
    "kind, person_id, subject, unit_id, post_id, county_id, period, opens, owed_from, due, state, reason, closed_on,"
    " late, fulfilment_id"
)
PERIODIC = f"""
WITH made AS (
    INSERT INTO supervision_duty ({COLUMNS})
    SELECT %(kind)s, tenure.person_id, CASE WHEN %(by_unit)s THEN post.unit_id ELSE 0 END, post.unit_id, post.id,
           unit.county_id, %(period)s, %(opens)s, greatest(%(opens)s, lower(tenure.during)), %(due)s,
           CASE WHEN least(coalesce(upper(tenure.during), 'infinity'), %(ends)s + 1)
                     - greatest(lower(tenure.during), %(opens)s) < %(least)s THEN 'waived' ELSE 'planned' END,
           CASE WHEN least(coalesce(upper(tenure.during), 'infinity'), %(ends)s + 1)
                     - greatest(lower(tenure.during), %(opens)s) < %(least)s THEN 'too-few-days' ELSE '' END,
           CASE WHEN least(coalesce(upper(tenure.during), 'infinity'), %(ends)s + 1)
                     - greatest(lower(tenure.during), %(opens)s) < %(least)s
                THEN greatest(%(opens)s, lower(tenure.during)) END,
           false, NULL
    FROM organisation_tenure tenure
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    JOIN organisation_unit unit ON unit.id = post.unit_id
    WHERE tenure.kind <> '挂职' AND lower(tenure.during) <= %(on)s AND tenure.during && daterange(%(opens)s, %(ends)s + 1)
        AND NOT EXISTS (SELECT FROM supervision_duty known WHERE known.kind = %(kind)s
            AND known.person_id = tenure.person_id AND known.period = %(period)s
            AND known.subject = CASE WHEN %(by_unit)s THEN post.unit_id ELSE 0 END)
    RETURNING *
)
INSERT INTO supervision_historicalduty (id, {COLUMNS}, history_date, history_type)
SELECT id, {COLUMNS}, now(), '+' FROM made
"""
FIVE_YEARS = f"""
WITH made AS (
    INSERT INTO supervision_duty ({COLUMNS})
    SELECT 'term-audit', tenure.person_id, post.id, post.unit_id, post.id, unit.county_id,
           to_char(complete.day, 'YYYY-MM-DD'), complete.day - 365, complete.day - 365, complete.day + 180,
           CASE WHEN %(on)s > complete.day + 180 THEN 'overdue'
                WHEN %(on)s >= complete.day + 165 THEN 'due-soon' ELSE 'planned' END, '', NULL, false, NULL
    FROM organisation_tenure tenure
    JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
    JOIN organisation_unit unit ON unit.id = post.unit_id
    CROSS JOIN LATERAL (SELECT (lower(tenure.during) + interval '5 years')::date AS day) AS complete
    WHERE tenure.kind <> '挂职' AND complete.day - 365 <= %(on)s
        AND (upper(tenure.during) IS NULL OR upper(tenure.during) > greatest(complete.day, %(on)s))
        AND NOT EXISTS (SELECT FROM supervision_duty known WHERE known.kind = 'term-audit'
            AND known.person_id = tenure.person_id AND known.subject = post.id
            AND known.period = to_char(complete.day, 'YYYY-MM-DD'))
    RETURNING *
)
INSERT INTO supervision_historicalduty (id, {COLUMNS}, history_date, history_type)
SELECT id, {COLUMNS}, now(), '+' FROM made
"""
LIST = """
SELECT duty.id, duty.kind, duty.period, duty.opens, duty.due, duty.state, duty.reason, duty.closed_on, duty.late,
       person.id, person.staff_no, person.name, unit.id, unit.name, unit.category, post.id, post.title
FROM supervision_duty duty
JOIN organisation_person person ON person.id = duty.person_id
JOIN organisation_unit unit ON unit.id = duty.unit_id
JOIN organisation_post post ON post.id = duty.post_id
{where} ORDER BY duty.due, duty.id LIMIT 50
"""
HEADS = """
SELECT tenure.id, tenure.during, tenure.kind, person.id, person.staff_no, person.name, post.id, post.title, unit.id, unit.name, unit.category
FROM organisation_tenure tenure
JOIN organisation_person person ON person.id = tenure.person_id
JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
JOIN organisation_unit unit ON unit.id = post.unit_id
WHERE tenure.during @> %(on)s::date {among} ORDER BY unit.id, post.id LIMIT 50
"""
COMPLETION = """
SELECT kind, state, count(*) FROM supervision_duty duty {where} GROUP BY kind, state
"""
