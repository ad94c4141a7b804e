"""Where findings about collective decisions lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from decisions.models import AgendaItem
from decisions.policies import bylaw_units, visible_matters, visible_meetings
from rulebook.procedures.decisions import AFTER, AT, BEFORE
from rulebook.procedures.regulator import stage_of
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address

# Where on the page of a matter the facts of a stage stand; what happened at a meeting stands on the meeting's own page.
PARTS = {BEFORE: "#checklist", AT: "#checklist", AFTER: "#after"}


def find(user: User, finding: Finding, on: date) -> Address:
    """The matter, and the meeting that decided where the facts are its own, for those who may open them."""
    if not visible_matters(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("matter", args=[finding.source_id])
    stage = stage_of(finding.code)
    meeting = _deciding_meeting(user, finding, on) if stage == AT else ""
    return Address(matter=page, facts=meeting or page + PARTS[stage])


def find_bylaws(user: User, finding: Finding, on: date) -> Address:
    """The unit's bylaws, for those who may read them."""
    if not bylaw_units(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("unit-bylaws", args=[finding.source_id])
    return Address(matter=page, facts=page)


def find_minutes(user: User, finding: Finding, on: date) -> Address:
    """The meeting whose minutes are missing or late, for those who may open it."""
    if not visible_meetings(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("meeting", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#papers")


def _deciding_meeting(user: User, finding: Finding, on: date) -> str:
    items = AgendaItem.objects.filter(matter=finding.source_id, meeting__in=visible_meetings(user, on))
    item = items.order_by("-meeting__at", "-pk").first()
    return reverse("meeting", args=[item.meeting_id]) if item else ""
