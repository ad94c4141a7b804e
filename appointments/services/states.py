"""What keeps a write from happening, and holding a file while it does."""

from datetime import date

from accounts.models import User
from appointments.choices import ACTION_TRANSITIONS, ActionState
from appointments.models import Case, ConsultedFile, PersonnelAction
from appointments.policies import editable_actions, editable_cases


class NotPossible(Exception):
    """The file is not the user's to write in, or was closed meanwhile."""


def held(case: int, by: User, on: date) -> Case:
    """The file, locked to the end of the transaction. Raises NotPossible where `by` may not write in it."""
    if not editable_cases(by, on).filter(pk=case).exists():
        raise NotPossible
    return locked(case)


def locked(case: int) -> Case:
    """The file, locked to the end of the transaction."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("unit", "person", "post__unit").get(pk=case)
    if not found.is_open:
        raise NotPossible
    return found


def held_action(action: int, by: User, on: date) -> PersonnelAction:
    """The appraisal, reward or removal, locked. Raises NotPossible where `by` may not write in it."""
    rows = PersonnelAction.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("unit", "keeper", "person", "post__unit").filter(pk=action).first()
    if found is None or not editable_actions(by, on).filter(pk=action).exists():
        raise NotPossible
    return found


def held_file(file: ConsultedFile, by: User, on: date) -> ConsultedFile:
    """`file`, of whatever kind, locked. Raises NotPossible where `by` may not write in it."""
    return held(file.pk, by, on) if isinstance(file, Case) else held_action(file.pk, by, on)


def move(action: PersonnelAction, to: ActionState) -> None:
    """Move a locked `action` and store it. Raises NotPossible where the table of transitions has no such way."""
    if to not in ACTION_TRANSITIONS[ActionState(action.state)]:
        raise NotPossible
    action.state = to
    action.save()
