"""The pages of appraisals: a constant number of queries, one screen for everybody, what was typed stays, nobody sees what is not theirs."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from appraisals.models import Appraisal, Comment, Meeting, Round
from tests import factories
from tests.appraisals import appraised
from tests.appraisals.appraised import ANGRY, CLOSES, MET, PARTS, SEALED, SET_UP, STATED, YEAR, Cast, fresh
from tests.today import log_ins_go_by_the_real_clock

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def as_user(cast: Cast) -> As:
    """A client logged in as a user of the cast."""

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be a day."""

    def be(day: date) -> None:
        told = SimpleNamespace(localdate=lambda: day, now=lambda: appraised.at(day))
        monkeypatch.setattr("core.clock.timezone", told)

    log_ins_go_by_the_real_clock(monkeypatch)
    be(SET_UP)
    return be


def screen(cast: Cast, *who: str, **changed: str) -> dict[str, object]:
    """The set-up screen as it is sent."""
    body = cast.units["organisation"]
    numbers = [str(cast.tenures[key].pk) for key in who]
    return {
        "token": str(uuid4()), "body": str(body.pk), "year": str(YEAR), "picked": numbers, "statements_due": "2026-11-13",
        "opens_on": "2026-11-25", "closes_on": "2026-12-04", "d_镇_team": "5", "d_镇_members": "20", "d_镇_masses": "", "d_镇_served": "0",
    } | changed  # fmt: skip


def test_every_head_is_on_the_screen_ticked_but_who_is_waived(cast: Cast, on: object, as_user: As) -> None:
    new = factories.make_tenure(post=factories.make_post(cast.units["finance"]), start=date(YEAR, 8, 1))
    page = as_user("organisation").get("/appraisals/rounds/new/").content.decode()
    for key in ("town", "second", "third", "fourth", "bureau"):
        assert f'name="picked" value="{cast.tenures[key].pk}" checked' in page
    assert f'value="{new.pk}"' not in page
    assert "免予：任职 153 天" in page
    assert "县医院" not in page  # managed by its department
    assert (
        f'value="{cast.tenures["hospital"].pk}" checked'
        in as_user("bureau").get("/appraisals/rounds/new/").content.decode()
    )


def test_the_screen_costs_as_many_queries_for_many_heads_as_for_few(
    cast: Cast, on: object, as_user: As, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = as_user("organisation")
    client.get("/appraisals/rounds/new/")
    for _ in range(60):
        factories.make_tenure(post=factories.make_post())
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]
        assert client.get("/appraisals/rounds/new/").status_code == 200


def test_one_request_sets_the_year_up_and_a_second_changes_nothing(
    cast: Cast, on: object, as_user: As
) -> None:
    client, sent = as_user("organisation"), screen(cast, "town", "second")
    sent |= {f"n_{cast.tenures['second'].pk}_members": "8+2"}
    for _ in range(2):
        assert client.post("/appraisals/rounds/new/", sent).status_code == 302
    made = Round.objects.get()
    issued = {
        row.person: {poll.electorate: (poll.slips, poll.papers) for poll in row.polls.all()}
        for row in made.appraisals.all()
    }
    assert issued == {
        cast.people["town"]: {"team": (5, 0), "members": (20, 0)},
        cast.people["second"]: {"team": (5, 0), "members": (8, 2)},
    }


