"""What resolutions and their consequences ask of a person: tasks, and a word on cases over losses."""

from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.models import User
from decisions.models import AccountabilityCase, Execution
from decisions.policies import cases_to_state_on, own_tasks
from rulebook.duties import WARNED_DAYS


def open_tasks(user: User) -> QuerySet[Execution]:
    """Own tasks still to be done, the most pressing first (C9)."""
    rows = own_tasks(user).filter(done_on=None).select_related("matter__unit")
    return rows.defer("matter__search_keys", "matter__unit__search_keys").order_by("due", "id")


def tasks_due(user: User, on: date) -> QuerySet[Execution]:
    """Own tasks from resolutions that are due within WARNED_DAYS, or past their day (C9)."""
    return open_tasks(user).filter(due__lte=on + timedelta(days=WARNED_DAYS))


def unstated_cases(user: User) -> QuerySet[AccountabilityCase]:
    """Open cases over decisions `user` chaired to which they have said nothing yet (C11)."""
    return cases_to_state_on(user).filter(statement="")
