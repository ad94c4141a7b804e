"""Several voters at once, each with a connection of their own: a code counts once, no ballot is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from appraisals.models import Poll, Slip, Tally
from appraisals.services.counting import count
from tests.appraisals.ballots.voted import cast, form_of
from tests.decisions.test_meeting_together import at_once
from tests.factories.appraisals import Balloting, make_balloting
from tests.today import fix_today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def balloting(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Balloting:
    fix_today(monkeypatch)
    return make_balloting()


def test_of_two_phones_with_one_code_one_counts(balloting: Balloting) -> None:
    poll, code = balloting.polls["masses"], balloting.codes["masses"][0]
    both = [
        lambda place=place: Client().post("/ballot/cast/", form_of(poll, code, place)) for place in (0, 2)
    ]
    assert sorted(answer.status_code for answer in at_once(*both)) == [302, 422]
    assert Poll.objects.get(pk=poll.pk).cast == Slip.objects.filter(used=True).count() == 1


def test_everybody_at_once_is_counted_once(balloting: Balloting) -> None:
    poll, codes = balloting.polls["masses"], balloting.codes["masses"][:8]
    acts = [lambda code=code, at=at: cast(poll, code, at % 2) for at, code in enumerate(codes)]
    assert at_once(*acts) == [None] * 8
    count(balloting.appraisal, timezone.now())
    told = dict(Tally.objects.filter(poll=poll, question="overall").values_list("grade", "count"))
    assert told == {"satisfied": 4, "fairly": 4, "not": 0, "unknown": 0}


def test_who_votes_while_it_is_counted_is_counted_or_told_that_it_is_over(balloting: Balloting) -> None:
    poll, code = balloting.polls["masses"], balloting.codes["masses"][0]
    voted, _none = at_once(lambda: cast(poll, code), lambda: count(balloting.appraisal, timezone.now()))
    taken = sum(Tally.objects.filter(poll=poll, question="overall").values_list("count", flat=True))
    assert (voted is None) == (taken == 1)
    assert voted is None or isinstance(voted, ValidationError)
