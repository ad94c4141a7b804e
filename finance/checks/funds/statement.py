"""The statement that picks the uses of funds in which `finance.procedure.funds.judge` finds something; parts of it, each named by its rule.

It says the judgement again, in sets: tests/finance/test_suspects.py holds both to the same answer on generated ledgers.
"""

from datetime import date
from itertools import combinations

from rulebook.procedures.funds import SHEETS, Signer

EVER = date(9999, 12, 31)
PLACES = [signer.value for signer in Signer]

PAID = "u.paid_on <= %(on)s"


def rules() -> str:
    """The rules on signatures as rows: from which day, until which, from which sum each signer signs (NULL: never), and the days of parts."""
    lines, until = [], EVER
    for rule in SHEETS:
        least = [rule.least(signer) for signer in Signer]
        sums = ", ".join("NULL::numeric" if one is None else f"{one}::numeric" for one in least)
        lines.append(f"('{rule.since}'::date, '{until}'::date, {sums}, {rule.split_days.value})")
        until = rule.since
    columns = ", ".join(("since", "until", *PLACES, "days"))
    return f"rules ({columns}) AS (VALUES {', '.join(lines)})"


def two_roles() -> str:
    """One person in two places: the same in the roster, or outside it the same name."""
    return " OR ".join(
        f"u.{one}_id = u.{other}_id OR (u.{one}_name <> '' AND u.{one}_name = u.{other}_name"
        f" AND u.{one}_id IS NULL AND u.{other}_id IS NULL)"
        for one, other in combinations(PLACES, 2)
    )


def out_of_order() -> str:
    """Somebody signed before one who comes earlier."""
    return " OR ".join(
        f"greatest({', '.join(f'u.{earlier}_on' for earlier in PLACES[:at])}) > u.{PLACES[at]}_on"
        for at in range(1, len(PLACES))
    )


def unsigned() -> str:
    """A signature that the sum asks for is missing."""
    return " OR ".join(f"(u.{place}_on IS NULL AND u.amount >= rules.{place})" for place in PLACES)


LAST = f"greatest({', '.join(f'u.{place}_on' for place in PLACES)})"
LARGE = "u.amount >= coalesce(threshold.amount, %(ceiling)s)"

# How each matter a use rests on was decided, what it is for, and how far each payment has used it up.
DECIDED = """
decided AS (
    SELECT m.id, m.amount, m.state, m.category, least(
        (SELECT min(r."on") FROM decisions_resolution r WHERE r.matter_id = m.id AND r.outcome = 'passed'),
        (SELECT e.decided_on FROM decisions_emergency e WHERE e.matter_id = m.id),
        CASE WHEN m.form -> 'resolution' ->> 'outcome' = 'passed'
             THEN left(m.form -> 'resolution' ->> 'on', 10)::date END) AS day
    FROM decisions_matter m
    WHERE m.id IN (SELECT u.matter_id FROM finance_funduse u WHERE u.matter_id IS NOT NULL AND {counted})
),
purposes AS (
    SELECT b.matter_id, i.name FROM finance_budgetitem i JOIN finance_budget b ON b.id = i.budget_id
    WHERE b.matter_id IN (SELECT id FROM decided)
    UNION
    SELECT c.matter_id, i.name FROM finance_budgetchange c JOIN finance_budgetitem i ON i.id = c.item_id
    WHERE c.matter_id IN (SELECT id FROM decided)
),
by_matter AS (
    SELECT u.id, first_value(u.budget_item) OVER (PARTITION BY u.matter_id ORDER BY u.happened_on, u.id) AS first_item,
        sum(CASE WHEN {paid} THEN u.amount END) OVER (PARTITION BY u.matter_id ORDER BY u.paid_on, u.id) AS spent
    FROM finance_funduse u WHERE u.matter_id IS NOT NULL AND {counted}
)"""

SIGNED = """
SELECT u.id FROM finance_funduse u
JOIN rules ON u.happened_on >= rules.since AND u.happened_on < rules.until
LEFT JOIN decisions_threshold threshold ON threshold.unit_id = u.unit_id AND threshold.during @> u.happened_on
WHERE {counted} AND (
    {two_roles} OR {out_of_order}
    OR ({paid} AND ({unsigned} OR {last} > u.paid_on OR (u.matter_id IS NULL AND {large})))
)"""

