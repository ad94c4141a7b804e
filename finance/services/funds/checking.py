"""Keeping findings true to funds: a unit's right after a change, a county's every night."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from simple_history.utils import bulk_create_with_history

from core import clock, rechecks, workdays
from core.locking import FUNDS, hold
from finance.checks.answering import answering, heads_on
from finance.checks.budgets import found_in_budget
from finance.checks.funds import sheets_of, suspects
from finance.checks.offbook import found_in_account, found_in_self_check
from finance.models import Budget, FundUse, OffBookAccount, SelfCheck
from finance.procedure.funds import judge
from finance.selectors import fund_checking as selectors
from organisation.models import Person, Unit
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import SELF_CHECK_DAYS
from supervision.models import CountyCalendar
from supervision.services import Judging, Subject, reconcile

BATCH = 1000
AT_ONCE = 500  # uses of funds of a unit that are judged within a request
OF_UNIT = "funds-of-unit"
JUDGING = Judging("funds")
_also: list[Callable[[Unit, date], None]] = []


def register(judge_also: Callable[[Unit, date], None]) -> None:
    """Let what is paid be judged elsewhere, too, whenever the funds of a unit change; called in AppConfig.ready()."""
    _also.append(judge_also)


def recheck_funds(unit: Unit, on: date | None = None, *, use: int | None = None) -> None:
    """Judge the funds of `unit` anew once the transaction stands: at once, or where it has many uses of funds, in the background.

    Of these one that was touched itself (`use`, its number) is judged at once all the same.
    """
    on = on or clock.today()
    for judge_also in _also:
        judge_also(unit, on)
    if JUDGING.is_later:
        return
    if FundUse.objects.filter(unit=unit)[: AT_ONCE + 1].count() <= AT_ONCE:
        JUDGING.after_commit(partial(check_unit_funds, unit=unit.pk, on=on))
        return
    rechecks.ask(OF_UNIT, unit.pk)
    if use is not None:
        JUDGING.after_commit(partial(_check_use, use=use, on=on))


@transaction.atomic
def _check_use(*, use: int, on: date) -> None:
    hold(FUNDS)
    _uses([use], on)


def check_funds_of(unit: str) -> None:
    """Judge the funds of a unit (its number), in the background."""
    check_unit_funds(unit=int(unit), on=clock.today())


@transaction.atomic
def check_unit_funds(*, unit: int, on: date) -> int:
    """Bring the register to the funds of `unit` as of `on`; return how many findings were raised."""
    hold(FUNDS)
    return _check(Unit.objects.filter(pk=unit), suspects(on=on, unit=unit), on)


@transaction.atomic
def check_county_funds(*, county: str, on: date) -> dict[str, int]:
    """Plan the year's self-checks of a county and bring the register to its funds as of `on`.

    The uses are checked by one statement, however many there are; only those in which something is found are read.
    """
    hold(FUNDS)
    planned = plan_self_checks(county=county, on=on)
    numbers = suspects(on=on, county=county)
    raised = _check(Unit.objects.filter(county=county), numbers, on)
    return {"faulty": len(numbers), "planned": planned, "raised": raised}


def plan_self_checks(*, county: str, on: date) -> int:
    """Plan the self-check of the year that is over, for every unit somebody headed at its end (L33); return how many."""
    year = on.year - 1
    begun = CountyCalendar.objects.filter(county=county).values_list("starts_on", flat=True).first()
    if begun is None or year < begun.year or date(year, 1, 1) < SELF_CHECK_DAYS.since:
        return 0
    due = workdays.load().on_or_after(date(year, 12, 31) + timedelta(days=SELF_CHECK_DAYS.value))
    units = selectors.units_to_check_themselves(county, year)
    rows = [SelfCheck(unit=unit, county_id=county, year=year, due=due) for unit in units.defer("search_keys")]
    bulk_create_with_history(rows, SelfCheck)
    return len(rows)


def _check(units: QuerySet[Unit], numbers: list[int], on: date) -> int:
    known = selectors.open_in_register(selectors.USES, units)
    asked = sorted(known.union(numbers))
    raised = sum(_uses(asked[at : at + BATCH], on) for at in range(0, len(asked), BATCH))
    return raised + _budgets(units, on) + _self_checks(units, on) + _off_book(units, on)


def _uses(numbers: Iterable[int], on: date) -> int:
    """Bring the register to these uses; the rows are held, so that nothing is raised beside it."""
    held = FundUse.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).order_by("pk")
    rows = list(held.select_related("unit", "payee").defer("unit__search_keys", "payee__search_keys"))
    sheets, heads = sheets_of(rows, on), answering(rows, on)
    return reconcile(
        found={
            _subject(selectors.USES, one.pk, f"{one.number} {one.purpose}", one.unit, heads[one.pk]): []
            if one.cancelled
            else judge(sheets[one.pk], on)
            for one in rows
        },
        on=on,
    )


def _budgets(units: QuerySet[Unit], on: date) -> int:
    rows = list(
        Budget.objects.filter(unit__in=units)
        .select_related("unit", "matter__emergency")
        .prefetch_related("matter__resolutions", "items__changes__matter__resolutions")
        .order_by("pk")
    )
    heads = heads_on({one.pk: (one.unit_id, min(date(one.year, 12, 31), on)) for one in rows})
    return reconcile(
        found={
            _subject(
                selectors.BUDGETS, one.pk, f"{one.year}年预算", one.unit, heads[one.pk]
            ): found_in_budget(one, on)
            for one in rows
        },
        on=on,
    )


def _self_checks(units: QuerySet[Unit], on: date) -> int:
    known = selectors.open_in_register(selectors.SELF_CHECKS, units)
    late = SelfCheck.objects.filter(unit__in=units, due__lt=on, head_on=None)
    numbers = known.union(late.values_list("pk", flat=True))
    rows = list(SelfCheck.objects.filter(pk__in=numbers).select_related("unit").order_by("pk"))
    heads = heads_on({one.pk: (one.unit_id, min(one.due, on)) for one in rows})
    return reconcile(
        found={
            _subject(
                selectors.SELF_CHECKS, one.pk, f"{one.year}年度“小金库”自查", one.unit, heads[one.pk]
            ): found_in_self_check(one, on)
            for one in rows
        },
        on=on,
    )


def _off_book(units: QuerySet[Unit], on: date) -> int:
    accounts = OffBookAccount.objects.filter(unit__in=units).select_related("unit").prefetch_related("steps")
    rows = list(accounts.order_by("pk"))
    heads = heads_on({one.pk: (one.unit_id, min(one.found_on, on)) for one in rows})
    none = selectors.said_to_have_none(rows)
    return reconcile(
        found={
            _subject(selectors.OFF_BOOK, one.pk, one.title, one.unit, heads[one.pk]): found_in_account(
                one, (one.unit_id, one.year) in none, on
            )
            for one in rows
        },
        on=on,
    )


def _subject(source: str, number: int, title: str, unit: Unit, head: Person | None) -> Subject:
    return Subject(
        source=source, source_id=number, title=title[:200], kind=MatterCategory.FUNDS, unit=unit, person=head
    )
