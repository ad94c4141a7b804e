"""A nation to measure on: every county of the division data, about 350,000 heads, built inside PostgreSQL."""

from django.db import connection

STATEMENTS = (
    # Eight bodies with a function, towns, departments and institutions; every seventh unit stands under another.
    """
    INSERT INTO organisation_unit (name, category, county_id, function, search_keys)
    SELECT CASE WHEN n <= 8 THEN (ARRAY['县委','县政府','县委组织部','县人社局','县审计局','县发改局','县财政局','县纪委监委'])[n]
                ELSE '第' || n || '单位' END,
           CASE WHEN n = 1 THEN '县委领导机构' WHEN n = 2 THEN '县政府领导机构' WHEN n = 3 THEN '党委部门'
                WHEN n = 8 THEN '纪检监察机关' WHEN n <= 40 THEN '政府部门' WHEN n <= 55 THEN '镇' ELSE '事业单位' END,
           county.code,
           CASE WHEN n <= 8 THEN (ARRAY['county-committee','county-government','organisation','personnel','audit',
                                        'development','finance','discipline'])[n] ELSE '' END,
           '{}'
    FROM (SELECT code FROM organisation_division WHERE level = 3 ORDER BY code LIMIT %(counties)s) AS county,
         generate_series(1, %(units)s) AS n ORDER BY county.code, n
    """,
    """
    INSERT INTO organisation_affiliation (unit_id, parent_id, during)
    SELECT child.id, parent.id, daterange(NULL, NULL)
    FROM (SELECT id, county_id, row_number() OVER (PARTITION BY county_id ORDER BY id) AS n FROM organisation_unit) AS child
    JOIN (SELECT id, county_id, row_number() OVER (PARTITION BY county_id ORDER BY id) AS n FROM organisation_unit) AS parent
        ON parent.county_id = child.county_id AND parent.n = 9 + child.n %% 30
    WHERE child.n > 55
    """,
    """
    INSERT INTO organisation_post (unit_id, title, seat, is_head, managed_by)
    SELECT id, '主要负责人', 1, true, CASE WHEN category = '事业单位' THEN '部门管' ELSE '县管' END
    FROM organisation_unit ORDER BY id
    """,
    """
    INSERT INTO organisation_person (staff_no, name, search_keys)
    SELECT 'N' || id, '人' || id, '{}' FROM organisation_post ORDER BY id
    """,
    # Tenures begin over seven years; most run on, some have ended.
    """
    INSERT INTO organisation_tenure (person_id, post_id, during, kind, note)
    SELECT person.id, post.id,
           daterange(date '2019-07-01' + (post.id * 37 %% 2500)::int,
                     CASE WHEN post.id %% 50 = 0 THEN date '2026-08-15' END), '正式', ''
    FROM organisation_post post JOIN organisation_person person ON person.staff_no = 'N' || post.id ORDER BY post.id
    """,
    "ANALYZE",
)


def build(*, heads: int) -> int:
    """Fill an empty database with about `heads` heads spread over the counties; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisation_division WHERE level = 3")
        (known,) = cursor.fetchone()
        units = max(60, round(heads / known))
        counties = min(known, max(1, heads // units))
        for statement in STATEMENTS:
            cursor.execute(statement, {"units": units, "counties": counties})
        cursor.execute("SELECT count(*) FROM organisation_tenure")
        (number,) = cursor.fetchone()
    return int(number)
