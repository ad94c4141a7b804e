"""Planning meetings: the list, one meeting with its people and agenda, circulating and opening it."""

from decisions.views.meetings.agendas import meeting_add_item, meeting_circulate, meeting_item
from decisions.views.meetings.lists import meeting_list, meeting_new
from decisions.views.meetings.plans import meeting, meeting_call_off, meeting_change, meeting_open
from decisions.views.meetings.seats import meeting_seats
from decisions.views.meetings.sittings import (
    meeting_file,
    meeting_observer,
    meeting_observer_gone,
    meeting_papers_add,
)

__all__ = [
    "meeting",
    "meeting_add_item",
    "meeting_call_off",
    "meeting_change",
    "meeting_circulate",
    "meeting_file",
    "meeting_item",
    "meeting_list",
    "meeting_new",
    "meeting_observer",
    "meeting_observer_gone",
    "meeting_open",
    "meeting_papers_add",
    "meeting_seats",
]
