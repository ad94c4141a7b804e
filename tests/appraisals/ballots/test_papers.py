"""Paper ballots: two officers type each sheet by themselves; what they agree on goes in together, what they do not is typed again."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisals.models import PaperEntry, Poll
from appraisals.services import papers
from appraisals.services.counting import count
from appraisals.services.pools import Ballot, counted
from core.models import Event
from rulebook.procedures.appraisals import Grade
from tests import factories
from tests.appraisals.ballots.voted import marks_of
from tests.factories.appraisals import Balloting
from tests.today import DAY


@pytest.fixture
def poll(balloting: Balloting) -> Poll:
    """Members with three papers."""
    return Poll.objects.select_related("appraisal__round").get(pk=balloting.polls["members"].pk)


def typed(balloting: Balloting, poll: Poll, who: int, number: int, place: int = 0, remark: str = "") -> None:
    said = Ballot(marks_of(poll, place), remark)
    papers.type_paper(poll=poll.pk, number=number, ballot=said, by=balloting.officers[who], on=DAY)


def compared(balloting: Balloting, poll: Poll, who: int = 0) -> papers.Compared:
    return papers.compare_papers(poll=poll.pk, by=balloting.officers[who], on=DAY)


def test_what_both_typed_alike_goes_in_and_nothing_of_it_is_left(balloting: Balloting, poll: Poll) -> None:
    for who in (0, 1):
        for number, place in ((1, 0), (2, 2), (3, 1)):
            typed(balloting, poll, who, number, place, "同样的话" if number == 2 else "")
    assert compared(balloting, poll) == papers.Compared(taken=3)
    poll.refresh_from_db()
    assert (poll.papers_cast, poll.returned, poll.papers_in) == (3, 3, [1, 2, 3])
    assert not PaperEntry.objects.exists()
    found = counted(poll)
    assert found.grades["overall"] == {Grade.SATISFIED: 1, Grade.FAIRLY: 1, Grade.NOT: 1, Grade.UNKNOWN: 0}
    assert found.remarks == ["同样的话"]
    facts = [event.facts for event in Event.objects.filter(action__startswith="appraisal.")]
    assert not any("marks" in str(one) or "satisfied" in str(one) for one in facts)


def test_sheets_that_differ_are_named_to_both_with_what_differs_and_typed_again(
    balloting: Balloting, poll: Poll
) -> None:
    for who, place in ((0, 0), (1, 2)):
        typed(balloting, poll, who, 1)
        typed(balloting, poll, who, 2, place, "多下乡" if who else "少开会")
    found = compared(balloting, poll, 1)
    assert found.taken == 1
    assert list(found.differing) == [2]
    assert found.differing[2][0] == "对一年来履行职责情况的总体评价"
    assert found.differing[2][-1] == "意见"
    for who in (0, 1):
        client = Client()
        client.force_login(balloting.officers[who])
        shown = client.get(reverse("appraisal-papers", args=[poll.pk])).content.decode()
        assert "两人录入不一致" in shown
        assert "总体评价" in shown
        assert ("少开会" if who else "多下乡") not in shown, "never what the other has typed"
    typed(balloting, poll, 0, 2, 2, "多下乡")
    assert compared(balloting, poll) == papers.Compared(taken=1)
    poll.refresh_from_db()
    assert poll.papers_cast == 2


def test_nothing_is_compared_before_both_have_typed_the_same_sheets(balloting: Balloting, poll: Poll) -> None:
    typed(balloting, poll, 0, 1)
    typed(balloting, poll, 0, 2)
    typed(balloting, poll, 1, 1, 2)
    assert compared(balloting, poll) == papers.Compared(alone=[2])
    assert PaperEntry.objects.count() == 3


def test_only_two_type_and_neither_types_both(balloting: Balloting, poll: Poll) -> None:
    typed(balloting, poll, 0, 1)
    typed(balloting, poll, 0, 1, 2)
    assert PaperEntry.objects.get().marks["overall"] == "not"
    typed(balloting, poll, 1, 1)
    with pytest.raises(papers.NotYours):
        typed(balloting, poll, 2, 1)
    with pytest.raises(papers.NotYours):
        compared(balloting, poll, 2)


def test_a_sheet_that_is_in_is_not_typed_again_nor_one_beyond_those_given_out(
    balloting: Balloting, poll: Poll
) -> None:
    for who in (0, 1):
        typed(balloting, poll, who, 1)
    compared(balloting, poll)
    with pytest.raises(ValidationError, match="已经入箱"):
        typed(balloting, poll, 0, 1)
    with pytest.raises(ValidationError, match="1 到 3"):
        typed(balloting, poll, 0, 4)


def test_who_is_of_another_body_or_is_a_relative_of_the_head_does_not_type(
    balloting: Balloting, poll: Poll
) -> None:
    outsider = factories.make_user("outsider")
    kin = factories.make_person()
    factories.make_relatives(kin, balloting.appraisal.person)
    balloting.officers[1].person = kin
    balloting.officers[1].save()
    for user in (outsider, balloting.officers[1]):
        with pytest.raises(papers.NotYours):
            papers.type_paper(poll=poll.pk, number=1, ballot=Ballot(marks_of(poll)), by=user, on=DAY)
        client = Client()
        client.force_login(user)
        assert client.get(reverse("appraisal-papers", args=[poll.pk])).status_code == 404
        assert client.get(reverse("appraisal-turnout", args=[balloting.appraisal.pk])).status_code == 404


def test_what_was_typed_and_not_compared_keeps_the_ballot_from_being_counted(
    balloting: Balloting, poll: Poll
) -> None:
    typed(balloting, poll, 0, 1)
    with pytest.raises(ValidationError, match="1 张纸质票没有录完"):
        count(balloting.appraisal, timezone.now())


def test_the_page_names_what_is_missing_and_keeps_what_was_typed(balloting: Balloting, poll: Poll) -> None:
    client = Client()
    client.force_login(balloting.officers[0])
    given = marks_of(poll, 1) | {"number": "2", "remark": "照抄"}
    del given["money"]
    answer = client.post(reverse("appraisal-papers", args=[poll.pk]), given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "规范管理资金" in shown
    assert "照抄" in shown
    assert (
        client.post(reverse("appraisal-papers", args=[poll.pk]), given | {"money": "bad"}).status_code == 302
    )
    assert PaperEntry.objects.get().number == 2
    again = client.get(reverse("appraisal-papers", args=[poll.pk]) + "?number=2").content.decode()
    assert "照抄" in again
