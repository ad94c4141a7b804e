"""Whose minutes a user makes, and which papers of a meeting they may read."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from decisions.choices import MINUTES, MeetingState
from decisions.models import AgendaItem, Meeting, MeetingFile
from decisions.policies.matters import visible_matters
from decisions.policies.meetings import visible_meetings
from decisions.policies.units import secretary_units


def visible_meeting_files(user: User | AnonymousUser, on: date) -> QuerySet[MeetingFile]:
    """Papers of meetings `user` may open of which no item is kept from them: a paper tells of all of them (B2)."""
    seen = visible_matters(user, on).order_by().values("pk")
    kept_from = AgendaItem.objects.filter(meeting=OuterRef("meeting")).exclude(matter__in=seen)
    meetings = visible_meetings(user, on).order_by().values("pk")
    return MeetingFile.objects.filter(~Exists(kept_from), meeting__in=meetings)


def meetings_without_minutes(user: User | AnonymousUser, on: date) -> QuerySet[Meeting]:
    """Closed meetings of the units `user` keeps as secretary of which no record or minutes are here."""
    made = MeetingFile.objects.filter(meeting=OuterRef("pk"), paper__in=MINUTES)
    rows = Meeting.objects.filter(~Exists(made), unit__in=sorted(secretary_units(user, on)))
    return rows.filter(state=MeetingState.CLOSED)
