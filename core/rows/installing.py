"""Bringing PostgreSQL to what is declared, after every migration: nothing is touched where it is there already."""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction

from core.rows.declared import PREFIX, Function, Rows, declarations

POLICIES = """
SELECT polrelid::regclass::text, polname::text, coalesce(obj_description(pg_policy.oid, 'pg_policy'), '')
FROM pg_policy WHERE starts_with(polname, %s)
"""
FUNCTIONS = """
SELECT proname::text, prosrc, oid::regprocedure::text, pg_get_function_arguments(oid), pg_get_function_result(oid) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, %s)
"""


def install(**_: Any) -> None:
    """Bring functions and policies to what the apps declare now; drop what none declares any more."""
    functions = [one for declared in declarations().values() for one in declared.functions]
    rows = [one for declared in declarations().values() for one in declared.rows]
    with transaction.atomic(), connection.cursor() as cursor:
        if not {one.table for one in rows} <= set(connection.introspection.table_names(cursor)):
            return  # migrated only part of the way
        _bring_functions(cursor, functions)
        standing = policies(cursor)
        _drop_policies(cursor, standing.keys() - {(one.table, one.policy) for one in rows})
        for one in rows:
            if standing.get((one.table, one.policy)) != one.mark:
                _replace(cursor, one)
        _drop_functions(cursor, {one.name for one in functions})


def policies(cursor: Any) -> dict[tuple[str, str], str]:
    """The policies in place: by table and name the mark of the condition."""
    cursor.execute(POLICIES, [PREFIX])
    return {(table, name): mark for table, name, mark in cursor.fetchall()}


def _bring_functions(cursor: Any, functions: Collection[Function]) -> None:
    cursor.execute(FUNCTIONS, [PREFIX])
    standing = {name: found for name, *found in cursor.fetchall()}
    for one in functions:
        source, whole, *shape = standing.get(one.name, [None, None])
        if shape and shape != [one.takes, one.returns]:  # of a function in place, these cannot be replaced
            cursor.execute(f"DROP FUNCTION {whole} CASCADE")  # the conditions on it are made anew below
        if source != one.body or shape != [one.takes, one.returns]:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {one.name}({one.takes}) RETURNS {one.returns} LANGUAGE plpgsql STABLE SECURITY DEFINER "
                f"SET search_path = public, pg_temp AS $rows${one.body}$rows$"
            )


def _drop_functions(cursor: Any, kept: Collection[str]) -> None:
    cursor.execute(FUNCTIONS, [PREFIX])
    for name, _source, whole, *_shape in cursor.fetchall():
        if name not in kept:
            cursor.execute(f"DROP FUNCTION {whole}")


def _drop_policies(cursor: Any, gone: Collection[tuple[str, str]]) -> None:
    for table, policy in gone:
        cursor.execute(f"DROP POLICY {policy} ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _replace(cursor: Any, one: Rows) -> None:
    cursor.execute(
        f"ALTER TABLE {one.table} ENABLE ROW LEVEL SECURITY; DROP POLICY IF EXISTS {one.policy} ON {one.table};"
        f"CREATE POLICY {one.policy} ON {one.table} USING ({one.whole});"
        f"COMMENT ON POLICY {one.policy} ON {one.table} IS '{one.mark}'"
    )
