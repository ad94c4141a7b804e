"""`bin/bench [--heads N] [--rounds N]`: build a nation in a PostgreSQL of its own and print the ratios. With `--decisions [N]`, `--red-flags [N]`,
`--purchases [N]`, `--funds [N]` or `--imports [N]` only these are measured.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from config.local.services import running

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from organisation.models import Unit

ON = date(2026, 7, 1)
QUARTER = {
    "period": "2026Q3",
    "opens": date(2026, 7, 1),
    "ends": date(2026, 9, 30),
    "due": date(2026, 9, 30),
    "least": 30,
}
YEAR = {
    "period": "2026",
    "opens": date(2026, 1, 1),
    "ends": date(2026, 12, 31),
    "due": date(2026, 12, 31),
    "least": 90,
}


def execute(sql: str, parameters: Any = None) -> list[tuple[object, ...]]:
    """Run a statement and fetch what it returns."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []


def empty_calendar() -> None:
    """Forget every duty and how far the calendar was swept; nobody is left to plan anew."""
    execute(  # as nobody may in the product: evidence keeps its tables from being emptied
        "SET session_replication_role = replica;"
        "TRUNCATE supervision_duty, supervision_historicalduty, supervision_escalation, supervision_snooze,"
        " supervision_countycalendar, supervision_replan RESTART IDENTITY;"
        "RESET session_replication_role"
    )


def sweep_by_hand() -> None:
    """The first sweep of a quarter as four statements."""
    from django.db import transaction

    from bench import by_hand

    with transaction.atomic():
        for kind, by_unit, slot in (
            ("duty-report", True, QUARTER),
            ("reminder-talk", False, QUARTER),
            ("integrity-forum", False, YEAR),
        ):
            execute(by_hand.PERIODIC, slot | {"kind": kind, "by_unit": by_unit, "on": ON})
        execute(by_hand.FIVE_YEARS, {"on": ON})


def measure_sweeps(rounds: int) -> None:
    """First sweep, repeat, and the next day, beside the hand-written statements."""
    from bench.measure import paired, peak_memory
    from supervision.models import Duty
    from supervision.services import sweep

    before = peak_memory()
    print(
        "sweep, first for a quarter ",
        paired(lambda: sweep(on=ON), sweep_by_hand, rounds=rounds, before=empty_calendar),
    )
    print(f"   duties planned {Duty.objects.count()}, memory grew by {peak_memory() - before:.0f} MiB")
    print(
        "sweep, repeat              ",
        paired(lambda: sweep(on=ON), sweep_by_hand, rounds=rounds, before=lambda: None),
    )
    afresh = paired(lambda: sweep(on=ON, afresh=True), sweep_by_hand, rounds=1, before=lambda: None)
    print("sweep, repeat, all looked at", afresh)
    started = time.perf_counter()
    sweep(on=date(2026, 7, 2))
    print(f"sweep, the next day         {(time.perf_counter() - started) * 1000:10.1f} ms")


def measure_lists(rounds: int) -> None:
    """The first page of the duties and the dashboard's figures, for one county and for the nation."""
    from django.db.models import Count

    from bench import by_hand
    from desk.selectors.heads import HeadQuery, tenures_held
    from rulebook.roles import Role
    from supervision.policies import scope_of, visible_duties
    from tests.factories import make_user

    execute("ANALYZE")
    body = any_discipline_body()
    officer = make_user("county", role=Role.OFFICER, body=body)
    county = body.county_id
    overseer = make_user("nation", role=Role.OVERSEER)
    for name, user, where in (
        ("one county", officer, f"WHERE duty.county_id = '{county}'"),
        ("whole nation", overseer, ""),
    ):
        started = time.perf_counter()
        scope_of(user, ON)
        print(f"rights, {name}: {(time.perf_counter() - started) * 1000:.1f} ms, gathered once per request")
        duties = visible_duties(user, ON).select_related("person", "unit", "post").order_by("due", "id")
        page = duties.defer("person__search_keys", "unit__search_keys")[:50]
        print(f"list of duties, {name:13}", queried(page, by_hand.LIST.format(where=where), rounds * 20))
        heads = tenures_held(user, ON, HeadQuery(), today=ON)[:50]
        among = where.replace("duty.", "unit.").replace("WHERE", "AND")
        print(f"list of heads, {name:14}", queried(heads, by_hand.HEADS.format(among=among), rounds * 20))
        figures = visible_duties(user, ON).order_by().values("kind", "state").annotate(number=Count("pk"))
        print(f"dashboard, {name:18}", queried(figures, by_hand.COMPLETION.format(where=where), rounds * 3))
        measure_pages(name, user, rounds * 10)


