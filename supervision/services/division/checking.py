"""Keeping the register of findings true to how units divide their work: at once, and every night."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from core import clock, workdays
from organisation.models import Tenure, Unit
from rulebook.division import FIELDS, Field
from supervision.checks.division import Loaded, divisions_of
from supervision.models import Charge
from supervision.procedure import Found, judge
from supervision.services.findings import Subject, reconcile

SOURCE = "division"  # what is found in a field of a unit stands under this, the field, and the unit's number


@transaction.atomic
def check_divisions(*, units: Iterable[int], on: date) -> int:
    """Judge how `units` (numbers) divide their work as of `on` and bring the register to it; return how many findings were raised.

    The units are held meanwhile. A constant number of queries for any number of units.
    """
    held = Unit.objects.select_for_update(no_key=True).filter(pk__in=list(units)).defer("search_keys")
    rows, calendar = list(held.order_by("pk")), workdays.load()
    found: dict[Subject, list[Found]] = {}
    for unit, loaded in zip(rows, divisions_of(rows).values(), strict=True):
        faults = judge(loaded.division, on, calendar)
        for field in FIELDS:
            subject = _subject(unit, loaded, field, on)
            found[subject] = [fault for fault in faults if fault.field == field]
    return reconcile(found=found, on=on)


def check_county(*, county: str) -> int:
    """Judge every unit of `county` (code) as of today, after the county set the rule aside or took it up again."""
    units = divided_somehow().filter(county=county).values_list("pk", flat=True)
    return check_divisions(units=list(units), on=clock.today())


def divided_somehow() -> QuerySet[Unit]:
    """The units whose division of work is judged: those that have a head, and those of which anything was ever entered."""
    headed = Tenure.objects.filter(post__unit=OuterRef("pk"), post__is_head=True)
    entered = Charge.objects.filter(unit=OuterRef("pk"))
    return Unit.objects.filter(Q(Exists(headed)) | Q(Exists(entered))).order_by("pk")


def _subject(unit: Unit, loaded: Loaded, field: Field, on: date) -> Subject:
    rule = FIELDS[field]
    return Subject(
        source=f"{SOURCE}.{field}",
        source_id=unit.pk,
        title=f"班子分工：{rule.title}",
        kind=rule.kind,
        unit=unit,
        person=loaded.head(on, loaded.division.holder(field, on)),
    )
