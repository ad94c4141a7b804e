"""Pages of complaints: what was typed is never lost, nothing of the sender is kept, lists cost the same however long they are (C23)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from complaints.models import Complaint, Draft
from complaints.services import challenges
from complaints.services.intake import Said, receive
from core.models import Event
from tests.complaints.conftest import SECRET, World

FACTS = "把修渠的工程给了自己的表弟，没有开会。"


def form_of(ago: int = 10) -> dict[str, str]:
    """A form opened some seconds ago, and the answer to its question."""
    signed = challenges.open_form(timezone.now() - timedelta(seconds=ago))
    challenge = challenges.opened(signed, timezone.now())
    assert challenge is not None
    return {"form": signed, "answer": str(challenge.first + challenge.second)}


def opened(user: User) -> Client:
    """An officer who gave the passphrase."""
    client = Client()
    client.force_login(user)
    assert client.post(reverse("complaint-open"), {"passphrase": SECRET}).status_code == 302
    return client


def reported(world: World, number: int) -> None:
    for _at in range(number):
        receive(body=world.body, said=Said(facts=FACTS, unit=world.town.pk), form=str(uuid4()), on=world.day)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"facts": "  "}, "请写明反映的问题"),
        ({"answer": "99"}, "请回答这个问题"),
        ({"form": "made up"}, "页面打开太久"),
        ({"attachments": SimpleUploadedFile("病毒.exe", b"MZ\x90\x00\x03")}, "病毒.exe"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(world: World, given, words: str):
    data = form_of() | {"facts": FACTS, "person_words": "镇长", "contact": "门口的信箱"} | given
    answer = Client().post(reverse("report-new"), data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "门口的信箱" in text
    assert not Complaint.objects.exists()


def test_a_form_sent_within_three_seconds_was_not_written_by_a_person(world: World):
    answer = Client().post(reverse("report-new"), form_of(ago=1) | {"facts": FACTS})
    assert "太快" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_who_fills_what_people_do_not_see_is_told_nothing_and_nothing_is_kept(world: World):
    assert (
        Client().post(reverse("report-new"), form_of() | {"facts": FACTS, "website": "x"}).status_code == 422
    )
    assert not Complaint.objects.exists()


def test_no_cookie_is_set_no_session_made_and_no_moment_kept(world: World):
    client = Client()
    for name in ("report-about", "report-new", "report-progress", "report-resume"):
        assert not client.get(reverse(name)).cookies, name
    before = Event.objects.count()
    answer = client.post(reverse("report-new"), form_of() | {"facts": FACTS})
    assert answer.status_code == 200
    assert not client.cookies
    assert "no-store" in answer["Cache-Control"]
    assert Event.objects.count() == before
    assert mail.outbox == []


def test_a_draft_is_kept_and_gone_on_with(world: World):
    client = Client()
    kept = client.post(reverse("report-new"), form_of() | {"facts": FACTS, "keep": "yes"})
    assert Draft.objects.count() == 1
    code = kept.context["code"]
    again = client.post(reverse("report-resume"), {"code": code})
    assert FACTS in again.content.decode()


def test_more_than_is_taken_is_refused_before_it_is_read(world: World):
    answer = Client().post(
        reverse("report-new"),
        b"x",
        content_type="multipart/form-data; boundary=x",
        headers={"content-length": str(10**9)},
    )
    assert answer.status_code == 413
    assert "附件太大" in answer.content.decode()


def test_the_wrong_passphrase_opens_nothing_and_is_counted(world: World):
    client = Client()
    client.force_login(world.officers[0])
    assert client.get(reverse("complaint-list")).status_code == 302
    tries = [client.post(reverse("complaint-open"), {"passphrase": "不是这一句话呀"}) for _try in range(11)]
    assert {one.status_code for one in tries} == {422}
    assert "十分钟以后" in tries[-1].content.decode()
    assert client.get(reverse("complaint-list")).status_code == 302


def test_the_browsers_half_alone_or_the_sessions_half_alone_opens_nothing(world: World):
    client = opened(world.officers[0])
    assert client.get(reverse("complaint-list")).status_code == 200
    token = client.cookies["complaints-open"].value
    other = Client()
    other.force_login(world.officers[0])
    other.cookies["complaints-open"] = token
    assert other.get(reverse("complaint-list")).status_code == 302
    del client.cookies["complaints-open"]
    assert client.get(reverse("complaint-list")).status_code == 302


def test_a_list_asks_as_much_for_sixty_as_for_two(world: World):
    client = opened(world.officers[0])
    asked = []
    for more in (2, 58):
        reported(world, more)
        client.get(reverse("complaint-list"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("complaint-list")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_every_reading_is_noted(world: World):
    reported(world, 1)
    complaint = Complaint.objects.get()
    opened(world.officers[0]).get(reverse("complaint", args=[complaint.pk]))
    event = Event.objects.get(action="complaint.viewed")
    assert (event.actor, event.target_id) == (world.officers[0], complaint.pk)


@pytest.mark.parametrize("who", ["closed", "custodian"])
def test_who_may_not_open_finds_no_complaint_and_no_number_of_them(world: World, who: str):
    reported(world, 1)
    client = Client()
    client.force_login(world.closed if who == "closed" else world.custodians[0])
    assert client.get(reverse("complaint", args=[Complaint.objects.get().pk])).status_code == 404
    assert "2026-00001" not in client.get(reverse("inbox")).content.decode()


def test_nothing_in_an_address_breaks_the_list(world: World):
    client = opened(world.officers[0])
    assert client.get("/complaints/?state=%00&channel=x&late=y&page=99999999999999999999").status_code == 200
