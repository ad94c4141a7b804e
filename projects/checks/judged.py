"""Judging stored projects."""

from collections.abc import Sequence
from datetime import date

from projects.checks.forms import forms_of
from projects.models import Project
from projects.procedure import Found, Line, checklist, judge
from rulebook.procedures.projects import Stage


def found_in(projects: Sequence[Project], on: date) -> dict[Project, list[Found]]:
    """Everything found in each of `projects` as of `on`; a constant number of queries."""
    forms = forms_of(projects)
    return {project: judge(forms[project.pk], on) for project in projects}


def stages_of(project: Project, on: date) -> tuple[dict[Stage, list[Line]], list[Found]]:
    """What each stage of `project` needs as of `on`, and everything found in it."""
    form = forms_of([project])[project.pk]
    found = judge(form, on)
    return checklist(form, on, found), found
