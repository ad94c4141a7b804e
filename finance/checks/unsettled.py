"""Which purchases the register of findings does not tell of as their signs stand, found by one statement over all of them.

It says what `found_in` and the register do, in sets: tests/finance/test_unsettled.py holds both to the same answer. Of a purchase about
which nothing changed no row is read.
"""

from datetime import date
from typing import Any

import msgspec
from django.db import connection

from finance.checks.findings import ENDLESS, facts_of
from finance.models import Purchase
from finance.selectors.checking import SOURCE, large_contracts
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.procurement import FLAGS
from rulebook.procedures.purchases import CODES

OF_COUNTY, OF_UNIT = "p.county_id = %(county)s", "p.unit_id = %(unit)s"
# What a finding tells of a sign's number (`facts_of`).
TOLD = "CASE WHEN f.value = 'Infinity' OR f.value = trunc(f.value) THEN f.value ELSE round(f.value::numeric, 4)::float8 END"
TELLS = f"replace(r.facts ->> 'value', '{ENDLESS}', 'Infinity')::float8 IS NOT DISTINCT FROM {TOLD}"
KIND = (
    "CASE WHEN p.category = 'works' OR p.part_of_works"
    f" THEN '{MatterCategory.PROJECT.value}' ELSE '{MatterCategory.FUNDS.value}' END"
)
HEAD = """(
    SELECT t.person_id FROM organisation_tenure t JOIN organisation_post o ON o.id = t.post_id
    WHERE o.unit_id = p.unit_id AND o.is_head AND t.during @> least(p.happened_on, %(on)s)
    ORDER BY t.post_id, t.during LIMIT 1
)"""


def statement(among: str) -> str:
    """Numbers of the purchases `among` which something is to be judged anew."""
    return f"""
    WITH explained AS (SELECT key AS code, value AS facts FROM jsonb_each(%(explained)s::jsonb))
    -- Who handled it, or on which resolution it rests: that changes without a word to the purchase.
    SELECT p.id FROM finance_purchase p WHERE {among} AND (p.handler_id IS NOT NULL OR p.matter_id IS NOT NULL)
    UNION
    -- A sign of which nothing stands in the register, or of which it was struck out as mended.
    SELECT p.id FROM finance_flag f JOIN finance_purchase p ON p.id = f.purchase_id
    LEFT JOIN supervision_finding r ON r.source = %(source)s AND r.source_id = p.id AND r.code = f.code
        AND r.closure <> 'fixed' AND {TELLS}
    WHERE {among} AND NOT p.cancelled AND r.id IS NULL
    UNION
    -- What is open in the register, and is there no more, or is told otherwise now.
    SELECT p.id FROM supervision_finding r JOIN finance_purchase p ON p.id = r.source_id
    LEFT JOIN finance_flag f ON f.purchase_id = p.id AND f.code = r.code
    LEFT JOIN explained ON explained.code = r.code
    CROSS JOIN LATERAL {HEAD} AS head (person)
    WHERE {among} AND r.source = %(source)s AND r.state <> 'closed' AND (
        f.id IS NULL OR p.cancelled OR NOT {TELLS} OR r.facts - 'value' IS DISTINCT FROM explained.facts
        OR r.title <> p.title OR r.subject <> {KIND}
        OR (r.answer = '' AND head.person IS NOT NULL AND head.person IS DISTINCT FROM r.person_id)
    )
    """


def unsettled(*, on: date, county: str | None = None, unit: int | None = None) -> list[int]:
    """Numbers of the purchases of a county, or of one unit, that are to be judged anew as of `on`; two queries.

    Large contracts that rest on no decision are among them always: thresholds change without a word to the purchase.
    """
    explained: dict[str, Any] = {code: facts_of(code, 0) for code in FLAGS if code in CODES}
    for facts in explained.values():
        del facts["value"]
    parameters: dict[str, Any] = {
        "on": on, "source": SOURCE, "explained": msgspec.json.encode(explained).decode(), "county": county, "unit": unit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement(OF_COUNTY if unit is None else OF_UNIT), parameters)
        found = {number for (number,) in cursor.fetchall()}
    rows = Purchase.objects.filter(county=county) if unit is None else Purchase.objects.filter(unit=unit)
    return sorted(found.union(large_contracts(rows).values_list("pk", flat=True)))
