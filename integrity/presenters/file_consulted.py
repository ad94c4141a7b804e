"""The integrity file as something to be consulted before a decision about a head (C14): its summary, shown to those in the step alone."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from integrity.policies.files import readable_files
from integrity.selectors.files import KEY, conclusions_of, opinions_in_force, people_with_file
from integrity.services.file_reading import note_file_viewing
from organisation.models import Person
from rulebook.procedures.files import CLAUSE, OPINION_MONTHS
from supervision.selectors.consulted import Conclusion, Source, Told
from supervision.selectors.timeline import Reading, bearings_of, read


def told(user: User, conclusions: Sequence[Conclusion], on: date) -> dict[int, Told]:
    """How many entries each chapter has that `user` may read, and what bears on using the person; to the person alone only the numbers."""
    people = Person.objects.in_bulk([one.person for one in conclusions])
    opens = set(readable_files(user, on).filter(pk__in=people).values_list("pk", flat=True))
    return {one.row: _told(people[one.person], user, on, one.person in opens) for one in conclusions}


def _told(person: Person, user: User, on: date, opens: bool) -> Told:
    reading = Reading(person=person, user=user, on=on)
    facts = [
        (part.chapter.title, _("%(n)s 条") % {"n": len(part.entries)})
        for part in read(reading)
        if part.entries
    ]
    lines: list[str] = []
    if not reading.is_own:
        lines = [one.words for one in bearings_of(reading)]
        lines += [_("廉政意见 %(number)s：%(words)s") % {"number": row.number, "words": row.get_conclusion_display()}
                  for row in opinions_in_force(user, on, person)]  # fmt: skip
    return Told(
        facts=facts,
        lines=lines,
        url=reverse("integrity-file", args=[person.pk]) if opens else "",
        link=gettext_lazy("查看廉政档案"),
    )


def note(user: User, conclusions: Sequence[Conclusion]) -> None:
    """Write down that `user` was shown the summary of these files."""
    for person in Person.objects.filter(pk__in=[one.person for one in conclusions]).order_by("pk"):
        note_file_viewing(person=person, by=user, what=_("任用、考核奖惩档案中的摘要"))


SOURCE = Source(
    key=KEY,
    clause=CLAUSE,
    title=gettext_lazy("廉政档案"),
    of=conclusions_of,
    tell=told,
    rows=people_with_file,
    person="pk",
    months=OPINION_MONTHS.value,
    note=note,
)
