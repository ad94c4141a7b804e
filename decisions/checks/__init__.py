"""What is missing in stored matters: the same judgement as for decisions recorded elsewhere."""

from decisions.checks.forms import deciding_item, decision_of, decisions_of
from decisions.checks.matters import found_in, lines_of, lines_of_all, missing_for, planned_on

__all__ = [
    "deciding_item",
    "decision_of",
    "decisions_of",
    "found_in",
    "lines_of",
    "lines_of_all",
    "missing_for",
    "planned_on",
]
