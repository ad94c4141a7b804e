"""Signs and findings over stored purchases of a few counties, beside statements someone would write by hand for the signs that one statement can reckon."""

import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from bench.measure import peak_memory

ON = date(2026, 7, 1)
HEADS = 600  # ten counties of sixty units
# About one in eight with something to look into: an open tender with one bidder, a short time, a late contract, a supplier taken again and
# again. Suppliers and budget items grow with the purchases, so that this share does not.
BUILD = (
    """
    INSERT INTO finance_supplier (county_id, name, credit_code, key, search_keys)
    SELECT county.code, '供应商' || n, '', 'name:供应商' || n, '{}'
    FROM (SELECT DISTINCT county_id AS code FROM organisation_unit) AS county, generate_series(1, %(suppliers)s) AS n
    """,
    """
    INSERT INTO finance_purchase (unit_id, county_id, number, source_id, origin, title, category, method, method_name, item_code,
        budget_item, project, part_of_works, method_approved, budget_adjusted, estimate, documents_on, opened_on, awarded_on,
        award_amount, contract_on, contract_amount, current_amount, accepted_on, supplier_id, handled_by, cancelled, happened_on,
        entered_at, changed_at, token, search_keys)
    SELECT unit.id, unit.county_id, 'P' || n, '', 'entered', '采购' || n, (ARRAY['goods','services','works'])[1 + n %% 3],
           CASE WHEN big THEN 'open' WHEN n %% 97 = 0 THEN 'open' ELSE 'limited' END,
           CASE WHEN big OR n %% 97 = 0 THEN '公开招标' ELSE '竞争性磋商' END,
           'A02' || lpad((n %% 40)::text, 4, '0'), 'B' || (hashint4(n + 1)::bigint + 2147483648) %% %(items)s, '', false, false, false, sum,
           opened - CASE WHEN n %% 41 = 0 THEN 12 ELSE 25 END, opened, opened + 7, sum * 0.93,
           opened + CASE WHEN n %% 13 = 0 THEN 60 ELSE 20 END, sum * 0.93, sum * 0.93, opened + 90,
           supplier.id, '', false, opened + 7, now(), now(), gen_random_uuid(), '{}'
    FROM (SELECT n, n %% 11 = 0 AS big, date '2025-01-06' + (n::bigint * 7919 %% 400)::int AS opened,
                 CASE WHEN n %% 11 = 0 THEN 4500000 + n %% 1000 * 100 ELSE 20000 + (n::bigint * 7919 %% 180000) END::numeric AS sum
          FROM generate_series(1, %(number)s) AS n) AS made
    JOIN (SELECT id, county_id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS whole
          FROM organisation_unit) AS unit ON unit.place = made.n %% unit.whole
    JOIN (SELECT id, county_id, row_number() OVER (PARTITION BY county_id ORDER BY id) - 1 AS place FROM finance_supplier) AS supplier
        ON supplier.county_id = unit.county_id AND supplier.place = (hashint4(made.n)::bigint + 2147483648) %% %(suppliers)s
    """,
    """
    INSERT INTO finance_bid (purchase_id, supplier_id, lot, amount, status, won)
    SELECT purchase.id, supplier.id, '', round(purchase.award_amount * (1 + bid * 0.013 + (purchase.id * bid %% 7) * 0.001), 2), 'valid', bid = 0
    FROM finance_purchase AS purchase
    CROSS JOIN generate_series(0, 2) AS bid
    JOIN (SELECT id, county_id, row_number() OVER (PARTITION BY county_id ORDER BY id) - 1 AS place FROM finance_supplier) AS supplier
        ON supplier.county_id = purchase.county_id
        AND supplier.place = ((hashint4(substring(purchase.number FROM 2)::int)::bigint + 2147483648) + bid * 17) %% %(suppliers)s
    WHERE bid = 0 OR (substring(purchase.number FROM 2))::int %% 13 > 0
    """,
    "ANALYZE",
)
# Six signs in one statement each, as someone would write them who knew these tables: a number of rows, nothing kept, nothing explained.
BY_HAND = (
    """
    SELECT count(*) FROM finance_purchase AS purchase WHERE county_id = %(county)s AND method IN ('open', 'selective') AND NOT cancelled
       AND (SELECT count(*) FROM finance_bid AS bid WHERE bid.purchase_id = purchase.id AND bid.status = 'valid') = 1
    """,
    "SELECT count(*) FROM finance_purchase WHERE county_id = %(county)s AND method = 'open' AND opened_on - documents_on < 20",
    "SELECT count(*) FROM finance_purchase WHERE county_id = %(county)s AND contract_on - awarded_on > 30",
    "SELECT count(*) FROM finance_purchase WHERE county_id = %(county)s AND estimate >= 4000000 AND method <> 'open'",
    """
    SELECT count(*) FROM (SELECT unit_id FROM finance_purchase WHERE county_id = %(county)s AND method <> 'open' AND NOT budget_adjusted
       GROUP BY unit_id, budget_item, left(item_code, 5), extract(year FROM happened_on) HAVING count(*) >= 2 AND sum(estimate) >= 4000000) AS split
    """,
    """
    SELECT count(*) FROM (SELECT unit_id FROM finance_purchase WHERE county_id = %(county)s AND NOT cancelled
       GROUP BY unit_id, supplier_id, extract(year FROM happened_on) HAVING count(*) >= 3) AS repeated
    """,
)


