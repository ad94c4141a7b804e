"""Which stored purchases may hold a finding, or held one."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from finance.choices import BidStatus
from finance.models import Bid, Flag, Purchase
from supervision.choices import FindingState
from supervision.models import Finding

SOURCE = Purchase._meta.label_lower


def purchases_to_judge(rows: QuerySet[Purchase]) -> QuerySet[Purchase]:
    """Of `rows` those with a sign, a handler or a resolution, and those of which something is open in the register."""
    flags = Flag.objects.filter(purchase=OuterRef("pk"))
    known = Finding.objects.filter(source=SOURCE, source_id=OuterRef("pk")).exclude(state=FindingState.CLOSED)
    concerned = Q(handler__isnull=False) | Q(matter__isnull=False)
    return rows.filter(concerned | Q(Exists(flags)) | Q(Exists(known)))


def compared_purchases(rows: QuerySet[Purchase]) -> int:
    """How many of `rows` have two valid bids or more to be compared."""
    priced = Bid.objects.filter(purchase__in=rows, status=BidStatus.VALID, amount__isnull=False)
    return priced.order_by().values("purchase").annotate(number=Count("pk")).filter(number__gte=2).count()
