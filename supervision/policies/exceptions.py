"""Exceptions to the mandates that wait for somebody's word, as conditions in SQL."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from supervision.models import MandateException
from supervision.policies.scopes import scope_of


def approved_exceptions(user: User | AnonymousUser, on: date) -> QuerySet[MandateException]:
    """Exceptions that name `user` as approver, answered or not; never about themself or a relative."""
    if not isinstance(user, User) or not user.is_active:
        return MandateException.objects.none()
    named = MandateException.objects.filter(approved_by=user.pk).exclude(entered_by=user.pk)
    return named.exclude(person__in=sorted(scope_of(user, on).barred))


def exceptions_to_confirm(user: User | AnonymousUser, on: date) -> QuerySet[MandateException]:
    """Those among them that wait for the answer of `user`."""
    return approved_exceptions(user, on).filter(confirmed_on=None, declined_on=None)
