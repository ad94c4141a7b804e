"""The voter's pages: what is asked, what is answered, and what an attacker finds."""

import logging
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from appraisals.models import Appraisal, Poll, Slip
from appraisals.procedure.slips import new_code, readable
from appraisals.services import voting
from core.models import Event
from rulebook.procedures.appraisals import COMMENT_LENGTH, State
from tests.appraisals.ballots.voted import form_of
from tests.factories.appraisals import Balloting

PAGES = ("ballot", "ballot-check", "ballot-cast", "ballot-thanks")


def first(balloting: Balloting, electorate: str = "masses") -> tuple[Poll, str]:
    return balloting.polls[electorate], balloting.codes[electorate][0]


def text_of(answer) -> str:  # noqa: ANN001
    return answer.content.decode()


def test_from_the_code_to_thanks(balloting: Balloting) -> None:
    poll, code = first(balloting)
    client = Client()
    assert "输入票码" in text_of(client.get(reverse("ballot")))
    shown = text_of(client.post(reverse("ballot"), {"code": readable(code).lower()}))
    assert balloting.appraisal.person.name in shown
    assert "群众代表" in shown
    assert "教育管理家属子女" not in shown, "what only insiders can tell is asked of insiders"
    assert "履行岗位职责情况：已经做到" in shown, "the published statement"
    checked = client.post(reverse("ballot-check"), form_of(poll, code, 1, "多下乡。"))
    assert checked.status_code == 200
    assert "基本满意" in text_of(checked)
    assert Slip.objects.filter(used=True).count() == 0
    cast = client.post(reverse("ballot-cast"), form_of(poll, code, 1, "多下乡。"), follow=True)
    assert cast.redirect_chain == [(reverse("ballot-thanks"), 302)]
    assert "已经投票" in text_of(cast)
    assert Slip.objects.filter(used=True).count() == 1
    assert not client.cookies


def test_the_leadership_team_is_asked_what_only_insiders_can_tell(balloting: Balloting) -> None:
    _poll, code = first(balloting, "team")
    assert "公道正派选人用人" in text_of(Client().post(reverse("ballot"), {"code": code}))


def test_what_is_not_answered_is_named_and_what_was_given_stays(balloting: Balloting) -> None:
    poll, code = first(balloting)
    given = form_of(poll, code, 2, "意见在此")
    del given["honest"]
    answer = Client().post(reverse("ballot-check"), given)
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "请选择一项" in shown
    assert "廉洁自律" in shown
    assert "意见在此" in shown
    assert shown.count("checked") == len(given) - 2
    assert Client().post(reverse("ballot-cast"), given).status_code == 422
    assert not Slip.objects.filter(used=True).exists()


def test_coming_back_from_the_check_nothing_is_lost(balloting: Balloting) -> None:
    poll, code = first(balloting)
    answer = Client().post(reverse("ballot"), form_of(poll, code, 2, "意见在此"))
    assert answer.status_code == 200
    assert "意见在此" in text_of(answer)
    assert text_of(answer).count("checked") == 5


def test_a_mark_that_is_none_or_of_the_other_scale_and_a_remark_too_long_are_refused(
    balloting: Balloting,
) -> None:
    poll, code = first(balloting)
    for change in (
        {"overall": "good"},
        {"honest": "satisfied"},
        {"duty": "x"},
        {"remark": "长" * (COMMENT_LENGTH + 1)},
    ):
        assert Client().post(reverse("ballot-cast"), form_of(poll, code) | change).status_code == 422
    assert Poll.objects.get(pk=poll.pk).cast == 0


def test_marks_for_what_was_not_asked_change_nothing(balloting: Balloting) -> None:
    poll, code = first(balloting)
    more = {"collective": "bad", "poll": "1", "used": "x", "appraisal": "99"}
    assert Client().post(reverse("ballot-cast"), form_of(poll, code) | more).status_code == 302
    assert Poll.objects.get(pk=poll.pk).cast == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PUBLISHED, "评议还没有开始，11 月 19 日起可以投票"),
        (State.CLOSED, "评议已经截止"),
        (State.CANCELLED, "已经取消"),
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_used_now_says_why(balloting: Balloting, state: State, words: str) -> None:
    _poll, code = first(balloting)
    Appraisal.objects.update(state=state)
    for name in ("ballot", "ballot-check", "ballot-cast"):
        answer = Client().post(reverse(name), {"code": code})
        assert (answer.status_code, words in text_of(answer)) == (422, True), name


