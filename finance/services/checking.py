"""Keeping signs and findings true to the purchases: a unit's right after a change, a county's every night."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core import clock, workdays
from core.locking import PURCHASES, hold
from finance.checks import answering, found_in, loaded, releases
from finance.choices import FlagGroup
from finance.models import Flag, Purchase, Supplier
from finance.procedure.flags import EVERY_INDICATOR, reckon
from finance.selectors.checking import SOURCE, compared_purchases, purchases_to_judge
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.purchases import COMPARED, LEAST_COMPARED
from supervision.services import Judging, Subject, reconcile

BATCH = 200
AT_ONCE = 2000
Target = tuple[str, int, str]  # group, number of the row it is about, code
JUDGING = Judging("purchases")


def recheck(unit: Unit, on: date | None = None) -> None:
    """Judge the purchases of `unit` anew once the transaction stands."""
    JUDGING.after_commit(partial(check_unit, unit=unit.pk, on=on or clock.today()))


@transaction.atomic
def check_unit(*, unit: int, on: date) -> int:
    """Reckon the signs among the purchases of `unit` as of `on`, and bring the register to them; return how many findings were raised.

    Signs that show only beside all purchases of the county stay as they were reckoned by night.
    """
    hold(PURCHASES)
    county = Unit.objects.values_list("county_id", flat=True).get(pk=unit)
    rows = Purchase.objects.filter(unit=unit)
    wanted = {
        target: value
        for target, value in _reckoned(rows, county, on).items()
        if target[0] != FlagGroup.SUPPLIER and target[2] not in COMPARED
    }
    known = Flag.objects.filter(Q(purchase__unit=unit) | Q(unit=unit)).exclude(code__in=COMPARED)
    _keep(known, wanted, county, on)
    return _judge(purchases_to_judge(rows), on)


@transaction.atomic
def check_county(*, county: str, on: date) -> dict[str, int]:
    """Reckon all signs of a county's purchases as of `on`, and bring the register to them; return what was read, flagged and raised."""
    hold(PURCHASES)
    rows = Purchase.objects.filter(county=county)
    wanted = _reckoned(rows, county, on)
    if compared_purchases(rows) < LEAST_COMPARED.value:
        wanted = {target: value for target, value in wanted.items() if target[2] not in COMPARED}
    _keep(Flag.objects.filter(county=county), wanted, county, on)
    raised = _judge(purchases_to_judge(rows), on)
    return {"checked": rows.count(), "flagged": len(wanted), "raised": raised}


def _reckoned(rows: QuerySet[Purchase], county: str, on: date) -> dict[Target, float]:
    """The signs by what they are about; suppliers by the number of their row."""
    found = reckon(releases(rows, on), EVERY_INDICATOR, workdays.load()).results
    flagged = {
        (group.value, name, code): value for group, name, codes in found for code, value in codes.items()
    }
    keys = {name for group, name, _code in flagged if group == FlagGroup.SUPPLIER}
    suppliers = dict(Supplier.objects.filter(county=county, key__in=keys).values_list("key", "pk"))
    wanted: dict[Target, float] = {}
    for (group, name, code), value in flagged.items():
        number = suppliers.get(name) if group == FlagGroup.SUPPLIER else _number(group, name)
        if number is not None:
            wanted[group, number, code] = value
    return wanted


def _number(group: str, name: str) -> int | None:
    """The row a name stands for; agencies that manage tenders are no rows of ours."""
    return int(name) if group in (FlagGroup.PURCHASE, FlagGroup.BUYER) and name.isdecimal() else None


def _keep(known: QuerySet[Flag], wanted: Mapping[Target, float], county: str, on: date) -> None:
    """Write what differs."""
    gone: list[int] = []
    there: set[Target] = set()
    moved: list[Flag] = []
    for flag in known.iterator(chunk_size=AT_ONCE):
        target = (flag.group, flag.purchase_id or flag.unit_id or flag.supplier_id or 0, flag.code)
        value = wanted.get(target)
        if value is None:
            gone.append(flag.pk)
            continue
        there.add(target)
        if flag.value != value:
            flag.value, flag.reckoned_on = value, on
            moved.append(flag)
    Flag.objects.filter(pk__in=gone).delete()
    Flag.objects.bulk_update(moved, ["value", "reckoned_on"], batch_size=AT_ONCE)
    new = (_flag(target, value, county, on) for target, value in wanted.items() if target not in there)
    Flag.objects.bulk_create(new, batch_size=AT_ONCE)


def _flag(target: Target, value: float, county: str, on: date) -> Flag:
    group, number, code = target
    name = {FlagGroup.PURCHASE: "purchase_id", FlagGroup.BUYER: "unit_id", FlagGroup.SUPPLIER: "supplier_id"}
    about: dict[str, Any] = {name[FlagGroup(group)]: number}
    return Flag(county_id=county, group=group, code=code, value=value, reckoned_on=on, **about)


def _judge(rows: QuerySet[Purchase], on: date) -> int:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_judge_batch(numbers[at : at + BATCH], on) for at in range(0, len(numbers), BATCH))


def _judge_batch(numbers: Iterable[int], on: date) -> int:
    """Bring the register to these purchases; the rows are held, so that nothing is raised beside it."""
    held = Purchase.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(numbers))
    rows = list(loaded(held))
    found, heads = found_in(rows, on), answering(rows, on)
    subjects = {
        Subject(
            source=SOURCE,
            source_id=one.pk,
            title=one.title,
            kind=MatterCategory.PROJECT if one.is_project else MatterCategory.FUNDS,
            unit=one.unit,
            person=heads[one.pk],
        ): found[one]
        for one in rows
    }
    return reconcile(found=subjects, on=on)
