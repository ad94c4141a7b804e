"""What stands above a ballot, and how many came back: while voting goes on that is all anybody learns of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from appraisals.models import Appraisal, Poll
from appraisals.presenters.statements import statement_shown
from appraisals.services.appraisals import closes_on
from appraisals.services.voting import is_open
from rulebook.procedures.appraisals import needed


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
    return {"poll": poll, "appraisal": of, "until": closes_on(of), "statement": statement_shown(of)}


def turnout_page(appraisal: Appraisal, on: date) -> dict[str, Any]:
    """What appraisals/_turnout.html shows of an appraisal; `live` while ballots are taken."""
    return {"appraisal": appraisal, "turnout": turnout_of(appraisal), "live": is_open(appraisal, on)}
