"""Which rows of the register's sources about funds have something open in it, and which may have."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from finance.models import Budget, FundUse, OffBookAccount, SelfCheck
from organisation.models import Tenure, Unit
from supervision.choices import FindingState
from supervision.models import Finding

USES = FundUse._meta.label_lower
BUDGETS = Budget._meta.label_lower
SELF_CHECKS = SelfCheck._meta.label_lower
OFF_BOOK = OffBookAccount._meta.label_lower


def open_in_register(source: str, units: QuerySet[Unit]) -> set[int]:
    """Numbers of the rows of `source` of which something is open in the register."""
    rows = Finding.objects.filter(source=source, unit__in=units).exclude(state=FindingState.CLOSED)
    return set(rows.values_list("source_id", flat=True))


def units_to_check_themselves(county: str, year: int) -> QuerySet[Unit]:
    """Units of a county that a head led on the last day of `year`, and that have no self-check of it planned."""
    led = Tenure.objects.filter(
        post__unit=OuterRef("pk"), post__is_head=True, during__contains=date(year, 12, 31)
    )
    planned = SelfCheck.objects.filter(unit=OuterRef("pk"), year=year)
    return Unit.objects.filter(Exists(led), ~Exists(planned), county=county)


def said_to_have_none(accounts: list[OffBookAccount]) -> set[tuple[int, int]]:
    """Unit and year of the signed self-checks, among those of `accounts`, that found nothing; one query."""
    asked = {(one.unit_id, one.year) for one in accounts}
    checks = SelfCheck.objects.filter(
        unit__in={unit for unit, _year in asked}, none_found=True, head_on__isnull=False
    )
    return asked & set(checks.values_list("unit", "year"))
