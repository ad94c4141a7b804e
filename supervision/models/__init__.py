"""Duties, what carried them out, findings, the hand-made exceptions to the mandates, who is in charge of what in a unit."""

from supervision.models.calendar import CountyCalendar, Replan
from supervision.models.consultations import Consultation
from supervision.models.division import Charge, Suspension
from supervision.models.duties import AskedDuty, Duty, Escalation, Fulfilment, Snooze
from supervision.models.findings import Finding
from supervision.models.mandates import MandateException

__all__ = [
    "AskedDuty",
    "Charge",
    "Consultation",
    "CountyCalendar",
    "Duty",
    "Escalation",
    "Finding",
    "Fulfilment",
    "MandateException",
    "Replan",
    "Snooze",
    "Suspension",
]
