"""Who saw which file: of appointments, and of what else was decided about a head."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.models import Case, PersonnelAction
from appointments.policies import watched_actions, watched_cases
from appointments.selectors.actions import SOURCE as ACTIONS
from appointments.selectors.exercised import SOURCE as CASES
from core.models import Event

VIEWED = "appointment.viewed"


def viewings_watched(user: User, on: date) -> QuerySet[Event]:
    """Every view of the files the user's discipline body watches over, last first."""
    watched = Q()
    for source, files in ((CASES, watched_cases(user, on)), (ACTIONS, watched_actions(user, on))):
        watched |= Q(target_type=source, target_id__in=files.order_by().values("pk"))
    rows = Event.objects.filter(watched, action=VIEWED)
    return rows.select_related("actor__person").order_by("-at", "-pk")


def titles_of(events: Iterable[Event]) -> dict[int, str]:
    """Kind, unit and number of the file of each of `events`, by number of the event, for who may know that it exists and nothing more."""
    asked = list(events)
    found: dict[tuple[str, int], str] = {}
    cases = [event.target_id or 0 for event in asked if event.target_type == CASES]
    for pk, unit, number in Case.objects.filter(pk__in=cases).values_list("pk", "unit__name", "number"):
        found[CASES, pk] = f"{unit} {number}"
    actions = [event.target_id or 0 for event in asked if event.target_type == ACTIONS]
    kept = PersonnelAction.objects.filter(pk__in=actions)
    for pk, keeper, number in kept.values_list("pk", "keeper__name", "number"):
        found[ACTIONS, pk] = _("%(unit)s考核奖惩 %(number)s") % {"unit": keeper, "number": number}
    return {event.pk: found.get((event.target_type, event.target_id or 0), "") for event in asked}
