"""The one place that asks what time it is. Only views, tasks and services call it; every rule takes a date."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, with its offset."""
    return timezone.now()


def today() -> date:
    """Return today's date where the county is (settings.TIME_ZONE)."""
    return timezone.localdate()
