"""Which sessions are still good."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import LoginSession, User


def live_sessions(user: User, now: datetime) -> QuerySet[LoginSession]:
    """The sessions in which `user` is logged in at `now`."""
    return all_live_sessions(now).filter(user=user)


def all_live_sessions(now: datetime) -> QuerySet[LoginSession]:
    """The sessions in which anybody is logged in at `now`."""
    return LoginSession.objects.filter(ended_at=None, lapses_at__gt=now)
