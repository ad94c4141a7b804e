"""Planning a meeting: when and where, who is called, what is on the agenda, and that it reached everybody in time (C6, C7)."""

from decisions.services.meetings.agendas import NotReady, add_item, ask_of_members, raise_item, remove_item
from decisions.services.meetings.circulation import TooLate, circulate, deliver, note_opened
from decisions.services.meetings.plans import call_off, change_meeting, plan_meeting
from decisions.services.meetings.seats import SeatLine, seat_meeting

__all__ = [
    "NotReady",
    "SeatLine",
    "TooLate",
    "add_item",
    "ask_of_members",
    "call_off",
    "change_meeting",
    "circulate",
    "deliver",
    "note_opened",
    "plan_meeting",
    "raise_item",
    "remove_item",
    "seat_meeting",
]
