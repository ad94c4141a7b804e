"""Who is in charge of what in a unit on a day, and where the head is: asked by every power that has its own approvals and signatures."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisation.models import Person, Tenure, Unit
from rulebook.division import FIELDS, Field
from supervision.models import Charge, Suspension


def holder_of(unit: int, field: Field, on: date) -> Person | None:
    """The leader in charge of `field` (分管领导) of the unit numbered `unit` on `on`, be it a deputy or the head; None where nobody is."""
    return holders_of([unit], field, on).get(unit)


def holders_of(units: Iterable[int], field: Field, on: date) -> dict[int, Person]:
    """The same of many units (numbers), by the unit's number; units where nobody is in charge are left out. One query."""
    rows = charges_on(on).filter(unit__in=list(units), field=field).select_related("person")
    return {row.unit_id: row.person for row in rows.defer("person__search_keys") if row.person is not None}


def heads_holding(units: Iterable[int], field: Field, on: date) -> dict[int, int]:
    """The units (numbers) in which a head is directly in charge of `field` on `on`, though the rule applies: unit → head (person).

    One query.
    """
    if FIELDS[field].since > on:
        return {}
    headed = Tenure.objects.filter(
        person=OuterRef("person"), post__unit=OuterRef("unit"), post__is_head=True, during__contains=on
    )
    rows = charges_on(on).filter(Exists(headed), _applies(on), unit__in=list(units), field=field)
    return dict(rows.values_list("unit", "person"))


def units_bound(units: Iterable[int], field: Field, on: date) -> frozenset[int]:
    """Of `units` (numbers) those whose head must not hold `field` on `on`, nor sign, handle or approve in it: the rule is in force, and
    their county has not set it aside. One query.
    """
    if FIELDS[field].since > on:
        return frozenset()
    aside = Suspension.objects.filter(county=OuterRef("county"), during__contains=on)
    rows = Unit.objects.filter(~Q(Exists(aside)), pk__in=list(units))
    return frozenset(rows.order_by().values_list("pk", flat=True))


def charges_on(on: date) -> QuerySet[Charge]:
    """Charges in force on `on` whose person is among the unit's leaders that day."""
    leading = Tenure.objects.filter(
        person=OuterRef("person"), post__unit=OuterRef("unit"), post__section=None, during__contains=on
    )
    return Charge.objects.filter(Exists(leading), during__contains=on).order_by("unit_id", "field")


def last_change(unit: int) -> int:
    """What tells one state of a unit's division of work from the next; 0 where nothing was ever entered."""
    last = (
        Charge.history.filter(unit_id=unit)
        .order_by("-history_id")
        .values_list("history_id", flat=True)
        .first()
    )
    return int(last or 0)


def _applies(on: date) -> Q:
    return ~Q(Exists(Suspension.objects.filter(county=OuterRef("unit__county"), during__contains=on)))
