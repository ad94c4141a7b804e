"""What is missing in stored files: the same judgement as for a step about to be entered."""

from appointments.checks.consulted import conclusions_judged, found_in_actions
from appointments.checks.forms import case_of, cases_of
from appointments.checks.judged import found_in, lines_of

__all__ = ["case_of", "cases_of", "conclusions_judged", "found_in", "found_in_actions", "lines_of"]
