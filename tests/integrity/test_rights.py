"""Who reads what was said. Other ids are not found, whoever asks."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from core.models import Event
from integrity.models import FollowUp, Record
from integrity.policies import readable_records, withdrawable_records
from integrity.services import register_record
from tests import factories
from tests.conftest import Log
from tests.integrity.conftest import Make
from tests.integrity.world import FORUM, TODAY, World

pytestmark = pytest.mark.django_db


def test_a_talk_is_read_by_the_mandates_that_read_and_the_head(
    world: World, recorded: Make, as_user: Log
) -> None:
    record = recorded()
    readers = (world.officer, world.colleague, world.organiser, world.leader_user, world.head_user)
    others = (world.auditor, world.overseer, world.other_user, factories.make_user("nobody"))
    assert [as_user(user).get(f"/records/{record.pk}/").status_code for user in readers] == [200] * 5
    assert [as_user(user).get(f"/records/{record.pk}/").status_code for user in others] == [404] * 4


def test_a_record_not_readable_is_in_no_list(world: World, recorded: Make) -> None:
    record = recorded()
    for user in (world.auditor, world.overseer, world.other_user):
        assert record not in readable_records(user, TODAY)


def test_a_draft_is_seen_by_the_body_that_writes_it_alone(world: World, draft: Make, as_user: Log) -> None:
    record = draft((world.head, world.town))
    for user, status in (
        (world.colleague, 200),
        (world.organiser, 404),
        (world.leader_user, 404),
        (world.head_user, 404),
        (world.auditor, 404),
    ):
        assert as_user(user).get(f"/records/{record.pk}/edit/").status_code == status


def test_an_administrator_of_the_system_reads_no_record(world: World, recorded: Make, as_user: Log) -> None:
    root = factories.make_user("root")
    root.is_staff = root.is_superuser = True
    root.save()
    assert as_user(root).get(f"/records/{recorded().pk}/").status_code == 404


def test_in_a_forum_a_head_reads_only_what_concerns_them(world: World, draft: Make, as_user: Log) -> None:
    record = draft((world.head, world.town), (world.other, world.bureau), kind=FORUM)
    record.participations.filter(person=world.head).update(statement="本镇将立即整改")
    record.participations.filter(person=world.other).update(
        statement="林业局另有说明", problems="项目分包不合规"
    )
    FollowUp.objects.create(record=record, person=world.other, text="报送林业项目台账", due=TODAY)
    FollowUp.objects.create(record=record, text="印发会议纪要", due=TODAY)
    register_record(record=record.pk, by=world.officer, on=TODAY)
    page = as_user(world.head_user).get(f"/records/{record.pk}/").content.decode()
    assert "本镇将立即整改" in page
    assert "印发会议纪要" in page
    for hidden in ("林业局另有说明", "项目分包不合规", "报送林业项目台账", world.other.name):
        assert hidden not in page
    assert "林业局另有说明" in as_user(world.officer).get(f"/records/{record.pk}/").content.decode()


def test_a_linked_leader_reads_only_the_lines_of_linked_units(
    world: World, draft: Make, as_user: Log
) -> None:
    record = draft((world.head, world.town), (world.other, world.bureau), kind=FORUM)
    record.participations.filter(person=world.other).update(statement="林业局另有说明")
    register_record(record=record.pk, by=world.officer, on=TODAY)
    page = as_user(world.leader_user).get(f"/records/{record.pk}/").content.decode()
    assert world.head.name in page
    assert "林业局另有说明" not in page


def test_a_relative_of_the_head_does_not_read_by_office(world: World, recorded: Make) -> None:
    record = recorded()
    assert world.officer.person is not None
    factories.make_relatives(world.officer.person, world.head)
    world.officer.__dict__.pop("_scopes", None)
    assert record not in readable_records(world.officer, TODAY)
    assert record not in withdrawable_records(world.officer, TODAY)


def test_who_supervised_the_unit_then_still_reads_and_later_talks_elsewhere_stay_closed(
    world: World, recorded: Make
) -> None:
    early = recorded(held_on=TODAY - timedelta(days=1))
    world.head.tenures.update(during=DateRange(factories.LONG_AGO, TODAY))  # type: ignore[attr-defined]
    elsewhere = factories.make_unit("县审批局")
    factories.make_tenure(world.head, factories.make_post(elsewhere), start=TODAY)
    late = recorded((world.head, elsewhere), held_on=TODAY)
    readable = readable_records(world.leader_user, TODAY)
    assert early in readable
    assert late not in readable


def test_a_page_of_a_record_is_noted_once_a_day_for_each_reader(
    world: World, recorded: Make, as_user: Log
) -> None:
    record = recorded()
    for user in (world.head_user, world.head_user, world.organiser):
        as_user(user).get(f"/records/{record.pk}/")
    read = Event.objects.filter(action="record.read", target_id=record.pk).values_list(
        "actor__username", flat=True
    )
    assert sorted(read) == ["head", "organiser"]


def test_strangers_numbers_are_not_found_by_any_address(world: World, recorded: Make, as_user: Log) -> None:
    record = recorded()
    follow_up = FollowUp.objects.create(record=record, text="报送台账", due=TODAY)
    client = as_user(world.auditor)
    assert client.post(f"/records/{record.pk}/answer/", {"answer": "confirmed"}).status_code == 404
    assert client.post(f"/records/{record.pk}/withdraw/", {"reason": "x"}).status_code == 404
    assert client.post(f"/records/{record.pk}/discard/").status_code == 404
    assert client.post(f"/records/follow-ups/{follow_up.pk}/done/", {}).status_code == 404
    assert client.get("/records/new/").status_code == 404
    assert client.get("/records/plan/").status_code == 404
    assert (
        as_user(world.organiser).post(f"/records/{record.pk}/withdraw/", {"reason": "x"}).status_code == 404
    )
    assert Record.objects.get(pk=record.pk).state == "recorded"
