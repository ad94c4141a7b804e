"""Polls for which slips are made out, and those that still may be."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from accounts.models import User
from appraisals.models import Poll, Round, Slip
from appraisals.policies.ballots import handled_polls
from organisation.models import Unit
from rulebook.procedures.appraisals import State

BEFORE = (State.SET_UP, State.PUBLISHED)


def polls_to_print(user: User, on: date, of: Round, unit: int | None = None) -> QuerySet[Poll]:
    """Polls of a round for which slips may be made out: before voting begins, and during it where none were yet."""
    has_codes = Exists(Slip.objects.filter(poll=OuterRef("pk")))
    may = Q(appraisal__state__in=BEFORE) | Q(appraisal__state=State.VOTING) & ~has_codes
    found = handled_polls(user, on).filter(may, appraisal__round=of, slips__gt=0)
    return found.filter(appraisal__unit=unit) if unit else found


def slips_of(polls: QuerySet[Poll]) -> int:
    """How many slips these polls have."""
    return polls.order_by().aggregate(all=Sum("slips"))["all"] or 0


def units_to_print(user: User, on: date, of: Round) -> QuerySet[Unit]:
    """The units whose slips may be made out alone."""
    numbers = polls_to_print(user, on, of).order_by().values("appraisal__unit")
    return Unit.objects.filter(pk__in=numbers).order_by("name")
