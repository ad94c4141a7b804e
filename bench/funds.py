"""3+x checks over generated payments: the statement over all of them beside one that somebody would write by hand for exactly this data."""

import time
from datetime import date
from functools import partial

ON = date(2026, 11, 1)
UNITS, PAYEES = 200, 40_000

# What the county's rules come to on this data: no resolution, no adjustment, one threshold; the signers' numbers are all known.
BY_HAND = """
WITH large AS (SELECT id, unit_id, amount FROM decisions_threshold),
small AS (
    SELECT u.id, u.unit_id, u.payee_id, u.budget_item, u.paid_on, u.amount FROM finance_funduse u
    WHERE u.county_id = %(county)s AND u.matter_id IS NULL AND u.amount < 50000
),
groups AS (
    SELECT unit_id, payee_id, budget_item FROM small GROUP BY 1, 2, 3 HAVING count(*) > 1 AND sum(amount) >= 50000
),
summed AS (
    SELECT small.*, sum(amount) OVER w AS total, count(*) OVER w AS number FROM small JOIN groups USING (unit_id, payee_id, budget_item)
    WINDOW w AS (PARTITION BY unit_id, payee_id, budget_item ORDER BY paid_on RANGE BETWEEN '29 days' PRECEDING AND CURRENT ROW)
)
SELECT u.id FROM finance_funduse u WHERE u.county_id = %(county)s AND (
    u.handler_on IS NULL OR u.witness_on IS NULL OR u.finance_on IS NULL OR u.deputy_on IS NULL
    OR (u.amount >= 5000 AND u.head_on IS NULL) OR (u.amount >= 20000 AND u.second_on IS NULL)
    OR greatest(u.handler_on, u.witness_on, u.finance_on, u.deputy_on, u.second_on, u.head_on) > u.paid_on
    OR u.handler_on > u.witness_on OR u.witness_on > u.finance_on OR u.finance_on > u.deputy_on
    OR u.deputy_on > u.second_on OR coalesce(u.second_on, u.deputy_on) > u.head_on
    OR u.handler_id IN (u.witness_id, u.finance_id, u.deputy_id, u.second_id, u.head_id)
    OR u.witness_id IN (u.finance_id, u.deputy_id, u.second_id, u.head_id)
    OR u.finance_id IN (u.deputy_id, u.second_id, u.head_id)
    OR u.deputy_id IN (u.second_id, u.head_id) OR u.second_id = u.head_id
    OR (u.amount >= 50000 AND u.matter_id IS NULL))
UNION
SELECT u.id FROM finance_funduse u JOIN organisation_tenure t ON t.person_id IN (u.handler_id, u.deputy_id)
JOIN organisation_post p ON p.id = t.post_id AND p.is_head AND p.unit_id = u.unit_id
WHERE u.county_id = %(county)s AND t.during @> u.paid_on
UNION
SELECT u.id FROM finance_funduse u JOIN supervision_charge c ON c.unit_id = u.unit_id AND c.field = 'finance'
WHERE u.county_id = %(county)s AND c.during @> u.paid_on AND c.person_id <> u.deputy_id
UNION
SELECT u.id FROM finance_funduse u JOIN organisation_relative r ON r.person_id IN (u.handler_id, u.witness_id, u.finance_id)
WHERE u.county_id = %(county)s AND r.relative_id IN (u.handler_id, u.witness_id, u.finance_id, u.deputy_id, u.second_id, u.head_id)
UNION
SELECT small.id FROM small JOIN summed USING (unit_id, payee_id, budget_item)
WHERE summed.number > 1 AND summed.total >= 50000 AND small.paid_on BETWEEN summed.paid_on - 29 AND summed.paid_on
UNION
SELECT id FROM (
    SELECT u.id, i.amount, sum(u.amount) OVER (PARTITION BY u.unit_id, u.budget_item ORDER BY u.paid_on, u.id) AS spent
    FROM finance_funduse u JOIN finance_budget b ON b.unit_id = u.unit_id AND b.year = extract(year FROM u.paid_on)
    LEFT JOIN finance_budgetitem i ON i.budget_id = b.id AND i.name = u.budget_item
    WHERE u.county_id = %(county)s
) spent WHERE amount IS NULL OR spent.spent > amount
"""

