"""What keeps a write from happening, holding a project while it does, and asking the judgement before a step."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from accounts.models import User
from projects.checks import form_of
from projects.models import Project
from projects.policies import editable_projects
from projects.procedure import Found, blocking
from projects.services.checking import recheck


class NotPossible(Exception):
    """The row is not this user's to write, or not any more."""


class ChangedMeanwhile(Exception):
    """Another person changed the row after this user had opened it."""


class Breaks(Exception):
    """The step would break a rule; `found` says which. It is taken all the same where it is said to have happened already."""

    def __init__(self, found: list[Found]) -> None:
        """`found` as the check would find it afterwards."""
        super().__init__(*(one.message for one in found))
        self.found = found


def held(project: int, by: User, on: date) -> Project:
    """The project, locked to the end of the transaction. Raises NotPossible where `by` may not write in it, or it was given up."""
    if not editable_projects(by, on).filter(pk=project).exists():
        raise NotPossible
    rows = Project.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    found = rows.get(pk=project)
    if found.cancelled:
        raise NotPossible
    return found


@contextmanager
def judged(project: Project, on: date, *, happened: bool) -> Iterator[None]:
    """Judge what is written within: Breaks where a rule is newly broken, unless it is said to have `happened`; then it becomes a finding."""
    before = form_of(project)
    yield
    broken = [] if happened else blocking(before, form_of(project), on)
    if broken:
        raise Breaks(broken)
    recheck(project, on=on)