def test_what_was_typed_stays_and_the_refusal_names_the_unit(cast: Cast, on: object, as_user: As) -> None:
    cell = f"n_{cast.tenures['town'].pk}_team"
    sent = screen(cast, "town", closes_on="2026-11-01", **{cell: "六张"})
    answer = as_user("organisation").post("/appraisals/rounds/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "城关镇 班子成员：“六张”无法识别" in page
    assert f'name="{cell}" value="六张"' in page
    assert f'value="{cast.tenures["second"].pk}" checked' not in page
    assert not Round.objects.exists()
    answer = as_user("organisation").post("/appraisals/rounds/new/", sent | {cell: "6"})
    assert answer.status_code == 422
    assert "评议截止日期不能早于开始日期" in answer.content.decode()


def test_the_list_costs_as_many_queries_whatever_its_length(
    cast: Cast, on: object, as_user: As, django_assert_max_num_queries: Callable[..., object]
) -> None:
    appraised.round_of(cast, "town", "second", "third", "fourth", "bureau")
    client = as_user("organisation")
    client.get("/appraisals/")
    with django_assert_max_num_queries(35):  # type: ignore[attr-defined]
        answer = client.get("/appraisals/?state=running&q=hp")
    assert [row["appraisal"].unit.name for row in answer.context["rows"]] == ["华坪镇"]


def test_the_list_of_rounds_says_year_body_days_and_how_many(cast: Cast, on: object, as_user: As) -> None:
    made = appraised.round_of(cast, "town", "second")
    answer = as_user("organisation").get("/appraisals/rounds/")
    (row,) = answer.context["rows"]
    assert (row["round"], row["taken"], row["sealed"]) == (made, 2, 0)
    page = answer.content.decode()
    assert f'<a href="/appraisals/rounds/{made.pk}/">{YEAR}年度</a>' in page
    assert made.body.name in page
    assert "2026年11月13日" in page


def moved(**days: str) -> dict[str, str]:
    """The form of the days of a round as it is sent."""
    given = {"statements_due": "2026-11-13", "opens_on": "2026-11-25", "closes_on": "2026-12-04"}
    return given | {"reason": "县委全会改期"} | days


def test_days_still_to_come_are_moved_and_what_they_were_and_why_stays_on_the_page(
    cast: Cast, on: Callable[[date], None], as_user: As
) -> None:
    made, client = appraised.round_of(cast), as_user("organisation")
    address = f"/appraisals/rounds/{made.pk}/days/"
    assert f'href="{address}"' in client.get(f"/appraisals/rounds/{made.pk}/").content.decode()
    later = moved(opens_on="2026-11-26", closes_on="2026-12-10")
    assert client.post(address, later).status_code == 302
    made.refresh_from_db()
    assert (made.opens_on, made.closes_on) == (date(2026, 11, 26), date(2026, 12, 10))
    page = client.get(f"/appraisals/rounds/{made.pk}/").content.decode()
    assert "县委全会改期" in page
    assert "评议 2026年11月25日 至 2026年12月4日" in page


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (SET_UP, {"reason": " "}, "这个字段是必填项"),
        (SET_UP, {}, "日期没有改动"),
        (SET_UP, {"opens_on": "2026-11-16"}, "个工作日才能开始评议"),
        (SET_UP, {"closes_on": "2026-11-24"}, "评议截止日期不能早于开始日期"),
        (appraised.OPENS, {"statements_due": "2026-11-12"}, "原定日期已经过了"),
        (appraised.OPENS, {"opens_on": "2026-11-27"}, "评议已经开始"),
        (appraised.MET, {"closes_on": "2026-11-25"}, "不能早于今天"),
    ],
)
def test_a_day_that_passed_stays_and_what_was_typed_too(
    cast: Cast, on: Callable[[date], None], as_user: As, day: date, days: dict[str, str], words: str
) -> None:
    made = appraised.round_of(cast)
    on(day)
    answer = as_user("organisation").post(f"/appraisals/rounds/{made.pk}/days/", moved(**days))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert all(value in page for value in days.values())
    assert made.history.count() == 1


def test_every_number_of_the_year_equals_its_list(
    cast: Cast, on: Callable[[date], None], as_user: As
) -> None:
    appraised.past(cast, "second", ANGRY, year=YEAR)
    on(SEALED)
    client = as_user("discipline")
    page = client.get("/appraisals/overview/")
    assert page.status_code == 200
    for one in page.context["stats"]:
        assert client.get(one["url"]).context["page"].paginator.count == one["value"], one["label"]
    for row in page.context["categories"]:
        assert client.get(row["taken_url"]).context["page"].paginator.count == row["taken"]
        assert client.get(row["signs_url"]).context["page"].paginator.count == row["signs"] == 1


def test_the_head_saves_drafts_and_hands_in(cast: Cast, on: Callable[[date], None], as_user: As) -> None:
    row, head = appraised.set_up(cast), as_user("town-head")
    on(STATED)
    kept = head.post(f"/appraisals/{row.pk}/statement/draft/", {"duty": "做了"})
    assert "saved_at" in kept.json()
    assert "做了" in head.get(f"/appraisals/{row.pk}/statement/").content.decode()
    refused = head.post(f"/appraisals/{row.pk}/statement/", {"duty": "做了很多"})
    assert refused.status_code == 422
    assert "做了很多" in refused.content.decode()
    assert head.post(f"/appraisals/{row.pk}/statement/", PARTS).status_code == 302
    assert head.post(f"/appraisals/{row.pk}/statement/draft/", {"duty": "改"}).status_code == 409
    assert head.get(f"/appraisals/{row.pk}/statement/").status_code == 404
    assert as_user("second-head").post(f"/appraisals/{row.pk}/statement/", PARTS).status_code == 404


