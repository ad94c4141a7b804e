"""Which records that stand in handovers are finished on a day; each row with `over_on`, the day it was or None where nothing says it."""

from datetime import date
from typing import Any

from django.db.models import DateField, F, Min, Q, QuerySet, Value

from decisions.choices import MatterState
from decisions.models import Matter
from finance.models import Budget, OffBookAccount, Purchase
from projects.models import Project
from rulebook.procedures.projects import Stage
from supervision.choices import FindingState
from supervision.models import Finding

NO_DAY = Value(None, output_field=DateField())


def closed_matters(on: date) -> QuerySet[Any]:
    """Matters carried out and closed, voted down or withdrawn."""
    over = (MatterState.CLOSED, MatterState.REJECTED, MatterState.WITHDRAWN)
    return Matter.objects.filter(state__in=over).annotate(over_on=NO_DAY)


def settled_projects(on: date) -> QuerySet[Any]:
    """Projects given up, and those whose settlement ended."""
    ended = Q(stages__kind=Stage.SETTLEMENT, stages__ended_on__lte=on)
    day = Min("stages__ended_on", filter=Q(stages__kind=Stage.SETTLEMENT))
    return Project.objects.filter(Q(cancelled=True) | ended).annotate(over_on=day)


def accepted_purchases(on: date) -> QuerySet[Any]:
    """Purchases given up, and those accepted."""
    return Purchase.objects.filter(Q(cancelled=True) | Q(accepted_on__lte=on)).annotate(
        over_on=F("accepted_on")
    )


def spent_budgets(on: date) -> QuerySet[Any]:
    """Budgets of years that ended."""
    return Budget.objects.filter(year__lt=on.year).annotate(over_on=NO_DAY)


def recovered(on: date) -> QuerySet[Any]:
    """Off-book money followed to its end."""
    return OffBookAccount.objects.filter(closed_on__lte=on).annotate(over_on=F("closed_on"))


def closed_findings(on: date) -> QuerySet[Any]:
    """Findings mended or assessed."""
    return Finding.objects.filter(state=FindingState.CLOSED).annotate(over_on=F("closed_on"))
