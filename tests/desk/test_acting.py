"""Which duties a user must act on: the condition in SQL and the directory of bodies give the same answer."""

from collections.abc import Callable
from datetime import date

import pytest

from rulebook.establishment import Category
from rulebook.tenure import Management
from supervision.models import Duty
from supervision.selectors import Directory
from supervision.selectors.acting import acting_duties, escalated_duties
from supervision.services import sweep
from tests import factories
from tests.desk.world import AUDIT, DAY, FORUM, LONG_AGO, REPORT, TALK, World

OFFICES = ["committee", "government", "discipline", "organisation", "personnel", "audit", "finance", "bureau"]


def lead_twice(world: World) -> None:
    """Who leads a body heads another unit too: the auditor a town, the bureau's head its hospital, the committee's the bureau."""
    audit, bureau, committee = (world.units[key] for key in ("audit", "bureau", "committee"))
    auditor = world.people["auditor"]
    factories.make_tenure(auditor, factories.make_post(world.units["far"], "党委书记"), LONG_AGO)
    other = world.people["other"]
    clinic = factories.make_unit("县中医医院", Category.INSTITUTION, parent=bureau)
    post = factories.make_post(clinic, "院长", managed_by=Management.DEPARTMENT)
    factories.make_tenure(other, post, LONG_AGO)
    secretary = factories.make_tenure(post=factories.make_post(committee, "书记"), start=LONG_AGO).person
    factories.make_tenure(secretary, factories.make_post(audit, "党组书记"), LONG_AGO)
    sweep(on=DAY)


def leave_behind(world: World) -> None:
    """Who led the audit body has left it for another unit; what was owed for them there stands overdue."""
    tenure = world.people["auditor"].tenures.get()
    tenure.during = type(tenure.during)(tenure.during.lower, date(2026, 10, 20))
    tenure.save()
    factories.make_tenure(
        world.people["auditor"], factories.make_post(factories.make_unit()), date(2026, 10, 20)
    )
    discipline = factories.make_post(world.units["discipline"], "书记")
    factories.make_tenure(post=discipline, start=LONG_AGO, end=date(2026, 10, 20))
    sweep(on=DAY)


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    "county", [lambda world: None, lead_twice, leave_behind], ids=["plain", "led twice", "left behind"]
)
def test_a_body_acts_on_what_the_directory_says_it_must(
    world: World, office: str, county: Callable[[World], None]
) -> None:
    county(world)
    directory = Directory(counties=[world.county.pk], on=DAY)
    duties = Duty.objects.select_related("unit", "post")
    unit = world.units[office].pk
    expected = {duty.pk for duty in duties if any(body.unit == unit for body in directory.acting(duty))}
    acting = acting_duties(world.users[f"{office}-officer"], DAY)
    assert set(acting.values_list("pk", flat=True)) == expected


def test_a_linked_leader_acts_on_talk_and_forum_of_the_linked_unit(world: World) -> None:
    acting = acting_duties(world.users["leader"], DAY)
    assert set(acting.values_list("kind", "unit__name")) == {(TALK, "城关镇"), (FORUM, "城关镇")}


def test_a_competent_department_acts_on_reports_and_talks_of_its_own_managed_heads(world: World) -> None:
    acting = acting_duties(world.users["bureau-officer"], DAY)
    assert set(acting.values_list("kind", "unit__name")) == {
        (TALK, "县医院"),
        (REPORT, "县医院"),
        ("responsibility-list", "县医院"),
        ("year-end-appraisal", "县医院"),
    }


def test_a_body_never_acts_over_its_own_head(world: World) -> None:
    own = Duty.objects.filter(person=world.people["auditor"], kind=AUDIT)
    assert own.exists()
    assert not acting_duties(world.users["audit-officer"], DAY).filter(pk__in=own).exists()
    assert set(acting_duties(world.users["government-officer"], DAY).filter(kind=AUDIT)) == set(own)


def test_nobody_acts_who_only_looks_on(world: World) -> None:
    for name in ("overseer", "registrar", "administrator", "nobody", "head", "member"):
        assert not acting_duties(world.users[name], DAY).exists()


def test_what_stays_overdue_goes_to_the_superior_of_the_body(world: World) -> None:
    escalated = escalated_duties(world.users["committee-officer"], DAY)
    assert world.duty("head", period="2026Q3") in escalated
    assert world.duty("head") not in escalated
    department = escalated_duties(world.users["government-officer"], DAY)
    assert set(department.values_list("unit__name", "period")) == {("县医院", "2026Q3")}


def test_a_done_duty_is_with_no_superior_any_more(world: World) -> None:
    late = world.duty("head", period="2026Q3")
    Duty.objects.filter(pk=late.pk).update(state="cancelled", reason="left", closed_on=DAY)
    assert late not in escalated_duties(world.users["committee-officer"], DAY)


def test_recusal_takes_a_relative_out(world: World) -> None:
    factories.make_relatives(world.people["leader"], world.people["head"])
    assert not acting_duties(world.users["leader"], DAY).exists()
