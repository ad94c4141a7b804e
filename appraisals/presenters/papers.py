"""The page on which paper ballots are typed in, for one of two officers."""

from typing import Any

from accounts.models import User
from appraisals.models import PaperEntry, Poll
from appraisals.services.papers import NotYours, differing, turn_of


def papers_page(poll: Poll, user: User) -> dict[str, Any]:
    """The own entries; how far the other is, by number of sheets alone; which sheets differ and in what, once both have typed them all."""
    own = list(PaperEntry.objects.filter(poll=poll, by=user).values_list("number", flat=True))
    others = PaperEntry.objects.filter(poll=poll).exclude(by=user).count()
    found = differing(poll)
    # Telling a difference as soon as the second is typed would let one find out by trying what the other has.
    told = {} if found.alone else found.differing
    return {
        "poll": poll,
        "appraisal": poll.appraisal,
        "own": own,
        "others": others,
        "differing": [{"number": number, "questions": names} for number, names in told.items()],
        "may_compare": bool(own) and not found.alone,
        "turn": _turn(poll, user),
        "left": poll.papers - len(poll.papers_in),
    }


def _turn(poll: Poll, user: User) -> int | None:
    try:
        return turn_of(poll, user)
    except NotYours:
        return None