# What reading alone costs of the rows that the signs are reckoned from.
READING = (
    """
    SELECT purchase.*, supplier.key FROM finance_purchase AS purchase LEFT JOIN finance_supplier AS supplier ON supplier.id = purchase.supplier_id
    WHERE purchase.county_id = %(county)s ORDER BY purchase.id
    """,
    """
    SELECT bid.purchase_id, supplier.key, bid.amount::float8, bid.status, bid.won FROM finance_bid AS bid
    JOIN finance_purchase AS purchase ON purchase.id = bid.purchase_id JOIN finance_supplier AS supplier ON supplier.id = bid.supplier_id
    WHERE purchase.county_id = %(county)s ORDER BY bid.purchase_id, bid.lot, bid.amount, bid.id
    """,
)


def measure(number: int) -> None:
    """Fill ten counties with `number` purchases; reckon, keep and raise what is found, and again with nothing changed, beside the statements."""
    from finance.models import Flag
    from finance.services.checking import check_county
    from supervision.models import Finding

    counties = _build(number)

    def all_counties() -> None:
        for county in counties:
            check_county(county=county, on=ON)

    hand = _seconds(partial(_ask, BY_HAND, counties))
    read = _seconds(partial(_ask, READING, counties))
    for title, work in (("first night", all_counties), ("next night, nothing changed", all_counties)):
        ours = _seconds(work)
        print(
            f"stored purchases, {number} in {len(counties)} counties, {title}: {number / ours:.0f} a second,"
            f" six signs by hand {number / hand:.0f}   ratio {ours / hand:.2f}, reading the rows alone {number / read:.0f}"
            f"   ratio {ours / read:.2f}",
            flush=True,
        )
    print(
        f"   {Flag.objects.count()} signs kept, {Finding.objects.count()} findings raised, peak memory {peak_memory():.0f} MiB",
        flush=True,
    )


def _build(number: int) -> list[str]:
    """The codes of the counties."""
    from django.db import transaction

    from bench.nation import build
    from bench.run import execute

    build(heads=HEADS)
    sizes = {"number": number, "suppliers": max(500, number // 200), "items": max(20, number // 5000)}
    with transaction.atomic():
        for statement in BUILD:
            execute(statement, sizes)
    return [str(code) for (code,) in execute("SELECT DISTINCT county_id FROM organisation_unit")]


def _ask(statements: Iterable[str], counties: Iterable[str]) -> None:
    from bench.run import execute

    for county in counties:
        for statement in statements:
            execute(statement, {"county": county})


def _seconds(work: Callable[[], object]) -> float:
    started, own = time.perf_counter(), time.process_time()
    work()
    seconds = time.perf_counter() - started
    print(f"   {seconds:.1f} s, {time.process_time() - own:.1f} s of them in this process", flush=True)
    return seconds
