"""A record is deleted by a destruction list (销毁清册) alone: made by the night, approved by two people of two bodies, never while it is held."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.evidence.faults import Kind
from core.evidence.verifying import faults
from core.models import Event
from integrity.models import Declaration, YearlyDeclaration
from projects.models import Interest
from retention.choices import ListState
from retention.models import Approval, DestructionItem, DestructionList, Tombstone
from retention.policies import lists_to_approve
from retention.services.deleting import delete_due
from retention.services.lists import NotPossible, approve, decline, list_due
from rulebook.retention import LEAVING_YEARS, RELIST_DAYS
from tests import factories
from tests.retention.holding import audit, discipline, hold, organisation
from tests.retention.things import make_declaration, make_leaver
from tests.tampering import past_the_product
from tests.today import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed():
    """The list with a leaver's declaration."""
    row = make_declaration(make_leaver())
    list_due(on=DAY)
    return DestructionItem.objects.get(table="integrity.Declaration", key=str(row.pk)).list


def test_five_years_after_the_last_post_the_declarations_are_listed_not_deleted():
    row = make_declaration(make_leaver())
    YearlyDeclaration.objects.create(
        person=row.person, county=row.county, year=2015, confirmed_on=row.reported_on
    )
    assert list_due(on=DAY) == 1
    made = DestructionList.objects.get()
    assert (made.rule, made.size, made.state) == ("declarations", 2, ListState.WAITING)
    assert {item.person for item in made.items.all()} == {row.person}
    delete_due(on=DAY)
    assert Declaration.objects.exists()


def test_who_stands_on_the_roster_or_left_lately_or_never_stood_there_is_not_listed():
    make_declaration(factories.make_head())
    make_declaration(make_leaver(DAY - timedelta(days=365 * LEAVING_YEARS.value - 30)))
    make_declaration(factories.make_person())
    assert list_due(on=DAY) == 0


def test_a_list_that_waits_is_made_once(listed):
    make_declaration(make_leaver())
    assert list_due(on=DAY) == 0
    assert DestructionList.objects.get() == listed


def test_nothing_goes_with_one_approval_and_all_with_two(listed):
    approve(of=listed.pk, by=organisation(), on=DAY)
    assert Declaration.objects.exists()
    done = approve(of=listed.pk, by=discipline(), on=DAY)
    assert done.state == ListState.DONE
    assert not Declaration.objects.exists()
    stone, item = Tombstone.objects.get(), listed.items.get()
    assert (stone.list, stone.key, stone.digest) == (listed, item.key, item.digest)
    assert Event.objects.get(action="destruction.done").facts == {"deleted": 1, "kept": 0}


def test_one_person_or_one_body_does_not_approve_twice(listed):
    approve(of=listed.pk, by=discipline(), on=DAY)
    with pytest.raises(ValidationError, match="您已经批准"):
        approve(of=listed.pk, by=discipline(), on=DAY)
    colleague = factories.make_user("colleague", role="officer", body=discipline().roles.get().body)
    with pytest.raises(ValidationError, match="您所在机关已经批准"):
        approve(of=listed.pk, by=colleague, on=DAY)


def test_other_bodies_approve_nothing(listed):
    with pytest.raises(NotPossible):
        approve(of=listed.pk, by=audit(), on=DAY)
    assert not lists_to_approve(audit(), DAY).exists()
    assert list(lists_to_approve(discipline(), DAY)) == [listed]


def test_who_is_on_the_list_or_a_relative_of_somebody_there_stands_back(listed):
    approver = organisation()
    approver.person = factories.make_person()
    approver.save()
    factories.make_relatives(approver.person, listed.items.get().person)
    with pytest.raises(ValidationError, match="须回避"):
        approve(of=listed.pk, by=approver, on=DAY)
    assert not lists_to_approve(approver, DAY).exists()


def test_what_was_held_after_it_was_listed_stays(listed):
    approve(of=listed.pk, by=organisation(), on=DAY)
    hold(person=listed.items.get().person)
    approve(of=listed.pk, by=discipline(), on=DAY)
    assert Declaration.objects.exists()
    assert not Tombstone.objects.exists()
    assert Event.objects.get(action="destruction.done").facts == {"deleted": 0, "kept": 1}


def test_what_is_held_is_not_listed():
    hold(person=make_declaration(make_leaver()).person)
    assert list_due(on=DAY) == 0


