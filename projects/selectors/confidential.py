"""Lists of declared interests and of the register of interference, and who saw what."""

from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from core.models import Event
from projects.choices import InterferenceState
from projects.models import Interest, Interference, Match
from projects.policies import own_interests, watched_interests, watched_interference, watched_matches

INTERESTS, ENTRIES = Interest._meta.label_lower, Interference._meta.label_lower
VIEWED = ("interest.viewed", "interference.viewed", "interference.source-viewed")


def interests_listed(user: User, on: date) -> QuerySet[Interest]:
    """The interests `user` declared, and those seen for the discipline body, newest first."""
    theirs = Q(pk__in=watched_interests(user, on).order_by().values("pk"))
    rows = Interest.objects.filter(theirs | Q(pk__in=own_interests(user).order_by().values("pk")))
    return rows.select_related("person", "kin__person", "kin__relative").order_by("-declared_on", "-pk")


def matches_listed(user: User, on: date) -> QuerySet[Match]:
    """Bidders in which an interest was declared, for the discipline body, newest first."""
    rows = watched_matches(user, on)
    return rows.select_related(
        "interest__person", "bidder__supplier", "bidder__part__project__unit"
    ).order_by("-found_on", "-pk")


def entries_watched(user: User, on: date) -> QuerySet[Interference]:
    """The register as `user` may see it for the discipline body: what waits first, then newest first."""
    order = Case(
        When(state=InterferenceState.ENTERED, then=Value(0)),
        When(state=InterferenceState.CLOSED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = (
        watched_interference(user, on)
        .annotate(place=order)
        .select_related("unit", "project", "officer__person")
    )
    return rows.order_by("place", "due", "-pk")


def entries_waiting(user: User, on: date) -> QuerySet[Interference]:
    """Entries nobody took in charge yet, and those in the charge of `user` that are not closed; the most pressing first."""
    waiting = Q(state=InterferenceState.ENTERED) | Q(officer=user.pk) & ~Q(state=InterferenceState.CLOSED)
    return watched_interference(user, on).filter(waiting).select_related("unit").order_by("due", "pk")


def viewings_of(entry: Interference) -> QuerySet[Event]:
    """Who opened an entry, and who was told its source, last first."""
    return _viewings().filter(target_type=ENTRIES, target_id=entry.pk)


def viewings_watched(user: User, on: date) -> QuerySet[Event]:
    """Every view of the declarations and entries the user may see for the discipline body, last first."""
    interests = watched_interests(user, on).order_by().values("pk")
    entries = watched_interference(user, on).order_by().values("pk")
    return _viewings().filter(
        Q(target_type=INTERESTS, target_id__in=interests) | Q(target_type=ENTRIES, target_id__in=entries)
    )


def _viewings() -> QuerySet[Event]:
    return Event.objects.filter(action__in=VIEWED).select_related("actor__person").order_by("-at", "-pk")
