"""Duties, what carried them out, and the hand-made exceptions to the mandates."""

from supervision.models.calendar import CountyCalendar, Replan
from supervision.models.duties import Duty, Escalation, Fulfilment, Snooze
from supervision.models.mandates import MandateException

__all__ = [
    "CountyCalendar",
    "Duty",
    "Escalation",
    "Fulfilment",
    "MandateException",
    "Replan",
    "Snooze",
]
