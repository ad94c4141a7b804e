"""C17, N30: who was admonished (诫勉) is not promoted for six months, whatever the file of the appointment says."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from appointments.checks.entering import missing_for_discussion
from appointments.checks.judged import found_in
from appointments.services.checking import check_cases
from core.periods import months_after
from integrity.models import Admonition, Inquiry
from supervision.models import Finding
from tests import factories
from tests.appointments import cases
from tests.appointments.files import days_ago, decide, enter, make_case, prepare
from tests.decisions.world import TODAY, World, build

CODE = "cadre-admonition-running"


def admonished(since: str, until: str) -> list[dict[str, str]]:
    return [{"since": since, "until": until}]


@pytest.mark.parametrize(
    ("since", "step"),
    [("2026-03-01", "不得列为考察对象情形核对"), ("2026-04-01", "讨论决定"), ("2026-05-01", "任职"), ("2025-09-13", "不得列为考察对象情形核对")],
)  # fmt: skip
def test_a_promotion_within_the_six_months_is_found_at_the_step_that_ignored_it(since: str, step: str):
    until = months_after(date.fromisoformat(since), 6).isoformat()
    found = cases.facts("admonition-running", admonitions=admonished(since, until))
    assert (found["what"], found["since"], found["until"]) == (step, since, until)


@pytest.mark.parametrize("since", ["2025-09-12", "2026-06-01"])
def test_what_is_over_or_came_later_bars_nothing(since: str):
    until = months_after(date.fromisoformat(since), 6).isoformat()
    assert "admonition-running" not in cases.codes(admonitions=admonished(since, until))


def test_a_transfer_on_the_same_level_is_no_promotion():
    given: dict[str, Any] = {"admonitions": admonished("2026-03-01", "2026-09-01"), "kind": "transfer"}
    assert "admonition-running" not in cases.codes(**given)


@pytest.fixture
def world(db: None) -> World:
    return build()


def admonish(world: World, since: date) -> None:
    """The candidate was admonished on `since`, when they headed another unit."""
    post = factories.make_post(factories.make_unit(), "所长")
    case = Inquiry.objects.create(
        person=world.candidate, unit=post.unit, post=post, asking="discipline", body=post.unit, way="letter", matters="请说明。",
        grounds="发现。", drafted_on=since, token=uuid4(),
    )  # fmt: skip
    Admonition.objects.create(
        inquiry=case, person=world.candidate, since=since, until=months_after(since, 6), criticism_due=since
    )


def test_the_check_of_exclusions_is_refused_and_says_until_when(world: World):
    admonish(world, days_ago(90))
    case = make_case(world)
    for kind, ago, values in (
        ("initiation", 60, {"by": "镇党委", "text": "职位空缺，职数符合。"}),
        ("recommendation", 55, {"by": "镇党委", "due": 40, "present": 38, "votes": 31}),
        ("recommendation-talks", 54, {"by": "镇党委", "present": 20, "votes": 17}),
        ("qualification", 53, {"by": "党政办公室", "result": "favourable", "text": "干部档案第三类。"}),
    ):
        enter(world, case, kind, ago, **values)
    with pytest.raises(ValidationError) as refused:
        enter(world, case, "exclusions", 52, by="党政办公室", grounds=[])
    assert "不得提拔或者重用" in str(refused.value)


def test_an_admonition_after_the_checks_keeps_the_case_from_the_meeting_and_is_found_at_night(world: World):
    case = make_case(world)
    prepare(world, case)
    assert missing_for_discussion(case, days_ago(36)) == []
    admonish(world, days_ago(35))
    case.refresh_from_db()
    assert any("诫勉影响期满" in words for words in missing_for_discussion(case, TODAY))
    assert missing_for_discussion(case, months_after(days_ago(35), 6)) == []
    decide(world, case)
    check_cases(cases=[case.pk], on=TODAY)
    assert Finding.objects.filter(code=CODE).exists()


def test_the_files_of_many_are_judged_with_one_more_query_for_all(
    world: World, django_assert_max_num_queries
):
    admonish(world, days_ago(70))
    made = [make_case(world) for _ in range(4)]
    with django_assert_max_num_queries(22):
        found_in(made, TODAY + timedelta(days=1))
