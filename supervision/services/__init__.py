"""Use cases of supervision."""

from supervision.services.asking import Days, ask_duty, drop_duty
from supervision.services.calendar import SweepReport, replan, sweep
from supervision.services.division import (
    Assigned,
    DividedMeanwhile,
    check_county,
    check_divisions,
    divide_work,
    divided_somehow,
    import_division,
)
from supervision.services.exceptions import NothingToConfirm, confirm_exception, decline_exception
from supervision.services.findings import AlreadyAnswered, Subject, answer_finding, assess_finding, reconcile
from supervision.services.fulfilments import Done, fulfil, take_back, withdraw
from supervision.services.judging import Judging

__all__ = [
    "AlreadyAnswered",
    "Assigned",
    "Days",
    "DividedMeanwhile",
    "Done",
    "Judging",
    "NothingToConfirm",
    "Subject",
    "SweepReport",
    "answer_finding",
    "ask_duty",
    "assess_finding",
    "check_county",
    "check_divisions",
    "confirm_exception",
    "decline_exception",
    "divide_work",
    "divided_somehow",
    "drop_duty",
    "fulfil",
    "import_division",
    "reconcile",
    "replan",
    "sweep",
    "take_back",
    "withdraw",
]
