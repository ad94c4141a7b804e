"""PostgreSQL holds the ballots by itself (行级安全, N31): where a view forgets its filter nobody sees more; voters are nobody and still vote."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from appraisals.models import Appraisal, PaperEntry, Poll, Remark, Slip, Tally
from appraisals.policies.ballots import handled_polls
from appraisals.services.counting import count
from core.clock import now
from core.rows.reading import reading_as
from organisation.models import Unit
from rulebook.establishment import Category
from rulebook.procedures.appraisals import State
from rulebook.roles import Role
from tests import factories
from tests.appraisals.ballots.voted import marks_of
from tests.factories.appraisals import Balloting
from tests.forgetting import forget_filter

pytestmark = pytest.mark.usefixtures("product_role")
OF_VOTERS = (Poll, Slip, PaperEntry, Tally, Remark)


def opens(user: User, page: str) -> bool:
    """Whether it opens for `user`."""
    client = Client()
    client.force_login(user)
    return client.get(page).status_code == 200


def kept(user: User) -> set[type]:
    """Of which tables `user` reads any row."""
    with reading_as(str(user.pk)):
        return {model for model in OF_VOTERS if model.objects.exists()}


@pytest.fixture
def relative(balloting: Balloting) -> User:
    """An officer of the body that organises, and a relative of the head."""
    user = factories.make_user(
        "relative", role=Role.OFFICER, body=balloting.body, person=factories.make_person()
    )
    factories.make_relatives(user.person, balloting.appraisal.person)  # type: ignore[arg-type]
    return user


def test_with_the_filter_forgotten_the_page_of_papers_opens_to_no_other(
    balloting: Balloting, relative: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factories.make_user(
        "other", role=Role.OFFICER, body=factories.make_unit("县审计局", Category.GOVERNMENT_DEPARTMENT)
    )
    head = factories.make_user("head", person=balloting.appraisal.person)
    page = reverse("appraisal-papers", args=[balloting.polls["members"].pk])
    forget_filter(monkeypatch, handled_polls, Poll.objects.all)
    assert opens(balloting.officers[0], page)
    assert not any(opens(user, page) for user in (other, head, relative))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert opens(other, page), "but for PostgreSQL it would open"


def test_slips_and_papers_are_the_organisers_alone_also_when_the_result_is_sealed(
    balloting: Balloting, relative: User
) -> None:
    poll = balloting.polls["members"]
    PaperEntry.objects.create(poll=poll, number=1, turn=1, marks=marks_of(poll), by=balloting.officers[0])
    head = factories.make_user("head", person=balloting.appraisal.person)
    discipline = factories.make_user(
        "jiwei", role=Role.OFFICER, body=factories.make_unit("县纪委监委", Category.DISCIPLINE)
    )
    assert kept(balloting.officers[0]) == {Poll, Slip, PaperEntry}
    assert kept(head) == kept(discipline) == kept(relative) == set()
    PaperEntry.objects.all().delete()
    with reading_as(str(balloting.officers[0].pk)):
        count(Appraisal.objects.get(), now())
    assert kept(head) == set()
    Appraisal.objects.update(
        state=State.SEALED,
        closed_at=now(),
        sealed_on=now().date(),
        sealed_by=balloting.officers[0],
        content={},
        content_hash="0" * 64,
    )
    assert kept(balloting.officers[0]) == {Poll, Slip, Tally}
    assert kept(head) == kept(discipline) == {Poll, Tally}
    assert kept(relative) == set()


def test_whoever_steps_in_for_the_body_handles_its_ballots(balloting: Balloting) -> None:
    factories.make_tenure(balloting.appraisal.person, factories.make_post(balloting.body, "部长"))
    above = factories.make_user(
        "above", role=Role.OFFICER, body=factories.make_unit("镇坪县委", Category.COUNTY_COMMITTEE)
    )
    assert Unit.objects.get(name="镇坪县委").function
    assert kept(above) == {Poll, Slip}


def test_who_votes_is_nobody_and_casts_a_ballot(balloting: Balloting) -> None:
    poll, code = balloting.polls["masses"], balloting.codes["masses"][0]
    client = Client()
    assert client.post(reverse("ballot"), {"code": code}).status_code == 200
    answer = client.post(reverse("ballot-cast"), {"code": code} | marks_of(poll))
    assert answer.status_code == 302
    poll.refresh_from_db()
    assert poll.cast == 1
    with reading_as(""):
        assert not any(model.objects.exists() for model in OF_VOTERS)


def test_nobody_writes_into_a_ballot_that_is_not_theirs(balloting: Balloting, relative: User) -> None:
    poll = balloting.polls["members"]
    with reading_as(str(relative.pk)):
        assert Slip.objects.update(used=True) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            PaperEntry.objects.create(poll_id=poll.pk, number=1, turn=1, marks={}, by=relative)
