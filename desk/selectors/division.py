"""What the pages of a unit's division of work show beside the division itself."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from organisation.models import Unit
from rulebook.division import CODES, FIELDS
from supervision.choices import FindingState
from supervision.models import Charge, Suspension
from supervision.policies import visible_findings
from supervision.services.division import SOURCE


def charges_of(unit: Unit) -> QuerySet[Charge]:
    """Who was in charge of what, newest first."""
    rows = Charge.objects.filter(unit=unit).select_related("person", "entered_by__person")
    return rows.order_by("-during__startswith", "id")


def entries_of(unit: Unit) -> QuerySet[Any]:
    """Every entry and correction, newest first."""
    rows: QuerySet[Any] = Charge.history.filter(unit_id=unit.pk)
    return rows.select_related("person", "history_user__person").order_by("-history_id")


def open_findings(user: User, unit: Unit, on: date) -> dict[str, int]:
    """What is found and open in the fields of `unit`, as far as `user` may see it: field → number of the finding."""
    sources = {f"{SOURCE}.{field}": field.value for field in FIELDS}
    rows = visible_findings(user, on).filter(unit=unit, source__in=sources).exclude(state=FindingState.CLOSED)
    return {sources[source]: pk for source, pk in rows.values_list("source", "pk")}


def badly_divided(user: User, on: date) -> QuerySet[Any]:
    """Numbers of the units with open findings in their division of work, as far as `user` may see them."""
    rows = visible_findings(user, on).filter(code__in=sorted(CODES)).exclude(state=FindingState.CLOSED)
    return rows.order_by().values("unit")


def set_aside_on(county: str, on: date) -> Suspension | None:
    """The county's decision not to apply the five fields that is in force on `on`, if there is one."""
    return Suspension.objects.filter(county=county, during__contains=on).first()
