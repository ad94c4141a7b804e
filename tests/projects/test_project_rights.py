"""Who sees the projects of a unit, who enters them; who sees declared interests."""

import pytest
from django.contrib.auth.models import AnonymousUser

from projects.policies import (
    editable_projects,
    entered_units,
    led_projects,
    may_declare_for,
    own_interests,
    sees_any_project,
    visible_projects,
    watched_interests,
    watched_matches,
)
from projects.services.interests import end_interest
from projects.services.states import NotPossible
from tests.projects.built import declared, judged, placed, planned
from tests.today import DAY

EVERYBODY = (
    "secretary", "head_user", "member", "discipline", "organiser", "finance", "development", "auditor", "leader", "outsider",
    "nobody", "kin",
)  # fmt: skip


def seen_by(user, project) -> bool:
    return visible_projects(user, DAY).filter(pk=project.pk).exists()


@pytest.mark.parametrize(
    "who", ["secretary", "head_user", "member", "discipline", "organiser", "development", "auditor", "leader"]
)
def test_the_unit_and_the_bodies_whose_mandate_covers_projects_see_one(county, who):
    assert seen_by(getattr(county, who), planned(county))
    assert sees_any_project(getattr(county, who), DAY)


@pytest.mark.parametrize("who", ["finance", "outsider", "nobody", "kin"])
def test_the_body_for_funds_others_and_relatives_of_the_head_see_none(county, who):
    assert not seen_by(getattr(county, who), planned(county))


def test_who_is_not_logged_in_sees_none(county):
    assert not seen_by(AnonymousUser(), planned(county))
    assert not sees_any_project(AnonymousUser(), DAY)


def test_only_the_secretary_enters_projects_and_only_the_head_leads_them(county):
    project = planned(county)
    assert list(entered_units(county.secretary, DAY)) == [county.town]
    for who in EVERYBODY:
        user = getattr(county, who)
        assert editable_projects(user, DAY).filter(pk=project.pk).exists() == (who == "secretary")
        assert led_projects(user, DAY).filter(pk=project.pk).exists() == (who == "head_user")


def test_leaders_declare_their_own_interests_and_the_discipline_body_from_paper(county):
    assert list(may_declare_for(county.member, DAY)) == [county.member.person]
    assert not may_declare_for(county.secretary, DAY).exists()  # a clerk of a section leads nothing
    assert not may_declare_for(county.development, DAY).exists()
    theirs = set(may_declare_for(county.discipline, DAY))
    assert set(county.members) <= theirs
    assert county.candidate not in theirs
    assert county.head not in set(may_declare_for(county.kin, DAY))


def test_a_declared_interest_is_seen_by_who_declared_it_and_by_the_discipline_body_alone(county):
    row = declared(county, county.members[2])
    placed(county, planned(county))
    judged()
    assert list(own_interests(county.users[2])) == [row]
    for who in EVERYBODY:
        user = getattr(county, who)
        by_office = who in {"discipline", "kin"}  # the registered relative of the head, not of this deputy
        assert watched_interests(user, DAY).filter(pk=row.pk).exists() == by_office
        assert watched_matches(user, DAY).exists() == by_office


def test_an_officer_never_sees_the_interests_of_a_relative(county):
    row = declared(county, county.head)
    assert not watched_interests(county.kin, DAY).filter(pk=row.pk).exists()
    with pytest.raises(NotPossible):
        end_interest(interest=row.pk, until=DAY, by=county.kin, on=DAY)


def test_what_one_may_see_is_decided_in_a_constant_number_of_queries(county, django_assert_max_num_queries):
    for _times in range(3):
        planned(county)
    with django_assert_max_num_queries(10):
        assert len(visible_projects(county.auditor, DAY)) == 3
