"""Writing the signs last reckoned, in sets: what is there no more, what has another number, what is new."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from finance.choices import FlagGroup
from rulebook.procedures.purchases import COMPARED

Target = tuple[str, int, str]  # group, number of the row it is about, code
OF_COUNTY = "f.county_id = %(county)s"
# Signs that show only beside all purchases of the county stay as they were reckoned by night.
OF_UNIT = """
f.code <> ALL(%(compared)s)
AND (f.unit_id = %(unit)s OR f.purchase_id IN (SELECT id FROM finance_purchase WHERE unit_id = %(unit)s))
"""
SAME = 'w."group" = f."group" AND w.number = coalesce(f.purchase_id, f.unit_id, f.supplier_id) AND w.code = f.code'
NUMBERED = ", ".join(
    f"CASE WHEN w.\"group\" = '{group.value}' THEN w.number END"
    for group in (FlagGroup.PURCHASE, FlagGroup.BUYER, FlagGroup.SUPPLIER)
)


def keep_flags(wanted: Mapping[Target, float], *, county: str, on: date, unit: int | None = None) -> None:
    """Bring the signs kept of `county`, or of one `unit` of it, to `wanted`; only what differs is written."""
    among = OF_COUNTY if unit is None else OF_UNIT
    given = {"county": county, "unit": unit, "on": on, "compared": sorted(COMPARED)}
    with connection.cursor() as cursor:
        cursor.execute(
            'CREATE TEMPORARY TABLE reckoned_flags ("group" text, number bigint, code text, value float8) ON COMMIT DROP'
        )
        with cursor.copy('COPY reckoned_flags ("group", number, code, value) FROM STDIN') as copy:
            for (group, number, code), value in wanted.items():
                copy.write_row((group, number, code, value))
        cursor.execute("ANALYZE reckoned_flags")
        cursor.execute(
            f"DELETE FROM finance_flag f WHERE {among} AND NOT EXISTS (SELECT FROM reckoned_flags w WHERE {SAME})",
            given,
        )
        cursor.execute(
            "UPDATE finance_flag f SET value = w.value, reckoned_on = %(on)s FROM reckoned_flags w"
            f" WHERE {among} AND {SAME} AND f.value <> w.value",
            given,
        )
        cursor.execute(
            'INSERT INTO finance_flag (county_id, "group", code, value, reckoned_on, purchase_id, unit_id, supplier_id)'
            f' SELECT %(county)s, w."group", w.code, w.value, %(on)s, {NUMBERED} FROM reckoned_flags w'
            f" WHERE NOT EXISTS (SELECT FROM finance_flag f WHERE {among} AND {SAME})",
            given,
        )
        cursor.execute("DROP TABLE reckoned_flags")
