"""Keeping the register true to the matters: after every step that bears on a decision, and every night."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import JobRun
from decisions.checks import lines_of
from decisions.choices import ExecutionKind, MatterState
from decisions.models import Emergency, Execution, Matter, Threshold
from decisions.procedure import StepState
from decisions.selectors.checking import LastRun, matters_to_check
from decisions.services.checking import JUDGING, check_matters, recheck
from decisions.services.meetings import call_off, circulate
from decisions.tasks import JOB, check_matters_today
from rulebook.procedures.decisions import MatterCategory
from supervision.choices import Closure
from supervision.models import Finding
from tests import factories
from tests.decisions.decided import HELD_ON, make_decided
from tests.decisions.sitting import sat_down
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def codes(matter: Matter) -> set[str]:
    rows = Finding.objects.filter(source="decisions.matter", source_id=matter.pk).exclude(
        closure=Closure.FIXED
    )
    return set(rows.values_list("code", flat=True))


def night(on: date = TODAY) -> dict[str, int]:
    check_matters_today(on.isoformat())
    result: dict[str, int] = JobRun.objects.get(job=JOB, due=on).result
    return result


def quiet_since(day: date) -> LastRun:
    """A last run after everything was written, so that only days passing can bring a matter back."""
    return LastRun(timezone.now() + timedelta(days=1), day)


def test_a_clean_decision_raises_nothing(world: World) -> None:
    matter = make_decided(world)
    check_matters(matters=[matter.pk], on=TODAY)
    assert codes(matter) == set()


def test_what_is_found_names_the_matter_its_kind_its_unit_and_the_head_who_chaired(world: World) -> None:
    matter = make_decided(world, circulated=False)
    check_matters(matters=[matter.pk], on=TODAY)
    row = Finding.objects.get()
    assert (row.code, row.clause) == ("agenda-not-circulated", "C7")
    assert (row.title, row.subject, row.unit, row.person) == (
        matter.title, MatterCategory.PROJECT, world.town, world.head,
    )  # fmt: skip


def test_the_head_of_the_day_of_the_decision_answers_not_the_successor(world: World) -> None:
    matter = make_decided(world, circulated=False)
    held = world.head.tenures.get()
    held.during = type(held.during)(held.during.lower, HELD_ON + timedelta(days=1))
    held.save()
    factories.make_tenure(post=held.post, start=HELD_ON + timedelta(days=1))
    check_matters(matters=[matter.pk], on=TODAY)
    assert Finding.objects.get().person == world.head


def test_of_two_heads_the_one_who_chaired_answers(world: World) -> None:
    mayor = world.members[1]
    mayor.tenures.get().post.__class__.objects.filter(tenures__person=mayor).update(is_head=True)
    matter = make_matter(world)
    make_meeting(world, matter, on=TODAY + timedelta(days=1), chair=mayor)
    check_matters(matters=[matter.pk], on=TODAY)
    assert set(Finding.objects.values_list("person", flat=True)) == {mayor.pk}


def test_an_imported_matter_is_answered_for_by_the_head_its_record_names(world: World) -> None:
    form = {
        "id": "OA-1", "unit": world.town.name, "title": "购置车辆", "category": "大额资金使用",
        "meeting": {"at": f"{HELD_ON}T09:00:00+08:00", "members": [
            {"staff_no": one.staff_no, "head": one == world.head, "attended": True, "circulated": True} for one in world.members]},
    }  # fmt: skip
    matter = make_matter(world, form=form, category=MatterCategory.FUNDS, title="购置车辆")
    check_matters(matters=[matter.pk], on=TODAY)
    assert "not-voted" in codes(matter)
    assert set(Finding.objects.values_list("person", flat=True)) == {world.head.pk}


def test_what_was_mended_is_closed_by_the_next_check(world: World) -> None:
    matter = make_decided(world, on=TODAY - timedelta(days=40))
    check_matters(matters=[matter.pk], on=TODAY)
    assert codes(matter) == {"no-follow-up"}
    Execution.objects.create(matter=matter, kind=ExecutionKind.SUPERVISION, on=TODAY, text="到现场督办。")
    check_matters(matters=[matter.pk], on=TODAY)
    assert codes(matter) == set()


def test_of_a_withdrawn_matter_nothing_is_asked_before_a_meeting_any_more(world: World) -> None:
    matter = make_matter(world)
    make_meeting(world, matter, on=TODAY + timedelta(days=1))
    check_matters(matters=[matter.pk], on=TODAY)
    assert codes(matter) == {"agenda-not-circulated"}
    matter.state, matter.withdrawn_reason = MatterState.WITHDRAWN, "条件不成熟"
    matter.save()
    check_matters(matters=[matter.pk], on=TODAY)
    assert codes(matter) == set()


def test_a_meeting_that_goes_on_today_is_not_held_to_have_left_out_the_vote(world: World) -> None:
    matter = make_matter(world)
    sat_down(world, matter)
    check_matters(matters=[matter.pk], on=TODAY)
    assert "not-voted" not in codes(matter)
    check_matters(matters=[matter.pk], on=TODAY + timedelta(days=1))
    assert "not-voted" in codes(matter)


def test_what_is_judged_together_is_not_judged_write_by_write(
    world: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = make_decided(world, flags=["livelihood"])
    with django_capture_on_commit_callbacks() as waiting:
        with JUDGING.together():
            recheck(matter, on=TODAY)
        assert waiting == []
        recheck(matter, on=TODAY)
    assert len(waiting) == 1


@pytest.mark.django_db(transaction=True)
def test_a_recheck_runs_when_the_transaction_stands_and_a_fault_in_it_undoes_nothing(world: World) -> None:
    matter = make_decided(world, circulated=False)
    recheck(matter, on=TODAY)
    assert codes(matter) == {"agenda-not-circulated"}


def test_the_first_night_looks_at_every_matter_and_notes_what_it_did(world: World) -> None:
    clean, faulty = make_decided(world), make_decided(world, circulated=False)
    assert night() == {"checked": 2, "raised": 1}
    assert (codes(clean), codes(faulty)) == (set(), {"agenda-not-circulated"})


def test_a_second_run_on_the_same_night_raises_nothing_twice(world: World) -> None:
    make_decided(world, circulated=False)
    assert night()["raised"] == 1
    assert night()["raised"] == 0
    assert Finding.objects.count() == 1


def test_an_earlier_day_does_not_undo_what_a_later_one_found(world: World) -> None:
    matter = make_decided(world, on=TODAY - timedelta(days=31))
    night()
    check_matters_today((TODAY - timedelta(days=5)).isoformat())
    assert codes(matter) == {"no-follow-up"}


def test_what_nothing_happened_to_is_left_alone(world: World) -> None:
    make_decided(world)
    make_matter(world)
    assert matters_to_check(quiet_since(TODAY), TODAY + timedelta(days=1)) == []


def test_what_changed_since_is_looked_at(world: World) -> None:
    matter = make_decided(world)
    before = LastRun(timezone.now(), TODAY)
    assert matters_to_check(before, TODAY) == []
    Execution.objects.create(matter=matter, kind=ExecutionKind.PAYMENT, on=TODAY, text="首付款", amount=1)
    assert matters_to_check(before, TODAY) == [matter.pk]


def test_a_new_threshold_brings_back_the_matters_of_its_unit(world: World) -> None:
    matter = make_decided(world)
    before = LastRun(timezone.now(), TODAY)
    row = Threshold.objects.get(unit=world.town)
    row.amount = 20_000
    row.save()
    assert matters_to_check(before, TODAY) == [matter.pk]


def test_nothing_is_held_against_a_meeting_that_goes_on(world: World) -> None:
    """What it may still do is ahead, on the checklist as in the register; what came before it is judged all the same."""
    first, second = make_matter(world, title="先议"), make_matter(world, title="后议")
    sat_down(world, first, second, circulated_days_ago=0)
    check_matters(matters=[first.pk, second.pk], on=TODAY)
    for matter in (first, second):
        assert codes(matter) == {"agenda-not-circulated"}
        lines = {line.step.key: line.state for line in lines_of(matter, TODAY)}
        assert {lines[key] for key in ("speaking", "vote", "outcome", "resolution")} == {StepState.AHEAD}


def test_what_has_an_open_finding_is_looked_at_every_night(world: World) -> None:
    matter = make_decided(world, circulated=False)
    check_matters(matters=[matter.pk], on=TODAY)
    assert matters_to_check(quiet_since(TODAY), TODAY + timedelta(days=1)) == [matter.pk]


def test_a_task_is_looked_at_the_night_after_its_day(world: World) -> None:
    matter = make_decided(world, on=TODAY)
    Execution.objects.create(
        matter=matter,
        kind=ExecutionKind.TASK,
        on=TODAY,
        text="招标",
        owner=world.candidate,
        due=TODAY + timedelta(days=9),
    )
    assert matters_to_check(quiet_since(TODAY + timedelta(days=3)), TODAY + timedelta(days=4)) == []
    assert matters_to_check(quiet_since(TODAY + timedelta(days=9)), TODAY + timedelta(days=10)) == [matter.pk]


@pytest.mark.parametrize("imported", [False, True])
def test_a_resolution_is_looked_at_on_the_thirty_first_day_without_an_entry(
    world: World, imported: bool
) -> None:
    matter = make_decided(world, on=HELD_ON)
    if imported:
        form = {"id": "OA-2", "unit": "城关镇", "title": "一", "category": "大额资金使用",
                "resolution": {"outcome": "passed", "on": HELD_ON.isoformat()}}  # fmt: skip
        matter = make_matter(world, form=form, state=MatterState.PASSED)
        Matter.objects.exclude(pk=matter.pk).filter(state=MatterState.PASSED).update(state=MatterState.CLOSED)
    for days, wanted in ((29, False), (31, True)):
        day = HELD_ON + timedelta(days=days)
        found = matters_to_check(quiet_since(day - timedelta(days=1)), day)
        assert (matter.pk in found) is wanted


def test_an_emergency_is_looked_at_until_the_meeting_was_told(world: World) -> None:
    matter = make_matter(world)
    emergency = Emergency.objects.create(
        matter=matter, reason="山洪冲毁供水管道", decided_by="山既明", decided_on=TODAY, action="连夜抢修"
    )
    ahead = TODAY + timedelta(days=20)
    assert matters_to_check(quiet_since(ahead), ahead + timedelta(days=1)) == [matter.pk]
    emergency.reported_on = TODAY + timedelta(days=1)
    emergency.save()
    assert matters_to_check(quiet_since(ahead), ahead + timedelta(days=1)) == []


def test_a_meeting_ahead_is_looked_at_as_its_day_draws_near(world: World) -> None:
    matter = make_matter(world, state=MatterState.SCHEDULED)
    make_meeting(world, matter, on=TODAY + timedelta(days=30))
    assert matters_to_check(quiet_since(TODAY), TODAY + timedelta(days=1)) == [matter.pk]


def test_a_night_after_days_off_catches_up_with_all_of_them(world: World) -> None:
    matter = make_decided(world, on=TODAY - timedelta(days=33))
    JobRun.objects.create(
        job=JOB,
        due=TODAY - timedelta(days=5),
        started_at=timezone.now() + timedelta(days=1),
        finished_at=timezone.now(),
    )
    night()
    assert codes(matter) == {"no-follow-up"}


def test_a_run_that_did_not_end_does_not_count(world: World) -> None:
    matter = make_decided(world, circulated=False)
    JobRun.objects.create(job=JOB, due=TODAY, started_at=timezone.now() + timedelta(days=1), finished_at=None)
    night()
    assert codes(matter) == {"agenda-not-circulated"}


def test_a_batch_costs_the_same_for_one_matter_and_for_six(world: World) -> None:
    matters = [make_decided(world).pk for _ in range(6)]
    costs = []
    for some in (matters[:1], matters):
        with CaptureQueriesContext(connection) as queries:
            check_matters(matters=some, on=TODAY)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_clock_of_a_form_may_stand_in_any_offset(world: World) -> None:
    at = datetime.combine(HELD_ON, datetime.min.time()).isoformat() + "+08:00"
    form = {"id": "OA-3", "unit": "城关镇", "title": "二", "category": "大额资金使用", "meeting": {"at": at}}
    matter = make_matter(world, form=form)
    check_matters(matters=[matter.pk], on=TODAY)
    assert "not-collective" in codes(matter)


def test_facts_of_a_meeting_lead_to_its_page(world: World, as_user: Callable[[Any], Client]) -> None:
    matter = make_decided(world, absent=5)
    check_matters(matters=[matter.pk], on=TODAY)
    row = Finding.objects.get(code="no-quorum")
    client = as_user(world.discipline)
    (meeting,) = {one["url"] for one in client.get(f"/findings/{row.pk}/").context["facts"]}
    assert meeting == f"/meetings/{matter.items.get().meeting_id}/"
    assert client.get(meeting).status_code == 200


def test_circulating_too_late_is_found_at_once_and_calling_off_mends_it(
    world: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = make_matter(world, state=MatterState.SCHEDULED)
    meeting = make_meeting(world, matter, on=TODAY + timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        circulate(meeting=meeting.pk, anyway=True, by=world.secretary, on=TODAY)
    assert codes(matter) == {"agenda-not-circulated"}
    with django_capture_on_commit_callbacks(execute=True):
        call_off(meeting=meeting.pk, reason="主持人出差", by=world.secretary, on=TODAY)
    assert codes(matter) == set()
