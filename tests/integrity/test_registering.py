"""Entering a record closes the right duty, once; withdrawing opens it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.models import Event
from integrity.choices import RecordState
from integrity.models import Record
from integrity.services import AlreadySettled, register_record, withdraw_record
from supervision.choices import DutyState
from supervision.models import Fulfilment
from tests import factories
from tests.integrity.conftest import Make
from tests.integrity.world import BEFORE, FORUM, QUARTER, REPORT, TALK, TODAY, World

pytestmark = pytest.mark.django_db


def problems(record: Record, world: World) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        register_record(record=record.pk, by=world.officer, on=TODAY)
    return caught.value.message_dict


def test_a_talk_closes_the_duty_of_its_quarter(world: World, recorded: Make) -> None:
    record = recorded()
    duty = world.duty(world.head)
    assert (duty.state, duty.closed_on, duty.late) == (DutyState.DONE, TODAY, False)
    assert duty.fulfilment.record == record.pk
    assert world.duty(world.head, period=BEFORE.key).state == DutyState.OVERDUE
    assert world.duty(world.other).state != DutyState.DONE


def test_a_talk_entered_for_the_quarter_before_makes_up_for_it(world: World, recorded: Make) -> None:
    recorded((world.head, world.town), periods=(BEFORE.key,))
    made_up = world.duty(world.head, period=BEFORE.key)
    assert (made_up.state, made_up.late) == (DutyState.DONE, True)
    assert world.duty(world.head).state != DutyState.DONE


def test_the_period_the_day_lies_in_is_not_stored_as_made_up(world: World, recorded: Make) -> None:
    record = recorded((world.head, world.town), periods=(QUARTER.key,))
    assert record.participations.get().period == ""
    assert world.duty(world.head).state == DutyState.DONE


def test_nothing_can_be_made_up_that_is_not_open(world: World, draft: Make, recorded: Make) -> None:
    recorded((world.head, world.town), periods=(BEFORE.key,))
    again = draft((world.head, world.town), periods=(BEFORE.key,))
    assert "未办结" in problems(again, world)["heads"][0]


def test_a_forum_covers_many_heads_and_only_those_present(world: World, draft: Make) -> None:
    record = draft((world.head, world.town), (world.other, world.bureau), kind=FORUM)
    record.participations.filter(person=world.other).update(present=False)
    register_record(record=record.pk, by=world.officer, on=TODAY)
    year = str(TODAY.year)
    assert world.duty(world.head, FORUM, year).state == DutyState.DONE
    assert world.duty(world.other, FORUM, year).state != DutyState.DONE
    assert Fulfilment.objects.filter(record=record.pk).count() == 1


def test_a_duty_report_counts_for_the_headed_unit_alone(world: World, draft: Make) -> None:
    second = factories.make_unit("县茶叶办")
    factories.make_tenure(world.head, factories.make_post(second, "主任"), kind="兼任")
    from supervision.services import sweep

    sweep(on=TODAY)
    record = draft((world.head, world.town), kind=REPORT)
    register_record(record=record.pk, by=world.officer, on=TODAY)
    states = {
        duty.unit_id: duty.state
        for duty in world.head.duties.filter(kind=REPORT, period=QUARTER.key)  # type: ignore[attr-defined]
    }
    assert states[world.town.pk] == DutyState.DONE
    assert states[second.pk] != DutyState.DONE
    assert Fulfilment.objects.get(record=record.pk).unit == world.town


def test_a_form_sent_twice_enters_one_record(world: World, draft: Make) -> None:
    record = draft((world.head, world.town))
    register_record(record=record.pk, by=world.officer, on=TODAY)
    with pytest.raises(AlreadySettled):
        register_record(record=record.pk, by=world.officer, on=TODAY)
    assert Fulfilment.objects.filter(record=record.pk).count() == 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "held_on", "不能晚于今天"),
        ({"held_on": None}, "held_on", "请填写日期"),
        ({"summary": "  "}, "summary", "请填写主要内容"),
        ({"body_id": None}, "body", "请选择主持机构"),
    ],
)
def test_what_is_missing_is_named_by_field(
    world: World, draft: Make, values: dict[str, object], field: str, words: str
) -> None:
    record = draft((world.head, world.town), **values)
    assert words in problems(record, world)[field][0]
    record.refresh_from_db()
    assert record.state == RecordState.DRAFT
    assert not Fulfilment.objects.filter(record=record.pk).exists()


def test_a_record_without_a_head_is_refused(world: World, draft: Make) -> None:
    assert "至少选择一位" in problems(draft(), world)["heads"][0]


def test_a_record_about_a_head_outside_the_mandate_is_refused(world: World, draft: Make) -> None:
    record = draft((world.other, world.bureau), body_id=world.committee.pk)
    record.entered_by = world.leader_user
    record.save()
    with pytest.raises(ValidationError) as caught:
        register_record(record=record.pk, by=world.leader_user, on=TODAY)
    assert "监督范围" in caught.value.message_dict["heads"][0]


def test_nobody_enters_a_record_about_a_relative(world: World, draft: Make) -> None:
    record = draft((world.head, world.town))
    assert world.officer.person is not None
    factories.make_relatives(world.officer.person, world.head)
    world.officer.__dict__.pop("_scopes", None)
    with pytest.raises(AlreadySettled):
        register_record(record=record.pk, by=world.officer, on=TODAY)


def test_a_record_before_the_head_took_the_post_is_refused(world: World, draft: Make) -> None:
    newcomer = factories.make_person("石清越")
    post = factories.make_post(factories.make_unit("县文旅局"))
    factories.make_tenure(newcomer, post, start=TODAY - timedelta(days=3))
    record = draft((newcomer, post.unit), held_on=TODAY - timedelta(days=10))
    assert "起任职" in problems(record, world)["heads"][0]


def test_a_withdrawn_record_opens_the_duty_again_and_stays(world: World, recorded: Make) -> None:
    record = recorded()
    withdraw_record(record=record.pk, reason="日期登记错误", by=world.officer, on=TODAY)
    record.refresh_from_db()
    assert (record.state, record.withdrawn_reason) == (RecordState.WITHDRAWN, "日期登记错误")
    assert world.duty(world.head).is_open
    assert record.history.count() >= 2
    again = recorded()
    assert world.duty(world.head).fulfilment.record == again.pk


def test_a_withdrawal_needs_a_reason_and_one_of_the_body(world: World, recorded: Make) -> None:
    record = recorded()
    with pytest.raises(ValidationError):
        withdraw_record(record=record.pk, reason=" ", by=world.officer, on=TODAY)
    with pytest.raises(AlreadySettled):
        withdraw_record(record=record.pk, reason="不属实", by=world.organiser, on=TODAY)
    assert world.duty(world.head).state == DutyState.DONE


def test_entering_and_withdrawing_are_written_in_the_ledger(world: World, recorded: Make) -> None:
    record = recorded()
    withdraw_record(record=record.pk, reason="重复登记", by=world.colleague, on=TODAY)
    events = Event.objects.filter(target_type="integrity.record", target_id=record.pk).order_by("id")
    found = list(events.values_list("action", "actor__username"))
    assert found == [
        ("record.begin", "officer"),
        ("record.register", "officer"),
        ("record.withdraw", "colleague"),
    ]


def test_a_head_who_left_can_still_be_made_up_for(world: World, recorded: Make) -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    from supervision.services import sweep

    world.head.tenures.update(during=DateRange(factories.LONG_AGO, QUARTER.starts))  # type: ignore[attr-defined]
    sweep(on=TODAY)
    recorded((world.head, world.town), periods=(BEFORE.key,))
    assert world.duty(world.head, TALK, BEFORE.key).state == DutyState.DONE
