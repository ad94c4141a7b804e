"""Duties, what carried them out, and the hand-made exceptions to the mandates."""

from supervision.models.calendar import CountyCalendar, Replan
from supervision.models.duties import Duty, Escalation, Fulfilment, Snooze
from supervision.models.findings import Finding
from supervision.models.mandates import MandateException

__all__ = [
    "CountyCalendar",
    "Duty",
    "Escalation",
    "Finding",
    "Fulfilment",
    "MandateException",
    "Replan",
    "Snooze",
]
