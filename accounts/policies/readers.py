"""Who reads, asked by PostgreSQL (core.rows): the user told, the person they are, the units they were given a role for."""

from core.rows.declared import Declaration, Function
from rulebook.roles import Role

DAY = Function(
    "rows_day", "date", "coalesce(nullif(current_setting('supervision.day', true), '')::date, current_date)"
)
USER = Function(
    "rows_user", "bigint",
    "SELECT id FROM accounts_user WHERE is_active AND id = substring(current_setting('supervision.reader', true) FROM '^[0-9]+$')::bigint",
)  # fmt: skip
PERSON = Function("rows_person", "bigint", "SELECT person_id FROM accounts_user WHERE id = rows_user()")
KEPT_UNITS = Function(
    "rows_kept_units", "bigint[]",
    f"""SELECT coalesce(array_agg(body_id), '{{}}') FROM accounts_roleheld
    WHERE user_id = rows_user() AND role = '{Role.SECRETARY}' AND body_id IS NOT NULL AND during @> rows_day()""",
)  # fmt: skip
READERS = Declaration(functions=(DAY, USER, PERSON, KEPT_UNITS))
