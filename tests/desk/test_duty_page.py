"""One duty: facts, history in words, the reason of a waiver, putting off its reminders."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from supervision.models import Duty, Snooze
from supervision.services import sweep
from supervision.services.reminders import snooze
from tests import factories
from tests.desk.world import DAY, TALK, World

ClientOf = Callable[[str], Client]


def page_of(client: Client, duty: Duty) -> str:
    return client.get(f"/duties/{duty.pk}/").content.decode()


def test_it_says_what_is_to_be_done_for_whom_by_whom_until_when(world: World, client_of: ClientOf) -> None:
    text = page_of(client_of("discipline-officer"), world.duty("head"))
    for words in (
        "提醒约谈",
        "山既明",
        "城关镇",
        "县纪委监委、乔怀谷",
        "还剩 27 个工作日",
        "每季度至少与党政",
    ):
        assert words in text


def test_its_history_tells_the_days_on_which_things_came_true(world: World, client_of: ClientOf) -> None:
    page = client_of("discipline-officer").get(f"/duties/{world.duty('head', period='2026Q3').pk}/")
    steps = [(step["on"], step["title"]) for step in page.context["steps"]]
    assert steps == [
        (date(2026, 11, 24), "逾期，上报承办机构的上级"),
        (date(2026, 11, 24), "逾期，提请承办机构办理"),
        (date(2026, 10, 1), "逾期"),
        (date(2026, 7, 1), "列入履职日历"),
    ]
    assert "镇坪县委" in page.context["steps"][0]["text"]


def test_a_done_duty_names_the_record_but_links_it_only_for_readers(
    world: World, client_of: ClientOf
) -> None:
    factories.make_done(TALK, world.people["head"], date(2026, 10, 9))
    sweep(on=DAY)
    text = page_of(client_of("member"), world.duty("head"))
    assert "提醒约谈 2026年10月9日" in text
    assert "记录内容不在您的监督职责之内" in text


def test_a_waiver_tells_the_days_it_rests_on(world: World, client_of: ClientOf) -> None:
    late = factories.make_tenure(
        post=factories.make_post(factories.make_unit("县信访局"), "局长"), start=date(2026, 9, 20)
    )
    sweep(on=DAY)
    duty = Duty.objects.get(person=late.person, kind=TALK, period="2026Q3")
    text = page_of(client_of("discipline-officer"), duty)
    assert "2026年第三季度在任 11 天（9月20日至9月30日），不足 30 天，免予办理（规则 L1）" in text


def test_an_absence_tells_its_days(world: World, client_of: ClientOf) -> None:
    factories.make_absence(world.people["head"], date(2026, 7, 1), date(2026, 9, 10))
    sweep(on=DAY)
    text = page_of(client_of("discipline-officer"), world.duty("head", period="2026Q3"))
    assert "经批准离岗 71 天" in text
    assert "超过 60 天" in text


def test_leaving_cancels_with_the_day(world: World, client_of: ClientOf) -> None:
    tenure = world.people["head"].tenures.get()
    tenure.during = type(tenure.during)(tenure.during.lower, date(2026, 11, 10))
    tenure.save()
    sweep(on=DAY)
    text = page_of(client_of("discipline-officer"), world.duty("head"))
    assert "2026年11月10日已离任" in text


def test_the_head_sees_their_own_duty(world: World, client_of: ClientOf) -> None:
    assert client_of("head").get(f"/duties/{world.duty('head').pk}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["far", "bureau-officer", "finance-officer", "registrar", "administrator", "nobody"]
)
def test_a_foreign_duty_is_not_found(world: World, client_of: ClientOf, name: str) -> None:
    duty = world.duty("head")
    assert client_of(name).get(f"/duties/{duty.pk}/").status_code == 404
    answer = client_of(name).post(f"/duties/{duty.pk}/snooze/", {"until": "2026-12-01", "reason": "x"})
    assert answer.status_code == 404
    assert not Snooze.objects.exists()


def test_a_reminder_is_put_off_and_the_duty_does_not_move(world: World, client_of: ClientOf) -> None:
    duty = world.duty("head", period="2026Q3")
    client = client_of("discipline-officer")
    client.post(f"/duties/{duty.pk}/snooze/", {"until": "2026-12-10", "reason": "出差，返程后约谈"})
    kept = Snooze.objects.get(duty=duty)
    assert (kept.until, kept.reason) == (date(2026, 12, 10), "出差，返程后约谈")
    before, after = duty, Duty.objects.get(pk=duty.pk)
    assert (before.state, before.due) == (after.state, after.due)
    assert "您已暂缓提醒至 2026年12月10日" in page_of(client, duty)


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        ("2026-11-24", "出差", "应晚于今天"),
        ("2026-12-25", "出差", "最迟为 2026年12月24日"),
        ("2026-12-01", "", "必填"),
        ("明天", "出差", "无法识别"),
        ("", "出差", "必填"),
    ],
)
def test_a_bad_wish_is_refused_and_what_was_typed_is_kept(
    world: World, client_of: ClientOf, until: str, reason: str, words: str
) -> None:
    duty = world.duty("head")
    answer = client_of("discipline-officer").post(
        f"/duties/{duty.pk}/snooze/", {"until": until, "reason": reason}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert f'value="{reason}"' in text or not reason
    assert not Snooze.objects.exists()


def test_the_service_itself_refuses_what_the_form_would(world: World) -> None:
    user, duty = world.users["discipline-officer"], world.duty("head")
    for until, reason in ((DAY, "x"), (DAY + timedelta(days=31), "x"), (DAY + timedelta(days=1), "  ")):
        with pytest.raises(ValidationError):
            snooze(by=user, on=DAY, duty=duty, until=until, reason=reason)


def test_the_same_wish_again_changes_the_first(world: World) -> None:
    user, duty = world.users["discipline-officer"], world.duty("head")
    for days in (3, 9):
        snooze(by=user, on=DAY, duty=duty, until=DAY + timedelta(days=days), reason="稍后")
    assert Snooze.objects.get().until == DAY + timedelta(days=9)