def test_unknown_mistyped_and_used_codes_get_one_clear_message_each(balloting: Balloting) -> None:
    poll, code = first(balloting)
    Client().post(reverse("ballot-cast"), form_of(poll, code))
    for sent, words in (
        ("", "请输入票码"),
        ("1234", "票码输入有误"),
        (code[:15] + ("0" if code[15] != "0" else "1"), "票码输入有误"),
        (new_code(), "没有这个票码"),
        (code, "已经用过"),
    ):
        answer = Client().post(reverse("ballot"), {"code": sent})
        assert (answer.status_code, words in text_of(answer)) == (422, True), words


def test_a_flood_of_wrong_codes_is_held_back_and_keeps_nobody_from_voting(
    balloting: Balloting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "MOST_WRONG", 2)
    tried = [Client().post(reverse("ballot"), {"code": new_code()}) for _at in range(3)]
    assert ["输错票码的人太多" in text_of(one) for one in tried] == [False, False, True]
    poll, code = first(balloting)
    assert Client().post(reverse("ballot-cast"), form_of(poll, code)).status_code == 302


def test_no_address_bears_a_code_no_page_sets_a_cookie_and_no_cache_keeps_one(balloting: Balloting) -> None:
    poll, code = first(balloting)
    client = Client()
    answers = [
        client.get(reverse("ballot")),
        client.post(reverse("ballot"), {"code": code}),
        client.post(reverse("ballot-check"), form_of(poll, code)),
        client.post(reverse("ballot-cast"), form_of(poll, code)),
        client.get(reverse("ballot-thanks")),
        client.get("/ballot/nothing-here/"),
    ]
    for answer in answers:
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "no-referrer"
        assert code not in answer.get("Location", "")
    assert all("no-store" in answer["Cache-Control"] for answer in answers[:-1])
    forms = text_of(answers[1]) + text_of(answers[2])
    assert 'method="get"' not in forms
    assert "?code" not in forms


def test_an_officer_who_is_logged_in_votes_as_nobody(balloting: Balloting) -> None:
    poll, code = first(balloting)
    client = Client()
    client.force_login(balloting.officers[0])
    session = client.session
    before = Event.objects.count()
    assert client.post(reverse("ballot-cast"), form_of(poll, code)).status_code == 302
    assert Event.objects.count() == before
    assert dict(client.session) == dict(session)


def test_the_log_never_hears_of_a_code_also_when_something_breaks(
    balloting: Balloting, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll, code = first(balloting)

    def down(**_given: object) -> None:
        raise OperationalError("the database is gone")

    with caplog.at_level(logging.DEBUG):
        Client().post(reverse("ballot"), {"code": new_code()})
        monkeypatch.setattr(voting, "cast_ballot", down)
        answer = Client().post(reverse("ballot-cast"), form_of(poll, code, 0, "不可示人"))
    assert answer.status_code == 503
    assert "票码没有用掉" in text_of(answer)
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert code not in logged
    assert readable(code) not in logged
    assert "不可示人" not in logged


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b"no form", "content_type": "multipart/form-data; boundary=b"}, 422),
        ({"data": b"x=1", "content_type": "multipart/form-data"}, 400),
        ({"data": b"&".join(b"x=%d" % at for at in range(5001)), "content_type": "application/x-www-form-urlencoded"}, 400),
        ({"data": b"code=" + b"x" * 100_000, "content_type": "application/x-www-form-urlencoded"}, 413),
        ({"data": b"code=%ff%00", "content_type": "application/x-www-form-urlencoded"}, 422),
        ({"data": b"{}", "content_type": "application/json"}, 422),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["ballot", "ballot-check", "ballot-cast"])
def test_what_is_no_ballot_is_answered_politely(
    balloting: Balloting, sent: dict, status: int, name: str
) -> None:
    assert Client().post(reverse(name), **sent).status_code == status
    assert not Slip.objects.filter(used=True).exists()


def test_the_pages_tell_nothing_to_the_browser_to_keep() -> None:
    script = (Path(configured.BASE_DIR) / "static/js/ballot.js").read_text()
    for store in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "fetch(", "XMLHttp"):
        assert store not in script
    for page in (Path(configured.BASE_DIR) / "templates/appraisals").glob("ballot*.html"):
        assert "data-draft" not in page.read_text()


def test_a_page_asks_the_database_as_often_whatever_the_number_of_slips(
    balloting: Balloting, django_assert_max_num_queries
) -> None:  # noqa: ANN001
    poll, code = first(balloting)
    with django_assert_max_num_queries(5):
        Client().post(reverse("ballot"), {"code": code})
    with django_assert_max_num_queries(12):
        Client().post(reverse("ballot-cast"), form_of(poll, code))
