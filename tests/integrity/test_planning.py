"""A quarter's talks are planned on one screen."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import workdays
from integrity.models import Record
from tests.conftest import Log
from tests.integrity.conftest import Make
from tests.integrity.world import BEFORE, TALK, TODAY, World

pytestmark = pytest.mark.django_db


def next_day(*, worked: bool) -> date:
    """The next day after today that is worked, or is not."""
    calendar = workdays.load()
    day = TODAY + timedelta(days=1)
    while calendar.is_worked(day) != worked:
        day += timedelta(days=1)
    return day


def sent(world: World, *duties: int, **values: Any) -> dict[str, Any]:
    """What the browser sends."""
    found = {"kind": TALK, "duty": duties, "held_on": next_day(worked=True).isoformat(), "host": "晏听澜"}
    return found | {"place": "县纪委谈话室", "body": world.discipline.pk} | values


def test_one_draft_is_made_for_each_head_chosen(world: World, as_user: Log) -> None:
    duties = [world.duty(world.head).pk, world.duty(world.other).pk]
    client = as_user(world.officer)
    assert client.post("/records/plan/", sent(world, *duties)).status_code == 302
    drafts = Record.objects.filter(state="draft")
    assert {line.person for draft in drafts for line in draft.participations.all()} == {
        world.head,
        world.other,
    }
    assert {draft.held_on for draft in drafts} == {next_day(worked=True)}
    page = client.get("/records/plan/").content.decode()
    assert "提醒约谈安排表" in page
    assert "尚未安排" in page


def test_planning_again_moves_the_day(world: World, as_user: Log) -> None:
    client, duty = as_user(world.officer), world.duty(world.head).pk
    client.post("/records/plan/", sent(world, duty))
    client.post("/records/plan/", sent(world, duty, place="县委党校"))
    assert Record.objects.get().place == "县委党校"


def test_a_late_talk_is_planned_for_the_quarter_it_is_owed_for(world: World, as_user: Log) -> None:
    duty = world.duty(world.head, period=BEFORE.key).pk
    as_user(world.officer).post("/records/plan/", sent(world, duty))
    assert Record.objects.get().participations.get().period == BEFORE.key


def test_a_day_of_rest_is_pointed_out_and_the_choice_kept(world: World, as_user: Log) -> None:
    client, duty = as_user(world.officer), world.duty(world.head).pk
    rest = next_day(worked=False)
    answer = client.post("/records/plan/", sent(world, duty, held_on=rest.isoformat()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不是工作日" in page
    assert f'value="{duty}" checked' in page
    assert not Record.objects.exists()
    client.post("/records/plan/", sent(world, duty, held_on=rest.isoformat(), anyway="on"))
    assert Record.objects.get().held_on == rest


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"held_on": ""}, "计划日期"),
        ({"held_on": "2026-02-30"}, "无法识别"),
        ({"held_on": (TODAY - timedelta(days=1)).isoformat()}, "不能早于今天"),
        ({"duty": ()}, "请至少勾选一位"),
    ],
)
def test_what_is_missing_is_said_and_nothing_planned(
    world: World, as_user: Log, values: dict[str, Any], words: str
) -> None:
    answer = as_user(world.officer).post("/records/plan/", sent(world, world.duty(world.head).pk) | values)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Record.objects.exists()


def test_only_duties_within_the_mandate_are_planned(world: World, as_user: Log) -> None:
    duties = [world.duty(world.head).pk, world.duty(world.other).pk]
    as_user(world.leader_user).post("/records/plan/", sent(world, *duties, body=world.committee.pk))
    assert Record.objects.get().participations.get().person == world.head


def test_the_fragment_warns_of_a_day_of_rest(world: World, draft: Make, as_user: Log) -> None:
    client = as_user(world.officer)
    path = "/records/plan/day/?kind=reminder-talk&held_on="
    assert "不是工作日" in client.get(path + next_day(worked=False).isoformat()).content.decode()
    assert client.get(path + "x").content.decode().strip() == ""
    assert as_user(world.auditor).get(path).status_code == 404


def test_the_plan_costs_the_same_for_many_heads(
    world: World, as_user: Log, django_assert_max_num_queries: Any
) -> None:
    client = as_user(world.officer)
    client.post("/records/plan/", sent(world, world.duty(world.head).pk))
    with django_assert_max_num_queries(60) as few:
        client.get("/records/plan/")
    asked = len(few)
    client.post("/records/plan/", sent(world, world.duty(world.other).pk, world.duty(world.below).pk))
    with django_assert_max_num_queries(asked):
        client.get("/records/plan/")
