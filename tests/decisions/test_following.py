"""After the meeting (C9, C10): tasks, the head's own supervision, what departs from a resolution, closing."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.choices import ExecutionKind, MatterState, Outcome
from decisions.models import Execution, Matter
from decisions.services.checking import check_matters
from decisions.services.following import (
    close_matter,
    cover_departure,
    finish_task,
    give_task,
    note_carrying_out,
    note_progress,
    note_supervision,
)
from decisions.services.states import NotPossible
from organisation.models import Person
from rulebook.procedures.decisions import MatterCategory
from supervision.choices import Closure
from supervision.models import Finding
from tests.conftest import Log
from tests.decisions.decided import HELD_ON, make_decided
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=20)


def task_of(world: World, matter: Matter, owner: Person | None = None, due: date = SOON) -> Execution:
    owner = owner or world.candidate
    return give_task(
        matter=matter.pk, text="完成招标。", owner=owner.pk, due=due, by=world.secretary, on=TODAY
    )


def paid(world: World, matter: Matter, **values: Any) -> Execution:
    filled = {
        "kind": ExecutionKind.PAYMENT, "day": TODAY, "text": "首付款", "amount": Decimal("90000.00"), "departs": False,
        "by_decision": None, "by": world.secretary, "on": TODAY,
    }  # fmt: skip
    return note_carrying_out(matter=matter.pk, **filled | values)


def user_of(world: World, person: Person) -> Any:
    from tests import factories

    return factories.make_user(person=person)


def codes(matter: Matter, on: date = TODAY) -> set[str]:
    check_matters(matters=[matter.pk], on=on)
    rows = Finding.objects.filter(source_id=matter.pk).exclude(closure=Closure.FIXED)
    return set(rows.values_list("code", flat=True))


# Tasks


def test_a_task_has_an_owner_of_the_unit_and_a_day(world: World) -> None:
    task = task_of(world, make_decided(world))
    assert (task.owner, task.due, task.on, task.entered_by) == (world.candidate, SOON, TODAY, world.secretary)


def test_a_task_is_refused_for_an_outsider_a_past_day_and_without_words(world: World) -> None:
    matter = make_decided(world)
    with pytest.raises(ValidationError) as refused:
        give_task(
            matter=matter.pk,
            text=" ",
            owner=world.outsider.person_id,
            due=TODAY - timedelta(days=1),
            by=world.secretary,
            on=TODAY,
        )
    assert set(refused.value.message_dict) == {"text", "owner", "due"}
    assert not matter.executions.exists()


@pytest.mark.parametrize("name", ["discipline", "member", "leader", "outsider", "nobody"])
def test_only_who_keeps_the_matters_of_the_unit_gives_tasks(world: World, name: str) -> None:
    matter = make_decided(world)
    with pytest.raises(NotPossible):
        give_task(
            matter=matter.pk,
            text="完成招标。",
            owner=world.candidate.pk,
            due=SOON,
            by=getattr(world, name),
            on=TODAY,
        )


def test_nothing_is_given_on_what_was_not_passed(world: World) -> None:
    for matter in (make_matter(world), make_decided(world, outcome=Outcome.REJECTED)):
        with pytest.raises(NotPossible):
            task_of(world, matter)


def test_a_double_click_gives_one_task(world: World) -> None:
    matter = make_decided(world)
    assert task_of(world, matter) == task_of(world, matter)
    assert matter.executions.count() == 1


def test_the_owner_reports_progress_without_any_other_right(world: World) -> None:
    task = task_of(world, make_decided(world, category=MatterCategory.PERSONNEL))
    owner = user_of(world, world.candidate)
    note_progress(task=task.pk, day=TODAY, text="已发公告。", by=owner, on=TODAY)
    finish_task(task=task.pk, done_on=TODAY, result="已完成。", by=owner, on=TODAY)
    task.refresh_from_db()
    assert (task.done_on, task.result) == (TODAY, "已完成。")


def test_nobody_else_reports_on_a_task(world: World, as_user: Log) -> None:
    task = task_of(world, make_decided(world))
    for user in (world.member, world.discipline, world.outsider):
        assert as_user(user).post(f"/tasks/{task.pk}/progress/").status_code == 404
        assert as_user(user).post(f"/tasks/{task.pk}/done/").status_code == 404
        with pytest.raises(NotPossible):
            note_progress(task=task.pk, day=TODAY, text="已发公告。", by=user, on=TODAY)


def test_progress_is_not_dated_ahead_nor_before_the_task_was_given(world: World) -> None:
    task = task_of(world, make_decided(world))
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(ValidationError):
            note_progress(task=task.pk, day=day, text="已发公告。", by=world.secretary, on=TODAY)


def test_a_task_is_done_once(world: World) -> None:
    task = task_of(world, make_decided(world))
    finish_task(task=task.pk, done_on=TODAY, result="已完成。", by=world.secretary, on=TODAY)
    with pytest.raises(NotPossible):
        finish_task(task=task.pk, done_on=TODAY, result="又完成。", by=world.secretary, on=TODAY)


def test_a_task_past_its_day_is_a_finding_until_it_is_done(world: World) -> None:
    matter = make_decided(world)
    task = task_of(world, matter, due=TODAY)
    assert codes(matter) == set()
    assert codes(matter, TODAY + timedelta(days=1)) == {"task-overdue"}
    finish_task(task=task.pk, done_on=TODAY, result="已完成。", by=world.secretary, on=TODAY)
    assert codes(matter, TODAY + timedelta(days=1)) == set()


def test_a_task_that_is_reported_on_is_not_stalled(world: World) -> None:
    matter = make_decided(world, on=TODAY - timedelta(days=40))
    task = Execution.objects.create(
        matter=matter,
        kind=ExecutionKind.TASK,
        on=TODAY - timedelta(days=40),
        text="招标",
        owner=world.candidate,
        due=SOON,
    )
    assert codes(matter) == {"no-follow-up"}
    note_progress(
        task=task.pk, day=TODAY - timedelta(days=2), text="已发公告。", by=world.secretary, on=TODAY
    )
    assert codes(matter) == set()


# The head's own supervision


def test_the_head_and_nobody_else_makes_the_heads_entries(world: World) -> None:
    matter = make_decided(world)
    for user in (world.secretary, world.member, world.discipline, world.outsider):
        with pytest.raises(NotPossible):
            note_supervision(matter=matter.pk, day=TODAY, text="到现场督办。", by=user, on=TODAY)
    row = note_supervision(matter=matter.pk, day=TODAY, text="到现场督办。", by=world.head_user, on=TODAY)
    assert (row.kind, row.entered_by) == (ExecutionKind.SUPERVISION, world.head_user)


# Payments, contracts, changes


def test_what_keeps_to_the_resolution_is_no_finding(world: World) -> None:
    matter = make_decided(world, amount=Decimal(100_000))
    paid(world, matter)
    assert codes(matter) == set()


@pytest.mark.parametrize(
    "values",
    [
        {"departs": True},
        {"kind": ExecutionKind.CHANGE, "amount": None},
        {"kind": ExecutionKind.CONTRACT, "amount": Decimal("120000.00")},
    ],
)
def test_what_departs_from_the_resolution_is_a_finding(world: World, values: dict[str, Any]) -> None:
    matter = make_decided(world, amount=Decimal(100_000))
    paid(world, matter, **values)
    assert codes(matter) == {"departed-from-resolution"}


def test_a_payment_dated_before_the_resolution_is_a_finding(world: World) -> None:
    matter = make_decided(world)
    paid(world, matter, day=HELD_ON - timedelta(days=1))
    assert codes(matter) == {"executed-without-resolution"}


def test_a_payment_on_a_rejected_matter_is_a_finding(world: World) -> None:
    matter = make_decided(world, outcome=Outcome.REJECTED)
    paid(world, matter)
    assert codes(matter) == {"executed-without-resolution"}


def test_a_new_collective_decision_covers_the_departure_and_closes_the_finding(world: World) -> None:
    matter = make_decided(world)
    row = paid(world, matter, departs=True)
    assert codes(matter) == {"departed-from-resolution"}
    later = make_decided(world, changes=matter)
    cover_departure(entry=row.pk, by_decision=later.pk, by=world.secretary, on=TODAY)
    assert codes(matter) == set()
    assert Finding.objects.get(code="departed-from-resolution").history.count() == 2
    with pytest.raises(NotPossible):
        cover_departure(entry=row.pk, by_decision=later.pk, by=world.secretary, on=TODAY)


def test_only_a_passed_matter_of_the_unit_that_changes_this_one_covers_a_departure(world: World) -> None:
    matter = make_decided(world)
    for other in (
        make_decided(world),
        make_decided(world, changes=matter, outcome=Outcome.REJECTED),
        make_matter(world, changes=matter),
    ):
        with pytest.raises(ValidationError) as refused:
            paid(world, matter, departs=True, by_decision=other.pk)
        assert set(refused.value.message_dict) == {"by_decision"}


def test_a_payment_needs_a_sum_and_nothing_is_dated_ahead(world: World) -> None:
    matter = make_decided(world)
    with pytest.raises(ValidationError) as refused:
        paid(world, matter, amount=None, day=TODAY + timedelta(days=1), text="")
    assert set(refused.value.message_dict) == {"amount", "day", "text"}


def test_what_bears_on_a_decision_is_judged_at_once(
    world: World, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    matter = make_decided(world)
    with django_capture_on_commit_callbacks(execute=True):
        row = paid(world, matter, departs=True)
    finding = Finding.objects.get(source_id=matter.pk)
    assert (finding.code, finding.is_open) == ("departed-from-resolution", True)
    later = make_decided(world, changes=matter)
    with django_capture_on_commit_callbacks(execute=True):
        cover_departure(entry=row.pk, by_decision=later.pk, by=world.secretary, on=TODAY)
    finding.refresh_from_db()
    assert finding.closure == Closure.FIXED


# Closing


def test_a_matter_is_closed_when_all_its_tasks_are_done(world: World) -> None:
    matter = make_decided(world)
    with pytest.raises(ValidationError, match="还没有任何落实记载"):
        close_matter(matter=matter.pk, by=world.secretary, on=TODAY)
    task = task_of(world, matter)
    with pytest.raises(ValidationError, match="完成招标"):
        close_matter(matter=matter.pk, by=world.secretary, on=TODAY)
    finish_task(task=task.pk, done_on=TODAY, result="已完成。", by=world.secretary, on=TODAY)
    assert close_matter(matter=matter.pk, by=world.secretary, on=TODAY).state == MatterState.CLOSED
    with pytest.raises(NotPossible):
        close_matter(matter=matter.pk, by=world.secretary, on=TODAY)


def test_a_closed_matter_takes_no_task_but_still_a_payment(world: World) -> None:
    matter = make_decided(world)
    paid(world, matter)
    close_matter(matter=matter.pk, by=world.head_user, on=TODAY)
    paid(world, matter, text="尾款")
    with pytest.raises(NotPossible):
        task_of(world, matter)


# Pages


def test_the_page_of_the_matter_shows_what_became_of_it_to_whoever_sees_it(
    world: World, as_user: Log
) -> None:
    matter = make_decided(world)
    task = task_of(world, matter)
    paid(world, matter, departs=True)
    for user in (world.member, world.discipline, world.secretary):
        text = as_user(user).get(f"/matters/{matter.pk}/").content.decode()
        for words in ("决议落实", "完成招标", "90,000.00", "不一致，没有新决议", f"/tasks/{task.pk}/"):
            assert words in text
    assert "登记落实情况" not in as_user(world.member).get(f"/matters/{matter.pk}/").content.decode()


def test_before_a_decision_there_is_nothing_to_follow(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    assert "决议落实" not in as_user(world.secretary).get(f"/matters/{matter.pk}/").content.decode()
    assert as_user(world.secretary).get(f"/matters/{matter.pk}/execution/").status_code == 404


def test_only_the_head_is_offered_the_heads_form(world: World, as_user: Log) -> None:
    matter = make_decided(world)
    address = f"/matters/{matter.pk}/execution/"
    assert set(as_user(world.head_user).get(address).context["forms"]) == {"task", "supervision", "entry"}
    assert set(as_user(world.secretary).get(address).context["forms"]) == {"task", "entry"}
    assert as_user(world.member).get(address).context["forms"] == {}


@pytest.mark.parametrize("part", ["tasks", "supervision", "entries", "close"])
def test_who_may_not_record_finds_no_such_page(world: World, as_user: Log, part: str) -> None:
    matter = make_decided(world)
    for user in (world.member, world.discipline, world.outsider, world.nobody):
        assert as_user(user).post(f"/matters/{matter.pk}/{part}/").status_code == 404
    if part == "supervision":
        assert as_user(world.secretary).post(f"/matters/{matter.pk}/{part}/").status_code == 404


def test_a_task_is_given_reported_on_and_done_in_the_browser(world: World, as_user: Log) -> None:
    matter = make_decided(world)
    sent = {"task-text": "完成招标。", "task-owner": world.candidate.pk, "task-due": SOON.isoformat()}
    as_user(world.secretary).post(f"/matters/{matter.pk}/tasks/", sent)
    task = matter.executions.get()
    owner = as_user(user_of(world, world.candidate))
    words = {"progress-day": TODAY.isoformat(), "progress-text": "已发公告。"}
    assert owner.post(f"/tasks/{task.pk}/progress/", words).status_code == 302
    assert "已发公告。" in owner.get(f"/tasks/{task.pk}/").content.decode()
    done = {"done-done_on": TODAY.isoformat(), "done-result": "已签合同。"}
    assert owner.post(f"/tasks/{task.pk}/done/", done).status_code == 302
    task.refresh_from_db()
    assert task.result == "已签合同。"


def test_refusals_are_said_in_chinese_and_what_was_typed_stays(world: World, as_user: Log) -> None:
    matter = make_decided(world)
    client = as_user(world.secretary)
    sent = {"entry-kind": "payment", "entry-day": "某日", "entry-text": "首付款四万元", "entry-amount": ""}
    answer = client.post(f"/matters/{matter.pk}/entries/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    for words in ("无法识别", "付款和合同须填写金额", "首付款四万元"):
        assert words in text
    answer = client.post(
        f"/matters/{matter.pk}/tasks/", {"task-text": "完成招标。", "task-owner": world.outsider.person_id}
    )
    assert "责任人须是本单位在岗人员" in answer.content.decode()
    assert "完成招标。" in answer.content.decode()
    assert not matter.executions.exists()


def test_words_on_a_task_done_meanwhile_are_not_lost(world: World, as_user: Log) -> None:
    task = task_of(world, make_decided(world))
    finish_task(task=task.pk, done_on=TODAY, result="已完成。", by=world.secretary, on=TODAY)
    sent = {"progress-day": TODAY.isoformat(), "progress-text": "还差一步验收。"}
    answer = as_user(world.secretary).post(f"/tasks/{task.pk}/progress/", sent)
    assert answer.status_code == 422
    assert "还差一步验收。" in answer.content.decode()


def test_a_departure_is_covered_in_the_browser(world: World, as_user: Log) -> None:
    matter = make_decided(world)
    row = paid(world, matter, departs=True)
    later = make_decided(world, changes=matter)
    address = f"/matters/{matter.pk}/execution/"
    client = as_user(world.secretary)
    assert [entry for entry, _form in client.get(address).context["covers"]] == [row]
    assert client.post(f"/entries/{row.pk}/cover/", {f"cover-{row.pk}-by_decision": ""}).status_code == 422
    client.post(f"/entries/{row.pk}/cover/", {f"cover-{row.pk}-by_decision": later.pk})
    row.refresh_from_db()
    assert row.by_decision == later


def test_the_owner_who_sees_nothing_of_the_matter_sees_the_task_alone(world: World, as_user: Log) -> None:
    matter = make_decided(world, category=MatterCategory.PERSONNEL, title="任免事项甲")
    task = task_of(world, matter)
    owner = as_user(user_of(world, world.candidate))
    page = owner.get(f"/tasks/{task.pk}/")
    assert page.status_code == 200
    assert "任免事项甲" not in page.content.decode()
    assert as_user(world.outsider).get(f"/tasks/{task.pk}/").status_code == 404


def test_the_owner_is_told_of_tasks_on_the_first_page_and_in_the_inbox(world: World, as_user: Log) -> None:
    matter = make_decided(world, title="修建二号桥")
    soon, far = (
        task_of(world, matter, due=TODAY + timedelta(days=5)),
        task_of(world, matter, due=TODAY + timedelta(days=200)),
    )
    user = user_of(world, world.candidate)
    home = as_user(user).get("/").content.decode()
    assert f"/tasks/{soon.pk}/" in home
    assert f"/tasks/{far.pk}/" in home
    inbox = as_user(user).get("/inbox/")
    told = {part.key: [item.url for item in part.items] for part in inbox.context["parts"]}
    assert told["tasks"] == [f"/tasks/{soon.pk}/"]
    assert inbox.context["total"] == inbox.context["chrome"]["inbox_count"]
    finish_task(task=soon.pk, done_on=TODAY, result="已完成。", by=user, on=TODAY)
    assert "tasks" not in {part.key for part in as_user(user).get("/inbox/").context["parts"]}


def test_ten_entries_cost_as_many_queries_as_one(world: World, as_user: Log) -> None:
    matter = make_decided(world)
    client, costs = as_user(world.secretary), []
    for wanted in (1, 10):
        while matter.executions.filter(kind="task").count() < wanted:
            row = task_of(world, matter, due=SOON + timedelta(days=matter.executions.count()))
            note_progress(task=row.pk, day=TODAY, text="已发公告。", by=world.secretary, on=TODAY)
            paid(world, matter, text=f"第{row.pk}笔")
        for address in (f"/matters/{matter.pk}/execution/",):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]
