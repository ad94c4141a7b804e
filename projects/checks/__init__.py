"""What is found in stored projects: the same judgement as for a step about to be entered."""

from projects.checks.answering import heads_of
from projects.checks.forms import form_of, forms_of
from projects.checks.judged import found_in, stages_of

__all__ = ["form_of", "forms_of", "found_in", "heads_of", "stages_of"]
