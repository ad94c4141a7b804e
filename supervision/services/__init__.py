"""Use cases of supervision."""

from supervision.services.calendar import SweepReport, replan, sweep
from supervision.services.exceptions import NothingToConfirm, confirm_exception, decline_exception
from supervision.services.findings import AlreadyAnswered, Subject, answer_finding, assess_finding, reconcile
from supervision.services.fulfilments import Done, fulfil, withdraw

__all__ = [
    "AlreadyAnswered",
    "Done",
    "NothingToConfirm",
    "Subject",
    "SweepReport",
    "answer_finding",
    "assess_finding",
    "confirm_exception",
    "decline_exception",
    "fulfil",
    "reconcile",
    "replan",
    "sweep",
    "withdraw",
]
