"""Paper ballots that are still to be typed in and compared (L82)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from appraisals.models import PaperEntry, Poll
from appraisals.policies.ballots import handled_polls
from core.rows import as_product
from rulebook.procedures.appraisals import State

ENTERED = Exists(PaperEntry.objects.filter(poll=OuterRef("pk")))
# No sheet is in the pool yet, or some were typed that two have not compared. Fewer sheets than were given out are no reason to wait.
OUTSTANDING = Q(papers__gt=0, counted_at=None) & (Q(papers_cast=0) | Q(ENTERED))


@as_product("whether papers wait to be compared, whoever closes the ballot")
def papers_outstanding(appraisals: Collection[int]) -> bool:
    """Whether counting these would leave out paper ballots nobody has typed in yet."""
    return Poll.objects.filter(OUTSTANDING, appraisal__in=appraisals).exists()


def papers_to_type(user: User, on: date) -> QuerySet[Poll]:
    """Polls `user` handles whose papers wait: voting is over, or somebody has begun to type."""
    begun = Q(appraisal__round__closes_on__lt=on) | Q(ENTERED)
    rows = handled_polls(user, on).filter(OUTSTANDING, begun, appraisal__state=State.VOTING)
    return rows.select_related("appraisal__round", "appraisal__unit", "appraisal__person").order_by(
        F("appraisal__round__closes_on"), "pk"
    )
