"""PostgreSQL holds personnel matters by itself (行级安全, B2, N14): where a view forgets its filter nobody sees more, and with it everything works."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from accounts.models import User
from appointments.models import Case, CaseRecord, Handler, PersonnelAction
from appointments.policies import (
    opinion_cases,
    visible_actions,
    visible_cases,
    watched_actions,
    watched_cases,
)
from appointments.services.cases import name_handler
from appointments.services.records import ask_opinion
from core.rows.reading import reading_as
from organisation.models import Unit
from tests import factories
from tests.appointments.actions import decided, make_action, weigh
from tests.appointments.files import days_ago, decide, make_case, prepare
from tests.decisions.world import TODAY, World
from tests.forgetting import forget_filter

pytestmark = pytest.mark.usefixtures("product_role")


def client_of(user: User) -> Client:
    """A browser in which `user` is logged in."""
    client = Client()
    client.force_login(user)
    return client


def forget_the_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if whoever wrote the views had forgotten who may see what."""
    forget_filter(monkeypatch, visible_cases, Case.objects.all)
    forget_filter(monkeypatch, visible_actions, PersonnelAction.objects.all)


def everybody(world: World) -> dict[str, User]:
    """All users of the county by name, as they are read with a request: with nothing known of them yet."""
    return {user.username: user for user in User.objects.all()}


def shown(user: User, address: str, number: str) -> bool:
    """Whether the page at `address` opens for `user` and names the file."""
    answer = client_of(user).get(address)
    return answer.status_code == 200 and number in answer.content.decode()


def test_with_the_filter_forgotten_list_and_page_show_nothing_that_is_not_the_users(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    case, action = make_case(world), make_action(world)
    forget_the_filters(monkeypatch)
    pages = {
        "/appointments/": case.number, f"/appointments/{case.pk}/": case.number,
        "/appointments/actions/": action.number, f"/appointments/actions/{action.pk}/": action.number,
    }  # fmt: skip
    seen = {
        name: {page for page, number in pages.items() if shown(user, page, number)}
        for name, user in everybody(world).items()
    }
    of_cases = [*pages][:2]
    assert seen.pop("organiser") == {*pages}
    assert seen.pop("secretary") == {*of_cases}
    assert seen.pop("discipline") == {*pages}, (
        "asked for its opinion, and shown who saw what: docs/security.md"
    )
    assert seen.pop("kin") == {*of_cases}, "of the spouse's file nothing"
    assert not any(seen.values()), seen
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert all(shown(world.nobody, page, number) for page, number in pages.items()), (
        "but for PostgreSQL they would"
    )


def test_with_the_filter_in_place_each_sees_what_the_policies_give(world: World):
    case, action = make_case(world), make_action(world)
    of_head = make_case(world, person=world.head)
    ask_opinion(case=case.pk, by=world.secretary, on=days_ago(1))
    ask_opinion(case=of_head.pk, by=world.secretary, on=days_ago(1))
    handler = factories.make_user("handler", person=factories.make_person())
    assert handler.person is not None
    name_handler(case=case.pk, staff_no=handler.person.staff_no, by=world.secretary, on=TODAY)
    prepare(world, case)
    decide(world, case)
    weigh(action, world.organiser)
    decided(action, world.organiser)
    organisation = Unit.objects.get(name="县委组织部")
    chief = factories.make_person()
    factories.make_user("chief", person=chief)
    factories.make_tenure(chief, factories.make_post(organisation, "部长"))
    above = factories.make_person()
    factories.make_user("above", person=above)
    factories.make_tenure(above, factories.make_post(Unit.objects.get(name="镇坪县委"), "书记"))
    of_chief = make_case(world, person=chief)
    policies: tuple[Any, ...] = (
        visible_cases,
        opinion_cases,
        watched_cases,
        visible_actions,
        watched_actions,
    )
    seen = set()
    for name, user in everybody(world).items():
        for policy in policies:
            wanted = set(policy(user, TODAY).values_list("pk", flat=True))
            with reading_as(str(user.pk)):
                assert set(policy(user, TODAY).values_list("pk", flat=True)) == wanted, (
                    name,
                    policy.__name__,
                )
            seen |= {(name, policy.__name__) for _ in wanted}
    assert {
        ("handler", "visible_cases"),
        ("member4", "visible_cases"),
        ("member0", "visible_actions"),
    } <= seen
    with reading_as(str(User.objects.get(username="above").pk)):
        assert Case.objects.get() == of_chief, "what the organisation department stands back from passes up"
    with reading_as(str(User.objects.get(username="organiser").pk)):
        assert not Case.objects.filter(pk=of_chief.pk).exists()


def test_whom_nobody_told_reads_and_writes_nothing(world: World):
    case = make_case(world)
    make_action(world)
    with reading_as(""):
        assert not Case.objects.exists()
        assert not Case.history.exists()
        assert not PersonnelAction.objects.exists()
        assert Case.objects.filter(pk=case.pk).update(reason="别的") == 0
        assert Case.objects.all()._raw_delete("default") == 0
    assert Case.objects.get().reason != "别的"


def test_nobody_writes_into_a_file_they_may_not_see(world: World):
    case = make_case(world)
    with (
        reading_as(str(world.outsider.pk)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        CaseRecord.objects.create(case_id=case.pk, kind="initiation", entered_on=TODAY)
    with (
        reading_as(str(world.outsider.pk)),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Handler.objects.create(case_id=case.pk, person=world.outsider.person)
    with reading_as(str(world.secretary.pk)):
        CaseRecord.objects.create(case_id=case.pk, kind="initiation", entered_on=TODAY)


def test_two_requests_on_one_connection_are_two_readers(world: World, monkeypatch: pytest.MonkeyPatch):
    case = make_case(world)
    forget_the_filters(monkeypatch)
    page = f"/appointments/{case.pk}/"
    organiser, outsider = client_of(world.organiser), client_of(world.outsider)
    assert [client.get(page).status_code for client in (organiser, outsider, organiser, Client())] == [
        200,
        404,
        200,
        302,
    ]


def test_a_role_that_ended_shows_nothing_any_more(world: World):
    case = make_case(world)
    with reading_as(str(world.organiser.pk)):
        assert Case.objects.get() == case
    world.organiser.roles.update(during=DateRange(factories.LONG_AGO, TODAY))
    with reading_as(str(world.organiser.pk)):
        assert not Case.objects.exists()
