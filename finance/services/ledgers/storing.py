"""From a temporary table into the uses of funds, in sets: what is new, what differs from the last import, what is the same."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from core.importing import CellError, Line
from core.writing import create_with_history
from finance.choices import UseOrigin
from finance.models import FundUse, Supplier
from finance.procedure.parties import known
from finance.services.ledgers.reading import PAYS, PLAIN, SIGNED, STAGED
from organisation.models import Unit

NOUN = "payments"
REASON = "台账导入"
SHOWN_LINES = 500  # of a preview
MOST_ERRORS = 1000
TYPES = {
    "line": "integer", "amount": "numeric(15, 2)", "matter_id": "bigint", **dict.fromkeys(PAYS, "bigint"),
    **dict.fromkeys(("applied_on", "paid_on"), "date"),
    **{name: "bigint" if name.endswith("_id") else "date" if name.endswith("_on") else "text" for name in SIGNED},
}  # fmt: skip
# What an import says of a payment; the payee stands apart, as a row of its own.
TOLD = tuple(name for name in (*PLAIN, "matter_id", *PAYS, *SIGNED) if name not in ("number", "payee"))
COLUMNS = (
    "unit_id", "county_id", "number", "origin", "payee_id", *TOLD, "happened_on", "cancelled", "cancelled_reason",
    "entered_by_id", "changed_at",
)  # fmt: skip


def stage(lines: Iterable[tuple[Any, ...]]) -> None:
    """Copy `lines` into the temporary table `ledger`, which lives to the end of the transaction."""
    columns = ", ".join(f"{name} {TYPES.get(name, 'text')}" for name in STAGED)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE ledger ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY ledger ({', '.join(STAGED)}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        cursor.execute("ANALYZE ledger")


def drop() -> None:
    """Drop the temporary table, so that one transaction may hold several imports."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS ledger")


def conflicts(unit: Unit, heading: str) -> list[CellError]:
    """Numbers that come twice in the file, and those of sheets that were signed here and are not the ledger's to change."""
    found = _rows(
        "SELECT line, first FROM (SELECT line, min(line) OVER (PARTITION BY number) AS first FROM ledger) numbers"
        f" WHERE line <> first ORDER BY line LIMIT {MOST_ERRORS}",
        [],
    )
    errors = [CellError(line, heading, _("与第 %(row)s 行重复") % {"row": first}) for line, first in found]
    signed = _rows(
        "SELECT l.line, l.number FROM ledger l JOIN finance_funduse u ON u.unit_id = %s AND u.number = l.number"
        f" WHERE u.origin = %s ORDER BY l.line LIMIT {MOST_ERRORS}",
        [unit.pk, UseOrigin.ENTERED],
    )
    words = _("本单位已有在系统会签的审批单“%(number)s”，不能用台账修改")
    return errors + [CellError(line, heading, words % {"number": number}) for line, number in signed]


DIFFERS = f"(p.name, {', '.join(f'u.{name}' for name in TOLD)}) IS DISTINCT FROM (l.payee, {', '.join(f'l.{name}' for name in TOLD)})"
COMPARED = """
FROM ledger l LEFT JOIN finance_funduse u ON u.unit_id = %s AND u.number = l.number LEFT JOIN finance_supplier p ON p.id = u.payee_id
"""


def compared(unit: Unit) -> tuple[int, int, int]:
    """How many lines are new, differ from what is stored, are the same; one query."""
    ((new, changed, every),) = _rows(
        f"SELECT count(*) FILTER (WHERE u.id IS NULL), count(*) FILTER (WHERE u.id IS NOT NULL AND {DIFFERS}), count(*)"
        + COMPARED,
        [unit.pk],
    )
    return new, changed, every - new - changed


def preview(unit: Unit) -> list[Line]:
    """The first lines that are new or differ."""
    rows = _rows(
        f"SELECT l.line, l.number, l.purpose, u.id {COMPARED} WHERE u.id IS NULL OR {DIFFERS} ORDER BY l.line"
        f" LIMIT {SHOWN_LINES}",
        [unit.pk],
    )
    return [
        Line("created" if stored is None else "changed", NOUN, f"{number} {purpose}"[:200], line)
        for line, number, purpose, stored in rows
    ]


def store(unit: Unit, by: Any) -> None:
    """Write what is new and what differs, each with its history, in a constant number of statements."""
    _payees(unit)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE payees ON COMMIT DROP AS SELECT name, min(id) AS id FROM finance_supplier"
            " WHERE county_id = %s AND name IN (SELECT payee FROM ledger) GROUP BY name",
            [unit.county_id],
        )
        given = {"unit": unit.pk, "county": unit.county_id, "by": getattr(by, "pk", None), "reason": REASON}
        cursor.execute(_changing(), given)
        cursor.execute(_making(), given)
        cursor.execute("DROP TABLE payees")


def _payees(unit: Unit) -> None:
    """Make the payees that the county has not met."""
    missing = _rows(
        "SELECT DISTINCT payee FROM ledger WHERE NOT EXISTS"
        " (SELECT FROM finance_supplier s WHERE s.county_id = %s AND s.name = payee) ORDER BY payee",
        [unit.county_id],
    )
    rows = [Supplier(county_id=unit.county_id, name=name, key=known(name).key) for (name,) in missing]
    for row in rows:
        row.derive()
    create_with_history(rows, by=None)


def _making() -> str:
    told = ", ".join(f"l.{name}" for name in TOLD)
    return f"""
    WITH made AS (
        INSERT INTO finance_funduse ({", ".join(COLUMNS)}, token)
        SELECT %(unit)s, %(county)s, l.number, '{UseOrigin.LEDGER}', payees.id, {told}, l.paid_on, false, '', %(by)s, now(),
            gen_random_uuid()
        FROM ledger l JOIN payees ON payees.name = l.payee
        WHERE NOT EXISTS (SELECT FROM finance_funduse u WHERE u.unit_id = %(unit)s AND u.number = l.number)
        ORDER BY l.line RETURNING *
    ) {_history("made", "+")}"""


def _changing() -> str:
    told = ", ".join(f"{name} = l.{name}" for name in TOLD)
    return f"""
    WITH changed AS (
        UPDATE finance_funduse u SET payee_id = payees.id, {told}, happened_on = l.paid_on, changed_at = now()
        FROM ledger l JOIN payees ON payees.name = l.payee, finance_supplier p
        WHERE u.unit_id = %(unit)s AND u.number = l.number AND p.id = u.payee_id AND {DIFFERS}
        RETURNING u.*
    ) {_history("changed", "~")}"""


def _history(rows: str, kind: str) -> str:
    table = FundUse.history.model._meta.db_table
    kept = ", ".join(("id", *COLUMNS))
    return (
        f"INSERT INTO {table} ({kept}, history_date, history_type, history_user_id, history_change_reason)"
        f" SELECT {kept}, now(), '{kind}', %(by)s, %(reason)s FROM {rows}"
    )


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
