"""The yearly responsibility list (责任清单): drafted from the template, signed in order, changed only by procedure, carried out, reviewed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction

from integrity.choices import ItemOrigin, ListState
from integrity.models import CountyItem, Evidence, ListItem, ListReview, ListVersion, ResponsibilityList
from integrity.selectors.lists import in_force, items_in_force, pending
from integrity.services.carrying_out import attach_evidence, enter_evidence, review_list
from integrity.services.judging import check_lists
from integrity.services.lists import (
    NotPossible,
    begin_change,
    draft_list,
    drop_item,
    return_list,
    save_item,
    sign_as_head,
    sign_from_above,
)
from organisation.models import Tenure
from rulebook.procedures.integrity import Review, template_on
from supervision.models import Finding, Fulfilment
from supervision.services import sweep
from tests import factories
from tests.integrity.listed import MARCH, NEW_YEAR, YEAR, YEAR_END, carried_out, drafted, reviewed, signed
from tests.integrity.world import World

LIST = "responsibility-list"
pytestmark = pytest.mark.django_db


def test_a_draft_begins_with_the_template_and_the_countys_own_items(world: World):
    county = world.town.county
    CountyItem.objects.create(
        county=county, title="移风易俗", text="不大操大办。", since_year=YEAR, basis="镇办发〔2026〕1号"
    )
    CountyItem.objects.create(
        county=county, title="旧事项", text="已停用。", since_year=2000, until_year=YEAR - 1, basis="旧文"
    )
    made = drafted(world)
    titles = [item.title for item in pending(made).items.all()]
    assert titles == [*(one.title for one in template_on(MARCH)), "移风易俗"]


def test_beginning_twice_is_beginning_once(world: World):
    assert drafted(world).pk == drafted(world).pk
    assert ListItem.objects.count() == len(template_on(MARCH))


def test_only_the_head_of_the_unit_drafts_for_it(world: World):
    with pytest.raises(NotPossible):
        draft_list(unit=world.town.pk, year=YEAR, by=world.other_user, on=MARCH)
    with pytest.raises(NotPossible):
        draft_list(unit=world.town.pk, year=YEAR, by=world.officer, on=MARCH)


def test_the_list_of_the_next_year_waits_for_december(world: World):  # L31
    with pytest.raises(ValidationError, match="现在不能起草"):
        drafted(world, YEAR + 1, date(YEAR, 11, 30))
    assert drafted(world, YEAR + 1, date(YEAR, 12, 1)).year == YEAR + 1


def test_items_of_the_template_are_worded_for_the_unit_but_not_dropped(world: World):
    made = drafted(world)
    save_item(
        found=made.pk,
        number=2,
        title="别的名字",
        text="每月与班子成员谈话一次。",
        by=world.head_user,
        on=MARCH,
    )
    item = pending(made).items.get(number=2)
    assert (item.title, item.text) == ("管好班子成员", "每月与班子成员谈话一次。")
    with pytest.raises(ValidationError, match="不能删除"):
        drop_item(found=made.pk, number=2, by=world.head_user, on=MARCH)


def test_an_item_of_the_units_own_is_added_and_dropped(world: World):
    made = drafted(world)
    with pytest.raises(ValidationError) as refused:
        save_item(found=made.pk, number=None, title=" ", text="", by=world.head_user, on=MARCH)
    assert set(refused.value.message_dict) == {"title", "text"}
    save_item(
        found=made.pk, number=None, title="管好惠农资金", text="每季度检查。", by=world.head_user, on=MARCH
    )
    own = pending(made).items.get(origin=ItemOrigin.OWN)
    drop_item(found=made.pk, number=own.number, by=world.head_user, on=MARCH)
    assert not pending(made).items.filter(origin=ItemOrigin.OWN).exists()


def test_the_body_above_signs_after_the_head_and_never_before(world: World):
    made = drafted(world)
    with pytest.raises(NotPossible):
        sign_from_above(found=made.pk, by=world.committee_officer, on=MARCH)
    sign_as_head(found=made.pk, by=world.head_user, on=MARCH)
    for stranger in (
        world.head_user,
        world.officer,
        world.organiser,
        world.bureau_officer,
        world.leader_user,
    ):
        with pytest.raises(NotPossible):
            sign_from_above(found=made.pk, by=stranger, on=MARCH)
    sign_from_above(found=made.pk, by=world.committee_officer, on=MARCH)
    version = in_force(ResponsibilityList.objects.get())
    assert (version.head_signed_by, version.above_signed_by) == (world.head_user, world.committee_officer)
    assert version.body == world.committee


def test_the_competent_department_signs_with_the_head_it_manages(world: World):
    made = draft_list(unit=world.station.pk, year=YEAR, by=world.below_user, on=MARCH)
    sign_as_head(found=made.pk, by=world.below_user, on=MARCH)
    with pytest.raises(NotPossible):
        sign_from_above(found=made.pk, by=world.committee_officer, on=MARCH)
    sign_from_above(found=made.pk, by=world.bureau_officer, on=MARCH)
    assert in_force(made).body == world.bureau


def test_signing_by_both_does_the_years_duty_exactly_once(world: World):
    assert world.duty(world.head, LIST, str(YEAR)).state != "done"
    made = signed(world)
    duty = world.duty(world.head, LIST, str(YEAR))
    assert (duty.state, duty.closed_on, made.state) == ("done", MARCH + timedelta(days=5), ListState.IN_FORCE)
    begin_change(found=made.pk, reason="班子分工调整", by=world.head_user, on=date(YEAR, 6, 1))
    sign_as_head(found=made.pk, by=world.head_user, on=date(YEAR, 6, 1))
    sign_from_above(found=made.pk, by=world.committee_officer, on=date(YEAR, 6, 3))
    with pytest.raises(NotPossible):
        sign_from_above(found=made.pk, by=world.committee_officer, on=date(YEAR, 6, 3))
    assert Fulfilment.objects.filter(proof=LIST, person=world.head).count() == 1


def test_signed_by_the_head_in_december_it_waits_for_the_body_above_until_the_year_begins(world: World):
    made = drafted(world, YEAR + 1, date(YEAR, 12, 1))
    sign_as_head(found=made.pk, by=world.head_user, on=date(YEAR, 12, 2))
    with pytest.raises(NotPossible):
        sign_from_above(found=made.pk, by=world.committee_officer, on=date(YEAR, 12, 3))
    sweep(on=NEW_YEAR)
    sign_from_above(found=made.pk, by=world.committee_officer, on=NEW_YEAR)
    assert world.duty(world.head, LIST, str(YEAR + 1)).state == "done"
    assert world.duty(world.head, LIST, str(YEAR)).state != "done"


def test_made_up_for_after_the_year_it_does_the_duty_of_its_year_late(world: World):
    sweep(on=NEW_YEAR)
    signed(world, YEAR, NEW_YEAR)
    duty = world.duty(world.head, LIST, str(YEAR))
    assert (duty.state, duty.late) == ("done", True)
    assert world.duty(world.head, LIST, str(YEAR + 1)).state != "done"


def test_given_back_it_is_the_heads_to_change_again(world: World):
    made = drafted(world)
    sign_as_head(found=made.pk, by=world.head_user, on=MARCH)
    with pytest.raises(NotPossible):
        save_item(found=made.pk, number=1, title="x", text="改。", by=world.head_user, on=MARCH)
    with pytest.raises(ValidationError, match="请写明退回意见"):
        return_list(found=made.pk, words=" ", by=world.committee_officer, on=MARCH)
    return_list(found=made.pk, words="请写明与班子成员谈话的次数。", by=world.committee_officer, on=MARCH)
    save_item(found=made.pk, number=2, title="x", text="每季度谈话一次。", by=world.head_user, on=MARCH)
    assert pending(ResponsibilityList.objects.get()).returned == "请写明与班子成员谈话的次数。"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE integrity_listitem SET text = '改过了'",
        "DELETE FROM integrity_listitem",
        "UPDATE integrity_listversion SET above_signed_on = NULL, above_signed_by_id = NULL",
        "DELETE FROM integrity_listversion",
        "UPDATE integrity_evidence SET text = '改过了'",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_signed(world: World, statement: str):
    carried_out(world, signed(world))
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_change_is_a_new_version_with_its_reason_and_the_old_one_stands_until_both_signed(world: World):
    made = signed(world)
    with pytest.raises(ValidationError, match="请写明调整理由"):
        begin_change(found=made.pk, reason="", by=world.head_user, on=YEAR_END)
    begin_change(found=made.pk, reason="班子分工调整", by=world.head_user, on=date(YEAR, 6, 1))
    with pytest.raises(NotPossible):
        begin_change(found=made.pk, reason="又一次", by=world.head_user, on=date(YEAR, 6, 1))
    save_item(
        found=made.pk, number=2, title="x", text="改为每月一次。", by=world.head_user, on=date(YEAR, 6, 1)
    )
    found = ResponsibilityList.objects.get()
    assert "改为每月一次。" not in [item.text for item in items_in_force(found)]
    sign_as_head(found=made.pk, by=world.head_user, on=date(YEAR, 6, 1))
    sign_from_above(found=made.pk, by=world.committee_officer, on=date(YEAR, 6, 3))
    found = ResponsibilityList.objects.get()
    assert "改为每月一次。" in [item.text for item in items_in_force(found)]
    assert list(ListVersion.objects.values_list("number", "reason")) == [(1, ""), (2, "班子分工调整")]


def test_evidence_is_entered_once_for_an_item_in_force_with_its_file(world: World):
    made, token = signed(world), uuid4()
    given = {
        "found": made.pk, "number": 2, "day": date(YEAR, 5, 6), "text": "与班子成员逐一谈话。", "by": world.secretary,
        "on": date(YEAR, 5, 7),
    }  # fmt: skip
    row = enter_evidence(token=token, **given)
    assert enter_evidence(token=token, **given).pk == row.pk
    paper = SimpleUploadedFile("谈话记录.txt", "谈话记录（测试）".encode(), "text/plain")
    assert attach_evidence(evidence=row.pk, files=[paper], by=world.secretary, on=date(YEAR, 5, 7)) == []
    assert [file.name for file in Evidence.objects.get().attachments.all()] == ["谈话记录.txt"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"day": None}, "day"), ({"day": date(YEAR, 5, 8)}, "day"), ({"day": date(YEAR - 1, 5, 8)}, "day"), ({"text": " "}, "text")],
)  # fmt: skip
def test_evidence_without_day_or_words_or_of_another_year_is_refused(world: World, changes, field):
    given = {
        "number": 2,
        "day": date(YEAR, 5, 6),
        "text": "谈话。",
        "by": world.head_user,
        "on": date(YEAR, 5, 7),
    }
    with pytest.raises(ValidationError) as refused:
        enter_evidence(token=uuid4(), found=signed(world).pk, **(given | changes))
    assert set(refused.value.message_dict) == {field}


def test_a_review_says_something_of_every_item_and_why_where_not_all_is_done(world: World):
    made = signed(world)
    said = {item.number: ("done", "") for item in items_in_force(made)} | {1: ("under-way", " ")}
    del said[2]
    with pytest.raises(ValidationError) as refused:
        review_list(
            found=made.pk, kind=Review.MID_YEAR, said=said, by=world.committee_officer, on=date(YEAR, 7, 1)
        )
    assert set(refused.value.message_dict) == {"words-1", "outcome-2"}
    assert not ListReview.objects.exists()


def test_reviews_are_the_body_aboves_in_their_months_and_once(world: World):  # L29, L30
    made = signed(world)
    said = {item.number: ("done", "") for item in items_in_force(made)}
    for by, on in ((world.committee_officer, date(YEAR, 5, 31)), (world.head_user, date(YEAR, 7, 1))):
        with pytest.raises(NotPossible):
            review_list(found=made.pk, kind=Review.MID_YEAR, said=said, by=by, on=on)
    review_list(
        found=made.pk, kind=Review.MID_YEAR, said=said, by=world.committee_officer, on=date(YEAR, 6, 1)
    )
    with pytest.raises(NotPossible):
        review_list(
            found=made.pk, kind=Review.MID_YEAR, said=said, by=world.committee_officer, on=date(YEAR, 6, 1)
        )
    with pytest.raises(NotPossible):
        review_list(
            found=made.pk, kind=Review.YEAR_END, said=said, by=world.committee_officer, on=date(YEAR, 10, 31)
        )


def test_the_year_end_review_closes_the_list_and_asks_the_head_for_what_was_not_done(
    world: World, django_capture_on_commit_callbacks
):
    made = signed(world)
    carried_out(world, made)
    with django_capture_on_commit_callbacks(execute=True):
        reviewed(world, made, left_open=8)
    made.refresh_from_db()
    finding = Finding.objects.get()
    assert (made.state, finding.code, finding.person) == (ListState.CLOSED, "list-item-not-done", world.head)
    assert finding.facts["items"] == ["管好惠农资金"]
    with pytest.raises(NotPossible):
        begin_change(found=made.pk, reason="迟了", by=world.head_user, on=YEAR_END)


def test_what_the_year_before_left_open_is_carried_over_with_its_origin(world: World):
    made = signed(world)
    carried_out(world, made)
    reviewed(world, made, left_open=8)
    following = drafted(world, YEAR + 1, date(YEAR, 12, 28))
    carried = pending(following).items.get(origin=ItemOrigin.CARRIED)
    assert (carried.title, carried.carried_year, carried.carried_number) == ("管好惠农资金", YEAR, 8)
    with pytest.raises(ValidationError, match="不能删除"):
        drop_item(found=following.pk, number=carried.number, by=world.head_user, on=date(YEAR, 12, 28))


def test_a_successor_takes_over_what_was_left_open(world: World):
    made = signed(world)
    carried_out(world, made)
    reviewed(world, made, left_open=8)
    tenure = Tenure.objects.get(person=world.head)
    tenure.during = (tenure.during.lower, date(YEAR + 1, 1, 1))
    tenure.save()
    after = factories.make_tenure(post=tenure.post, start=date(YEAR + 1, 1, 1)).person
    user = factories.make_user(person=after)
    following = draft_list(unit=world.town.pk, year=YEAR + 1, by=user, on=NEW_YEAR)
    assert [item.title for item in pending(following).items.filter(origin=ItemOrigin.CARRIED)] == [
        "管好惠农资金"
    ]


def test_by_night_an_item_without_evidence_is_found_after_the_year_and_mended_by_none(world: World):
    made = signed(world)
    carried_out(world, made, without=4)
    assert check_lists(numbers=[made.pk], on=date(YEAR, 12, 31)) == 0
    assert check_lists(numbers=[made.pk], on=NEW_YEAR) == 1
    assert check_lists(numbers=[made.pk], on=NEW_YEAR) == 0
    finding = Finding.objects.get()
    assert (finding.code, finding.facts["items"]) == ("list-without-evidence", ["管好自己的配偶和子女"])


def test_lists_are_judged_in_a_constant_number_of_queries(world: World, django_assert_max_num_queries):
    numbers = [signed(world).pk]
    other = draft_list(unit=world.bureau.pk, year=YEAR, by=world.other_user, on=MARCH)
    with django_assert_max_num_queries(14):
        check_lists(numbers=[*numbers, other.pk], on=NEW_YEAR)