PAYMENTS = """
INSERT INTO finance_funduse (
    unit_id, county_id, number, origin, purpose, payee_id, amount, budget_item, applied_on, paid_on, happened_on, cancelled,
    cancelled_reason, changed_at, token, handler_id, handler_name, handler_on, witness_id, witness_name, witness_on,
    finance_id, finance_name, finance_on, deputy_id, deputy_name, deputy_on, second_id, second_name, second_on, head_id, head_name, head_on)
SELECT unit, %(county)s, 'J' || n, 'ledger', '付款', payee, amount, '项目' || n %% 10, day - 5, day, day, false, '', now(),
    gen_random_uuid(), first, '', day - 5, first + 1, '', day - 4, first + 2, '', day - 3, first + 3, '',
    CASE WHEN n %% 211 = 0 THEN day + 1 ELSE day - 2 END,
    CASE WHEN amount >= 20000 THEN first + 4 END, '', CASE WHEN amount >= 20000 THEN day - 1 END,
    CASE WHEN amount >= 5000 AND n %% 307 <> 0 THEN first + 5 END, '', CASE WHEN amount >= 5000 AND n %% 307 <> 0 THEN day END
FROM (
    SELECT n, %(unit)s + n %% %(units)s AS unit, %(payee)s + (hashint4(n)::bigint + 2147483648) %% %(payees)s AS payee,
        %(person)s + (n %% %(units)s) * 6 AS first, date '2026-01-01' + (n * 31) %% 300 AS day,
        CASE WHEN n %% 401 = 0 THEN 60000 ELSE 200 + (n * 7907::bigint) %% 30000 END AS amount
    FROM generate_series(1, %(number)s) n
) lines
"""


def build(number: int) -> str:
    """A county of UNITS units whose six signers each paid `number` sums in ten months; return its code."""
    from bench.run import execute
    from finance.models import Budget, BudgetItem, Supplier
    from organisation.models import Unit
    from tests import factories

    county = factories.make_county()
    units = Unit.objects.bulk_create(
        [Unit(name=f"单位{at}", category="镇", county=county, search_keys=[]) for at in range(UNITS)]
    )
    payees = min(PAYEES, max(100, number // 100))
    suppliers = Supplier.objects.bulk_create(
        [
            Supplier(county=county, name=f"收款人{at}", key=f"收款人{at}", search_keys=[])
            for at in range(payees)
        ],
        batch_size=5000,
    )
    people = _people(units)
    budgets = Budget.objects.bulk_create([Budget(unit=unit, county=county, year=2026) for unit in units])
    BudgetItem.objects.bulk_create(
        [BudgetItem(budget=budget, name=f"项目{at}", amount=10**9) for budget in budgets for at in range(10)]
    )
    execute(
        PAYMENTS,
        {
            "county": county.pk, "number": number, "units": UNITS, "unit": units[0].pk, "payee": suppliers[0].pk,
            "payees": payees, "person": people,
        },
    )  # fmt: skip
    execute("ANALYZE")
    return str(county.pk)


def _people(units: list) -> int:  # type: ignore[type-arg]
    """Six people a unit, the last its head, the fourth in charge of finance; return the first one's number."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    from organisation.models import Person, Post, Tenure
    from supervision.models import Charge

    people = Person.objects.bulk_create(
        [Person(staff_no=f"B{at:05d}", name=f"职员{at}", search_keys=[]) for at in range(6 * len(units))]
    )
    ever = DateRange(date(2020, 1, 1), None)
    posts = Post.objects.bulk_create(
        [Post(unit=unit, title=f"岗位{at}", is_head=at == 5) for unit in units for at in range(6)]
    )
    Tenure.objects.bulk_create(
        [Tenure(person=one, post=post, during=ever) for one, post in zip(people, posts, strict=True)]
    )
    Charge.objects.bulk_create(
        [
            Charge(unit=unit, field="finance", person=people[at * 6 + 3], during=ever, basis="分工")
            for at, unit in enumerate(units)
        ]
    )
    return people[0].pk


def measure(number: int, rounds: int) -> None:
    """Check `number` payments, by hand and ours in turns; then with the facts and the register of findings."""
    from bench.measure import paired, peak_memory
    from bench.run import execute
    from finance.checks.funds import suspects
    from finance.services.funds.checking import check_county_funds

    county = build(number)
    by_hand = partial(execute, BY_HAND, {"county": county})
    ours, hand = set(suspects(on=ON, county=county)), {one for (one,) in by_hand()}
    if ours != hand:
        raise RuntimeError(f"ours {len(ours)}, by hand {len(hand)}, {len(ours ^ hand)} differ")
    line = paired(lambda: suspects(on=ON, county=county), by_hand, rounds=rounds, before=lambda: None)
    print(f"3+x checks, {number} payments, {len(ours)} faulty", line)
    before, started = peak_memory(), time.perf_counter()
    told = check_county_funds(county=county, on=ON)
    seconds = time.perf_counter() - started
    print(
        f"   with facts and register {seconds:.1f} s, {told['raised']} findings, memory grew by {peak_memory() - before:.0f} MiB"
    )
