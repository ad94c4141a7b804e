"""What the mandates answer, access gives: seeing, reading and acting agree with "who supervises this head", whatever is
recused or excepted. The counties are entangled at random, each the same way every time.
"""

from typing import Any

import pytest

from accounts.models import User
from desk.selectors.duty import duty_for
from organisation.models import Person, Tenure
from rulebook.establishment import LEADING
from rulebook.mandates import BY_CLAUSE
from rulebook.tenure import Management
from rulebook.types import Basis
from supervision.choices import OPEN_STATES
from supervision.models import Duty, Escalation
from supervision.policies import actionable_duties, readable_people, visible_duties, visible_people
from supervision.selectors import Body, Directory, Mandate, groups_supervised, mandates_over
from supervision.selectors.acting import acting_duties, escalated_duties
from tests.factories import ZHENPING
from tests.supervision.entangled import DAY, County, build, entangle, settle

pytestmark = pytest.mark.django_db


@pytest.fixture(params=range(6))
def county(request: Any, settings: Any) -> County:
    """A county entangled in one of several ways; nobody types a password here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = build()
    entangle(made, request.param)
    settle()
    return made


def over_by_body(county: County) -> dict[int, list[tuple[Person, Mandate]]]:
    """The mandates of each unit, each with the head it is over."""
    found: dict[int, list[tuple[Person, Mandate]]] = {unit.pk: [] for unit in county.units.values()}
    for person in county.people:
        for mandate in mandates_over(person, DAY):
            if mandate.body_unit is not None:
                found[mandate.body_unit].append((person, mandate))
    return found


def readable(user: User, county: County) -> set[int]:
    """Those of the county's people about whom `user` may read."""
    where = readable_people(user, DAY)
    held = Tenure.objects.filter(person__in=county.people)
    return {*held.filter(where).values_list("person", flat=True)} if where is not None else set()


def numbers(rows: Any) -> set[int]:
    return {*rows.values_list("pk", flat=True)}


def test_whom_a_body_supervises_is_who_is_supervised_by_it(county: County) -> None:
    over = over_by_body(county)
    for key, unit in county.units.items():
        told = {
            (group.clause, tenure.person_id)
            for group in groups_supervised(county.officers[key], DAY)
            for tenure in group.tenures
        }
        assert told == {(mandate.clause, person.pk) for person, mandate in over[unit.pk]}, key


def test_an_officer_sees_and_reads_exactly_whom_the_body_supervises(county: County) -> None:
    over, heads = over_by_body(county), {head.pk for head in county.heads.values()}
    for key, unit in county.units.items():
        if unit.function in LEADING:
            continue
        officer, mandates = county.officers[key], over[unit.pk]
        assert numbers(visible_people(officer, DAY)) == {person.pk for person, _ in mandates}, key
        reading = {person.pk for person, mandate in mandates if BY_CLAUSE[mandate.clause].reads}
        assert readable(officer, county) == reading & heads, key


def test_who_leads_the_county_sees_every_head_but_those_it_must_stand_back_from(county: County) -> None:
    over, heads = over_by_body(county), {head.pk for head in county.heads.values()}
    for key in ("committee", "government"):
        officer, mandates = county.officers[key], over[county.units[key].pk]
        assert {person.pk for person, _ in mandates} <= numbers(visible_people(officer, DAY))
        reading = {person.pk for person, mandate in mandates if BY_CLAUSE[mandate.clause].reads}
        assert reading & heads <= readable(officer, county)
        assert county.heads[key].pk not in readable(officer, county)


def test_an_officer_sees_the_duties_the_mandates_name_and_acts_on_no_others(county: County) -> None:
    over, directory = over_by_body(county), Directory(counties=[ZHENPING], on=DAY)
    above = {
        unit.pk: {step.parent_id for step in directory.ancestors(unit.pk)} for unit in county.units.values()
    }
    duties = list(Duty.objects.select_related("post"))
    for key, unit in county.units.items():
        if unit.function in LEADING:
            continue
        surely, at_most = set(), set()
        for person, mandate in over[unit.pk]:
            rule = BY_CLAUSE[mandate.clause]
            for duty in duties:
                if duty.person_id != person.pk or duty.kind not in rule.sees:
                    continue
                at_most.add(duty.pk)
                # By such a ground a head is followed on that post, not on another they hold besides.
                on_the_post = {
                    Basis.SYSTEM: unit.pk in above[duty.unit_id],
                    Basis.OWN_UNIT: duty.unit_id == unit.pk,
                    Basis.COUNTY_MANAGED: duty.post.managed_by == Management.COUNTY,
                }
                if on_the_post.get(rule.basis, True):
                    surely.add(duty.pk)
        seen = numbers(visible_duties(county.officers[key], DAY))
        assert surely <= seen <= at_most, key
        assert numbers(actionable_duties(county.officers[key], DAY)) <= seen, key


def test_a_body_and_a_leader_act_on_what_the_directory_names_them_for(county: County) -> None:
    directory = Directory(counties=[ZHENPING], on=DAY)
    acting: dict[Body, set[int]] = {}
    for duty in Duty.objects.select_related("unit", "post"):
        for body in directory.acting(duty):
            acting.setdefault(body, set()).add(duty.pk)
    for key, unit in county.units.items():
        officer = county.officers[key]
        mine = numbers(acting_duties(officer, DAY))
        assert mine == acting.get(Body(unit.name, unit.pk), set()), key
        assert mine <= numbers(actionable_duties(officer, DAY)), key
    for link in county.links:
        expected = {pk for body, of in acting.items() if body.person == link.leader_id for pk in of}
        assert expected <= numbers(acting_duties(county.leaders[link.leader_id], DAY))
        own = numbers(Duty.objects.filter(person=link.leader_id))
        assert not own & numbers(acting_duties(county.leaders[link.leader_id], DAY))


def test_nothing_is_left_without_anybody_who_must_act(county: County) -> None:
    directory = Directory(counties=[ZHENPING], on=DAY)
    assert all(directory.acting(duty) for duty in Duty.objects.select_related("unit", "post"))


def test_what_is_loaded_for_some_duties_names_the_same_bodies_as_the_whole_county(county: County) -> None:
    whole = Directory(counties=[ZHENPING], on=DAY)
    duties = list(Duty.objects.select_related("unit", "post"))
    for some in (duties, *([duty] for duty in duties)):
        narrow = Directory.of(some, DAY)
        for duty in some:
            bodies = whole.acting(duty)
            assert narrow.acting(duty) == bodies
            above = [whole.superior(body, duty) for body in bodies]
            assert [narrow.superior(body, duty) for body in bodies] == above


def test_what_stays_overdue_comes_to_the_body_above_whoever_acts(county: County) -> None:
    directory = Directory(counties=[ZHENPING], on=DAY)
    raised = Escalation.objects.filter(level=2).values("duty")
    above: dict[int | None, set[int]] = {}
    for duty in Duty.objects.filter(state__in=OPEN_STATES, pk__in=raised).select_related("unit", "post"):
        for body in directory.acting(duty):
            above.setdefault(directory.superior(body, duty).unit, set()).add(duty.pk)
    assert above
    for key, unit in county.units.items():
        mine = escalated_duties(county.officers[key], DAY)
        assert numbers(mine) == above.get(unit.pk, set()), key
        assert all(duty_for(county.officers[key], duty.pk, DAY) for duty in mine), key
