"""A mandate given or taken by hand takes effect when a second person, named as approver, confirms it; never by whoever entered it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from core.models import Event
from supervision.models import MandateException
from supervision.selectors import mandates_over
from supervision.services import NothingToConfirm, confirm_exception
from tests import factories
from tests.desk.world import DAY, LONG_AGO, World

ClientOf = Callable[[str], Client]


@pytest.fixture
def entered(world: World) -> MandateException:
    """A8 over the head of the town, entered by the administrator for the county's finance bureau; the organisation officer approves."""
    return MandateException.objects.create(
        effect="add", clause="A8", body=world.units["finance"], person=world.people["head"],
        during=DateRange(LONG_AGO, None), reason="县委专题会议决定", entered_by=world.users["security"],
        approved_by=world.users["organisation-officer"],
    )  # fmt: skip


def by(world: World, on: date = DAY) -> set[str]:
    """Who supervises the head of the town under A8."""
    return {m.body for m in mandates_over(world.people["head"], on) if m.clause == "A8"}


def answer(client: Client, row: MandateException, choice: str = "confirm", **more: Any) -> Any:
    sent = {"answer": choice, "reason": "", "version": row.history.latest().pk} | more
    return client.post(f"/mandates/exceptions/{row.pk}/answer/", sent)


def test_an_exception_has_no_effect_until_its_approver_confirms_it(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    head, officer = f"/heads/{world.people['head'].staff_no}/", client_of("bureau-officer")
    MandateException.objects.filter(pk=entered.pk).update(body=world.units["bureau"])
    assert by(world) == {"县纪委监委"}
    assert officer.get(head).status_code == 404
    assert answer(client_of("organisation-officer"), entered).status_code == 302
    assert by(world) == {"县纪委监委", "县卫生健康局"}
    assert client_of("bureau-officer").get(head).status_code == 200
    assert Event.objects.filter(action="mandateexception.confirmed", target_id=entered.pk).exists()


def test_it_takes_effect_on_the_day_it_is_confirmed_and_not_before(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    answer(client_of("organisation-officer"), entered)
    assert "县财政局" in by(world, DAY)
    assert "县财政局" not in by(world, DAY - timedelta(days=1))
    (given,) = (
        m for m in mandates_over(world.people["head"], DAY) if m.body == "县财政局" and m.clause == "A8"
    )
    assert given.since == DAY


def test_the_approver_finds_it_in_the_inbox_until_it_is_answered(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    client = client_of("organisation-officer")

    def asked() -> list[Any]:
        page = client.get("/inbox/")
        assert page.context["total"] == page.context["chrome"]["inbox_count"]
        return [item for part in page.context["parts"] if part.key == "exceptions" for item in part.items]

    (item,) = asked()
    assert "县财政局" in item.title
    assert "A8" in item.reason
    page = client.get(item.url).content.decode()
    assert "县委专题会议决定" in page
    assert "山既明" in page
    answer(client, entered)
    assert asked() == []


@pytest.mark.parametrize("name", ["administrator", "finance-officer", "committee-officer", "head", "nobody"])
def test_nobody_but_the_named_approver_finds_or_answers_it(
    world: World, client_of: ClientOf, entered: MandateException, name: str
) -> None:
    client = client_of(name)
    assert client.get(f"/mandates/exceptions/{entered.pk}/").status_code == 404
    assert answer(client, entered).status_code == 404
    with pytest.raises(NothingToConfirm):
        confirm_exception(
            exception=entered.pk, version=entered.history.latest().pk, by=world.users[name], on=DAY
        )
    assert by(world) == {"县纪委监委"}


def test_an_approver_who_became_a_relative_of_the_head_does_not_find_it_any_more(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    approver = world.users["organisation-officer"]
    approver.person = factories.make_person()
    approver.save()
    factories.make_relatives(approver.person, world.people["head"])
    assert answer(client_of("organisation-officer"), entered).status_code == 404
    assert by(world) == {"县纪委监委"}


def test_a_declined_exception_never_takes_effect_and_another_may_be_entered(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    client = client_of("organisation-officer")
    refused = answer(client, entered, "decline")
    assert refused.status_code == 422
    assert "请写明不予批准的理由" in refused.content.decode()
    assert answer(client, entered, "decline", reason="与分工不符").status_code == 302
    assert by(world) == {"县纪委监委"}
    assert "与分工不符" in client.get(f"/mandates/exceptions/{entered.pk}/").content.decode()
    fields = ("effect", "clause", "body", "person", "during", "reason", "entered_by", "approved_by")
    again = MandateException.objects.create(**{name: getattr(entered, name) for name in fields})
    assert answer(client, again).status_code == 302
    assert "县财政局" in by(world)


def test_it_is_answered_once(world: World, client_of: ClientOf, entered: MandateException) -> None:
    client = client_of("organisation-officer")
    answer(client, entered)
    late = answer(client, entered, "decline", reason="再想想")
    assert late.status_code == 409
    assert "再想想" in late.content.decode()
    assert "县财政局" in by(world)


def test_what_was_changed_after_the_approver_read_it_is_read_again(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    client, read = client_of("organisation-officer"), entered.history.latest().pk
    entered.body = world.units["audit"]
    entered.save()
    late = answer(client, entered, version=read)
    assert late.status_code == 409
    assert "县审计局" in late.content.decode()
    assert by(world) == {"县纪委监委"}


def test_what_came_to_stand_against_it_is_said_and_it_is_not_confirmed(
    world: World, client_of: ClientOf, entered: MandateException
) -> None:
    chief = factories.make_tenure(post=factories.make_post(world.units["finance"]), start=LONG_AGO).person
    factories.make_relatives(chief, world.people["head"])
    refused = answer(client_of("organisation-officer"), entered)
    assert refused.status_code == 422
    assert "应当回避" in refused.content.decode()
    assert MandateException.objects.get().is_waiting


@pytest.mark.parametrize("sent", [{"answer": ""}, {"answer": "both"}, {"version": ""}, {"version": "9" * 30}])
def test_an_answer_that_is_none_changes_nothing(
    world: World, client_of: ClientOf, entered: MandateException, sent: dict[str, str]
) -> None:
    assert answer(client_of("organisation-officer"), entered, **sent).status_code == 422
    assert MandateException.objects.get().is_waiting


@pytest.fixture
def typed(world: World, entered: MandateException) -> dict[str, Any]:
    """The administration's form of the exception, as it is stored."""
    return {
        "effect": "add", "clause": "A8", "body": entered.body_id, "person": entered.person_id, "during_0": LONG_AGO.isoformat(),
        "during_1": "", "reason": entered.reason, "approved_by": entered.approved_by_id,
    }  # fmt: skip


def change(client: Client, row: MandateException, sent: dict[str, Any]) -> Any:
    return client.post(reverse("admin:supervision_mandateexception_change", args=[row.pk]), sent)


def test_whoever_changes_it_before_it_is_confirmed_has_entered_it_and_does_not_approve_it(
    world: World, client_of: ClientOf, entered: MandateException, typed: dict[str, Any]
) -> None:
    second = factories.make_user("second", role="security")
    get_user_model().objects.filter(pk=second.pk).update(is_staff=True)
    client = Client()
    client.force_login(second)
    assert change(client, entered, typed | {"reason": "改由县财政局负责"}).status_code == 302
    entered.refresh_from_db()
    assert entered.entered_by == second
    MandateException.objects.filter(pk=entered.pk).update(approved_by=world.users["security"])
    refused = change(client_of("security"), entered, typed | {"approved_by": world.users["security"].pk})
    assert set(refused.context["adminform"].form.errors) == {"approved_by"}


def test_what_was_confirmed_can_only_be_ended_earlier(
    world: World, client_of: ClientOf, entered: MandateException, typed: dict[str, Any]
) -> None:
    answer(client_of("organisation-officer"), entered)
    client = client_of("security")
    ended = {
        "during_0": LONG_AGO.isoformat(),
        "during_1": "2027-03-01",
        "reason": "另有理由",
        "body": world.units["audit"].pk,
    }
    assert change(client, entered, ended).status_code == 302
    entered.refresh_from_db()
    assert (entered.during.upper, entered.reason) == (date(2027, 3, 1), "县委专题会议决定")
    assert entered.confirmed_on == DAY
    assert entered.body == world.units["finance"]
    for longer in ({"during_1": "2027-03-02"}, {"during_1": ""}, {"during_0": "2022-01-01"}):
        refused = change(client, entered, ended | longer)
        assert set(refused.context["adminform"].form.errors) == {"during"}, longer


@pytest.mark.parametrize(
    "fields",
    [{"reason": "另有理由"}, {"clause": "A5"}, {"effect": "remove"}, {"confirmed_on": None}, {"confirmed_on": LONG_AGO},
     {"during": DateRange(LONG_AGO - timedelta(days=1), None)}],
)  # fmt: skip
def test_the_database_itself_keeps_what_was_confirmed(
    world: World, client_of: ClientOf, entered: MandateException, fields: dict[str, Any]
) -> None:
    answer(client_of("organisation-officer"), entered)
    with pytest.raises(DatabaseError), transaction.atomic():
        MandateException.objects.filter(pk=entered.pk).update(**fields)