def queried(ours: QuerySet[Any, Any], by_hand: str, rounds: int) -> str:
    """The statement of `ours` beside one written by hand, both as the database answers them."""
    from bench.measure import paired

    sql, parameters = ours.query.sql_with_params()
    return paired(
        lambda: execute(sql, parameters), lambda: execute(by_hand, {"on": ON}), rounds=rounds, before=lambda: None
    )  # fmt: skip


def measure_pages(name: str, user: User, rounds: int) -> None:
    """What the product takes to answer with whole pages: rights, queries, and the page itself."""
    from django.test import Client

    from bench.measure import middle

    visitor = Client(headers={"host": "localhost"}, raise_request_exception=True)
    visitor.force_login(user)

    def open_page(address: str) -> None:
        if visitor.get(address).status_code != 200:
            raise RuntimeError(f"{address} was not shown")

    for address in ("/duties/", "/heads/"):
        milliseconds = middle(partial(open_page, address), rounds)
        print(f"page {address} of 50, {name:12} {milliseconds:10.1f} ms")


def any_discipline_body() -> Unit:
    """The discipline body of some county in the middle of the nation."""
    from organisation.models import Unit

    bodies = Unit.objects.filter(function="discipline").order_by("county_id")
    return bodies[bodies.count() // 2]


def main() -> None:
    """Build and measure."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--heads", type=int, default=350_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--decisions",
        type=int,
        nargs="?",
        const=100_000,
        help="check only this many decisions, without a nation",
    )
    parser.add_argument(
        "--red-flags",
        type=int,
        nargs="?",
        const=1_000_000,
        help="reckon only the red flags of this many purchases, without a nation",
    )
    parser.add_argument(
        "--purchases",
        type=int,
        nargs="?",
        const=1_000_000,
        help="judge only this many stored purchases, in ten counties",
    )
    parser.add_argument(
        "--funds",
        type=int,
        nargs="?",
        const=1_000_000,
        help="check only this many payments, without a nation",
    )
    parser.add_argument(
        "--imports",
        type=int,
        nargs="?",
        const=500_000,
        help="run only the imports, with this many rows each",
    )
    parser.add_argument(
        "--intake",
        type=int,
        nargs="?",
        const=50,
        help="let only so many citizens at once report for a minute",
    )
    parser.add_argument(
        "--slips", type=int, nargs="?", const=350, help="only make out the slips of so many heads"
    )
    parser.add_argument(
        "--voting", type=int, nargs="?", const=350, help="only let the voters of so many heads vote"
    )
    parser.add_argument("--kinds", nargs="*", default=[], help="of the imports only these")
    chosen = parser.parse_args()
    with running() as services:
        os.environ.update(services)
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        measure(chosen)
        connections.close_all()


def measure(chosen: argparse.Namespace) -> None:
    """Measure what was asked for: only the decisions, or everything on a nation."""
    from bench import decisions, funds, imports, intake, purchases, red_flags, slips, voting
    from bench.nation import build

    if chosen.slips or chosen.voting:
        (slips if chosen.slips else voting).measure(chosen.slips or chosen.voting)
        return

    if chosen.intake:
        intake.measure(chosen.intake)
        return
    if chosen.imports:
        imports.measure(chosen.imports, chosen.kinds)
        return
    if chosen.purchases:
        purchases.measure(chosen.purchases)
        return
    if chosen.funds:
        funds.measure(chosen.funds, chosen.rounds)
        return
    if chosen.red_flags:
        red_flags.measure(chosen.red_flags, chosen.rounds)
        return
    if chosen.decisions:
        decisions.measure(chosen.decisions, chosen.rounds)
        return
    started = time.perf_counter()
    number = build(heads=chosen.heads)
    print(f"built {number} heads in {time.perf_counter() - started:.0f} s")
    measure_sweeps(chosen.rounds)
    measure_lists(chosen.rounds)
    decisions.measure(100_000, chosen.rounds)
    red_flags.measure(1_000_000, 1)
    funds.measure(1_000_000, chosen.rounds)


if __name__ == "__main__":
    main()
