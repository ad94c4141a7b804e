"""Gifts handed in (L28), and personal events declared where the county extended the duty to its heads (N48)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from core.models import Event, JobRun
from integrity.models import Declaration, Extension, Gift
from integrity.policies.declarations import visible_declarations
from integrity.policies.gifts import visible_gifts
from integrity.selectors.declarations import VIEWED, viewings_watched, year_to_confirm
from integrity.services.declarations import confirm_year, declare, note_viewing
from integrity.services.gifts import Received, enter_gift, receive_gift
from integrity.services.judging import check_gifts, check_yearly
from integrity.services.lists import NotPossible
from integrity.tasks import check_integrity_today
from supervision.models import Finding
from tests import factories
from tests.integrity.listed import YEAR
from tests.integrity.world import TODAY, World

pytestmark = pytest.mark.django_db
RECEIVED = TODAY - timedelta(days=90)


@pytest.fixture
def gift(world: World):
    """Enter a gift as the head of the town."""

    def entered(token=None, by=None, **more):
        given = {
            "unit": world.town, "item": "茶叶两盒", "value": Decimal("800"), "giver": "served", "received_on": RECEIVED,
        } | more  # fmt: skip
        return enter_gift(
            token=token or uuid4(), received=Received(**given), by=by or world.head_user, on=TODAY
        )

    return entered


@pytest.fixture
def extended(world: World) -> Extension:
    """The county had its heads declare from three years ago on."""
    during = DateRange(date(YEAR - 3, 6, 1), None)
    return Extension.objects.create(county=world.town.county, during=during, basis="镇委发〔2023〕5号")


def told(world: World, event: str = "work", on: date = TODAY, **more):
    given = {"happened_on": on - timedelta(days=3), "words": "县内个体经营，经理", "token": uuid4()} | more
    return declare(event=event, by=world.head_user, on=on, **given)


def test_a_gift_is_entered_by_the_head_and_taken_in_against_a_receipt(world: World, gift):
    made = gift()
    receive_gift(
        gift=made.pk,
        handed_in_on=RECEIVED + timedelta(days=5),
        receipt="镇纪收〔1〕",
        by=world.officer,
        on=TODAY,
    )
    made.refresh_from_db()
    assert (made.receiver, made.received_by) == (world.discipline, world.officer)
    with pytest.raises(NotPossible):
        receive_gift(gift=made.pk, handed_in_on=TODAY, receipt="再一次", by=world.officer, on=TODAY)
    assert check_gifts(numbers=[made.pk], on=TODAY) == 0


def test_a_gift_handed_in_late_or_not_at_all_is_found(world: World, gift):
    late, kept = gift(), gift(item="手表")
    receive_gift(gift=late.pk, handed_in_on=TODAY, receipt="收1", by=world.officer, on=TODAY)
    check_gifts(numbers=[late.pk, kept.pk], on=TODAY)
    assert set(Finding.objects.values_list("code", "person")) == {
        ("gift-handed-in-late", world.head.pk), ("gift-not-handed-in", world.head.pk),
    }  # fmt: skip


def test_nobody_takes_in_their_own_gift_or_a_relatives(world: World, gift):
    made = gift()
    with pytest.raises(NotPossible):
        receive_gift(gift=made.pk, handed_in_on=TODAY, receipt="收1", by=world.head_user, on=TODAY)
    factories.make_relatives(world.officer.person, world.head)
    with pytest.raises(NotPossible):
        receive_gift(gift=made.pk, handed_in_on=TODAY, receipt="收1", by=world.officer, on=TODAY)


def test_a_gift_without_name_value_giver_or_day_is_refused_by_field(gift):
    with pytest.raises(ValidationError) as refused:
        gift(item=" ", value=None, giver="friend", received_on=None)
    assert set(refused.value.message_dict) == {"item", "value", "giver", "received_on"}
    with pytest.raises(ValidationError) as refused:
        gift(received_on=TODAY + timedelta(days=1), back_on=TODAY + timedelta(days=2))
    assert set(refused.value.message_dict) == {"received_on", "back_on"}
    assert not Gift.objects.exists()


def test_gifts_are_seen_by_the_head_and_the_discipline_body_alone(world: World, gift):
    token = uuid4()
    assert gift(token=token).pk == gift(token=token).pk
    users = {
        "head": world.head_user, "other": world.other_user, "officer": world.officer, "auditor": world.auditor,
        "organiser": world.organiser, "committee": world.committee_officer, "overseer": world.overseer,
    }  # fmt: skip
    assert {n for n, user in users.items() if visible_gifts(user, TODAY).exists()} == {"head", "officer"}


def test_a_day_of_handing_in_outside_its_bounds_or_no_receipt_is_refused(world: World, gift):
    with pytest.raises(ValidationError) as refused:
        receive_gift(
            gift=gift().pk, handed_in_on=RECEIVED - timedelta(days=1), receipt=" ", by=world.officer, on=TODAY
        )
    assert set(refused.value.message_dict) == {"handed_in_on", "receipt"}


def test_where_the_county_did_not_extend_the_duty_nobody_declares_and_nobody_is_asked(world: World):  # N48
    with pytest.raises(NotPossible):
        told(world)
    with pytest.raises(NotPossible):
        confirm_year(by=world.head_user, on=TODAY)
    assert check_yearly(on=TODAY) == 0


def test_of_kinds_of_which_the_clause_needs_no_words_none_are_kept(world: World, extended):
    assert told(world, "marriage", words="与某某登记结婚").words == ""
    assert told(world, "work").words == "县内个体经营，经理"
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(
            person=world.head, county=world.town.county, event="travel", happened_on=TODAY, reported_on=TODAY,
            words="去向", token=uuid4(),
        )  # fmt: skip


def test_a_change_declared_after_thirty_days_is_found(
    world: World, extended, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        told(world, happened_on=TODAY - timedelta(days=60))
        told(world, "travel")
    finding = Finding.objects.get()
    assert (finding.code, finding.person) == ("event-declared-late", world.head)


def test_a_declaration_without_kind_day_or_words_is_refused_by_field(world: World, extended):
    with pytest.raises(ValidationError) as refused:
        told(world, "work", words=" ", happened_on=None)
    assert set(refused.value.message_dict) == {"words", "happened_on"}
    with pytest.raises(ValidationError):
        told(world, "money")
    token = uuid4()
    assert told(world, token=token).pk == told(world, token=token).pk


def test_the_yearly_declaration_is_asked_of_every_head_who_was_one_in_january(world: World, extended):
    assert year_to_confirm(world.head_user, TODAY) == YEAR
    confirm_year(by=world.head_user, on=TODAY)
    confirm_year(by=world.head_user, on=TODAY)
    assert year_to_confirm(world.head_user, TODAY) is None
    check_yearly(on=date(YEAR, 12, 31))
    asked = Finding.objects.filter(code="events-unconfirmed")
    of_head = {row.facts["year"] for row in asked.filter(person=world.head)}
    assert (of_head, asked.filter(person=world.other).count()) == ({YEAR - 2, YEAR - 1}, 3)


def test_declarations_are_read_by_the_person_the_organisation_and_the_discipline_body_alone(
    world: World, extended
):
    told(world)
    users = {
        "head": world.head_user, "other": world.other_user, "officer": world.officer, "organiser": world.organiser,
        "auditor": world.auditor, "committee": world.committee_officer, "leader": world.leader_user,
        "overseer": world.overseer, "secretary": world.secretary,
    }  # fmt: skip
    seeing = {name for name, user in users.items() if visible_declarations(user, TODAY).exists()}
    assert seeing == {"head", "officer", "organiser"}


def test_every_view_of_a_declaration_is_noted_and_shown_to_the_discipline_body(world: World, extended):
    made = told(world)
    note_viewing(declarations=[made], by=world.organiser)
    note_viewing(declarations=[made], by=world.head_user)
    event = Event.objects.get(action=VIEWED)
    assert (event.actor, event.target_id) == (world.organiser, made.pk)
    assert list(viewings_watched(world.officer, TODAY)) == [event]
    assert not viewings_watched(world.organiser, TODAY).exists()


def test_the_nightly_check_judges_everything_and_twice_changes_nothing(world: World, gift, extended):
    gift()
    check_integrity_today(TODAY.isoformat())
    before = Finding.objects.count()
    JobRun.objects.all().delete()
    check_integrity_today(TODAY.isoformat())
    assert Finding.objects.count() == before >= 3
