"""The chapter of the integrity file on what a head was cleared of (澄清正名, N32, C14).

Of reports by citizens nothing is told here: not that there is one, not how many. What was established stands among the incidents.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.policies import visible_clarifications
from core.templatetags.wording import cn_date
from rulebook.procedures.clarification import State
from supervision.selectors.timeline import Chapter, Entry, Reading


def clarifications(reading: Reading) -> Iterator[Entry]:
    """Clarifications that were carried out."""
    rows = visible_clarifications(reading.user, reading.on).filter(person=reading.person, state=State.DONE)
    for row in rows.select_related("body", "unit").order_by("done_on", "pk"):
        yield Entry(
            kind="clarification",
            row=row.pk,
            day=row.done_on or row.drafted_on,
            title=row.title,
            facts=[
                (_("澄清机关"), str(row.body)),
                (_("单位"), row.unit.name),
                (_("实施日期"), cn_date(row.done_on)),
            ],
            states=[("ok", str(row.get_state_display()))],
            url=row.get_absolute_url(),
        )


CLARIFICATIONS = Chapter(
    key="clarifications", order=120, title=gettext_lazy("澄清正名"), clause="C23", entries=clarifications
)
