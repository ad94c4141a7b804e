"""The lock after failed log-ins, kept by django-axes: the only place that speaks to it. Wrong passwords and wrong codes count together."""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest

from accounts.models import User
from core.clock import now
from core.ledger import service


def failures(since: datetime | None, before: datetime | None, name: str = "") -> QuerySet[AccessAttempt]:
    """Failed log-ins that still count against a name, from `since` up to `before`, the latest first."""
    rows = AccessAttempt.objects.filter(username__icontains=name)
    if since:
        rows = rows.filter(attempt_time__gte=since)
    return (rows.filter(attempt_time__lt=before) if before else rows).order_by("-attempt_time", "-pk")


def counted_failures(at: datetime) -> tuple[int, int]:
    """How many failed log-ins count at `at`, and how many names are locked by them; one query."""
    counting = AccessAttempt.objects.filter(attempt_time__gt=at - settings.AXES_COOLOFF_TIME)
    names = counting.order_by().values("username").annotate(failures=Sum("failures_since_start"))
    limit = settings.AXES_FAILURE_LIMIT
    found = names.aggregate(all=Sum("failures"), locked=Count("username", filter=Q(failures__gte=limit)))
    return found["all"] or 0, found["locked"]


def is_locked(request: HttpRequest, username: str) -> bool:
    """Whether nothing opens under that name for now."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def count_failure(request: HttpRequest, username: str) -> None:
    """Count a wrong code; a wrong password is counted where it is tried."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def opens_at(username: str) -> datetime | None:
    """When the lock of that name opens by itself."""
    last = AccessAttempt.objects.filter(username=username).aggregate(last=Max("attempt_time"))["last"]
    return last + settings.AXES_COOLOFF_TIME if last else None


def minutes_left(username: str) -> int:
    """Whole minutes until then, at least one."""
    opens = opens_at(username) or now() + settings.AXES_COOLOFF_TIME
    return max(1, -(-(opens - now()) // timedelta(minutes=1)))


@service("user.unlocked")
def unlock(*, user: User, by: Any) -> User:
    """Let somebody who is locked out try again at once."""
    reset(username=user.username)
    return user
