"""A file of an appointment in which the inspection began."""

from datetime import date

from appointments.models import Case, CaseRecord
from organisation.models import Person, Post
from tests.desk.world import DAY, World


def inspected(world: World, person: Person, post: Post, since: date = date(2026, 11, 1)) -> Case:
    """An open file of the organisation department for `person` to `post`, inspected from `since` on."""
    case = Case.objects.create(
        unit=world.units["committee"],
        number=f"任{post.pk}",
        person=person,
        post=post,
        kind="promotion",
        opened_on=since,
    )
    CaseRecord.objects.create(
        case=case, kind="inspection", since=since, until=max(since, DAY), entered_on=since
    )
    return case
