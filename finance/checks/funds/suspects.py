"""Which uses of funds have a fault, found by one statement over all of them; of those without one no row is read."""

from datetime import date
from typing import Any

from django.db import connection

from decisions.choices import PASSED_STATES
from finance.checks.funds.statement import statement
from finance.choices import Origin
from rulebook.division import FIELDS, Field
from rulebook.procedures.decisions import numbers_on
from rulebook.procedures.funds import SPENDING

OF_COUNTY, OF_UNIT = "u.county_id = %(county)s", "u.unit_id = %(unit)s"


def suspects(*, on: date, county: str | None = None, unit: int | None = None) -> list[int]:
    """Numbers of the uses of a county, or of one unit, in which something is found as of `on`; one query."""
    parameters: dict[str, Any] = {
        "on": on,
        "ceiling": numbers_on(on).ceiling,
        "passed": [str(state) for state in PASSED_STATES],
        "spending": [str(category) for category in SPENDING],
        "bound_since": FIELDS[Field.FINANCE].since,
        "published": str(Origin.OCDS),
        "county": county,
        "unit": unit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement(OF_COUNTY if unit is None else OF_UNIT), parameters)
        return sorted(number for (number,) in cursor.fetchall())
