"""Choices of the appraisals tables."""

from django.utils.translation import gettext_lazy as _

from rulebook.procedures.appraisals import ELECTORATES, GRADES, STATES, STEPS

ELECTORATE_CHOICES = [(rule.electorate.value, _(rule.name)) for rule in ELECTORATES.values()]
GRADE_CHOICES = [(grade.value, _(name)) for grade, name in GRADES.items()]
STATE_CHOICES = [(state.value, _(title)) for state, title in STATES.items()]
STEP_CHOICES = [(step.value, _(title)) for step, title in STEPS.items()]
