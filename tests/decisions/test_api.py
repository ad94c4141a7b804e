"""`POST /api/v1/decisions/check`: who is let in, what may be sent, what is answered (interchange 4). Nothing is stored."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import make_api_key
from accounts.views import machines
from core.models import Event
from decisions.models import Matter
from decisions.procedure.reading import schema
from decisions.views import api
from tests.decisions.cases import FLAWLESS, changed
from tests.factories import make_user

pytestmark = pytest.mark.django_db
URL = "/api/v1/decisions/check"
SILENT = changed(FLAWLESS, id="OA-3", meeting__members__2__spoke=None)
WRONG = changed(FLAWLESS, meeting__members__2__vote="maybe")
NDJSON = "application/x-ndjson"
Ask = Any


@pytest.fixture
def user() -> User:
    return make_user("oa")


@pytest.fixture
def key(user: User) -> str:
    return make_api_key(user=user, name="县 OA", by=None)[1]


@pytest.fixture
def ask(key: str) -> Ask:
    """Send a body with the key, judged on 2026-07-01."""

    def post(
        body: Any, kind: str = "application/json", query: str = "?as_of=2026-07-01", **headers: str
    ) -> HttpResponse:
        content = body if isinstance(body, (str, bytes)) else json.dumps(body, ensure_ascii=False)
        client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {key}", **headers})
        answer: HttpResponse = client.post(URL + query, content, content_type=kind)
        return answer

    return post


def told(answer: HttpResponse) -> Any:
    return json.loads(answer.content)


# what is answered
def test_one_decision_is_answered_by_one_object(ask: Ask) -> None:
    answer = ask(SILENT)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert told(answer) == {
        "id": "OA-3",
        "findings": [
            {
                "clause": "C8",
                "code": "head-silent-members",
                "facts": {"staff_nos": ["M2"], "names": ["石知远"]},
                "message": "“一把手”已经表态，到会成员没有发表意见：石知远。",
            }
        ],
    }


def test_a_list_is_answered_by_a_list_with_what_cannot_be_read_in_its_place(ask: Ask) -> None:
    answer = ask([FLAWLESS, WRONG, 3, SILENT])
    assert answer.status_code == 200
    first, second, third, fourth = told(answer)
    assert first == {"id": "OA-2026-0017", "findings": []}
    assert (second["line"], second["field"]) == (2, "meeting.members[2].vote")
    assert (third["line"], third["field"]) == (3, "")
    assert fourth["id"] == "OA-3"
    assert told(ask([])) == []


def test_lines_are_answered_by_lines(ask: Ask) -> None:
    answer = ask("\ufeff" + json.dumps(FLAWLESS) + "\r\n\r\noops\r\n" + json.dumps(SILENT), NDJSON)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(NDJSON)
    first, second, third = (json.loads(line) for line in answer.content.splitlines())
    assert first["findings"] == []
    assert second == {"line": 3, "field": "", "error": "不是完整的 JSON 对象。"}
    assert third["findings"][0]["code"] == "head-silent-members"


def test_a_byte_order_mark_is_no_part_of_the_decision(ask: Ask) -> None:
    assert told(ask("\ufeff" + json.dumps(FLAWLESS)))["findings"] == []
    assert len(told(ask("\ufeff" + json.dumps([FLAWLESS, SILENT])))) == 2
    assert ask("\ufeff").status_code == 400


def test_one_that_cannot_be_read_is_answered_by_its_field(ask: Ask) -> None:
    answer = ask(WRONG)
    assert answer.status_code == 422
    assert told(answer)["field"] == "meeting.members[2].vote"
    assert ask("{").status_code == 422


def test_it_is_judged_as_of_the_day_asked_for_and_of_today_otherwise(ask: Ask) -> None:
    untouched = changed(FLAWLESS, execution=None)
    assert told(ask(untouched, query="?as_of=2026-05-27"))["findings"] == []
    assert [one["code"] for one in told(ask(untouched, query=""))["findings"]] == ["no-follow-up"]
    refused = ask(untouched, query="?as_of=morgen")
    assert (refused.status_code, "as_of" in told(refused)["error"]) == (400, True)


def test_nothing_is_stored(ask: Ask) -> None:
    before = Event.objects.count()
    ask([FLAWLESS, SILENT])
    assert not Matter.objects.exists()
    assert Event.objects.count() == before


# what may be sent
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (" ", "application/json", 400),
        ("  \n", NDJSON, 400),
        ("[1,", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 422),
        ("{}", "text/plain", 415),
        ("form=1", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_is_no_decision_is_refused_in_chinese(ask: Ask, body: Any, kind: str, status: int) -> None:
    answer = ask(body, kind)
    assert answer.status_code == status
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told(answer)["error"])


def test_a_request_is_bounded_in_bytes_and_in_decisions(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(changed(FLAWLESS, resolution__text="文" * 1_000_000)).status_code == 200
    assert ask(changed(FLAWLESS, resolution__text="文" * 1_750_000)).status_code == 413
    assert ask("[" + ",".join(["1"] * 10_001) + "]").status_code == 413
    assert ask("1\n" * 10_001, NDJSON).status_code == 413


def test_only_posting_checks(key: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {key}"})
    assert client.get(URL).status_code == 405
    assert client.put(URL, "{}", content_type="application/json").status_code == 405


# who is let in
@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer jk_wrong", "Basic b2E6b2E=", "jk_wrong"])
def test_without_a_key_or_a_log_in_nobody_is_let_in(header: str | None) -> None:
    client = Client(headers={} if header is None else {"Authorization": header})
    answer = client.post(URL, FLAWLESS, content_type="application/json")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "密钥" in told(answer)["error"]


def test_a_wrong_key_is_not_saved_by_a_log_in(user: User, client: Client) -> None:
    client.force_login(user)
    answer = client.post(
        URL, FLAWLESS, content_type="application/json", headers={"Authorization": "Bearer x"}
    )
    assert answer.status_code == 401


def test_who_is_logged_in_is_let_in_with_the_token_of_a_page(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.post(URL, FLAWLESS, content_type="application/json")
    assert answer.status_code == 403
    assert "CSRF" in told(answer)["error"]
    client.get(reverse("password-change"))
    token = client.cookies["csrftoken"].value
    answer = client.post(URL, FLAWLESS, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 200
    assert (
        client.post(URL, FLAWLESS, content_type="application/json", headers={"X-CSRFToken": "x"}).status_code
        == 403
    )


def test_who_was_switched_off_is_let_in_no_more(user: User, ask: Ask) -> None:
    assert ask(FLAWLESS).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert ask(FLAWLESS).status_code == 401


def test_one_user_asks_so_often_a_minute_and_no_other_is_held_up(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "MOST", 3)
    monkeypatch.setattr(machines, "SECONDS", 3600)
    assert [ask(FLAWLESS).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(FLAWLESS)
    assert refused["Retry-After"] == "3600"
    assert "频繁" in told(refused)["error"]
    other = make_api_key(user=make_user(), name="别的系统", by=None)[1]
    client = Client(headers={"Authorization": f"Bearer {other}"})
    assert client.post(URL, FLAWLESS, content_type="application/json").status_code == 200


# the form
def test_the_form_is_served_as_json_schema_to_anybody(client: Client) -> None:
    answer = client.get("/api/v1/decisions/schema.json")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/json")
    assert told(answer) == json.loads(json.dumps(schema()))
    assert client.post("/api/v1/decisions/schema.json").status_code == 405


def test_the_bounds_are_those_the_documents_name() -> None:
    assert (api.LARGEST, api.MOST, machines.MOST, machines.SECONDS) == (5 * 1024 * 1024, 10_000, 60, 60)
