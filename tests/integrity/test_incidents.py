"""Incidents in team, subordinates and family attach to the head's list, whoever is directly in charge (B6, C1)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from integrity.models import Attribution, Incident
from integrity.policies.incidents import visible_attributions, visible_incidents
from integrity.selectors.incidents import attached_to
from integrity.services.incidents import Report, enter_incident, withdraw_incident
from integrity.services.lists import NotPossible
from organisation.models import Tenure
from rulebook.division import FIELDS, Field
from supervision.models import Finding
from supervision.services import Assigned, divide_work
from tests import factories
from tests.integrity.listed import YEAR, signed
from tests.integrity.world import TODAY, World

pytestmark = pytest.mark.django_db
DAY = date(YEAR, 2, 3)


@pytest.fixture
def enter(world: World, django_capture_on_commit_callbacks):
    """Enter an incident in the town as the discipline officer, the finding included."""

    def entered(token=None, by=None, on=TODAY, **more):
        given = {
            "unit": world.town, "happened_on": DAY, "relation": "subordinate", "what": "虚报工程量。", "source": "audit",
        } | more  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            return enter_incident(
                token=token or uuid4(), report=Report(**given), by=by or world.officer, on=on
            )

    return entered


def test_a_subordinates_incident_in_a_deputys_field_attaches_to_the_heads_list(world: World, enter):
    deputy = factories.make_tenure(post=factories.make_post(world.town, "副镇长", head=False)).person
    rows = [Assigned(field, deputy.pk) for field in FIELDS]
    divide_work(unit=world.town.pk, since=date(YEAR, 1, 1), basis="会议纪要", rows=rows, seen=0, by=world.head_user, on=TODAY)  # fmt: skip
    found = signed(world)
    enter(field=Field.CONSTRUCTION)
    (attached,) = attached_to(found, world.head_user, TODAY)
    finding = Finding.objects.get(code="incident-of-subordinate")
    assert (attached.person, attached.holder) == (world.head, deputy)
    assert (finding.clause, finding.person) == ("C1", world.head)
    assert f"工程项目建设由{deputy.name}直接分管；不论由谁直接分管" in finding.message


def test_the_head_of_the_day_it_happened_answers_not_who_heads_the_unit_now(world: World, enter):
    tenure = Tenure.objects.get(person=world.head)
    tenure.during = (tenure.during.lower, date(YEAR, 2, 10))
    tenure.save()
    factories.make_tenure(post=tenure.post, start=date(YEAR, 2, 10))
    enter()
    assert Finding.objects.get().person == world.head


def test_of_a_towns_two_heads_both_answer_for_the_unit_and_one_for_the_own_family(world: World, enter):
    mayor = factories.make_tenure(post=factories.make_post(world.town, "镇长")).person
    enter(relation="team")
    assert set(Finding.objects.values_list("person", flat=True)) == {world.head.pk, mayor.pk}
    with pytest.raises(ValidationError, match="两位“一把手”"):
        enter(relation="child")
    enter(relation="child", head=mayor.staff_no)
    assert Finding.objects.get(code="incident-of-family").person == mayor


def test_of_spouse_and_child_nothing_is_kept_but_that_they_are(world: World, enter):
    person = factories.make_person()
    made = enter(relation="spouse", staff_no=person.staff_no, field=Field.FINANCE)
    assert (made.person, made.field) == (None, "")


def test_entered_twice_is_entered_once(world: World, enter):
    token = uuid4()
    assert enter(token=token).pk == enter(token=token).pk
    assert (Incident.objects.count(), Finding.objects.count()) == (1, 1)


def test_an_incident_without_facts_or_ahead_of_its_day_is_refused_by_field(world: World, enter):
    with pytest.raises(ValidationError) as refused:
        enter(what=" ", happened_on=date(YEAR + 1, 12, 31), relation="friend", source="hearsay")
    assert set(refused.value.message_dict) == {"what", "happened_on", "relation", "source"}


def test_where_nobody_headed_the_unit_nobody_is_blamed(world: World, enter):
    with pytest.raises(ValidationError, match="没有“一把手”"):
        enter(happened_on=date(1999, 5, 6))


def test_only_the_discipline_body_enters_and_never_about_a_relative(world: World, enter):
    for by in (world.committee_officer, world.organiser, world.head_user, world.overseer):
        with pytest.raises(NotPossible):
            enter(by=by)
    factories.make_relatives(world.officer.person, world.head)
    with pytest.raises(NotPossible):
        enter()


def test_it_is_seen_by_the_discipline_body_the_head_and_the_body_above_alone(world: World, enter):
    signed(world)
    enter()
    users = {
        "officer": world.officer, "colleague": world.colleague, "head": world.head_user,
        "committee": world.committee_officer, "other": world.other_user, "auditor": world.auditor,
        "secretary": world.secretary, "overseer": world.overseer, "leader": world.leader_user,
    }  # fmt: skip
    seeing = {name for name, user in users.items() if visible_incidents(user, TODAY).exists()}
    assert seeing == {"officer", "colleague", "head", "committee"}


def test_whoever_it_is_about_and_their_relatives_do_not_see_it(world: World, enter):
    enter(relation="team", staff_no=world.other.staff_no)
    factories.make_relatives(world.colleague.person or _person_of(world.colleague), world.other)
    colleague = type(world.colleague).objects.get(pk=world.colleague.pk)
    assert not visible_attributions(colleague, TODAY).exists()
    assert visible_attributions(world.officer, TODAY).exists()


def _person_of(user):
    user.person = factories.make_person()
    user.save()
    return user.person


def test_one_that_did_not_prove_true_is_taken_back_and_asks_nobody_any_more(
    world: World, enter, django_capture_on_commit_callbacks
):
    made, found = enter(), signed(world)
    with pytest.raises(ValidationError, match="请写明撤销理由"):
        withdraw_incident(incident=made.pk, reason=" ", by=world.officer, on=TODAY)
    with pytest.raises(NotPossible):
        withdraw_incident(incident=made.pk, reason="查否", by=world.head_user, on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_incident(incident=made.pk, reason="复核查否", by=world.officer, on=TODAY)
    assert Finding.objects.get().state == "closed"
    assert attached_to(found, world.head_user, TODAY) == []
    assert Attribution.objects.count() == 1


def test_the_head_is_not_told_from_what_kind_of_source_an_incident_is_known(
    world: World, enter, client: Client
):
    """“信访举报” would say that somebody reported (C23): neither the incident's page nor what it asks of the head names the kind."""
    made = enter(source="complaint")
    finding = Finding.objects.get(code="incident-of-subordinate")
    seen = {}
    for user in (world.head_user, world.officer):
        client.force_login(user)
        seen[user] = client.get(reverse("incident", args=[made.pk])).content.decode()
    assert "信访举报" not in seen[world.head_user]
    assert "信访举报" in seen[world.officer]
    assert "信访举报" not in f"{finding.message} {finding.facts}"
