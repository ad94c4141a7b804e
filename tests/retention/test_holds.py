"""A hold (暂停销毁): placed by the discipline body, or by the audit bureau for its audits, with reason and order; lifted once, with a reason."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from retention.models import LegalHold
from retention.policies import liftable_holds, visible_holds
from retention.services.holds import NotPossible, Order, lift, place
from tests import factories
from tests.retention.holding import ORDERED, audit, discipline, hold, organisation
from tests.retention.things import make_draft
from tests.today import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return factories.make_head()


def test_only_the_discipline_body_and_the_audit_bureau_place_one(head):
    hold(discipline(), person=head)
    hold(audit(), person=head)
    with pytest.raises(NotPossible):
        hold(organisation(), person=head)
    assert LegalHold.objects.count() == 2


def test_sent_twice_it_is_placed_once_and_a_second_one_of_the_same_body_is_refused(head):
    token, order = uuid4(), Order(person=head, **ORDERED)
    first = place(order=order, token=token, by=discipline(), on=DAY)
    assert place(order=order, token=token, by=discipline(), on=DAY) == first
    with pytest.raises(ValidationError, match="已经对其暂停销毁"):
        place(order=order, token=uuid4(), by=discipline(), on=DAY)


def test_nobody_holds_for_themself_or_a_relative_or_sees_that_they_are_held(head):
    officer, relative = discipline(), factories.make_person()
    officer.person = relative
    officer.save()
    factories.make_relatives(relative, head)
    with pytest.raises(ValidationError):
        hold(officer, person=head)
    colleague = factories.make_user("colleague", role="officer", body=officer.roles.get().body)
    hold(colleague, person=head)
    assert visible_holds(colleague, DAY).exists()
    assert not visible_holds(officer, DAY).exists()


def test_the_audit_bureau_sees_and_lifts_its_own_alone(head):
    theirs, ours = hold(discipline(), person=head), hold(audit(), person=head)
    assert list(visible_holds(audit(), DAY)) == [ours.row]
    assert set(visible_holds(discipline(), DAY)) == {theirs.row, ours.row}
    assert list(liftable_holds(discipline(), DAY)) == [theirs.row]
    with pytest.raises(NotPossible):
        lift(hold=theirs.row.pk, reason="已经结束", by=audit(), on=DAY)


def test_lifting_needs_a_reason_and_happens_once(head):
    held = hold(person=head)
    with pytest.raises(ValidationError):
        lift(hold=held.row.pk, reason="  ", by=held.by, on=DAY)
    held.lift()
    row = LegalHold.objects.get()
    assert (row.lifted_by, row.lifted_on, row.lift_reason) == (held.by, DAY, "核查已经结束")
    with pytest.raises(NotPossible):
        held.lift()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM retention_legalhold",
        "UPDATE retention_legalhold SET reason = 'x'",
        "UPDATE retention_legalhold SET placed_on = now()",
    ],
)
def test_postgresql_refuses_any_other_change(head, statement):
    hold(person=head)
    with (
        pytest.raises(DatabaseError, match="stays as it was placed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


FORM = {"subject": "person", "ordered_by": ORDERED["ordered_by"], "reason": ORDERED["reason"]}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "请填写工号"),
        ({"staff_no": "没有"}, "名册中没有工号“没有”"),
        ({"subject": "unit"}, "请填写单位"),
        ({"subject": "unit", "unit": "没有"}, "名册中没有单位“没有”"),
        ({"subject": "record"}, "请选择材料"),
        ({"subject": "record", "table": "core.Job"}, "请填写材料编号"),
        ({"subject": "record", "table": "core.Job", "key": "99999999999999999999"}, "没有编号为"),
        ({"subject": "record", "table": "core.Job", "key": "x"}, "没有编号为"),
        ({"subject": "record", "table": "core.Event", "key": "1"}, "选择"),
        ({"reason": "", "staff_no": "1"}, "必填"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(as_user, sent, words):
    answer = as_user(discipline()).post("/retention/holds/new/", FORM | sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert ORDERED["ordered_by"] in text
    assert not LegalHold.objects.exists()


def test_one_is_placed_and_lifted_on_the_pages(as_user, head):
    client = as_user(discipline())
    assert client.post("/retention/holds/new/", FORM | {"staff_no": head.staff_no}).status_code == 302
    row = LegalHold.objects.get(person=head)
    assert head.name in client.get("/retention/holds/").content.decode()
    assert client.post(f"/retention/holds/{row.pk}/lift/", {"reason": ""}).status_code == 422
    assert client.post(f"/retention/holds/{row.pk}/lift/", {"reason": "结束"}).status_code == 302
    assert head.name not in client.get("/retention/holds/?state=standing").content.decode()
    assert head.name in client.get("/retention/holds/?state=lifted").content.decode()


def test_a_record_is_held_by_its_number(as_user):
    draft = make_draft(factories.make_user("walker"), DAY)
    sent = FORM | {"subject": "record", "table": "decisions.MatterDraft", "key": str(draft.pk)}
    assert as_user(discipline()).post("/retention/holds/new/", sent).status_code == 302
    assert LegalHold.objects.get().key == str(draft.pk)


def test_the_list_is_read_in_a_constant_number_of_queries(as_user, django_assert_max_num_queries):
    for _row in range(20):
        hold(person=factories.make_head())
    client = as_user(discipline())
    client.get("/retention/holds/")
    with django_assert_max_num_queries(30):
        client.get("/retention/holds/")
