"""What stands above a ballot, and how many came back: while voting goes on that is all anybody learns of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from appraisals.models import Appraisal, Poll
from appraisals.presenters.statements import statement_shown
from appraisals.services.appraisals import closes_on
from appraisals.services.voting import is_open
from core.rows import as_product
from rulebook.procedures.appraisals import ELECTORATES, ORDER, Electorate, is_valid, needed


@dataclass(frozen=True, slots=True)
class Turnout:
    """An electorate: its share of the result in percent, ballots given out, come back, how many more make it valid (L13)."""

    poll: Poll
    name: str
    weight: int
    issued: int
    returned: int
    needed: int

    @property
    def lacking(self) -> int:
        """Ballots still missing for a valid result."""
        return max(0, self.needed - self.returned)

    @property
    def is_valid(self) -> bool:
        """Whether enough came back."""
        return is_valid(self.issued, self.returned)


@as_product("how many ballots came back, for everybody who may open the appraisal")
def turnout_of(appraisal: Appraisal) -> list[Turnout]:
    """How many came back of each electorate of an appraisal, in the order of the rules; nothing of what they say. One query."""
    found = []
    for poll in sorted(appraisal.polls.all(), key=lambda one: ORDER[one.electorate]):
        rule = ELECTORATES[Electorate(poll.electorate)]
        found.append(
            Turnout(
                poll=poll, name=_(rule.name), weight=rule.weight.value,
                issued=poll.issued, returned=poll.returned, needed=needed(poll.issued),
            )
        )  # fmt: skip
    return found


def ballot_head(poll: Poll) -> dict[str, Any]:
    """Who is voted on, by whom, until when, and what they stated."""
    of = poll.appraisal
    return {"poll": poll, "appraisal": of, "until": closes_on(of), "statement": statement_shown(of)}


def turnout_page(appraisal: Appraisal, on: date) -> dict[str, Any]:
    """What appraisals/_turnout.html shows of an appraisal; `live` while ballots are taken."""
    return {"appraisal": appraisal, "turnout": turnout_of(appraisal), "live": is_open(appraisal, on)}
