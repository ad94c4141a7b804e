"""How units divide their work: entering it, importing it, judging it."""

from supervision.services.division.charges import Assigned
from supervision.services.division.checking import SOURCE, check_county, check_divisions, divided_somehow
from supervision.services.division.entering import DividedMeanwhile, divide_work
from supervision.services.division.importing import import_division

__all__ = [
    "SOURCE",
    "Assigned",
    "DividedMeanwhile",
    "check_county",
    "check_divisions",
    "divide_work",
    "divided_somehow",
    "import_division",
]
