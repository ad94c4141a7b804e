"""What keeps a write from happening, and holding a handover while it does."""

from datetime import date, datetime

from django.db.models import QuerySet

from accounts.models import User
from audits.models import Handover
from audits.policies.handovers import OPEN, led_handovers, own_handovers, received_handovers
from audits.services.handovers.opening import settle_receivers


class NotPossible(Exception):
    """The step is not this user's to take, or not any more."""


class ChangedMeanwhile(Exception):
    """Another person changed the handover after this user had opened it."""


def held(rows: QuerySet[Handover], handover: int, on: date, *, seen: datetime | None = None) -> Handover:
    """The handover among `rows`, still open, locked to the end of the transaction, its receiver as of today. Raises NotPossible, and
    ChangedMeanwhile where it changed after `seen`.
    """
    locked = Handover.objects.select_for_update(of=("self",), no_key=True)
    found = (
        locked.select_related("unit", "person", "post", "duty").filter(pk=handover, state__in=OPEN).first()
    )
    if found is None:
        raise NotPossible
    settle_receivers([found], on)
    if not rows.filter(pk=handover).exists():
        raise NotPossible
    if seen is not None and found.changed_at > seen:
        raise ChangedMeanwhile
    return found


def fills(user: User, on: date) -> QuerySet[Handover]:
    """Handovers whose list the user fills in: the leaver's own, and in the place of a leaver who cannot, the leading witness."""
    led = led_handovers(user, on).exclude(excuse="").order_by().values("pk")
    return own_handovers(user).filter(excuse="") | Handover.objects.filter(pk__in=led)


def takes(user: User, on: date) -> QuerySet[Handover]:
    """Handovers the user takes over."""
    return received_handovers(user, on)


def unsign(found: Handover) -> None:
    """The list changed: whoever had signed it signs anew."""
    found.signatures.all().delete()
