"""A published draft is read and answered by anybody, without log-in, cookie or script; what they say is the unit's alone (C3, N1)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from core import clock
from core.models import Event
from decisions.models import Attachment, Matter, Preparation, PublicComment
from decisions.services.publishing import MOST, SALT
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.test_matter_steps import entered
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db


def published(world: World, matter: Matter | None = None, **values: Any) -> Preparation:
    """A draft on the public page, open for forty days from today."""
    filled = {
        "since": TODAY,
        "until": TODAY + timedelta(days=40),
        "published": True,
        "draft": "拟修建污水管网 3 公里。",
    }
    found = matter or make_matter(world, flags=["livelihood"])
    step: Preparation = entered(world, found, "consultation", **filled | values)
    return step


def form_for(
    draft: Preparation, seconds: int = 60, token: str = "6f1c3a52-3c94-4f43-9a7e-6f0f2f6f1d11"
) -> str:  # noqa: S107
    """The signed text of a form opened `seconds` ago."""
    opened = clock.now() - timedelta(seconds=seconds)
    return signing.dumps([draft.pk, token, opened.isoformat()], salt=SALT, compress=True)


def test_a_draft_is_read_without_log_in_and_sets_no_cookie(world: World) -> None:
    draft = published(world)
    file = Attachment(
        matter=draft.matter,
        preparation=draft,
        name="草案.txt",
        size=6,
        sha256="0" * 64,
        added_by=world.secretary,
    )
    file.file.save("draft.txt", ContentFile("草案全文"))
    inner = Attachment(
        matter=draft.matter, name="内部.txt", size=6, sha256="1" * 64, added_by=world.secretary
    )
    inner.file.save("inner.txt", ContentFile("内部"))
    reader = Client()
    listed, page = reader.get("/drafts/"), reader.get(f"/drafts/{draft.pk}/")
    for answer in (listed, page):
        assert answer.status_code == 200
        assert not answer.cookies
        assert "<script" not in answer.content.decode()
        assert draft.matter.title in answer.content.decode()
    text = page.content.decode()
    assert "拟修建污水管网 3 公里。" in text
    assert "草案.txt" in text
    assert "内部.txt" not in text
    assert draft.matter.summary not in text
    assert (
        b"".join(reader.get(f"/drafts/{draft.pk}/files/{file.pk}/").streaming_content).decode() == "草案全文"
    )  # type: ignore[attr-defined]
    assert reader.get(f"/drafts/{draft.pk}/files/{inner.pk}/").status_code == 404


def test_only_what_was_published_and_has_begun_is_found(world: World) -> None:
    hidden = [
        published(world, published=False),
        published(world, since=TODAY + timedelta(days=1)),
        published(world, make_matter(world, title="撤回的")),
    ]
    Matter.objects.filter(pk=hidden[2].matter_id).update(state="withdrawn", withdrawn_reason="不办了")
    for draft in hidden:
        assert Client().get(f"/drafts/{draft.pk}/").status_code == 404
        assert Client().post(f"/drafts/{draft.pk}/", {"text": "意见"}).status_code == 404
        assert draft.matter.title not in Client().get("/drafts/").content.decode()


def test_cadre_matters_are_never_published(world: World) -> None:
    matter = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    with pytest.raises(ValidationError, match="不在公开页面公布"):
        published(world, matter)
    forced = Preparation.objects.create(
        matter=matter, kind="consultation", published=True, since=TODAY, until=TODAY, draft="人选"
    )
    assert Client().get(f"/drafts/{forced.pk}/").status_code == 404


def test_a_period_shorter_than_the_rule_is_published_with_its_reason(world: World) -> None:
    with pytest.raises(ValidationError, match="征求意见少于 30 天的，须写明理由"):
        published(world, until=TODAY + timedelta(days=29))
    draft = published(world, until=TODAY + timedelta(days=29), short_reason="汛期临近，须在雨季前开工")
    page = Client().get(f"/drafts/{draft.pk}/").content.decode()
    assert "汛期临近，须在雨季前开工" in page
    assert "规定不少于 30 天" in page


def test_what_the_public_has_read_is_not_changed_behind_its_back(world: World) -> None:
    draft = published(world)
    for change in ({"draft": "改过的草案"}, {"published": False}, {"until": TODAY + timedelta(days=35)}):
        with pytest.raises(ValidationError, match="草案已经公布"):
            published(world, draft.matter, **change)
    published(world, draft.matter, until=TODAY + timedelta(days=60))
    draft.refresh_from_db()
    assert draft.until == TODAY + timedelta(days=60)


def test_a_comment_is_kept_once_without_anything_about_its_writer(world: World, as_user: Log) -> None:
    draft = published(world)
    sent = {"text": "请一并修路灯", "name": "", "website": "", "form": form_for(draft)}
    reader = Client(enforce_csrf_checks=True)
    first, again = (reader.post(f"/drafts/{draft.pk}/", sent, REMOTE_ADDR="10.9.8.7") for _turn in range(2))
    assert first.status_code == again.status_code == 302
    assert not first.cookies
    assert "意见已收到" in reader.get(first["Location"].split("#")[0]).content.decode()
    comment = PublicComment.objects.get()
    assert (comment.text, comment.name, comment.received_on) == ("请一并修路灯", "", TODAY)
    assert {field.name for field in PublicComment._meta.fields} == {
        "id", "matter", "text", "name", "received_on", "token",
    }  # fmt: skip
    assert not Event.objects.filter(facts__icontains="10.9.8.7").exists()
    assert "请一并修路灯" not in reader.get(f"/drafts/{draft.pk}/").content.decode()
    inside = as_user(world.member).get(f"/matters/{draft.matter_id}/comments/").content.decode()
    assert "请一并修路灯" in inside
    assert as_user(world.outsider).get(f"/matters/{draft.matter_id}/comments/").status_code == 404


@pytest.mark.parametrize(
    ("values", "seconds", "words"),
    [
        ({"text": " "}, 60, "必填"),
        ({"text": "字" * 2001}, 60, "2000"),
        ({}, 1, "提交得太快了"),
        ({}, 13 * 3600, "页面打开太久"),
        ({"form": "made-up"}, 60, "页面打开太久"),
    ],
)
def test_a_comment_that_is_not_taken_loses_nothing_typed(
    world: World, values: dict[str, str], seconds: int, words: str
) -> None:
    draft = published(world)
    sent = {
        "text": "请一并修路灯",
        "name": "一位居民",
        "website": "",
        "form": form_for(draft, seconds),
    } | values
    answer = Client().post(f"/drafts/{draft.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page or "字段" in page
    assert "一位居民" in page
    assert not PublicComment.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_ignored(world: World) -> None:
    draft = published(world)
    sent = {"text": "广告", "name": "", "website": "http://x", "form": form_for(draft)}
    assert Client().post(f"/drafts/{draft.pk}/", sent).status_code == 302
    assert not PublicComment.objects.exists()


def test_a_flood_on_one_draft_is_held_back_and_loses_nothing_typed(world: World) -> None:
    flooded, other = published(world), published(world)
    sent = [
        Client().post(
            f"/drafts/{draft.pk}/",
            {"text": f"意见{turn}", "name": "", "website": "", "form": form_for(draft, token=str(uuid4()))},
        )
        for draft in (flooded, other)
        for turn in range(MOST + 1 if draft == flooded else 1)
    ]
    assert [answer.status_code for answer in sent] == [302] * MOST + [422, 302]
    page = sent[MOST].content.decode()
    assert "此刻提意见的人太多" in page
    assert f"意见{MOST}" in page


def test_a_form_of_one_draft_does_not_serve_another(world: World) -> None:
    one, other = published(world), published(world)
    sent = {"text": "意见", "name": "", "website": "", "form": form_for(one)}
    assert Client().post(f"/drafts/{other.pk}/", sent).status_code == 422


def test_after_the_period_the_draft_stays_and_takes_no_comment(world: World) -> None:
    draft = published(world)
    Preparation.objects.filter(pk=draft.pk).update(
        since=TODAY - timedelta(days=40), until=TODAY - timedelta(days=1)
    )
    page = Client().get(f"/drafts/{draft.pk}/").content.decode()
    assert "征求意见已经结束" in page
    assert "<textarea" not in page
    sent = {"text": "晚了一天", "name": "", "website": "", "form": form_for(draft)}
    assert Client().post(f"/drafts/{draft.pk}/", sent).status_code == 422
    assert not PublicComment.objects.exists()


def test_the_unit_pages_through_comments_and_writes_summary_and_adoption(world: World, as_user: Log) -> None:
    draft = published(world)
    PublicComment.objects.bulk_create(
        PublicComment(matter=draft.matter, text=f"第{turn}条意见", received_on=TODAY) for turn in range(60)
    )
    client = as_user(world.secretary)
    assert "第59条意见" in client.get(f"/matters/{draft.matter_id}/comments/").content.decode()
    assert "第0条意见" in client.get(f"/matters/{draft.matter_id}/comments/?page=2").content.decode()
    Preparation.objects.filter(pk=draft.pk).update(
        since=TODAY - timedelta(days=45), until=TODAY - timedelta(days=5)
    )
    draft.refresh_from_db()
    sent = {
        "since": draft.since.isoformat() if draft.since else "",
        "until": draft.until.isoformat() if draft.until else "",
        "published": "on",
        "draft": draft.draft,
        "text": "共收到 60 条，主要是路灯问题",
        "adoption": "采纳，列入二期",
    }
    assert client.post(f"/matters/{draft.matter_id}/steps/consultation/", sent).status_code == 302
    assert "采纳，列入二期" in client.get(f"/matters/{draft.matter_id}/").content.decode()
