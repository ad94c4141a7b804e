"""Files of appointments are for those in the step alone (B2), and for nobody about themself or a relative (N14)."""

from typing import Any

import pytest

from accounts.models import User
from appointments.models import Case
from appointments.policies import editable_cases, opinion_cases, sees_cases, visible_cases, watched_cases
from appointments.services.cases import name_handler
from appointments.services.checking import check_cases
from appointments.services.records import ask_opinion, save_record
from organisation.models import Unit
from rulebook.roles import Role
from supervision.policies import visible_findings
from tests import factories
from tests.appointments.files import days_ago, decide, make_case, prepare
from tests.decisions.world import TODAY, World


@pytest.fixture
def case(world: World) -> Case:
    """A file of the town's clerk, opened by the town's secretary."""
    return make_case(world)


def users(world: World) -> dict[str, User]:
    """Everybody by name."""
    named = (
        "secretary",
        "discipline",
        "organiser",
        "finance",
        "development",
        "auditor",
        "leader",
        "outsider",
        "nobody",
        "kin",
    )
    return {name: getattr(world, name) for name in named} | {"head": world.head_user, "member": world.member}


def who(world: World, policy: Any) -> set[str]:
    """Who gets any file by `policy`."""
    fresh = {name: User.objects.get(pk=user.pk) for name, user in users(world).items()}
    return {name for name, user in fresh.items() if policy(user, TODAY).exists()}


def test_the_organisation_department_and_who_opened_the_file_read_and_write_it(world: World, case: Case):
    assert who(world, visible_cases) == {"organiser", "secretary"}
    assert who(world, editable_cases) == {"organiser", "secretary"}


def test_another_secretary_of_the_unit_does_not(world: World, case: Case):
    other = factories.make_user("other", role=Role.SECRETARY, body=world.town)
    assert not visible_cases(other, TODAY).exists()


def test_a_named_handler_does(world: World, case: Case):
    person = factories.make_person()
    user = factories.make_user("handler", person=person)
    assert not visible_cases(user, TODAY).exists()
    name_handler(case=case.pk, staff_no=person.staff_no, by=world.secretary, on=TODAY)
    user = User.objects.get(pk=user.pk)
    assert editable_cases(user, TODAY).get() == case
    assert sees_cases(user, TODAY)


def test_the_members_read_it_for_their_item_once_the_meeting_began_and_write_nothing(
    world: World, case: Case
):
    prepare(world, case)
    assert {"head", "member"} & who(world, visible_cases) == set()
    decide(world, case)
    assert {"head", "member"} <= who(world, visible_cases)
    assert who(world, editable_cases) == {"organiser", "secretary"}


def test_the_discipline_body_gives_its_opinion_where_it_was_asked_and_watches_who_saw_what(
    world: World, case: Case
):
    assert who(world, opinion_cases) == set()
    ask_opinion(case=case.pk, by=world.secretary, on=days_ago(1))
    assert who(world, opinion_cases) == {"discipline", "kin"}
    assert who(world, watched_cases) == {"discipline", "kin"}
    assert not visible_cases(world.discipline, TODAY).exists()


def test_nobody_reaches_a_file_about_themself_or_a_relative_by_any_way(world: World):
    about_kin = make_case(world, person=world.kin.person)
    ask_opinion(case=about_kin.pk, by=world.secretary, on=days_ago(1))
    assert "kin" not in who(world, opinion_cases) | who(world, watched_cases) | who(world, visible_cases)
    relative = factories.make_person()
    factories.make_relatives(relative, world.kin.person)  # type: ignore[arg-type]
    user = User.objects.get(pk=world.organiser.pk)
    user.person = relative
    user.save()
    assert "organiser" not in who(world, visible_cases)


def test_where_the_organisation_department_stands_back_its_officers_do_not_see_the_file(world: World):
    chief = factories.make_person()
    organisation = Unit.objects.get(name="县委组织部")
    factories.make_tenure(chief, factories.make_post(organisation, "部长"))
    make_case(world, person=chief)
    assert who(world, visible_cases) == {"secretary"}


def test_findings_in_a_file_are_kept_from_the_candidates_relatives_too(world: World):
    relative = factories.make_person()
    user = factories.make_user(
        "dis2", person=relative, role=Role.OFFICER, body=Unit.objects.get(name="县纪委监委")
    )
    case = make_case(world, past=True)
    save_record(
        case=case.pk, kind="appointment", values={"on": days_ago(9), "by": "号"}, by=world.secretary, on=TODAY
    )
    assert check_cases(cases=[case.pk], on=TODAY) > 3
    assert visible_findings(user, TODAY).exists()
    factories.make_relatives(relative, world.candidate)
    assert not visible_findings(User.objects.get(pk=user.pk), TODAY).exists()
    assert not visible_findings(world.member, TODAY).exists(), "members of the unit see none of cadres"
