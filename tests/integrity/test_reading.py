"""The list of records, its export, files, answers and follow-ups."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from integrity.models import FollowUp
from integrity.selectors import (
    objections,
    open_follow_ups,
    records_awaiting_answer,
    records_of,
    withdrawn_lately,
)
from integrity.services import (
    AlreadySettled,
    answer_record,
    attach,
    finish_follow_up,
    register_record,
    withdraw_record,
)
from tests import factories
from tests.conftest import Log
from tests.integrity.conftest import Make
from tests.integrity.world import FORUM, QUARTER, TODAY, World

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> set[str]:
    """The heads in the list under a filter."""
    page = client.get(f"/records/?{query}").context["page"]
    return {line.person.name for record in page for line in record.lines}


def test_the_list_is_narrowed_by_each_filter(world: World, draft: Make, recorded: Make, as_user: Log) -> None:
    recorded()
    draft((world.other, world.bureau), held_on=None)
    client = as_user(world.officer)
    head, other = {world.head.name}, {world.other.name}
    assert names(client, "") == head | other
    assert names(client, "state=draft") == other
    assert names(client, "kind=integrity-forum") == set()
    assert names(client, f"period={QUARTER.key}") == head
    assert names(client, "period=1990Q1") == head | other
    assert names(client, "answer=pending") == head
    assert names(client, "answer=objected") == set()
    assert names(client, "q=cgz") == head
    assert names(client, "q=林业") == other


def test_the_list_costs_the_same_for_many_records(
    world: World, recorded: Make, as_user: Log, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(world.officer)
    recorded()
    with django_assert_max_num_queries(60) as few:
        client.get("/records/")
    asked = len(few)
    for number in range(12):
        unit = factories.make_unit(f"县试验{number}站")
        person = factories.make_tenure(post=factories.make_post(unit)).person
        recorded((person, unit))
    with django_assert_max_num_queries(asked):
        page = client.get("/records/").content.decode()
    assert "共 13 条" in page


def test_the_export_holds_what_the_filter_shows(
    world: World, draft: Make, recorded: Make, as_user: Log
) -> None:
    recorded(host="=cmd()")
    draft((world.other, world.bureau))
    answer = as_user(world.officer).get("/records/export/?state=recorded")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert [row[2] for row in rows] == ["姓名", world.head.name]
    assert rows[1][8] == "'=cmd()"


def test_a_file_is_a_download_for_those_who_read_the_whole_record(
    world: World, draft: Make, as_user: Log
) -> None:
    record = draft((world.head, world.town), (world.other, world.bureau), kind=FORUM)
    file = SimpleUploadedFile("会议记录.txt", "恳谈记录".encode())
    assert attach(token=record.token, files=[file], by=world.officer, on=TODAY) == []
    register_record(record=record.pk, by=world.officer, on=TODAY)
    path = f"/records/{record.pk}/files/{record.attachments.get().pk}/"
    answer = as_user(world.officer).get(path)
    assert b"".join(answer.streaming_content) == "恳谈记录".encode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    for user in (world.head_user, world.auditor, world.leader_user):
        assert as_user(user).get(path).status_code == 404


def test_a_head_confirms_once(world: World, recorded: Make, as_user: Log) -> None:
    record = recorded()
    line = record.participations.get()
    assert list(records_awaiting_answer(world.head_user)) == [line]
    client = as_user(world.head_user)
    assert "请您确认" in client.get(f"/records/{record.pk}/").content.decode()
    client.post(f"/records/{record.pk}/answer/", {"answer": "confirmed"})
    client.post(f"/records/{record.pk}/answer/", {"answer": "objected", "words": "改主意"})
    line.refresh_from_db()
    assert (line.answer, line.answer_words) == ("confirmed", "")
    assert not records_awaiting_answer(world.head_user).exists()


def test_an_objection_needs_words_and_comes_before_the_body(
    world: World, recorded: Make, as_user: Log
) -> None:
    record = recorded()
    client = as_user(world.head_user)
    answer = client.post(f"/records/{record.pk}/answer/", {"answer": "objected", "words": " "})
    assert answer.status_code == 422
    assert "请写明对记录的哪一部分有异议" in answer.content.decode()
    client.post(f"/records/{record.pk}/answer/", {"answer": "objected", "words": "议题已提前送达"})
    assert [line.person for line in objections(world.officer, TODAY)] == [world.head]
    assert not objections(world.head_user, TODAY).exists()
    assert "有 1 位“一把手”对记录提出异议" in as_user(world.officer).get("/records/").content.decode()
    assert "议题已提前送达" in as_user(world.officer).get(f"/records/{record.pk}/").content.decode()


def test_nobody_answers_for_the_head(world: World, recorded: Make) -> None:
    line = recorded().participations.get()
    with pytest.raises(AlreadySettled):
        answer_record(participation=line.pk, answer="confirmed", words="", by=world.officer, on=TODAY)


def test_a_head_is_told_that_a_record_was_withdrawn(world: World, recorded: Make, as_user: Log) -> None:
    record = recorded()
    withdraw_record(record=record.pk, reason="日期登记错误", by=world.officer, on=TODAY)
    assert [line.record for line in withdrawn_lately(world.head_user, TODAY)] == [record]
    assert not records_awaiting_answer(world.head_user).exists()
    assert "日期登记错误" in as_user(world.head_user).get(f"/records/{record.pk}/").content.decode()


def test_records_of_a_head_are_those_the_asker_may_read(world: World, recorded: Make) -> None:
    record = recorded()
    assert list(records_of(world.head, world.officer, TODAY, until=TODAY)) == [record]
    assert list(records_of(world.head, world.head_user, TODAY, until=TODAY)) == [record]
    assert list(records_of(world.head, world.auditor, TODAY, until=TODAY)) == []


def test_of_a_past_day_only_records_held_by_then_are_told(world: World, recorded: Make) -> None:
    earlier, later = (recorded(held_on=TODAY - timedelta(days=days)) for days in (40, 0))
    told = {
        days: list(records_of(world.head, world.officer, TODAY, until=TODAY - timedelta(days=days)))
        for days in (41, 40, 1, 0)
    }
    assert told == {41: [], 40: [earlier], 1: [earlier], 0: [later, earlier]}


def test_follow_ups_are_done_by_the_owner_or_the_body(world: World, recorded: Make, as_user: Log) -> None:
    record = recorded()
    own = FollowUp.objects.create(record=record, person=world.head, text="修订议事规则", due=TODAY)
    body = FollowUp.objects.create(record=record, text="回访", due=TODAY + timedelta(days=30))
    assert list(open_follow_ups(world.head_user, TODAY)) == [own]
    assert list(open_follow_ups(world.officer, TODAY)) == [own, body]
    assert list(open_follow_ups(world.auditor, TODAY)) == []
    client = as_user(world.head_user)
    sent = {f"done-{own.pk}-done_on": TODAY.isoformat(), f"done-{own.pk}-result": ""}
    answer = client.post(f"/records/follow-ups/{own.pk}/done/", sent)
    assert (answer.status_code, "请写明完成情况" in answer.content.decode()) == (422, True)
    client.post(f"/records/follow-ups/{own.pk}/done/", sent | {f"done-{own.pk}-result": "已修订并印发"})
    own.refresh_from_db()
    assert (own.done_on, own.result) == (TODAY, "已修订并印发")
    assert client.post(f"/records/follow-ups/{body.pk}/done/", sent).status_code == 404


def test_a_follow_up_is_not_done_before_the_talk_nor_in_the_future(world: World, recorded: Make) -> None:
    row = FollowUp.objects.create(record=recorded(), text="回访", due=TODAY)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1), None):
        with pytest.raises(ValidationError) as caught:
            finish_follow_up(follow_up=row.pk, done_on=day, result="完成", by=world.officer, on=TODAY)
        assert "done_on" in caught.value.message_dict


def test_the_list_of_follow_ups_holds_what_its_reader_sees_through(
    world: World, recorded: Make, as_user: Log
) -> None:
    record = recorded()
    rows = {
        "late": FollowUp.objects.create(
            record=record, person=world.head, text="修订议事规则", due=TODAY - timedelta(days=3)
        ),
        "soon": FollowUp.objects.create(record=record, text="回访", due=TODAY + timedelta(days=5)),
        "far": FollowUp.objects.create(record=record, text="年底复核", due=TODAY + timedelta(days=90)),
        "done": FollowUp.objects.create(
            record=record, person=world.head, text="报送清单", due=TODAY, done_on=TODAY, result="已报送"
        ),
    }
    client = as_user(world.officer)

    def listed(query: str) -> list[str]:
        found = client.get(f"/records/follow-ups/{query}").context["page"]
        return [key for row in found for key, one in rows.items() if one == row]

    assert listed("") == ["late", "soon", "far"]
    assert listed("?state=pressing") == ["late", "soon"]
    assert listed("?state=overdue") == ["late"]
    assert listed("?state=done") == ["done"]
    assert set(listed("?state=")) == set(rows)
    assert listed("?state=&q=sjm") == ["late", "done"]
    assert listed("?q=年底") == ["far"]
    assert listed("?state=nonsense") == ["late", "soon", "far"]
    own = as_user(world.head_user).get("/records/follow-ups/").context["page"]
    assert list(own) == [rows["late"]]
    assert not as_user(world.auditor).get("/records/follow-ups/?state=").context["page"].object_list


def test_the_list_of_follow_ups_costs_the_same_for_many(world: World, recorded: Make, as_user: Log) -> None:
    record, client = recorded(), as_user(world.officer)

    def queries() -> int:
        client.get("/records/follow-ups/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/records/follow-ups/")
        return len(seen)

    FollowUp.objects.create(record=record, person=world.head, text="回访", due=TODAY)
    before = queries()
    for number in range(40):
        FollowUp.objects.create(record=record, person=world.head, text=f"回访{number}", due=TODAY)
    assert queries() == before