def test_the_secretary_writes_the_meeting_down(cast: Cast, on: Callable[[date], None], as_user: As) -> None:
    row, secretary = appraised.voting(cast), as_user("secretary")
    on(MET)
    sent = {
        "day": "2026-11-26",
        "place": "会议室",
        "chair": "温怀谷",
        "present": "0",
        "summary": "述职并答问。",
    }
    refused = secretary.post(f"/appraisals/{row.pk}/meeting/", sent)
    assert refused.status_code == 422
    assert "述职并答问" in refused.content.decode()
    assert secretary.post(f"/appraisals/{row.pk}/meeting/", sent | {"present": "40"}).status_code == 302
    assert Meeting.objects.get().present == 40


def test_a_result_is_nowhere_before_it_is_sealed_and_then_where_it_belongs(
    cast: Cast, on: Callable[[date], None], as_user: As
) -> None:
    row = appraised.counted(cast, ANGRY)
    on(CLOSES)
    url = f"/appraisals/{row.pk}/result/"
    for who in ("organisation", "discipline", "committee", "town-head", "member", "leader"):
        assert as_user(who).get(url).status_code == 404, who
        assert "33.3%" not in as_user(who).get("/appraisals/").content.decode()
    assert as_user("organisation").post(f"/appraisals/{row.pk}/steps/seal/").status_code == 302
    assert fresh(row).state == "closed"
    principal = as_user("principal")
    assert "33.3%" in principal.get(url).content.decode()
    assert principal.post(f"/appraisals/{row.pk}/steps/seal/").status_code == 302
    on(SEALED)
    for who in ("organisation", "discipline", "committee", "town-head", "member", "leader", "secretary"):
        page = as_user(who).get(url).content.decode()
        assert "33.3%" in page, who
        assert ("多下村" in page) == (who in {"organisation", "discipline", "town-head"}), who
    for who in ("second-head", "hospital-head"):
        assert as_user(who).get(url).status_code == 404
    assert "origin=appraisal" in as_user("discipline").get(url).content.decode()
    assert "origin=appraisal" not in as_user("town-head").get(url).content.decode()


def test_few_ballots_are_not_shown_and_their_remarks_neither(
    cast: Cast, on: Callable[[date], None], as_user: As
) -> None:
    row = appraised.counted(cast, ANGRY, returned=4)
    on(CLOSES)
    principal = as_user("principal")
    principal.post(f"/appraisals/{row.pk}/steps/seal/")
    page = as_user("town-head").get(f"/appraisals/{row.pk}/result/").content.decode()
    assert page.count("不足 5 票，不显示") == 3
    assert "没有可以显示的意见" in page
    assert "（" not in page.split('id="questions"')[1].split("</section>")[0].replace("（八", "")


def test_the_head_comments_once_on_the_page(cast: Cast, on: Callable[[date], None], as_user: As) -> None:
    row, head = appraised.sealed(cast), as_user("town-head")
    on(SEALED)
    url = f"/appraisals/{row.pk}/result/comment/"
    assert head.post(url, {"text": " "}).status_code == 422
    for _ in range(2):
        assert head.post(url, {"text": "诚恳接受。"}).status_code == 302
    assert Comment.objects.get().text == "诚恳接受。"
    assert as_user("member").post(url, {"text": "代说。"}).status_code == 404


def test_what_waits_leads_to_the_next_step(cast: Cast, on: Callable[[date], None], as_user: As) -> None:
    appraised.round_of(cast)
    row = Appraisal.objects.get()
    assert f"/appraisals/{row.pk}/statement/" in as_user("town-head").get("/inbox/").content.decode()


def test_who_organises_finds_slips_turnout_and_papers_from_the_pages_of_round_and_appraisal(
    cast: Cast, on: Callable[[date], None], as_user: As
) -> None:
    row = appraised.voting(cast)
    on(appraised.OPENS)
    client = as_user("organisation")
    assert (
        f'href="/appraisals/rounds/{row.round_id}/slips/"'
        in client.get(f"/appraisals/rounds/{row.round_id}/").content.decode()
    )
    page = client.get(f"/appraisals/{row.pk}/").content.decode()
    assert f'href="/appraisals/{row.pk}/turnout/"' in page
    on_paper = set(row.polls.filter(papers__gt=0).values_list("pk", flat=True))
    assert on_paper
    for poll in row.polls.all():
        assert (f'href="/appraisals/polls/{poll.pk}/papers/"' in page) == (poll.pk in on_paper)
    assert "/turnout/" not in as_user("discipline").get(f"/appraisals/{row.pk}/").content.decode()
