"""The register of interference: anybody in the unit can enter one, the source is protected, whoever is named never sees it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import RoleHeld
from core.models import Event
from projects.models import Interference, InterferenceSource
from projects.policies import own_entries, watched_interference, watches
from projects.services.interference import accept, close, examine, source_of
from projects.services.states import NotPossible
from rulebook.roles import Role
from supervision.models import Finding
from tests import factories
from tests.projects.built import interfered, planned
from tests.today import DAY


def sees(user, entry) -> bool:
    return watched_interference(user, DAY).filter(pk=entry.pk).exists()


def examined(county, entry, **more):
    accept(entry=entry.pk, by=county.discipline, on=DAY)
    given = {"words": "调阅通话记录。", "heard": "", "heard_on": None} | more
    return examine(entry=entry.pk, **given, by=county.discipline, on=DAY)


@pytest.mark.parametrize("who", ["member", "secretary", "head_user"])
def test_anybody_in_the_unit_enters_interference_and_is_told_a_number(county, who):
    entry = interfered(county, by=getattr(county, who), named="某公司经理")
    assert re.fullmatch(r"干预2026-\d{6}", entry.number)
    assert entry.due == DAY + timedelta(7)
    assert list(own_entries(getattr(county, who), DAY)) == [entry]


def test_numbers_do_not_tell_how_many_entries_there_are(county):
    numbers = [int(interfered(county).number.split("-")[1]) for _times in range(5)]
    assert numbers != list(range(numbers[0], numbers[0] + 5))


@pytest.mark.parametrize("who", ["nobody", "outsider", "discipline"])
def test_nobody_from_outside_the_unit_enters_it(county, who):
    with pytest.raises(NotPossible):
        interfered(county, by=getattr(county, who))


def test_the_form_sent_twice_makes_one_entry_and_is_nobody_elses(county):
    token = uuid4()
    assert interfered(county, token=token) == interfered(county, token=token)
    with pytest.raises(NotPossible):
        interfered(county, token=token, by=county.secretary)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"named": " "}, "named"), ({"text": ""}, "text"), ({"happened_on": DAY + timedelta(1)}, "happened_on")],
)
def test_what_must_be_told_is_asked_for_by_field(county, wrong, field):
    with pytest.raises(ValidationError) as refused:
        interfered(county, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_the_discipline_body_sees_an_entry_and_nobody_else_does(county):
    entry = interfered(county)
    assert sees(county.discipline, entry)
    for who in (
        *county.users, county.secretary, county.organiser, county.finance, county.development, county.auditor,
        county.leader, county.outsider, county.nobody, AnonymousUser(),
    ):  # fmt: skip
        assert not sees(who, entry)


def test_the_head_named_and_every_relative_never_see_it_whatever_their_office(county):
    body = county.discipline.roles.get().body
    RoleHeld.objects.create(
        user=county.head_user,
        role=Role.OFFICER,
        body=body,
        during=DateRange(factories.LONG_AGO, None),
        reason="测试",
    )
    about_head, about_other = interfered(county), interfered(county, named="某公司经理")
    for who in (county.kin, county.head_user):
        assert not sees(who, about_head)
        assert sees(who, about_other)
        assert list(watched_interference(who, DAY)) == [about_other]
        with pytest.raises(NotPossible):
            accept(entry=about_head.pk, by=who, on=DAY)


@pytest.mark.parametrize("named", ["number", "among others", "namesake"])
def test_whoever_may_be_meant_is_kept_out_however_they_are_named(county, named):
    kin = county.kin.person
    twin = factories.make_person(kin.name)
    factories.make_tenure(twin, factories.make_post(county.town, "干事", head=False, section="财政所"))
    words = {"number": kin.staff_no, "among others": f"某经理、{kin.name}", "namesake": kin.name}[named]
    entry = interfered(county, named=words)
    assert not sees(county.kin, entry)
    assert sees(county.discipline, entry)


def test_where_the_discipline_bodys_own_head_is_named_the_body_stands_back_and_the_county_committee_sees(
    county,
):
    body = county.discipline.roles.get().body
    chief = factories.make_person("温既明")
    factories.make_tenure(chief, factories.make_post(body, "书记"))
    committee = factories.make_link(county.leader.person, body).leader.tenures.get().post.unit
    above = factories.make_user(role=Role.OFFICER, body=committee)
    entry = interfered(county, named=chief.name)
    assert not sees(county.discipline, entry)
    assert sees(above, entry)
    assert watches(above, DAY)
    assert not sees(above, interfered(county))


def test_what_one_may_not_see_is_in_no_count_either(county):
    interfered(county)
    assert watched_interference(county.head_user, DAY).count() == 0
    assert own_entries(county.head_user, DAY).count() == 0
    assert not Finding.objects.exists()


def test_whoever_enters_something_about_a_relative_is_told_no_more_of_it(county):
    entry = interfered(county, by=county.member, named=county.member.person.name)
    assert list(own_entries(county.member, DAY)) == []
    assert Interference.objects.filter(pk=entry.pk).exists()


def test_the_source_is_in_no_ledger_and_in_no_history(county):
    entry = interfered(county)
    (event,) = Event.objects.filter(target_type="projects.interference")
    assert (event.action, event.actor, event.facts) == ("interference.enter", None, {})
    assert not Event.objects.filter(actor=county.member).exists()
    assert set(entry.history.values_list("history_user", flat=True)) == {None}
    columns = {field.name for field in (*Interference._meta.fields, *Interference.history.model._meta.fields)}
    assert "entered_by" not in columns
    assert not hasattr(InterferenceSource, "history")


def test_only_the_officer_in_charge_is_told_the_source_and_that_is_noted(county):
    entry, other = (
        interfered(county),
        factories.make_user(role=Role.OFFICER, body=county.discipline.roles.get().body),
    )
    assert source_of(entry=entry, by=county.discipline) is None
    entry = accept(entry=entry.pk, by=county.discipline, on=DAY)
    assert source_of(entry=entry, by=other) is None
    assert source_of(entry=entry, by=county.discipline) == county.member
    assert Event.objects.filter(action="interference.source-viewed", actor=county.discipline).count() == 1


def test_an_entry_is_accepted_looked_into_and_closed_by_the_officer_in_charge(county):
    entry, other = (
        interfered(county),
        factories.make_user(role=Role.OFFICER, body=county.discipline.roles.get().body),
    )
    with pytest.raises(NotPossible):
        close(entry=entry.pk, result="found", outcome="诫勉。", by=county.discipline, on=DAY)
    entry = examined(county, entry)
    assert (entry.state, entry.officer, entry.heard) == ("examined", county.discipline, "")
    for act in (lambda: accept(entry=entry.pk, by=other, on=DAY), lambda: examined(county, entry)):
        with pytest.raises(NotPossible):
            act()
    with pytest.raises(NotPossible):
        close(entry=entry.pk, result="found", outcome="诫勉。", by=other, on=DAY)
    with pytest.raises(ValidationError, match="核查结果"):
        close(entry=entry.pk, result="", outcome="诫勉。", by=county.discipline, on=DAY)
    entry = close(entry=entry.pk, result="found", outcome="诫勉。", by=county.discipline, on=DAY)
    assert (entry.state, entry.closed_on) == ("closed", DAY)
    with pytest.raises(NotPossible):
        close(entry=entry.pk, result="found", outcome="再次。", by=county.discipline, on=DAY)


def test_whom_it_names_is_heard_only_where_the_body_chooses_to(county):
    entry = interfered(county)
    with pytest.raises(ValidationError, match="日期和说明"):
        examined(county, entry, heard="没有此事。")
    entry = examine(
        entry=entry.pk, words="谈话了解。", heard="没有此事。", heard_on=DAY, by=county.discipline, on=DAY
    )
    assert (entry.heard, entry.heard_on) == ("没有此事。", DAY)


def test_an_entry_names_a_project_of_its_own_unit_alone(county):
    project = planned(county)
    assert interfered(county, project=project).project == project
    project.unit_id = county.bureau.pk
    with pytest.raises(ValidationError, match="本单位的项目"):
        interfered(county, project=project)


def test_the_register_is_read_in_a_constant_number_of_queries(county, django_assert_max_num_queries):
    for _times in range(3):
        interfered(county)
    with django_assert_max_num_queries(9):
        assert len(watched_interference(county.discipline, DAY)) == 3
