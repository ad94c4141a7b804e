"""PostgreSQL notes every change by itself, however it was made: one function and three triggers a table, one statement a change of many rows.

They are put in place after every migration, not by one: a table of a later release, or one with another column, gets what fits it without anybody
thinking of it. What then looks otherwise than it was noted is entered anew (`m`), so that an upgrade is in the evidence, too.
"""

from typing import Any

from django.db import connection, transaction

from core.evidence.tables import AS_TEXT, Table, as_text, columns_of, evidenced

EVENTS = {
    "evidence_inserted": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS now_rows",
    "evidence_updated": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS now_rows",
    "evidence_deleted": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
}
EMPTYING = "evidence_kept"
INTO = "INSERT INTO core_pendingevidence (name, key, kind, digest, role) SELECT"


def function_of(table: Table) -> str:
    """The name of the function that notes its changes."""
    return f"evidence_of_{table.name}"[:63]


def body(table: Table, columns: list[str]) -> str:
    """What the function does. It names the columns, so that it differs where they do."""
    key, chosen = f'"{table.key}"', table.chosen(columns)
    new, old = (", ".join(f'{row}."{column}"' for column in chosen) for row in ("n", "o"))
    return f"""
-- {", ".join(columns)}
BEGIN
    IF TG_OP = 'INSERT' THEN
        {INTO} '{table.name}', n.{key}::text, 'i', {table.digest("n", columns)}, session_user FROM now_rows n;
    ELSIF TG_OP = 'UPDATE' THEN
        {INTO} '{table.name}', n.{key}::text, 'u', {table.digest("n", columns)}, session_user
        FROM now_rows n LEFT JOIN old_rows o ON o.{key} = n.{key} WHERE o.{key} IS NULL OR ({new}) IS DISTINCT FROM ({old});
    ELSE
        {INTO} '{table.name}', o.{key}::text, 'd', {table.digest("o", columns)}, session_user FROM old_rows o;
    END IF;
    RETURN NULL;
END """


def install(**_: Any) -> None:
    """Bring functions and triggers to what the tables are now; each table by itself, so that none waits for another."""
    with connection.cursor() as cursor:
        columns, standing = columns_of(cursor), functions(cursor)
    if "core_pendingevidence" not in columns:
        return  # migrated only part of the way
    tables = list(evidenced())
    with connection.cursor() as cursor:
        for function in standing.keys() - {function_of(table) for table in tables}:
            cursor.execute(
                f"DROP FUNCTION {function} CASCADE"
            )  # of a table that is gone, or evidenced no longer
    for table in tables:
        has = columns.get(table.name)
        wanted = body(table, has) if has else ""
        if has and standing.get(function_of(table)) != wanted:
            _replace(table, has, wanted)


def functions(cursor: Any) -> dict[str, str]:
    """The functions in place, by name, with what they do."""
    cursor.execute(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'evidence_of_')"
    )
    return dict(cursor.fetchall())


def triggers(cursor: Any) -> set[tuple[str, str]]:
    """Table and name of every trigger of the evidence that is in place and switched on."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE starts_with(tgname, 'evidence_') AND tgenabled IN ('O', 'A')"
    )
    return set(cursor.fetchall())


def wanted_triggers(table: Table) -> set[tuple[str, str]]:
    """Those a table must have. What is entered by the day has nothing that notes at once."""
    names = {EMPTYING} if table.by_day else {EMPTYING, *EVENTS}
    return {(table.name, name) for name in names}


def _replace(table: Table, columns: list[str], wanted: str) -> None:
    name, function = table.name, function_of(table)
    settings = " ".join(f"SET {setting} = '{value}'" for setting, value in AS_TEXT.items())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = public, pg_temp {settings} AS $evidence${wanted}$evidence$"
        )
        made = [
            f"CREATE OR REPLACE TRIGGER {EMPTYING} BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_emptying()"
        ]
        if not table.by_day:
            made += [
                f"DROP TRIGGER IF EXISTS {trigger} ON {name}; CREATE TRIGGER {trigger} {when.format(table=name)} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
                for trigger, when in EVENTS.items()
            ]
        cursor.execute(";".join(made))
        if not table.by_day:
            note_anew(cursor, table, columns)


def note_anew(cursor: Any, table: Table, columns: list[str]) -> None:
    """Enter every row as it stands; within a transaction."""
    as_text(cursor)
    cursor.execute(
        f"{INTO} '{table.name}', n.\"{table.key}\"::text, 'm', {table.digest('n', columns)}, session_user FROM {table.name} n"
    )
