"""What a reader holds in the county's supervision, asked by PostgreSQL (core.rows): the same as `scopes` and `mandated`, as far as rows need it.

Wider than these: a mandate that passed up reaches every body above, not the first that need not stand back; none is taken by hand.
"""

from core.rows.declared import Declaration, Function, words
from rulebook.establishment import LEADING
from rulebook.roles import Role
from supervision.models import MandateException

# Somebody with their relatives.
KIN = """
        SELECT {of} AS person
        UNION SELECT relative_id FROM organisation_relative WHERE person_id = {of}
        UNION SELECT person_id FROM organisation_relative WHERE relative_id = {of}"""
# Who leads a unit now, with their relatives: whom it stands back from.
KIN_OF_CHIEF = f"""
    SELECT post.unit_id AS unit, kin.person
    FROM organisation_post post JOIN organisation_tenure tenure ON tenure.post_id = post.id AND tenure.during @> rows_day()
    CROSS JOIN LATERAL ({KIN.format(of="tenure.person_id")}
    ) AS kin
    WHERE post.is_head AND post.unit_id = ANY({{units}})"""

BODIES = Function(
    "rows_bodies", "bigint[]",
    f"""SELECT coalesce(array_agg(body), '{{}}') FROM (
        SELECT body_id AS body FROM accounts_roleheld
        WHERE user_id = rows_user() AND role = '{Role.OFFICER}' AND body_id IS NOT NULL AND during @> rows_day()
        UNION
        SELECT post.unit_id FROM organisation_tenure tenure JOIN organisation_post post ON post.id = tenure.post_id
        WHERE tenure.person_id = rows_person() AND post.is_head AND tenure.during @> rows_day()
    ) AS held""",
)  # fmt: skip
BODIES_WITH = Function(
    "rows_bodies_with", "bigint[]",
    "SELECT coalesce(array_agg(id), '{}') FROM organisation_unit WHERE id = ANY(rows_bodies()) AND function = ANY(functions)",
    takes="functions text[]",
)  # fmt: skip
COUNTIES = Function(
    "rows_counties", "text[]",
    "SELECT coalesce(array_agg(DISTINCT county_id), '{}') FROM organisation_unit WHERE id = ANY(rows_bodies_with(functions))",
    takes="functions text[]",
)  # fmt: skip
BARRED = Function(
    "rows_barred", "bigint[]",
    f"""SELECT coalesce(array_agg(person), '{{}}') FROM ({KIN.format(of="rows_person()")}
    ) AS kin WHERE person IS NOT NULL""",
)  # fmt: skip
STOOD_BACK = Function(
    "rows_stood_back", "bigint[]",
    f"""SELECT coalesce(array_agg(person), '{{}}') FROM (
        SELECT person FROM ({KIN_OF_CHIEF.format(units="rows_bodies_with(functions)")}) AS chief
        GROUP BY person HAVING count(DISTINCT unit) = cardinality(rows_bodies_with(functions))
    ) AS back""",
    takes="functions text[]",
)  # fmt: skip
STEPPED_IN = Function(
    "rows_stepped_in", "bigint[]",
    f"""WITH RECURSIVE below(id) AS (
        SELECT unnest(rows_bodies())
        UNION
        SELECT child.id FROM below CROSS JOIN LATERAL (
            SELECT unit_id FROM organisation_affiliation WHERE parent_id = below.id AND during @> rows_day()
            UNION ALL
            SELECT unit.id FROM organisation_unit boss JOIN organisation_unit unit ON unit.county_id = boss.county_id
            WHERE boss.id = below.id AND boss.function IN ({words(LEADING)})
        ) AS child(id)
    ), acting AS (
        SELECT coalesce(array_agg(unit.id), '{{}}') AS units FROM below JOIN organisation_unit unit ON unit.id = below.id
        WHERE unit.function = ANY(functions)
    )
    SELECT coalesce(array_agg(DISTINCT person), '{{}}') FROM (
        SELECT person FROM ({KIN_OF_CHIEF.format(units="(SELECT units FROM acting)::bigint[]")}) AS chief
        WHERE NOT unit = ANY(rows_bodies())
        UNION
        SELECT person_id FROM supervision_mandateexception
        WHERE effect = '{MandateException.Effect.ADD.value}' AND clause = ANY(clauses) AND body_id = ANY(rows_bodies())
            AND during @> rows_day() AND confirmed_on <= rows_day()
    ) AS reached""",
    takes="functions text[], clauses text[]",
)  # fmt: skip
READERS = Declaration(functions=(BODIES, BODIES_WITH, COUNTIES, BARRED, STOOD_BACK, STEPPED_IN))


def mandated_rows(function: str, clause: str, *, person: str = "person_id", county: str = "county_id") -> str:
    """SQL for the rows that `mandated` gives: by their columns `person` and `county`."""
    return (
        f"({county} = ANY({COUNTIES.asked([function])}) AND {person} <> ALL({STOOD_BACK.asked([function])})"
        f" OR {person} = ANY({STEPPED_IN.asked([function], [clause])}))"
    )
