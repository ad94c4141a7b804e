"""Writing very many rows with their histories, by COPY: several times as fast as statements with a parameter for every value."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction

from core import clock

PLAIN = frozenset({str, int, bool, date, datetime, Decimal, UUID, type(None)})  # stored as they are
AT_ONCE = 2000  # rows of a statement
MANY = 5000  # rows new in a table after which PostgreSQL has to look at it anew


class Writing:
    """What a batch of rows comes to, gathered row by row and written at once: what is gone first, then what changed, then what is new.

    A model with columns that follow from others names them in DERIVED and sets them in `derive()`.
    """

    def __init__(self, *written: type[models.Model], by: Any, reason: str | None = None) -> None:
        """`written`: the models, in the order in which they refer to each other."""
        self._written, self._by, self._reason = written, by, reason
        self._made = dict.fromkeys(written, 0)
        self.forget()

    def put(self, row: Any, values: Mapping[str, Any]) -> bool:
        """Give `values` to a row and let it be written where they differ, or where it is new; whether either is so."""
        columns = {name: row._meta.get_field(name).attname for name in values}
        differing = [
            name
            for name, value in values.items()
            if getattr(row, columns[name]) != (value.pk if isinstance(value, models.Model) else value)
        ]
        if row.pk is not None and not differing:
            return False
        for name, value in values.items():
            setattr(row, name, value)
        self.touch(row, *differing)
        return True

    def touch(self, row: Any, *fields: str) -> None:
        """Let a row be written: made, or brought to what it says in `fields` now."""
        if hasattr(row, "derive"):
            row.derive()
        if row.pk is None:
            self._new[type(row)][id(row)] = row
        else:
            self._changed[type(row)][id(row)] = row
            self._fields[type(row)].update(fields)

    def drop(self, row: Any) -> None:
        """Let a row be deleted to which nothing refers; one that was never written is not."""
        for rows in (self._new, self._changed):
            rows[type(row)].pop(id(row), None)
        if row.pk is not None:
            self._gone[type(row)].append(row)

    def write(self) -> None:
        """Write it, once, in a constant number of statements, and forget it."""
        marks = {"by": self._by, "reason": self._reason}
        for model in reversed(self._written):
            delete_with_history(self._gone[model], **marks)
        for model in self._written:
            fields = self._fields[model].union(getattr(model, "DERIVED", ()))
            update_with_history([*self._changed[model].values()], fields, **marks)
        for model in self._written:
            new = [*self._new[model].values()]
            create_with_history(new, **marks)
            before, self._made[model] = self._made[model], self._made[model] + len(new)
            if before < MANY <= self._made[model]:
                _look_anew(connections[DEFAULT_DB_ALIAS], model)
        self.forget()

    def settle(self, errors: Sequence[Any]) -> bool:
        """Write it where there are no `errors`, else forget it; whether it was written."""
        if errors:
            self.forget()
        else:
            self.write()
        return not errors

    def forget(self) -> None:
        """Let nothing of what was gathered be written."""
        # By the row's identity: a new one has no number yet.
        self._new: dict[type, dict[int, Any]] = {model: {} for model in self._written}
        self._changed: dict[type, dict[int, Any]] = {model: {} for model in self._written}
        self._fields: dict[type, set[str]] = {model: set() for model in self._written}
        self._gone: dict[type, list[Any]] = {model: [] for model in self._written}


def create_with_history(rows: Sequence[Any], *, by: Any, reason: str | None = None) -> None:
    """Store `rows`, new and all of one model with a history, give them their numbers, note each in its history; a constant number of statements.

    What `save` would set besides, whoever calls has set. Raises IntegrityError as any statement does.
    """
    if not rows:
        return
    database: Any = connections[DEFAULT_DB_ALIAS]
    model: Any = type(rows[0])
    with transaction.atomic(savepoint=False):
        looked_at = _looked_at(database, model, model.history.model)
        told = _told(rows[0], "+", by, reason)
        kept = [field for field in model._meta.local_concrete_fields if not field.generated]
        for some in _batches(rows):
            _number(database, model, some)
            values = [_values(database, row, kept) for row in some]
            _copy_where_allowed(database, model, kept, values, looked_at)
            _note(database, model, values, told, looked_at)
        if len(rows) >= MANY:
            _look_anew(database, model)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update_with_history(
    rows: Sequence[Any], fields: Collection[str], *, by: Any, reason: str | None = None
) -> None:
    """Bring `rows`, stored and all of one model with a history, to what they say in `fields`; note each in its history; a constant number of statements.

    What the model sets at every change is set, what `save` would set besides whoever calls has set, and names. Raises IntegrityError
    as any statement does, DatabaseError where a row is not there.
    """
    if not rows:
        return
    database: Any = connections[DEFAULT_DB_ALIAS]
    model: Any = type(rows[0])
    noted = {field.name for field in model.history.model.tracked_fields}
    own = model._meta.local_concrete_fields
    chosen = [field for field in own if field.name in fields or getattr(field, "auto_now", False)]
    kept = [field for field in own if field.name in noted or field in chosen]
    with transaction.atomic(savepoint=False):
        looked_at = _looked_at(database, model.history.model)
        told = _told(rows[0], "~", by, reason)
        for some in _batches(rows):
            values = [_values(database, row, kept) for row in some]
            _update(database, model, chosen, values)
            _note(database, model, values, told, looked_at)


def delete_with_history(rows: Sequence[Any], *, by: Any, reason: str | None = None) -> None:
    """Delete `rows`, all of one model with a history, and note of each how it last was; a constant number of statements.

    Nothing may refer to them: what would is not followed.
    """
    if not rows:
        return
    database: Any = connections[DEFAULT_DB_ALIAS]
    model: Any = type(rows[0])
    with transaction.atomic(savepoint=False):
        looked_at = _looked_at(database, model.history.model)
        told = _told(rows[0], "-", by, reason)
        for some in _batches(rows):
            values = [_values(database, row, model.history.model.tracked_fields) for row in some]
            _note(database, model, values, told, looked_at)
            model._base_manager.filter(pk__in=[row.pk for row in some])._raw_delete(DEFAULT_DB_ALIAS)


def moved(stored: Iterable[Any], wanted: Iterable[Any], *names: str) -> tuple[list[Any], list[Any]]:
    """Those of the rows `wanted` that are new, and those `stored` that are gone. A stored one is the same where its columns `names` say the
    same; it is left alone, so that history tells of changes only.
    """

    def facts(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name, None) for name in names)

    left = [(facts(row), row) for row in stored]
    new = []
    for row in wanted:
        same = next((one for one in left if one[0] == facts(row)), None)
        if same is not None:
            left.remove(same)
        else:
            new.append(row)
    return new, [row for _facts, row in left]


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """So many at a time that memory does not grow with them."""
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]


def _look_anew(database: Any, model: type[models.Model]) -> None:
    """Have PostgreSQL count a table that got many rows: within a transaction nobody else does. What it takes for empty it searches by any
    index that holds a column asked for, each row of 500,000 through all the others, as often as a key is checked when it is committed.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT core_look_anew(%s::regclass)", [model._meta.db_table])


