"""Keeping signs and findings true to the purchases: a unit's right after a change, a county's every night."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from core import clock, rechecks, workdays
from core.locking import PURCHASES, hold
from finance.checks import StoredReleases, answering, found_in, loaded
from finance.checks.unsettled import unsettled
from finance.choices import FlagGroup
from finance.models import Purchase, Supplier
from finance.procedure.flags import EVERY_INDICATOR, reckon_releases
from finance.selectors.checking import SOURCE, compared_purchases, purchases_to_judge
from finance.services.flags import Target, keep_flags
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.procurement import Group
from rulebook.procedures.purchases import COMPARED, LEAST_COMPARED
from supervision.services import Judging, Subject, reconcile

BATCH = 1000
AT_ONCE = 500  # purchases that are judged within a request
OF_UNIT, OF_COUNTY = "purchases-of-unit", "purchases-of-county"
JUDGING = Judging("purchases")


def recheck(unit: Unit, on: date | None = None) -> None:
    """Judge the purchases of `unit` anew once the transaction stands: at once, or where it has many, in the background."""
    if JUDGING.is_later:
        return
    if Purchase.objects.filter(unit=unit)[: AT_ONCE + 1].count() <= AT_ONCE:
        JUDGING.after_commit(partial(check_unit, unit=unit.pk, on=on or clock.today()))
    else:
        rechecks.ask(OF_UNIT, unit.pk)


def recheck_county(county: str, number: int) -> None:
    """Judge the purchases of `county` anew once the transaction stands, because `number` of them changed: at once, or where it has many, in the
    background; not at all where none did.
    """
    if JUDGING.is_later or not number:
        return
    if Purchase.objects.filter(county=county)[: AT_ONCE + 1].count() <= AT_ONCE:
        JUDGING.after_commit(partial(check_county, county=county, on=clock.today()))
    else:
        rechecks.ask(OF_COUNTY, county)


def check_purchases_of_unit(unit: str) -> None:
    """Judge the purchases of a unit (its number), in the background."""
    check_unit(unit=int(unit), on=clock.today())


def check_purchases_of_county(county: str) -> None:
    """Judge the purchases of a county (its code), in the background."""
    check_county(county=county, on=clock.today())


@transaction.atomic
def check_unit(*, unit: int, on: date) -> int:
    """Reckon the signs among the purchases of `unit` as of `on`, and bring the register to them; return how many findings were raised.

    Signs that show only beside all purchases of the county stay as they were reckoned by night.
    """
    hold(PURCHASES)
    county = Unit.objects.values_list("county_id", flat=True).get(pk=unit)
    wanted = {
        target: value
        for target, value in _reckoned(Purchase.objects.filter(unit=unit), county, on).items()
        if target[0] != FlagGroup.SUPPLIER and target[2] not in COMPARED
    }
    keep_flags(wanted, county=county, on=on, unit=unit)
    return _judge(unsettled(on=on, unit=unit), on)


@transaction.atomic
def check_county(*, county: str, on: date, afresh: bool = False) -> dict[str, int]:
    """Reckon all signs of a county's purchases as of `on`, and bring the register to them; return what was read, flagged and raised.

    Judged anew is only what the register does not tell as it stands; `afresh`, everything, so that sentences follow the rulebook's words.
    """
    hold(PURCHASES)
    rows = Purchase.objects.filter(county=county)
    wanted = _reckoned(rows, county, on)
    if compared_purchases(rows) < LEAST_COMPARED.value:
        wanted = {target: value for target, value in wanted.items() if target[2] not in COMPARED}
    keep_flags(wanted, county=county, on=on)
    numbers = purchases_to_judge(rows) if afresh else unsettled(on=on, county=county)
    return {"checked": rows.count(), "flagged": len(wanted), "raised": _judge(numbers, on)}


def _reckoned(rows: QuerySet[Purchase], county: str, on: date) -> dict[Target, float]:
    """The signs by what they are about; suppliers by the number of their row."""
    found = reckon_releases(StoredReleases(rows, on), EVERY_INDICATOR, workdays.load())
    keys = found.names(Group.TENDERER)
    suppliers = dict(Supplier.objects.filter(county=county, key__in=keys).values_list("key", "pk"))
    wanted: dict[Target, float] = {}
    for group, code, name, value in found.each():
        number = suppliers.get(name) if group == Group.TENDERER else _number(group, name)
        if number is not None:
            wanted[group.value, number, code] = value
    return wanted


def _number(group: Group, name: str) -> int | None:
    """The row a name stands for; agencies that manage tenders are no rows of ours."""
    return int(name) if group in (Group.OCID, Group.BUYER) and name.isdecimal() else None


def _judge(numbers: Sequence[int], on: date) -> int:
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
