"""Meetings, agendas, seats and resolutions a user may open, run or call their own."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.choices import (
    MeetingState,
)
from decisions.models import (
    AgendaItem,
    Meeting,
    Resolution,
    Seat,
)
from decisions.policies.matters import visible_matters
from decisions.policies.units import kept_units
from supervision.policies import scope_of


def visible_meetings(user: User | AnonymousUser, on: date) -> QuerySet[Meeting]:
    """Meetings `user` may open: of units they keep, those they are called to, and those with a matter they may see."""
    scope = scope_of(user, on)
    matters = AgendaItem.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))
    found = Q(unit__in=kept_units(user, on)) | Q(pk__in=matters.order_by().values("meeting"))
    if scope.person:
        called = Seat.objects.filter(person=scope.person, circulated_at__isnull=False)
        found |= Q(pk__in=called.order_by().values("meeting"))
    return Meeting.objects.filter(found)


def kept_meetings(user: User | AnonymousUser, on: date) -> QuerySet[Meeting]:
    """Meetings `user` may prepare, run and close: of units they keep, and those they chair."""
    scope = scope_of(user, on)
    found = Q(unit__in=kept_units(user, on))
    if scope.person:
        found |= Q(chair=scope.person)
    return Meeting.objects.filter(found).exclude(state=MeetingState.CLOSED)


def own_seats(user: User | AnonymousUser) -> QuerySet[Seat]:
    """The seats of `user` at meetings they were called to."""
    person = user.person_id if isinstance(user, User) else None
    return Seat.objects.filter(person=person) if person else Seat.objects.none()


def visible_items(user: User | AnonymousUser, on: date) -> QuerySet[AgendaItem]:
    """Items of agendas whose matter `user` may see; of cadre matters only where their part in the step gives it."""
    return AgendaItem.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))


def visible_resolutions(user: User | AnonymousUser, on: date) -> QuerySet[Resolution]:
    """Resolutions on matters `user` may see."""
    return Resolution.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))