RESOLVED = """
SELECT u.id FROM finance_funduse u JOIN decided ON decided.id = u.matter_id JOIN by_matter ON by_matter.id = u.id
WHERE {counted} AND {paid} AND (
    decided.state = 'rejected'
    OR (decided.day IS NULL AND NOT decided.state = ANY(%(passed)s)) OR u.paid_on < decided.day
    OR by_matter.spent > decided.amount
    OR NOT decided.category = ANY(%(spending)s)
    OR CASE WHEN EXISTS (SELECT FROM purposes p WHERE p.matter_id = u.matter_id)
            THEN NOT EXISTS (SELECT FROM purposes p WHERE p.matter_id = u.matter_id AND p.name = u.budget_item)
            ELSE by_matter.first_item <> u.budget_item END
)"""

# Heads who handle, or sign as deputy; deputies who are not in charge; relatives.
BY_HEAD = """
SELECT u.id FROM finance_funduse u
JOIN organisation_tenure t ON t.person_id = u.handler_id AND t.during @> coalesce(u.handler_on, u.happened_on)
JOIN organisation_post p ON p.id = t.post_id AND p.is_head AND p.unit_id = u.unit_id
WHERE {counted}
UNION
SELECT u.id FROM finance_funduse u
JOIN organisation_tenure t ON t.person_id = u.deputy_id AND t.during @> coalesce(u.deputy_on, u.happened_on)
JOIN organisation_post p ON p.id = t.post_id AND p.is_head AND p.unit_id = u.unit_id
WHERE {counted} AND coalesce(u.deputy_on, u.happened_on) >= %(bound_since)s AND NOT EXISTS (
    SELECT FROM supervision_suspension s WHERE s.county_id = u.county_id AND s.during @> coalesce(u.deputy_on, u.happened_on)
)"""

IN_CHARGE = """
SELECT u.id FROM finance_funduse u
JOIN supervision_charge c ON c.unit_id = u.unit_id AND c.field = 'finance' AND c.during @> coalesce(u.deputy_on, u.happened_on)
WHERE {counted} AND (u.deputy_id IS NOT NULL OR u.deputy_name <> '') AND c.person_id IS DISTINCT FROM u.deputy_id
    AND EXISTS (
        SELECT FROM organisation_tenure t JOIN organisation_post p ON p.id = t.post_id
        WHERE t.person_id = c.person_id AND p.unit_id = u.unit_id AND p.section_id IS NULL
            AND t.during @> coalesce(u.deputy_on, u.happened_on))
    AND NOT EXISTS (
        SELECT FROM organisation_tenure t JOIN organisation_post p ON p.id = t.post_id
        WHERE t.person_id = u.deputy_id AND p.unit_id = u.unit_id AND p.is_head
            AND t.during @> coalesce(u.deputy_on, u.happened_on))"""


def kin() -> str:
    """Registered relatives in two places of one sheet, whichever way round they are registered."""
    parts = [
        "SELECT u.id FROM finance_funduse u JOIN organisation_relative r"
        f" ON r.person_id = u.{place}_id AND r.relative_id IN ({_others(place)}) WHERE {{counted}}"
        for place in PLACES
    ]
    return " UNION ".join(parts)


def _others(place: str) -> str:
    return ", ".join(f"u.{other}_id" for other in PLACES if other != place)


# Small payments without a resolution, which may be parts of one use.
SMALL = """
small AS (
    SELECT u.id, u.unit_id, u.payee_id, u.budget_item, u.happened_on, u.amount,
        coalesce(threshold.amount, %(ceiling)s) AS threshold, rules.days
    FROM finance_funduse u
    JOIN rules ON u.happened_on >= rules.since AND u.happened_on < rules.until
    LEFT JOIN decisions_threshold threshold ON threshold.unit_id = u.unit_id AND threshold.during @> u.happened_on
    WHERE {counted} AND {paid} AND u.matter_id IS NULL AND u.amount < coalesce(threshold.amount, %(ceiling)s)
)"""
ALIKE = "unit_id, payee_id, budget_item"


def parts() -> str:
    """Small payments to one payee on one item added up over the days before each, of groups that can reach a threshold at all."""
    within = {rule.split_days.value for rule in SHEETS}
    sums = " ".join(f"WHEN {days} THEN sum(amount) OVER w{days}" for days in sorted(within))
    numbers = " ".join(f"WHEN {days} THEN count(*) OVER w{days}" for days in sorted(within))
    windows = ", ".join(
        f"w{days} AS (PARTITION BY {ALIKE} ORDER BY happened_on"
        f" RANGE BETWEEN '{days - 1} days' PRECEDING AND CURRENT ROW)"
        for days in sorted(within)
    )
    return (
        f"grouped AS (SELECT {ALIKE} FROM small GROUP BY {ALIKE} HAVING count(*) > 1 AND sum(amount) >= min(threshold)),"
        f" summed AS (SELECT small.*, CASE days {sums} END AS total, CASE days {numbers} END AS number"
        f" FROM small JOIN grouped USING ({ALIKE}) WINDOW {windows}),"
        " split AS (SELECT * FROM summed WHERE number > 1 AND total >= threshold)"
    )


