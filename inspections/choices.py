"""Choices of the inspections tables."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rulebook.clauses import CLAUSES
from rulebook.powers import POWERS
from rulebook.procedures.inspections import ADOPTIONS, GRADES, KINDS, STATES, STEPS

KIND_CHOICES = [(rule.kind.value, _(rule.name)) for rule in KINDS.values()]
STATE_CHOICES = [(state.value, _(title)) for state, title in STATES.items()]
STEP_CHOICES = [(step.value, _(title)) for step, title in STEPS.items()]
ADOPTION_CHOICES = [(adoption.value, _(title)) for adoption, title in ADOPTIONS.items()]
GRADE_CHOICES = [(grade.value, _(title)) for grade, title in GRADES.items()]
FOCUS_CHOICES = [(power, format_lazy("{} {}", power, _(CLAUSES[power].title))) for power in POWERS]
MONTH_CHOICES = [(month, format_lazy(_("{} 月"), month)) for month in range(1, 13)]


class RevisionState(models.TextChoices):
    """Where the plan, or a change of it, stands."""

    DRAFT = "draft", _("起草中")
    SUBMITTED = "submitted", _("待批准")
    APPROVED = "approved", _("已批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class LineAction(models.TextChoices):
    """What a line of a plan does."""

    ADD = "add", _("列入")
    DROP = "drop", _("调出")
