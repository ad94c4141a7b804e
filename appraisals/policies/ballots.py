"""Who handles the ballots: officers of the body that organises the round, never those about themselves or a relative (N31). Nobody sees a ballot."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from appraisals.models import Appraisal, Poll, Round
from supervision.policies import scope_of


def handled_rounds(user: User | AnonymousUser, on: date) -> QuerySet[Round]:
    """Rounds for which `user` has slips made out: those of the bodies they act for."""
    return Round.objects.filter(body__in=_bodies(user, on))


def handled_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals whose ballots `user` handles."""
    return Appraisal.objects.filter(_handled(user, on, ""))


def handled_polls(user: User | AnonymousUser, on: date) -> QuerySet[Poll]:
    """Polls whose slips `user` has made out, whose papers they type in, whose turnout they follow."""
    return Poll.objects.filter(_handled(user, on, "appraisal__"))


def _handled(user: User | AnonymousUser, on: date, of: str) -> Q:
    found = Q(**{f"{of}round__body__in": _bodies(user, on)})
    barred = scope_of(user, on).barred
    return found & ~Q(**{f"{of}person__in": sorted(barred)}) if barred else found


def _bodies(user: User | AnonymousUser, on: date) -> list[int]:
    return [body.pk for body in scope_of(user, on).bodies]