def _number(database: Any, model: type[models.Model], rows: Sequence[Any]) -> None:
    """Give each row its number, and what refers to rows numbered by now theirs."""
    table, column = model._meta.db_table, model._meta.pk.column
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, column, len(rows)],
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row._prepare_related_fields_for_save(operation_name="bulk_create")
            row.pk = number


def _values(database: Any, row: Any, fields: Sequence[Any]) -> dict[str, Any]:
    """What is stored of a row, by attribute."""
    found = {}
    for field in fields:
        value = field.pre_save(row, add=row._state.adding)
        found[field.attname] = value if type(value) in PLAIN else field.get_db_prep_save(value, database)
    return found


def _update(
    database: Any, model: type[models.Model], fields: Sequence[Any], rows: Sequence[dict[str, Any]]
) -> None:
    """Bring `fields` of a table to what `rows` say."""
    name = database.ops.quote_name
    table, key = name(model._meta.db_table), name(model._meta.pk.column)
    assigned = ", ".join(f"{name(field.column)} = copied.{name(field.column)}" for field in fields)
    with database.wrap_database_errors, database.cursor() as cursor:
        _stage(cursor, name, model, [model._meta.pk, *fields], rows)
        cursor.execute(f"UPDATE {table} SET {assigned} FROM copied WHERE {table}.{key} = copied.{key}")
        if cursor.rowcount != len(rows):
            raise DatabaseError(f"{len(rows) - cursor.rowcount} rows of {table} are not there")
        cursor.execute("DROP TABLE copied")


def _told(row: Any, kind: str, by: Any, reason: str | None) -> dict[str, Any]:
    """What the history of rows like `row` tells of a change, beside what they hold; by whoever is logged in where nobody else is told."""
    by = by if by is not None else row.history.model.get_default_history_user(row)
    return {
        "history_date": clock.now(),
        "history_type": kind,
        "history_user_id": by.pk if by is not None else None,
        "history_change_reason": reason,
    }


def _note(
    database: Any, model: Any, values: Iterable[dict[str, Any]], told: dict[str, Any], looked_at: set[str]
) -> None:
    """Note in the history of `model` what rows hold now, or last did."""
    history = model.history.model
    noted = [field for field in history._meta.local_concrete_fields if field.name != "history_id"]
    _copy_where_allowed(database, history, noted, (one | told for one in values), looked_at)


def _looked_at(database: Any, *models: Any) -> set[str]:
    """Those of these tables of which PostgreSQL looks at each row, and so takes no copy."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE row_security_active(name)",
            [[one._meta.db_table for one in models]],
        )
        return {name for (name,) in cursor.fetchall()}


def _copy_where_allowed(
    database: Any,
    model: type[models.Model],
    fields: Sequence[Any],
    rows: Iterable[dict[str, Any]],
    looked_at: set[str],
) -> None:
    """Copy into the table, or, where its rows are looked at, have a statement bring them there."""
    name = database.ops.quote_name
    table = name(model._meta.db_table)
    with database.wrap_database_errors, database.cursor() as cursor:
        if model._meta.db_table not in looked_at:
            _copy(cursor, name, table, fields, rows)
            return
        _stage(cursor, name, model, fields, rows)
        columns = ", ".join(name(field.column) for field in fields)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM copied; DROP TABLE copied")


def _stage(
    cursor: Any, name: Any, model: type[models.Model], fields: Sequence[Any], rows: Iterable[dict[str, Any]]
) -> None:
    """Copy into a table `copied` of the transaction's own."""
    columns = ", ".join(name(field.column) for field in fields)
    table = name(model._meta.db_table)
    cursor.execute(
        f"CREATE TEMPORARY TABLE copied ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA"
    )
    _copy(cursor, name, "copied", fields, rows)


def _copy(cursor: Any, name: Any, table: str, fields: Sequence[Any], rows: Iterable[dict[str, Any]]) -> None:
    columns, attributes = (
        ", ".join(name(field.column) for field in fields),
        [field.attname for field in fields],
    )
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[one] for one in attributes])
