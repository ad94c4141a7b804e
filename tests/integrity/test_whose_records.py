"""Drafts, withdrawals and follow-ups belong to the body that keeps them, not to everyone who has a seat in it or once worked there."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from integrity.models import FollowUp, Record
from integrity.policies import withdrawable_records
from integrity.selectors import open_follow_ups
from integrity.services import register_record
from rulebook.roles import Role
from tests import factories
from tests.conftest import Log
from tests.integrity.conftest import Make
from tests.integrity.world import FORUM, TALK, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(world: World) -> User:
    """An officer of the county committee, in which the linked leader has a seat."""
    return factories.make_user("secretary", role=Role.OFFICER, body=world.committee)


def held_by_the_committee(world: World, draft: Make, secretary: User, *heads: Any) -> Record:
    made = draft(*heads, kind=FORUM, body_id=world.committee.pk)
    Record.objects.filter(pk=made.pk).update(entered_by=secretary, changed_by=secretary)
    return register_record(record=made.pk, by=secretary, on=TODAY)


def test_a_leader_with_a_seat_in_the_committee_does_not_withdraw_its_records(
    world: World, draft: Make, secretary: User, as_user: Log
) -> None:
    forum = held_by_the_committee(
        world, draft, secretary, (world.head, world.town), (world.other, world.bureau)
    )
    leader = as_user(world.leader_user)
    assert leader.get(f"/records/{forum.pk}/").context["may_withdraw"] is False
    assert leader.post(f"/records/{forum.pk}/withdraw/", {"reason": "x"}).status_code == 404
    assert forum in withdrawable_records(secretary, TODAY)


def test_a_leader_is_not_told_what_was_agreed_with_heads_of_other_units(
    world: World, draft: Make, secretary: User, as_user: Log
) -> None:
    forum = held_by_the_committee(
        world, draft, secretary, (world.head, world.town), (world.other, world.bureau)
    )
    for person, text in ((world.head, "报送镇台账"), (world.other, "报送林业台账"), (None, "印发纪要")):
        FollowUp.objects.create(record=forum, person=person, text=text, due=TODAY)
    told = {row.text for row in open_follow_ups(world.leader_user, TODAY)}
    assert told == {"报送镇台账", "印发纪要"}
    assert "报送林业台账" not in as_user(world.leader_user).get("/inbox/").content.decode()
    assert "报送林业台账" in {row.text for row in open_follow_ups(secretary, TODAY)}
    theirs = FollowUp.objects.get(text="报送林业台账")
    assert as_user(world.leader_user).post(f"/records/follow-ups/{theirs.pk}/done/", {}).status_code == 404


def test_a_leader_sees_the_committees_drafts_about_linked_units_alone(
    world: World, draft: Make, secretary: User, as_user: Log
) -> None:
    statuses = {}
    for name, heads in (
        ("linked", ((world.head, world.town),)),
        ("both", ((world.head, world.town), (world.other, world.bureau))),
        ("other", ((world.other, world.bureau),)),
    ):
        made = draft(*heads, kind=FORUM, body_id=world.committee.pk)
        Record.objects.filter(pk=made.pk).update(entered_by=secretary, changed_by=secretary)
        statuses[name] = as_user(world.leader_user).get(f"/records/{made.pk}/edit/").status_code
    assert statuses == {"linked": 200, "both": 404, "other": 404}


def test_who_left_the_body_sees_none_of_the_drafts_they_wrote_for_it(
    world: World, draft: Make, as_user: Log
) -> None:
    made = draft((world.head, world.town))
    world.officer.roles.update(during=DateRange(factories.LONG_AGO, TODAY - timedelta(days=1)))
    client = as_user(world.officer)
    assert client.get(f"/records/{made.pk}/").status_code == 404
    assert client.get(f"/records/{made.pk}/edit/").status_code == 404
    assert client.post(f"/records/{made.pk}/discard/").status_code == 404
    assert as_user(world.colleague).get(f"/records/{made.pk}/edit/").status_code == 200


def test_who_changed_to_another_body_leaves_the_drafts_behind(
    world: World, draft: Make, as_user: Log
) -> None:
    made = draft((world.head, world.town))
    world.officer.roles.update(body=world.committee)
    assert as_user(world.officer).get(f"/records/{made.pk}/edit/").status_code == 404


def test_who_was_switched_off_is_sent_to_the_log_in(world: World, draft: Make, as_user: Log) -> None:
    made = draft((world.head, world.town))
    client = as_user(world.officer)
    User.objects.filter(pk=world.officer.pk).update(is_active=False)
    answer = client.get(f"/records/{made.pk}/edit/")
    assert (answer.status_code, answer["Location"].startswith("/login/")) == (302, True)


def test_a_head_added_to_a_sent_form_by_hand_is_not_taken(world: World, as_user: Log) -> None:
    """Only heads the user may act on are kept, whatever numbers a forged form names; the body, the author and the state are not in it."""
    stranger = factories.make_tenure(
        post=factories.make_post(
            factories.make_unit("他县局", county=factories.make_county("610926", "平利县"))
        )
    ).person
    client, token = as_user(world.leader_user), "7d1c0a52-7b55-4a6c-9a3f-3c3f3f0c2f11"
    form = {
        "kind": TALK, "token": token, "held_on": TODAY.isoformat(), "summary": "谈话", "do": "save",
        "head": [f"{stranger.pk}-0", f"{world.other.pk}-{world.bureau.pk}", f"{world.head.pk}-{world.town.pk}"],
        "body": world.discipline.pk, "entered_by": world.officer.pk, "state": "recorded", "origin": "imported",
        "follow-TOTAL_FORMS": 0, "follow-INITIAL_FORMS": 0,
    }  # fmt: skip
    client.post("/records/new/", form)
    made = Record.objects.get(token=token)
    assert [line.person for line in made.participations.all()] == [world.head]
    assert (made.body, made.entered_by, made.state, made.origin) == (
        None,
        world.leader_user,
        "draft",
        "entered",
    )
