"""Writing a draft: nothing typed is lost, nobody is overwritten unseen, a form sent twice makes one record."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from integrity.models import FollowUp, Record
from integrity.selectors import candidates
from rulebook.tenure import TenureKind
from tests import factories
from tests.conftest import Log
from tests.integrity.conftest import Make
from tests.integrity.world import BEFORE, TALK, TODAY, World

pytestmark = pytest.mark.django_db


def form(**values: Any) -> dict[str, Any]:
    """What the browser sends, without heads."""
    return {
        "kind": TALK,
        "token": str(uuid4()),
        "seen": "",
        "held_on": TODAY.isoformat(),
        "place": "县纪委谈话室",
        "host": "晏听澜",
        "others": "",
        "summary": "提醒严格执行集体决策制度。",
        "problems": "",
        "measures": "",
        "follow-TOTAL_FORMS": "1",
        "follow-INITIAL_FORMS": "0",
        "follow-0-text": "",
        "do": "save",
    } | values


def test_a_form_opened_from_a_late_duty_is_filled_for_it(world: World, as_user: Log) -> None:
    duty = world.duty(world.head, period=BEFORE.key)
    page = as_user(world.officer).get(f"/records/new/?duty={duty.pk}").content.decode()
    assert world.head.name in page
    assert f'<option value="{BEFORE.key}" selected>' in page


def test_who_heads_two_equal_posts_is_offered_under_the_one_held_longest_without_a_break(
    world: World,
) -> None:  # L3: touching tenures are joined
    post = factories.make_post(world.bureau, "党组书记")
    post_elsewhere = factories.make_post(factories.make_unit("县金融办"))
    head = factories.make_person()
    factories.make_tenure(head, post, date(2019, 1, 1), date(2024, 1, 1), TenureKind.ACTING)
    factories.make_tenure(head, post, date(2024, 1, 1))
    factories.make_tenure(head, post_elsewhere, date(2022, 1, 1))
    (offered,) = (one for one in candidates(world.officer, TALK, TODAY).values() if one.person == head.pk)
    assert (offered.unit, offered.post) == (world.bureau.pk, "党组书记")


def test_a_form_sent_twice_makes_one_record(world: World, as_user: Log) -> None:
    client = as_user(world.officer)
    sent = form(do="register", body=world.discipline.pk, head=f"{world.head.pk}-{world.town.pk}")
    first = client.post("/records/new/", sent)
    again = client.post("/records/new/", sent)
    record = Record.objects.get()
    assert first["Location"] == again["Location"] == f"/records/{record.pk}/"
    assert record.state == "recorded"


def test_what_keeps_a_record_from_being_entered_is_said_and_all_typed_is_kept(
    world: World, as_user: Log
) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    sent = form(
        do="register",
        body=world.discipline.pk,
        held_on=tomorrow,
        **{"follow-0-text": "报送台账", "follow-0-due": ""},
    )
    answer = as_user(world.officer).post("/records/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写期限" in page
    sent |= {"follow-0-due": tomorrow}
    page = as_user(world.officer).post("/records/new/", sent).content.decode()
    assert "不能晚于今天" in page
    assert "请至少选择一位" in page
    assert "提醒严格执行集体决策制度。" in page
    assert "报送台账" in page
    assert Record.objects.get().state == "draft"


def test_a_day_that_is_none_is_named_and_the_rest_is_kept_as_draft(world: World, as_user: Log) -> None:
    answer = as_user(world.officer).post(
        "/records/new/", form(held_on="2026-13-45", body=world.discipline.pk)
    )
    assert answer.status_code == 422
    assert "日期“2026-13-45”无法识别" in answer.content.decode()
    record = Record.objects.get()
    assert (record.held_on, record.place) == (None, "县纪委谈话室")


def test_a_draft_saves_itself_and_says_when(world: World, as_user: Log) -> None:
    client = as_user(world.officer)
    sent = form(body=world.discipline.pk, head=f"{world.head.pk}-{world.town.pk}", summary="写到一半")
    answer = client.post("/records/draft/", sent).json()
    again = client.post("/records/draft/", sent | {"summary": "写到一半，接着写"}).json()
    record = Record.objects.get()
    assert answer["action"] == again["action"] == f"/records/{record.pk}/edit/"
    assert record.summary == "写到一半，接着写"
    assert record.participations.get().person == world.head


def test_a_draft_of_someone_else_is_not_saved_over_unseen(world: World, draft: Make, as_user: Log) -> None:
    record = draft((world.head, world.town))
    mine, theirs = as_user(world.officer), as_user(world.colleague)
    record.refresh_from_db()
    opened = record.changed_at.isoformat()
    common = {"token": str(record.token), "seen": opened, "body": world.discipline.pk}
    common |= {"head": f"{world.head.pk}-{world.town.pk}"}
    assert theirs.post(f"/records/{record.pk}/edit/", form(summary="同事所写", **common)).status_code == 302
    answer = mine.post(f"/records/{record.pk}/edit/", form(summary="我所写", **common))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "保存过这份草稿" in page
    assert "我所写" in page
    record.refresh_from_db()
    assert record.summary == "同事所写"
    assert mine.post("/records/draft/", form(summary="我所写", **common)).status_code == 409
    seen = common | {"seen": record.changed_at.isoformat()}
    assert mine.post(f"/records/{record.pk}/edit/", form(summary="我所写", **seen)).status_code == 302
    record.refresh_from_db()
    assert record.summary == "我所写"


def test_one_person_saves_again_and_again(world: World, draft: Make, as_user: Log) -> None:
    record = draft()
    client = as_user(world.officer)
    sent = form(token=str(record.token), seen=record.changed_at.isoformat(), body=world.discipline.pk)
    for words in ("一", "二", "三"):
        answer = client.post("/records/draft/", sent | {"summary": words})
        assert answer.status_code == 200
        sent["seen"] = answer.json()["seen"]


def test_what_one_saved_in_another_window_is_not_saved_over_unseen(
    world: World, draft: Make, as_user: Log
) -> None:
    record = draft()
    client = as_user(world.officer)
    opened = form(token=str(record.token), seen=record.changed_at.isoformat(), body=world.discipline.pk)
    assert client.post("/records/draft/", opened | {"summary": "这个窗口"}).status_code == 200
    refused = client.post("/records/draft/", opened | {"summary": "另一个窗口"})
    assert refused.status_code == 409
    assert "您在另一个窗口" in refused.json()["message"]
    page = client.post(f"/records/{record.pk}/edit/", opened | {"summary": "另一个窗口"})
    assert (page.status_code, "另一个窗口</textarea>" in page.content.decode()) == (409, True)
    record.refresh_from_db()
    assert record.summary == "这个窗口"


def test_a_form_whose_answer_was_lost_on_the_way_may_come_again(
    world: World, draft: Make, as_user: Log
) -> None:
    record = draft((world.head, world.town))
    client = as_user(world.officer)
    sent = form(token=str(record.token), seen=record.changed_at.isoformat(), body=world.discipline.pk)
    sent |= {"head": f"{world.head.pk}-{world.town.pk}", "summary": "写到一半"}
    for _time in range(2):
        assert client.post("/records/draft/", sent).status_code == 200


def test_heads_not_offered_are_not_taken(world: World, as_user: Log) -> None:
    stranger = factories.make_head()
    sent = form(body=world.committee.pk, pick=[f"{stranger.pk}-1", f"{world.head.pk}-{world.town.pk}"])
    as_user(world.leader_user).post("/records/new/", sent)
    record = Record.objects.get()
    assert [line.person for line in record.participations.all()] == [world.head]


def test_heads_and_rows_are_added_and_removed_without_scripts(world: World, as_user: Log) -> None:
    client = as_user(world.officer)
    head, other = f"{world.head.pk}-{world.town.pk}", f"{world.other.pk}-{world.bureau.pk}"
    sent = form(do="add-heads", body=world.discipline.pk, pick=[head, other])
    client.post("/records/new/", sent)
    record = Record.objects.get()
    assert record.participations.count() == 2
    path = f"/records/{record.pk}/edit/"
    sent |= {"head": [head, other], "pick": [], "do": f"drop:{other}"}
    client.post(path, sent)
    assert [line.person for line in record.participations.all()] == [world.head]
    client.post(path, sent | {"do": "add-follow-up", "head": head, "follow-0-text": "报送台账"})
    row = FollowUp.objects.get()
    assert (row.text, row.due) == ("报送台账", None)
    rows = {"follow-0-number": row.pk, "follow-0-text": "报送台账", "follow-0-DELETE": "on"}
    client.post(path, sent | rows | {"follow-INITIAL_FORMS": "1"})
    assert not FollowUp.objects.exists()


def test_files_go_into_the_draft_at_once_and_what_is_refused_is_named(world: World, as_user: Log) -> None:
    client = as_user(world.officer)
    good = SimpleUploadedFile("谈话提纲.txt", "提纲".encode())
    bad = SimpleUploadedFile("程序.txt", b"MZ\x90\x00")
    answer = client.post("/records/new/", form(do="upload", body=world.discipline.pk, files=[good, bad]))
    assert answer.status_code == 422
    assert "程序.txt" in answer.content.decode()
    record = Record.objects.get()
    kept = record.attachments.get()
    assert kept.name == "谈话提纲.txt"
    assert "谈话提纲" not in kept.file.name
    sent = form(token=str(record.token), do=f"detach:{kept.pk}", body=world.discipline.pk)
    client.post(f"/records/{record.pk}/edit/", sent)
    assert not record.attachments.exists()


def test_a_draft_can_be_thrown_away_and_a_record_cannot(
    world: World, draft: Make, recorded: Make, as_user: Log
) -> None:
    record, settled = draft(), recorded()
    client = as_user(world.officer)
    assert client.post(f"/records/{record.pk}/discard/").status_code == 302
    assert client.post(f"/records/{settled.pk}/discard/").status_code == 404
    assert list(Record.objects.all()) == [settled]
