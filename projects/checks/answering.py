"""Who answers for what is found in a project: the unit's head as of the day of judgement, or of the day the project was over."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from finance.checks.answering import holds
from organisation.models import Person, Tenure
from projects.models import Project
from rulebook.procedures.projects import Stage


def heads_of(projects: Sequence[Project], on: date) -> dict[int, Person | None]:
    """The head who answers for each of `projects` (with its stages), by number of the row; one query."""
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__unit__in={one.unit_id for one in projects}, post__is_head=True)
    for tenure in rows.select_related("person", "post").order_by("post_id", "during"):
        held[tenure.post.unit_id].append(tenure)
    return {
        one.pk: next((row.person for row in held[one.unit_id] if holds(row, _day(one, on))), None)
        for one in projects
    }


def _day(project: Project, on: date) -> date:
    ended = (stage.ended_on for stage in project.stages.all() if stage.kind == Stage.SETTLEMENT)
    return min((day for day in ended if day is not None), default=on)
