"""Loading the country's administrative divisions (行政区划), down to the towns."""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from organisation.choices import DivisionLevel

DATA = Path(__file__).resolve().parent.parent / "data"


class Row(NamedTuple):
    """A division as the data files have it: codes of 2 (province), 4 (city), 6 (county) and 9 digits (town)."""

    code: str
    name: str
    level: int
    parent: str | None


SOURCES = (
    ("provinces.csv", DivisionLevel.PROVINCE, None),
    ("cities.csv", DivisionLevel.CITY, "provinceCode"),
    ("areas.csv", DivisionLevel.COUNTY, "cityCode"),
    ("streets.csv", DivisionLevel.TOWN, "areaCode"),
)
INSERT = """
INSERT INTO organisation_division (code, name, level, parent_id)
SELECT code, name, level, parent_id FROM loaded ORDER BY level
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_id = excluded.parent_id
WHERE (organisation_division.name, organisation_division.level, organisation_division.parent_id)
    IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_id)
"""


def read_divisions(counties: Collection[str] | None = None) -> Iterator[Row]:
    """Yield every division, parents first; with `counties` (six-digit codes) only those, what they lie in and their towns."""
    for file_name, level, parent in SOURCES:
        with (DATA / file_name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code = row["code"]
                if counties is None or any(c.startswith(code) or code.startswith(c) for c in counties):
                    yield Row(code, row["name"], level, row[parent] if parent else None)


def load_divisions(*, counties: Collection[str] | None = None) -> int:
    """Store the divisions, all or those of `counties`; return how many were new or changed. Running it again changes nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE loaded (code text, name text, level smallint, parent_id text) ON COMMIT DROP"
        )
        with cursor.copy("COPY loaded (code, name, level, parent_id) FROM STDIN") as copy:
            for row in read_divisions(counties):
                copy.write_row(row)
        cursor.execute(INSERT)
        changed: int = cursor.rowcount
        cursor.execute("DROP TABLE loaded")
    return changed
