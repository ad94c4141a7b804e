"""The days and signatures of N21 to N27 in a complaint as it is handled: told that it is accepted, passed on with a receipt, studied again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from complaints.models import Complaint
from complaints.procedure.handling import due_of
from complaints.services.intake import Said, receive
from core import workdays
from rulebook.procedures.complaints import State, Step
from tests.complaints.conftest import World
from tests.complaints.handled import FACTS, disposed, keys_of, reported, step
from tests.complaints.test_escalating import groups
from tests.complaints.test_feedback import taken
from tests.complaints.test_pages import opened


def kinds(world: World, found: Complaint, by: int = 0) -> list[str]:
    page = opened(world.officers[by]).get(reverse("complaint", args=[found.pk]))
    return [one["rule"].step for one in page.context["forms"]]


@pytest.mark.django_db
def test_a_named_reporter_is_told_of_the_acceptance_within_fifteen_working_days():
    calendar, on = workdays.load(), date(2026, 3, 2)
    told = taken((Step.REGISTER, ""), (Step.ACCEPT, ""))
    named = due_of(State.ACCEPTED, on, told, major=False, calendar=calendar, named=True)
    assert named == calendar.add(on, 15)
    after = due_of(
        State.ACCEPTED, on, [*told, *taken((Step.NOTIFY, ""))], major=False, calendar=calendar, named=True
    )
    assert after == due_of(State.ACCEPTED, on, told, major=False, calendar=calendar)


def test_only_who_gave_a_name_is_told_and_once(world: World):
    anonymous, named = reported(world), reported(world, name="山既明")
    for found in (anonymous, named):
        step(world, found, Step.REGISTER)
        step(world, found, Step.ACCEPT)
    assert Step.NOTIFY not in kinds(world, anonymous)
    step(world, named, Step.NOTIFY)
    assert Step.NOTIFY not in kinds(world, named)


def test_what_was_transferred_is_accepted_or_passed_on_within_five_working_days(world: World):
    said = Said(facts=FACTS, unit=world.town.pk)
    receive(
        body=world.body, said=said, form="transfer", on=world.day, channel="transfer", by=world.officers[0]
    )
    assert Complaint.objects.get().due == workdays.load().add(world.day, 5)


def test_what_is_passed_on_goes_to_nobody_reported_and_waits_for_a_receipt(world: World):
    found = reported(world)
    step(world, found, Step.REGISTER)
    with pytest.raises(ValidationError) as refused:
        step(world, found, Step.REFER)
    assert "statement" in refused.value.message_dict
    with pytest.raises(ValidationError, match="不得转给"):
        step(world, found, Step.REFER, statement="城关镇")
    step(world, found, Step.REFER, statement="县公安局")
    assert found.due is not None
    (item,) = groups(world.officers[0], found.due)["complaints"]
    assert "回执" in item.reason
    step(world, found, Step.RECEIPT, words="县公安局信访室签收。")
    assert found.due is None
    assert kinds(world, found) == []


def test_what_was_shelved_is_studied_again_when_its_time_has_come(world: World):
    found = disposed(world, "shelved")
    assert groups(world.officers[0], world.day)["complaints"] == []
    assert found.due is not None
    (item,) = groups(world.officers[0], found.due)["complaints"]
    assert "重新研究" in item.reason
    due = found.due
    assert step(world, found, Step.PROPOSE, on=due, choice="verification").state == "proposed"
    assert found.due is not None
    assert found.due > due
    with pytest.raises(ValidationError):
        step(world, found, Step.APPROVE, on=due)
    step(world, found, Step.RETURN, by=1, on=due)
    assert found.due > due
    step(world, found, Step.PROPOSE, on=due, choice="shelved")
    step(world, found, Step.APPROVE, by=1, on=due)
    assert found.due is not None
    assert found.due >= due + timedelta(180)


@pytest.mark.parametrize("disposal", ["verification", "settled"])
def test_what_is_handled_is_not_proposed_anew(world: World, disposal: str):
    with pytest.raises(ValidationError):
        step(world, disposed(world, disposal), Step.PROPOSE, choice="shelved")


def test_the_objection_of_the_reporter_is_kept_with_the_result(world: World):
    found = disposed(world, "settled")
    step(world, found, Step.CONCLUDE, choice="unverifiable")
    step(world, found, Step.TELL, statement="对结果有异议，将补充材料。")
    page = opened(world.officers[0]).get(reverse("complaint", args=[found.pk])).content.decode()
    assert "检举控告人意见：" in page
    assert "将补充材料" in page
    assert keys_of(world, found)
