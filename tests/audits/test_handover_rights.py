"""Who sees a handover, and who never does."""

import pytest

from audits.models import Handover
from audits.policies.handovers import (
    followed_items,
    led_handovers,
    prepared_handovers,
    received_handovers,
    sees_handovers,
    visible_handovers,
    witnessed_handovers,
)
from organisation.models import Tenure
from rulebook.establishment import Category
from rulebook.roles import Role
from rulebook.tenure import Management
from tests import factories
from tests.audits.handing import LEFT, leave, nightly, signed
from tests.decisions.decided import make_decided
from tests.today import DAY

pytestmark = pytest.mark.django_db


def sees(user) -> bool:
    return visible_handovers(user, DAY).exists()


def test_the_leaver_the_successor_the_witnessing_bodies_and_the_secretary_see_it_and_nobody_else(county):
    handing = leave(county)
    nightly()
    for user in (
        handing.leaver_user, handing.successor_user, county.organiser, county.finance, county.auditor,
        county.discipline, county.secretary, county.leader,
    ):  # fmt: skip
        assert sees(user), user
        assert sees_handovers(user, DAY), user
    for user in (county.development, county.outsider, county.nobody, county.member):
        assert not sees(user), user


def test_the_witnessing_bodies_each_witness_and_the_organisation_department_leads(county):
    handing = leave(county)
    nightly()
    for user, leads in (
        (county.organiser, True),
        (county.finance, False),
        (county.auditor, False),
        (county.discipline, False),
    ):
        rules = [rule.leads for rule, rows in witnessed_handovers(user, DAY) if rows.exists()]
        assert rules == [leads], user
        assert led_handovers(user, DAY).exists() == leads
    assert not any(rows.exists() for _rule, rows in witnessed_handovers(handing.leaver_user, DAY))


def test_a_relative_of_the_leaver_or_of_the_successor_neither_sees_nor_witnesses_by_office(county):
    handing = leave(county)
    nightly()
    assert not sees(county.kin)
    department = county.organiser.roles.get().body
    officer = factories.make_user(person=factories.make_person(), role=Role.OFFICER, body=department)
    assert sees(officer)
    factories.make_relatives(officer.person, handing.successor)
    officer.__dict__.pop("_scopes")
    assert not sees(officer)
    assert not led_handovers(officer, DAY).exists()


def test_where_the_department_manages_the_head_it_leads_and_takes_over_a_vacant_post(county):
    health = factories.make_unit("县卫生健康局", Category.GOVERNMENT_DEPARTMENT)
    hospital = factories.make_unit("县医院", Category.INSTITUTION, parent=health)
    post = factories.make_post(hospital, "院长", managed_by=Management.DEPARTMENT)
    officer = factories.make_user(role=Role.OFFICER, body=health)
    factories.start_calendar(LEFT)
    factories.make_tenure(factories.make_person(), post, factories.LONG_AGO, LEFT)
    nightly()
    found = Handover.objects.get()
    assert found.receiver == health
    assert led_handovers(officer, DAY).exists()
    assert received_handovers(officer, DAY).exists()
    assert not led_handovers(county.organiser, DAY).exists()


def test_what_was_left_open_is_followed_by_whoever_holds_the_post_now(county):
    make_decided(county)
    handing = leave(county)
    nightly()
    signed(handing)
    assert followed_items(handing.successor_user, DAY).count() == 1
    assert not followed_items(handing.leaver_user, DAY).exists()
    assert not followed_items(county.organiser, DAY).exists()
    Tenure.objects.filter(person=handing.successor).delete()
    third = factories.make_person()
    factories.make_tenure(third, handing.post, LEFT)
    assert followed_items(factories.make_user(person=third), DAY).count() == 1
    handing.successor_user.__dict__.pop("_scopes", None)
    assert not followed_items(handing.successor_user, DAY).exists()


def test_papers_are_added_by_the_leaver_the_secretary_and_the_lead_until_it_is_signed(county):
    handing = leave(county)
    nightly()
    may = (handing.leaver_user, county.secretary, county.organiser)
    assert all(prepared_handovers(user, DAY).exists() for user in may)
    assert not prepared_handovers(handing.successor_user, DAY).exists()
    signed(handing)
    assert not any(prepared_handovers(user, DAY).exists() for user in may)
