"""What a unit decides by on a day: its adopted list of matters and its large-sum threshold."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from decisions.models import ListedMatter, MatterList, Threshold
from organisation.models import Unit
from rulebook.procedures.decisions import numbers_on


def versions_of(unit: Unit) -> QuerySet[MatterList]:
    """Every version of the unit's list with its rows, newest first; a draft is the newest."""
    return MatterList.objects.filter(unit=unit).prefetch_related("matters").order_by("-version")


def draft_list(unit: Unit) -> MatterList | None:
    """The version not adopted yet."""
    return MatterList.objects.filter(unit=unit, adopted_on=None).first()


def adopted_list(unit: Unit, on: date) -> MatterList | None:
    """The version in force on `on`: the last adopted by then."""
    adopted = MatterList.objects.filter(unit=unit, adopted_on__lte=on)
    return adopted.order_by("-adopted_on", "-version").first()


def with_lists(units: QuerySet[Unit], on: date, listed: str = "") -> QuerySet[Unit]:
    """`units` with what each decides by on `on`: `version`, `adopted` and `rows` of its list, None without one, and its `threshold`.

    `listed` keeps only those that have a list ("yes") or have none ("no").
    """
    adopted = MatterList.objects.filter(unit=OuterRef("pk"), adopted_on__lte=on)
    newest = adopted.order_by("-adopted_on", "-version")
    counted = newest.annotate(number=Count("matters")).values("number")
    threshold = Threshold.objects.filter(unit=OuterRef("pk"), during__contains=on)
    found = units.annotate(
        version=Subquery(newest.values("version")[:1]),
        adopted=Subquery(newest.values("adopted_on")[:1]),
        rows=Subquery(counted[:1]),
        threshold=Subquery(threshold.values("amount")[:1]),
    )
    return found.filter(version__isnull=listed == "no") if listed else found


def listed_matters(unit: Unit, on: date) -> QuerySet[ListedMatter]:
    """The rows of the list in force on `on`; none where no list was adopted by then."""
    found = adopted_list(unit, on)
    return found.matters.all() if found else ListedMatter.objects.none()


def thresholds_of(unit: Unit) -> QuerySet[Threshold]:
    """The unit's large-sum thresholds, newest first."""
    return Threshold.objects.filter(unit=unit).order_by(F("during").desc())


def threshold_on(unit: Unit, on: date) -> Threshold | None:
    """The unit's own large-sum threshold on `on`; where it is None the county's ceiling holds (L8)."""
    return Threshold.objects.filter(unit=unit, during__contains=on).first()


def large_sum_from(threshold: Threshold | None, on: date) -> Decimal:
    """From which sum on a use of funds is a large sum on `on`."""
    return threshold.amount if threshold else numbers_on(on).ceiling
