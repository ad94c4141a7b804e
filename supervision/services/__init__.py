"""Use cases of supervision."""

from supervision.services.calendar import SweepReport, replan, sweep
from supervision.services.findings import AlreadyAnswered, Subject, answer_finding, assess_finding, reconcile
from supervision.services.fulfilments import Done, fulfil, withdraw

__all__ = [
    "AlreadyAnswered",
    "Done",
    "Subject",
    "SweepReport",
    "answer_finding",
    "assess_finding",
    "fulfil",
    "reconcile",
    "replan",
    "sweep",
    "withdraw",
]