SPLIT = f"""
SELECT small.id FROM small JOIN split USING ({ALIKE})
WHERE small.happened_on BETWEEN split.happened_on - split.days + 1 AND split.happened_on"""

# What was charged to which item of a year's budget, where it has no such item or it is overspent.
OVERSPENT = """
allowed AS (
    SELECT b.unit_id, b.year, i.name, i.amount + coalesce(sum(c.amount) FILTER (WHERE c."on" <= %(on)s), 0) AS allowed
    FROM finance_budget b JOIN finance_budgetitem i ON i.budget_id = b.id LEFT JOIN finance_budgetchange c ON c.item_id = i.id
    GROUP BY b.unit_id, b.year, i.id
),
charged AS (
    SELECT u.unit_id, b.year, u.budget_item, sum(u.amount) AS total FROM finance_funduse u
    JOIN finance_budget b ON b.unit_id = u.unit_id AND b.year = extract(year FROM u.paid_on)
    WHERE {counted} AND {paid} GROUP BY u.unit_id, b.year, u.budget_item
),
overspent AS (
    SELECT charged.*, allowed.allowed FROM charged
    LEFT JOIN allowed ON allowed.unit_id = charged.unit_id AND allowed.year = charged.year AND allowed.name = charged.budget_item
    WHERE allowed.allowed IS NULL OR charged.total > allowed.allowed
)"""
BUDGETED = """
SELECT id FROM (
    SELECT u.id, o.allowed, sum(u.amount) OVER (PARTITION BY u.unit_id, o.year, u.budget_item ORDER BY u.paid_on, u.id) AS spent
    FROM finance_funduse u JOIN overspent o
        ON o.unit_id = u.unit_id AND o.year = extract(year FROM u.paid_on) AND o.budget_item = u.budget_item
    WHERE {counted} AND {paid}
) charges WHERE allowed IS NULL OR spent > allowed"""


# What is paid under a contract: to another than its supplier, above it, or before its acceptance, where the purchase does not say so itself.
CONTRACTED = """
by_purchase AS (
    SELECT u.id, sum(CASE WHEN {paid} THEN u.amount END) OVER (PARTITION BY u.purchase_id ORDER BY u.paid_on, u.id) AS spent
    FROM finance_funduse u WHERE u.purchase_id IS NOT NULL AND {counted}
)"""
BY_CONTRACT = """
SELECT u.id FROM finance_funduse u JOIN by_purchase ON by_purchase.id = u.id JOIN finance_purchase c ON c.id = u.purchase_id
JOIN finance_supplier payee ON payee.id = u.payee_id LEFT JOIN finance_supplier supplier ON supplier.id = c.supplier_id
WHERE {counted} AND {paid} AND (
    supplier.name <> payee.name OR by_purchase.spent > coalesce(c.current_amount, c.contract_amount, c.award_amount)
    OR ((c.accepted_on IS NULL AND c.origin <> %(published)s OR u.paid_on < c.accepted_on) AND NOT EXISTS (
        SELECT FROM finance_flag f WHERE f.purchase_id = c.id AND f.code = 'paid-before-acceptance'))
)
UNION
SELECT u.id FROM finance_funduse u JOIN projects_part p ON p.id = u.part_id JOIN finance_supplier supplier ON supplier.id = p.supplier_id
JOIN finance_supplier payee ON payee.id = u.payee_id WHERE {counted} AND {paid} AND supplier.name <> payee.name"""


def statement(scope: str) -> str:
    """The whole statement over the uses that answer `scope`; parameters: on, ceiling, passed, spending, bound_since, published, and those of `scope`."""
    given = {
        "counted": f"NOT u.cancelled AND {scope}",
        "paid": PAID,
        "large": LARGE,
        "last": LAST,
        "two_roles": two_roles(),
        "out_of_order": out_of_order(),
        "unsigned": unsigned(),
    }
    tables = [
        rules(),
        *(part.format_map(given) for part in (DECIDED, CONTRACTED, SMALL)),
        parts(),
        OVERSPENT.format_map(given),
    ]
    picked = (SIGNED, RESOLVED, BY_HEAD, IN_CHARGE, kin(), SPLIT, BUDGETED, BY_CONTRACT)
    return f"WITH {', '.join(tables)} " + " UNION ".join(part.format_map(given) for part in picked)
