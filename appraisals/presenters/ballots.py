"""What stands above a ballot, and how many came back: while voting goes on that is all anybody learns of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from appraisals.models import Appraisal, Poll, Statement
from appraisals.services.voting import is_open, last_day
from rulebook.procedures.appraisals import OUTLINE, needed


@dataclass(frozen=True, slots=True)
class Turnout:
    """An electorate: given out, come back, how many more make it valid (L13)."""

    poll: Poll
    name: str
    issued: int
    returned: int
    needed: int

    @property
    def lacking(self) -> int:
        """Ballots still missing for a valid result."""
        return max(0, self.needed - self.returned)


def turnout_of(appraisal: Appraisal) -> list[Turnout]:
    """How many came back of each electorate of an appraisal. One query."""
    return [
        Turnout(poll, poll.get_electorate_display(), poll.issued, poll.returned, needed(poll.issued))
        for poll in appraisal.polls.all()
    ]


def ballot_head(poll: Poll) -> dict[str, Any]:
    """Who is voted on, by whom, until when, and what they stated."""
    of = poll.appraisal
    return {"poll": poll, "appraisal": of, "until": last_day(of), "statement": _stated(of)}


def _stated(appraisal: Appraisal) -> dict[str, Any] | None:
    """The published statement, a part for each heading."""
    # TO BE JOINED: becomes `from appraisals.presenters.statements import statement_shown` once that module is here.
    found = Statement.objects.filter(appraisal=appraisal).first() if appraisal.published_on else None
    if found is None:
        return None
    return {"parts": [{"title": _(one.title), "text": found.parts.get(one.key, "")} for one in OUTLINE]}


def turnout_page(appraisal: Appraisal, on: date) -> dict[str, Any]:
    """What appraisals/_turnout.html shows of an appraisal; `live` while ballots are taken."""
    return {"appraisal": appraisal, "turnout": turnout_of(appraisal), "live": is_open(appraisal, on)}
