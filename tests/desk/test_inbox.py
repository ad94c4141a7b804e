"""The inbox: each item with reason and link; nothing done, nothing of others, nothing put off."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from desk.presenters.inbox import inbox_count
from supervision.models import Duty, Escalation
from supervision.services import sweep
from supervision.services.reminders import snooze
from tests import factories
from tests.desk.world import DAY, TALK, World

ClientOf = Callable[[str], Client]


def duties_in(client: Client) -> dict[str, set[int]]:
    parts = client.get("/inbox/").context["parts"]
    return {part.key: {item.row.duty.pk for item in part.items if item.row} for part in parts}


def test_a_body_is_reminded_of_what_it_must_act_on(world: World, client_of: ClientOf) -> None:
    found = duties_in(client_of("discipline-officer"))
    expected = Duty.objects.filter(kind=TALK, period="2026Q3", post__managed_by="县管")
    assert found["overdue"] == set(expected.values_list("pk", flat=True))


def test_every_item_has_a_reason_and_a_link_that_opens(world: World, client_of: ClientOf) -> None:
    client = client_of("discipline-officer")
    for part in client.get("/inbox/").context["parts"]:
        assert client.get(part.more_url).status_code == 200
        for item in part.items:
            assert "C16" in item.reason
            assert client.get(item.url).status_code == 200


def test_a_head_is_told_what_is_asked_of_them(world: World, client_of: ClientOf) -> None:
    found = duties_in(client_of("head"))
    assert set(found) == {"own"}
    people = Duty.objects.filter(pk__in=found["own"]).values_list("person", flat=True)
    assert set(people) == {world.people["head"].pk}


def test_a_superior_is_told_what_was_raised_to_it(world: World, client_of: ClientOf) -> None:
    found = duties_in(client_of("committee-officer"))
    assert world.duty("head", period="2026Q3").pk in found["escalated"]
    assert world.duty("head", period="2026Q3").pk not in found.get("overdue", set())


def test_what_is_far_ahead_is_not_in_the_inbox_until_fifteen_days_before(
    world: World, client_of: ClientOf
) -> None:
    duty = world.duty("head")
    Duty.objects.filter(pk=duty.pk).update(due=DAY + timedelta(days=16))
    assert "due-soon" not in duties_in(client_of("discipline-officer"))
    Duty.objects.filter(pk=duty.pk).update(due=DAY + timedelta(days=15))
    assert duties_in(client_of("discipline-officer"))["due-soon"] == {duty.pk}


def test_what_is_done_leaves_the_inbox(world: World, client_of: ClientOf) -> None:
    late = world.duty("head", period="2026Q3")
    assert late.pk in duties_in(client_of("discipline-officer"))["overdue"]
    factories.make_done(TALK, world.people["head"], date(2026, 11, 20), period="2026Q3")
    sweep(on=DAY)
    assert late.pk not in duties_in(client_of("discipline-officer"))["overdue"]


@pytest.mark.parametrize(
    "name", ["overseer", "registrar", "administrator", "nobody", "member", "finance-officer"]
)
def test_nobody_else_gets_anything(world: World, client_of: ClientOf, name: str) -> None:
    assert client_of(name).get("/inbox/").context["parts"] == []


def test_what_was_put_off_comes_back_on_its_day(world: World) -> None:
    duty, user = world.duty("head", period="2026Q3"), world.users["discipline-officer"]
    Escalation.objects.filter(duty=duty, level=2).delete()
    before = inbox_count(user, DAY)
    snooze(by=user, on=DAY, duty=duty, until=DAY + timedelta(days=3), reason="出差")
    assert inbox_count(user, DAY) == before - 1
    assert inbox_count(user, DAY + timedelta(days=2)) == before - 1
    assert inbox_count(user, DAY + timedelta(days=3)) == before


def test_what_one_person_puts_off_stays_with_their_colleague(world: World) -> None:
    user, colleague = (
        world.users["discipline-officer"],
        factories.make_user("colleague", role="officer", body=world.units["discipline"]),
    )
    duty = world.duty("head", period="2026Q3")
    Escalation.objects.filter(duty=duty, level=2).delete()
    snooze(by=user, on=DAY, duty=duty, until=DAY + timedelta(days=3), reason="出差")
    assert inbox_count(colleague, DAY) == inbox_count(user, DAY) + 1


def test_what_was_raised_to_the_superior_stays_in_sight_though_put_off(
    world: World, client_of: ClientOf
) -> None:
    duty = world.duty("head", period="2026Q3")
    snooze(
        by=world.users["discipline-officer"], on=DAY, duty=duty, until=DAY + timedelta(days=3), reason="出差"
    )
    page = client_of("discipline-officer").get("/inbox/")
    assert duty.pk in duties_in(client_of("discipline-officer"))["overdue"]
    assert "您已暂缓提醒至 2026年11月27日" in page.content.decode()


def test_the_badge_tells_the_number_in_the_inbox(world: World, client_of: ClientOf) -> None:
    for name in ("discipline-officer", "head", "committee-officer", "leader", "nobody"):
        page = client_of(name).get("/inbox/")
        assert page.context["total"] == page.context["chrome"]["inbox_count"]


def test_the_daily_mail_can_be_turned_off_and_on(world: World, client_of: ClientOf) -> None:
    client, user = client_of("head"), world.users["head"]
    client.post("/inbox/digest/", {})
    user.refresh_from_db()
    assert user.digest is False
    client.post("/inbox/digest/", {"digest": "on"})
    user.refresh_from_db()
    assert user.digest is True
