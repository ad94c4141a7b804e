"""Which stored purchases may hold a finding, or held one."""

from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from decisions.models import Threshold
from finance.choices import BidStatus
from finance.models import Bid, Flag, Purchase
from rulebook.procedures.decisions import numbers_on
from supervision.choices import FindingState
from supervision.models import Finding

SOURCE = Purchase._meta.label_lower


def large_contracts(rows: QuerySet[Purchase]) -> QuerySet[Purchase]:
    """Of `rows` those contracted for a large sum, by the threshold of the unit's own day (L8), that rest on no decision."""
    day, amount = (
        Coalesce("contract_on", "awarded_on"),
        Coalesce("current_amount", "contract_amount", "award_amount"),
    )
    contracted = rows.filter(matter=None, cancelled=False).alias(bound_on=day, bound_for=amount)
    own = Threshold.objects.filter(unit=OuterRef("unit"), during__contains=OuterRef("bound_on"))
    reached = Q(Exists(own.filter(amount__lte=OuterRef("bound_for"))))
    ceiling: Decimal = numbers_on(date.max).ceiling
    return contracted.filter(reached | ~Q(Exists(own)) & Q(bound_for__gte=ceiling, bound_on__isnull=False))


def purchases_to_judge(rows: QuerySet[Purchase]) -> list[int]:
    """Numbers of those of `rows` with a sign, a handler or a resolution, those of a large sum that rest on none, and those of which
    something is open in the register.
    """
    flags = Flag.objects.filter(purchase=OuterRef("pk"))
    known = Finding.objects.filter(source=SOURCE, source_id=OuterRef("pk")).exclude(state=FindingState.CLOSED)
    concerned = Q(handler__isnull=False) | Q(matter__isnull=False)
    large = large_contracts(rows).values("pk")
    chosen = rows.filter(concerned | Q(Exists(flags)) | Q(Exists(known)) | Q(pk__in=large))
    return list(chosen.order_by("pk").values_list("pk", flat=True))


def compared_purchases(rows: QuerySet[Purchase]) -> int:
    """How many of `rows` have two valid bids or more to be compared."""
    priced = Bid.objects.filter(purchase__in=rows, status=BidStatus.VALID, amount__isnull=False)
    return priced.order_by().values("purchase").annotate(number=Count("pk")).filter(number__gte=2).count()
