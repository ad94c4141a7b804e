"""The conclusions about the people of stored files in the form that is judged; of every kind of file."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from appointments.models import ConsultedFile, PersonnelAction
from appointments.procedure import Conclusion, Found, judge_action
from supervision.selectors.consulted import Conclusion as Concluded
from supervision.selectors.consulted import conclusions_of


def conclusions_judged(files: Sequence[ConsultedFile]) -> dict[int, list[Conclusion]]:
    """Every conclusion about the person of each of `files` (all of one kind), by number of the row; a constant number of queries."""
    prefetch_related_objects(list(files), "consultations")
    concluded = conclusions_of({file.person_id for file in files})
    return {
        file.pk: [
            _judged(file, one) for one in concluded[file.person_id] if not (file.past and one.here_only)
        ]
        for file in files
    }


def found_in_actions(actions: Sequence[PersonnelAction]) -> dict[int, list[Found]]:
    """Everything found in each of `actions`, by number of the row; a constant number of queries."""
    conclusions = conclusions_judged(actions)
    return {action.pk: judge_action(action.decided_on, conclusions[action.pk]) for action in actions}


def _judged(file: ConsultedFile, one: Concluded) -> Conclusion:
    """A conclusion as the file is judged by it: from the day it was shown here, unless the file is a paper one; consulted on the day that
    was written down, of a paper file on the day it says.
    """
    consulted = (row for row in file.consultations.all() if row.name == one.name)
    days = sorted(row.on if file.past else row.entered_on for row in consulted)
    return Conclusion(
        title=one.title,
        code=one.code,
        since=one.since if file.past else max(one.since, one.known_on),
        until=one.until,
        months=one.months,
        consulted_on=days[0] if days else None,
        again_on=days[1:] or None,
    )
