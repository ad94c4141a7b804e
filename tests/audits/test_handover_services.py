"""Opening, filling, checking and signing a handover; what PostgreSQL itself refuses."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import IntegrityError

from audits.choices import ItemAnswer
from audits.models import Handover, HandoverItem, HandoverSignature
from audits.services.handovers.checking import check_items
from audits.services.handovers.filling import Filled, excuse_leaver, fill_handover, give_handover
from audits.services.handovers.following import close_item, note_flaw
from audits.services.handovers.judging import check_all
from audits.services.handovers.opening import open_handovers
from audits.services.handovers.signing import sign_as_leaver, sign_as_successor, sign_as_witness
from audits.services.handovers.states import ChangedMeanwhile, NotPossible
from organisation.models import Tenure
from rulebook.tenure import TenureKind
from supervision.models import Duty, Finding
from tests import factories
from tests.audits.handing import LEFT, agreed, filled, given, item, leave, nightly, seen, signed
from tests.decisions.decided import make_decided
from tests.projects.built import placed, planned
from tests.today import DAY

pytestmark = pytest.mark.django_db


def test_a_leaving_opens_one_handover_with_what_the_product_knows(county):
    matter = make_decided(county, on=DAY - timedelta(30))
    project = planned(county)
    placed(county, project)
    handing = leave(county)
    assert nightly() == 1
    assert nightly() == 0
    found = handing.handover
    assert (found.left_on, found.due, found.successor) == (LEFT, date(2026, 12, 4), handing.successor)
    lines = {(one.source, one.source_id): one for one in found.items.all()}
    assert lines["decisions.Matter", matter.pk].kind == "matters"
    told = lines["projects.Project", project.pk]
    assert "合同（含变更）4,800,000.00 元" in told.text
    assert "未支付 4,800,000.00 元" in told.text
    assert all(one.open for one in lines.values())


def test_cadre_matters_and_confidential_findings_are_not_in_the_list(county):
    make_decided(county, on=DAY - timedelta(30), category="重要人事任免", candidates=[county.candidate])
    handing = leave(county)
    nightly()
    assert not handing.handover.items.filter(source="decisions.Matter").exists()


def test_the_leavers_words_stand_beside_what_the_product_knows_and_never_over_it(county):
    make_decided(county, on=DAY - timedelta(30))
    handing = leave(county)
    nightly()
    line = item(handing, source="decisions.Matter")
    fill_handover(
        filled=Filled(words={line.pk: "材料在党政办。"}), by=handing.leaver_user, **seen(handing.handover)
    )
    after = HandoverItem.objects.get(pk=line.pk)
    assert (after.words, after.text, after.title) == ("材料在党政办。", line.text, line.title)


def test_a_list_that_leaves_a_kind_untold_is_not_given(county):
    handing = leave(county)
    nightly()
    with pytest.raises(ValidationError) as refused:
        give_handover(handover=handing.handover.pk, by=handing.leaver_user, on=DAY)
    assert "未归档的文件资料和印章" in str(refused.value)
    given(handing)
    assert handing.handover.state == "checking"


def test_nothing_is_not_said_beside_something(county):
    handing = leave(county)
    nightly()
    with pytest.raises(ValidationError) as refused:
        fill_handover(
            filled=Filled(added={"papers": ["公章"]}, nothing=frozenset({"papers"})),
            by=handing.leaver_user,
            **seen(handing.handover),
        )
    assert "nothing-papers" in refused.value.message_dict


def test_an_objection_needs_words_and_amended_words_wait_for_the_successor_again(county):
    handing = leave(county)
    nightly()
    given(handing)
    seal = item(handing, title="单位公章一枚")
    with pytest.raises(ValidationError):
        check_items(said={seal.pk: ("objected", " ")}, by=handing.successor_user, **seen(handing.handover))
    check_items(said={seal.pk: ("objected", "没有见到")}, by=handing.successor_user, **seen(handing.handover))
    with pytest.raises(ValidationError):
        sign_as_successor(handover=handing.handover.pk, by=handing.successor_user, on=DAY)
    filled(handing, words={seal.pk: "在保险柜，已当面交接。"})
    seal.refresh_from_db()
    assert (seal.answer, seal.objection) == (ItemAnswer.PENDING, "")
    assert seal.history.filter(objection="没有见到").exists()


def test_whoever_checks_an_old_list_is_told_that_it_changed(county):
    handing = leave(county)
    nightly()
    given(handing)
    before = seen(handing.handover)
    filled(handing, words={item(handing, title="单位公章一枚").pk: "另有钢印一枚。"})
    with pytest.raises(ChangedMeanwhile):
        check_items(said={}, by=handing.successor_user, **before)


def test_three_people_sign_and_the_calendars_duty_is_done(county):
    handing = leave(county)
    nightly()
    done = signed(handing)
    assert done.number == "县委组织部交〔2026〕1号"
    assert {one.part for one in done.signatures.all()} == {"leaver", "successor", "witness"}
    duty = Duty.objects.get(kind="handover", person=handing.leaver)
    assert (duty.state, duty.closed_on, duty.late) == ("done", DAY, False)


def test_the_witness_who_leads_signs_last_and_the_others_may_sign_before(county):
    handing = leave(county)
    nightly()
    given(handing)
    agreed(handing)
    number = handing.handover.pk
    sign_as_witness(handover=number, by=county.finance, on=DAY)
    with pytest.raises(ValidationError):
        sign_as_witness(handover=number, by=county.organiser, on=DAY)
    sign_as_leaver(handover=number, by=handing.leaver_user, on=DAY)
    sign_as_successor(handover=number, by=handing.successor_user, on=DAY)
    sign_as_leaver(handover=number, by=handing.leaver_user, on=DAY)
    sign_as_witness(handover=number, by=county.organiser, on=DAY)
    assert handing.handover.signatures.count() == 4


def test_nobody_signs_in_anothers_place_or_in_two_parts(county):
    handing = leave(county)
    nightly()
    given(handing)
    agreed(handing)
    number = handing.handover.pk
    for service, user in (
        (sign_as_leaver, handing.successor_user),
        (sign_as_successor, handing.leaver_user),
        (sign_as_witness, handing.leaver_user),
        (sign_as_witness, county.nobody),
        (sign_as_successor, county.outsider),
    ):
        with pytest.raises(NotPossible):
            service(handover=number, by=user, on=DAY)
    sign_as_successor(handover=number, by=handing.successor_user, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverSignature.objects.create(
            handover_id=number, part="leaver", user=county.nobody, person=handing.successor,
            at=handing.handover.changed_at,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        HandoverSignature.objects.create(
            handover_id=number, part="leaver", user=handing.successor_user, at=handing.handover.changed_at
        )


def test_postgresql_refuses_a_handover_signed_by_fewer_than_three_and_any_change_of_a_signed_one(county):
    make_decided(county, on=DAY - timedelta(30))
    handing = leave(county)
    nightly()
    row = Handover.objects.filter(pk=handing.handover.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(state="signed", number="1号", signed_on=DAY)
    signed(handing)
    seal = item(handing, title="单位公章一枚")
    for change in (
        lambda: row.update(due=DAY),
        lambda: row.update(state="void", number="", signed_on=None),
        lambda: HandoverItem.objects.filter(pk=seal.pk).update(words="改"),
        lambda: HandoverItem.objects.filter(pk=seal.pk).delete(),
        lambda: HandoverItem.objects.create(handover=handing.handover, kind="papers", title="后加"),
        lambda: HandoverSignature.objects.update(at=handing.handover.changed_at),
        lambda: HandoverSignature.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_open_items_go_to_the_successor_and_are_finished_once(county):
    make_decided(county, on=DAY - timedelta(30))
    handing = leave(county)
    nightly()
    signed(handing)
    line = item(handing, source="decisions.Matter")
    told = {"closed_on": DAY, "result": "管网已通水。", "on": DAY}
    with pytest.raises(NotPossible):
        close_item(item=line.pk, by=handing.leaver_user, **told)
    with pytest.raises(ValidationError) as refused:
        close_item(item=line.pk, by=handing.successor_user, closed_on=LEFT - timedelta(1), result="", on=DAY)
    assert set(refused.value.message_dict) == {"closed_on", "result"}
    close_item(item=line.pk, by=handing.successor_user, **told)
    with pytest.raises(NotPossible):
        close_item(item=line.pk, by=handing.successor_user, **told)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandoverItem.objects.filter(pk=line.pk).update(result="另写")


def test_the_next_successor_takes_what_is_still_open_with_its_origin(county):
    handing = leave(county)
    nightly()
    filled(handing)
    seal = item(handing, title="单位公章一枚")
    signed(handing, open=frozenset({seal.pk}))
    first = handing.handover
    tenure = Tenure.objects.get(person=handing.successor)
    tenure.during = DateRange(LEFT, DAY)
    tenure.save()
    nightly()
    second = Handover.objects.exclude(pk=first.pk).get()
    (carried,) = second.items.filter(source="audits.Handover")
    assert (carried.source_id, carried.title, carried.kind) == (first.pk, "单位公章一枚", "papers")
    assert "山既明" in carried.text


def test_a_leaver_with_two_posts_hands_over_each(county):
    handing = leave(county)
    other = factories.make_post(county.town, "人大主席")
    factories.make_tenure(handing.leaver, other, date(2024, 1, 1), LEFT)
    assert nightly() == 2
    one = Handover.objects.get(post=handing.post)
    Handover.objects.exclude(pk=one.pk).get()
    Handover.objects.exclude(pk=one.pk).update(opened_on=DAY)
    duties = Duty.objects.filter(kind="handover", person=handing.leaver)
    assert set(duties.values_list("subject", flat=True)) == {handing.post.pk, other.pk}


@pytest.mark.parametrize("kind", [TenureKind.ACTING, TenureKind.CONCURRENT])
def test_whoever_acts_or_holds_it_besides_takes_over(county, kind):
    handing = leave(county, kind=kind)
    nightly()
    assert handing.handover.successor == handing.successor


def test_an_acting_head_on_another_post_of_the_unit_takes_over_a_vacant_one(county):
    handing = leave(county, kind=None)
    deputy = county.members[5]
    Tenure.objects.filter(person=deputy).update(kind=TenureKind.ACTING)
    nightly()
    assert handing.handover.successor == deputy


def test_without_a_successor_the_body_above_takes_over_and_a_later_head_instead(county):
    handing = leave(county, kind=None)
    nightly()
    found = handing.handover
    assert (found.successor, found.receiver.name) == (None, "镇坪县委")
    factories.make_tenure(handing.successor, handing.post, LEFT + timedelta(3))
    open_handovers(on=DAY)
    found.refresh_from_db()
    assert (found.successor, found.receiver) == (handing.successor, None)


def test_where_the_leaver_is_dead_the_witness_hands_over_with_the_reason(county):
    handing = leave(county)
    nightly()
    with pytest.raises(ValidationError) as refused:
        excuse_leaver(handover=handing.handover.pk, excuse="dead", words=" ", by=handing.witness, on=DAY)
    assert set(refused.value.message_dict) == {"words"}
    excuse_leaver(handover=handing.handover.pk, excuse="dead", words="因病去世。", by=handing.witness, on=DAY)
    with pytest.raises(NotPossible):
        filled(handing)
    given(handing, by=handing.witness)
    agreed(handing)
    number = handing.handover.pk
    sign_as_successor(handover=number, by=handing.successor_user, on=DAY)
    done = sign_as_witness(handover=number, by=handing.witness, on=DAY)
    assert {one.part for one in done.signatures.all()} == {"successor", "witness"}


def test_nobody_refuses_before_the_days_are_over(county):
    handing = leave(county)
    nightly()
    told = {
        "handover": handing.handover.pk,
        "excuse": "refused",
        "words": "三次通知不到场。",
        "by": handing.witness,
    }
    with pytest.raises(ValidationError):
        excuse_leaver(**told, on=date(2026, 12, 4))
    excuse_leaver(**told, on=date(2026, 12, 7))
    check_all(on=date(2026, 12, 7))
    codes = set(Finding.objects.filter(person=handing.leaver).values_list("code", flat=True))
    assert codes == {"handover-overdue", "handover-refused"}


def test_what_turns_out_missing_or_false_is_asked_of_the_leaver_within_six_months(
    county, django_capture_on_commit_callbacks
):
    handing = leave(county)
    nightly()
    signed(handing)
    seal, token = item(handing, title="单位公章一枚"), uuid4()
    told = {"token": token, "handover": handing.handover.pk, "kind": "false", "words": "公章已作废。"}
    with pytest.raises(ValidationError) as refused:
        note_flaw(**told, item=None, by=handing.successor_user, on=DAY)
    assert "item" in refused.value.message_dict
    with django_capture_on_commit_callbacks(execute=True):
        for _again in range(2):
            note_flaw(**told, item=seal.pk, by=handing.successor_user, on=DAY)
    (found,) = Finding.objects.filter(person=handing.leaver, source="audits.Handover")
    assert (found.code, found.clause) == ("handover-false", "C21")
    assert "公章已作废" in found.message
    with pytest.raises(ValidationError):
        note_flaw(**told | {"token": uuid4()}, item=seal.pk, by=handing.successor_user, on=date(2027, 5, 25))
    with pytest.raises(NotPossible):
        note_flaw(**told | {"token": uuid4()}, item=seal.pk, by=handing.leaver_user, on=DAY)


def test_a_corrected_leaving_moves_the_open_handover_and_one_that_never_was_gives_it_up(county):
    handing = leave(county)
    nightly()
    filled(handing)
    number = handing.handover.pk
    Tenure.objects.filter(person=handing.successor).delete()
    tenure = Tenure.objects.get(person=handing.leaver, post=handing.post)
    tenure.during = DateRange(tenure.during.lower, LEFT + timedelta(2))
    tenure.save()
    nightly()
    found = handing.handover
    assert (found.pk, found.left_on, found.state) == (number, LEFT + timedelta(2), "filling")
    assert found.items.filter(title="单位公章一枚").exists()
    tenure.during = DateRange(tenure.during.lower, None)
    tenure.save()
    nightly()
    assert handing.handover.state == "void"
    tenure.during = DateRange(tenure.during.lower, LEFT + timedelta(2))
    tenure.save()
    nightly()
    assert handing.handover.state == "filling"


def test_a_signed_handover_stays_when_the_day_of_leaving_is_corrected_and_none_is_asked_again(county):
    handing = leave(county)
    nightly()
    signed(handing)
    Tenure.objects.filter(person=handing.successor).update(during=DateRange(DAY, None))
    tenure = Tenure.objects.get(person=handing.leaver, post=handing.post)
    tenure.during = DateRange(tenure.during.lower, LEFT + timedelta(1))
    tenure.save()
    assert nightly() == 0
    assert handing.handover.state == "signed"
    assert list(Duty.objects.filter(kind="handover").values_list("period", "state")) == [
        (LEFT.isoformat(), "done")
    ]


def test_a_handover_of_the_past_imported_leaves_none_to_open(county):
    handing = leave(county)
    factories.make_done("handover", handing.leaver, LEFT + timedelta(1), unit=county.town)
    assert nightly() == 0
    assert Duty.objects.get(kind="handover").state == "done"


def test_many_leavings_are_opened_in_a_constant_number_of_queries(county, django_assert_max_num_queries):
    factories.start_calendar(date(2026, 1, 1))
    for _number in range(12):
        factories.make_tenure(start=date(2025, 1, 1), end=LEFT)
    from supervision.services import sweep

    sweep(on=DAY)
    with django_assert_max_num_queries(35):
        assert open_handovers(on=DAY) == 12