def make_interest(person):
    return Interest.objects.create(
        person=person, relation="self", enterprise="镇坪某建材公司", kind="owner", declared_on=DAY
    )


def approved_by_both(row):
    for officer in (organisation(), discipline()):
        approve(of=row.pk, by=officer, on=DAY)


def test_a_row_that_changed_since_it_was_listed_is_not_deleted():
    interest = make_interest(make_leaver())
    list_due(on=DAY)
    Interest.objects.filter(pk=interest.pk).update(until=DAY)
    approved_by_both(DestructionList.objects.get())
    assert Interest.objects.exists()
    assert not Tombstone.objects.exists()


def test_declining_needs_a_reason_deletes_nothing_and_lasts_for_its_days(listed):
    with pytest.raises(ValidationError):
        decline(of=listed.pk, reason=" ", by=discipline(), on=DAY)
    decline(of=listed.pk, reason="尚有未了结的事项", by=discipline(), on=DAY)
    assert Declaration.objects.exists()
    assert list_due(on=DAY + timedelta(days=RELIST_DAYS.value - 1)) == 0
    assert list_due(on=DAY + timedelta(days=RELIST_DAYS.value)) == 1
    with pytest.raises(NotPossible):
        approve(of=listed.pk, by=organisation(), on=DAY)


def test_an_interest_goes_with_its_history():
    assert make_interest(make_leaver()).history.exists()
    list_due(on=DAY)
    approved_by_both(DestructionList.objects.get(rule="interests"))
    assert not Interest.objects.exists()
    assert not Interest.history.exists()
    assert set(Tombstone.objects.values_list("table", flat=True)) == {
        "projects.Interest",
        "projects.HistoricalInterest",
    }


def test_what_went_by_a_list_is_no_fault_of_the_evidence_and_what_went_without_is():
    version = make_interest(make_leaver()).history.get().pk
    list_due(on=DAY)
    approved_by_both(DestructionList.objects.get(rule="interests"))
    assert not Interest.objects.exists()
    assert not list(faults())
    with past_the_product() as execute:
        execute("DELETE FROM retention_tombstone WHERE \"table\" = 'projects.HistoricalInterest'")
    assert {
        (fault.key, fault.kind) for fault in faults() if fault.table == "projects_historicalinterest"
    } == {(str(version), Kind.VERSION_TOUCHED)}


def test_earlier_versions_do_not_go_without_a_list():
    interest = make_interest(make_leaver())
    with pytest.raises(DatabaseError, match="approved list alone"), transaction.atomic():
        interest.history.all().delete()


@pytest.mark.parametrize("make", [make_declaration, make_interest])
def test_postgresql_deletes_neither_without_an_approved_list_nor_while_it_is_held(make):
    row = make(make_leaver())
    with pytest.raises(DatabaseError, match="approved list alone"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()
    list_due(on=DAY)
    made = DestructionList.objects.get()
    Approval.objects.create(list=made, function="organisation", by=organisation(), on=DAY)
    with pytest.raises(DatabaseError, match="approved list alone"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()
    Approval.objects.create(list=made, function="discipline", by=discipline(), on=DAY)
    held = hold(person=row.person)
    with pytest.raises(DatabaseError, match="approved list alone"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()
    held.lift()
    assert type(row).objects.filter(pk=row.pk).delete()[0] == 1


def test_postgresql_refuses_a_list_done_with_one_approval_and_a_stone_of_it(listed):
    approve(of=listed.pk, by=organisation(), on=DAY)
    with pytest.raises(DatabaseError, match="two approvals"), transaction.atomic():
        DestructionList.objects.update(state=ListState.DONE, closed_on=DAY)
    stone = Tombstone(table="x", key="1", rule="declarations", digest="0" * 64, deleted_on=DAY, list=listed)
    with pytest.raises(DatabaseError, match="two approvals"), transaction.atomic():
        stone.save()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM retention_destructionitem",
        "DELETE FROM retention_approval",
        "DELETE FROM retention_destructionlist",
        "UPDATE retention_destructionlist SET size = 99",
    ],
)
def test_nothing_of_a_list_is_told_otherwise_later(listed, statement):
    approve(of=listed.pk, by=organisation(), on=DAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_list_of_many_is_made_in_a_constant_number_of_statements(django_assert_max_num_queries):
    for _person in range(30):
        make_declaration(make_leaver())
    with django_assert_max_num_queries(16):
        list_due(on=DAY)
    assert DestructionItem.objects.count() == 30
