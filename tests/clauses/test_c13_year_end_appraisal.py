"""C13: 年终对履职情况进行“双述双评”（述职述廉、党员评议、群众评议）. From setting the year up to the sealed result, and what it calls for (C17)."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from appraisals.models import Appraisal, Comment, Meeting, PaperEntry, Poll, Round, Statement
from appraisals.policies import closed_to_others, visible_appraisals
from appraisals.presenters.statements import statement_shown
from appraisals.procedure.results import hash_of
from appraisals.selectors.papers import papers_to_type
from appraisals.services import appraisals, meetings, rounds, sealing, statements
from appraisals.services.checking import check_appraisals
from appraisals.services.held import NotPossible
from appraisals.services.nightly import open_and_close
from integrity.models import Inquiry
from integrity.selectors import origins
from integrity.services.inquiries import (
    Asking,
    approve_inquiry,
    open_inquiry,
    register_talk,
    send_inquiry,
    submit_inquiry,
)
from rulebook.duties import APPRAISAL_TALK, YEAR_END_APPRAISAL
from rulebook.procedures.appraisals import (
    ELECTORATES,
    LIMITS,
    OUTLINE,
    STATEMENT_LENGTH,
    TALK_DAYS,
    Electorate,
    Issue,
    State,
)
from rulebook.types import LOCAL_DEFAULT, Proof
from supervision.choices import DutyState
from supervision.models import Duty, Finding
from supervision.services import sweep
from tests import factories
from tests.appraisals import appraised
from tests.appraisals.appraised import (
    ANGRY,
    CLOSES,
    DUE,
    OPENS,
    PARTS,
    PLEASED,
    SEALED,
    SET_UP,
    STATED,
    YEAR,
    Cast,
    at,
    fresh,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return appraised.build()


def duty(cast: Cast, kind: str = YEAR_END_APPRAISAL.kind, year: int = YEAR) -> Duty:
    return Duty.objects.get(kind=kind, person=cast.head, period=str(year))


# --- every year, of every head: the calendar


def test_every_head_is_appraised_every_year_by_the_committee_that_manages_them(cast: Cast):
    owed = duty(cast)
    assert (owed.state, owed.due, owed.unit) == (DutyState.PLANNED, date(YEAR, 12, 31), cast.units["town"])
    assert Duty.objects.filter(kind=YEAR_END_APPRAISAL.kind, person=cast.people["hospital"]).exists()


def test_who_held_the_post_fewer_than_180_days_is_waived(cast: Cast):
    new = factories.make_tenure(
        factories.make_person(), factories.make_post(cast.units["finance"]), date(YEAR, 7, 6)
    )
    sweep(on=SET_UP)
    waived = Duty.objects.get(kind=YEAR_END_APPRAISAL.kind, person=new.person)
    assert (waived.state, waived.reason) == (DutyState.WAIVED, "too-few-days")
    with pytest.raises(ValidationError) as refused:
        rounds.set_up_round(
            token=uuid4(), body=cast.units["organisation"], year=YEAR, days=appraised.days(), by=cast.users["organisation"], on=SET_UP,
            picks=[rounds.Pick(new.pk, appraised.ISSUES)],
        )  # fmt: skip
    assert "picked" in refused.value.message_dict


def test_a_past_record_fulfils_the_year_it_lies_in(cast: Cast):
    factories.make_done(Proof.YEAR_END_APPRAISAL, cast.head, date(YEAR, 12, 10))
    sweep(on=date(YEAR, 12, 11))
    assert duty(cast).state == DutyState.DONE


def test_a_year_without_a_result_is_overdue_and_the_sealed_result_does_it(cast: Cast):
    row = appraised.counted(cast)
    sweep(on=date(YEAR + 1, 1, 4))
    assert duty(cast).state == DutyState.OVERDUE
    sealing.seal_result(appraisal=row.pk, by=cast.users["principal"], on=date(YEAR + 1, 1, 5))
    assert (duty(cast).state, duty(cast).closed_on, duty(cast).late) == (DutyState.DONE, CLOSES, False)


# --- the round: one screen, every head


def test_the_round_makes_an_appraisal_and_its_electorates_for_every_head(cast: Cast):
    made = appraised.round_of(cast, "town", "second", "third")
    assert made.appraisals.count() == 3
    row = Appraisal.objects.get(person=cast.head)
    assert (row.state, row.year, row.unit, row.county_id) == (
        State.SET_UP,
        YEAR,
        cast.units["town"],
        made.county_id,
    )
    polls = {poll.electorate: (poll.slips, poll.papers) for poll in row.polls.all()}
    assert polls == {"team": (6, 0), "members": (12, 0), "masses": (9, 3)}  # nobody served: no poll
    assert visible_appraisals(cast.users["town-head"], SET_UP).get() == row
    assert row.history.count() == 1


def test_sent_twice_it_is_set_up_once_and_a_year_has_one_round(cast: Cast):
    token, by = uuid4(), cast.users["organisation"]
    given = {
        "body": cast.units["organisation"],
        "year": YEAR,
        "days": appraised.days(),
        "by": by,
        "on": SET_UP,
    }
    picks = [rounds.Pick(cast.tenures["town"].pk, appraised.ISSUES)]
    first = rounds.set_up_round(token=token, picks=picks, **given)
    assert rounds.set_up_round(token=token, picks=picks, **given) == first
    with pytest.raises(ValidationError) as refused:
        rounds.set_up_round(token=uuid4(), picks=picks, **given)
    assert "year" in refused.value.message_dict
    assert (Round.objects.count(), Appraisal.objects.count()) == (1, 1)


def test_three_hundred_heads_are_set_up_in_as_many_statements_as_three(
    cast: Cast, django_assert_max_num_queries
):
    picks = [
        rounds.Pick(factories.make_tenure(post=factories.make_post()).pk, appraised.ISSUES)
        for _ in range(120)
    ]
    with django_assert_max_num_queries(45):
        made = rounds.set_up_round(
            token=uuid4(), body=cast.units["organisation"], year=YEAR, days=appraised.days(), picks=picks,
            by=cast.users["organisation"], on=SET_UP,
        )  # fmt: skip
    assert made.appraisals.count() == 120
    assert Poll.objects.count() == 360


def test_the_days_leave_the_voters_time_to_read(cast: Cast):
    for changed, field in (
        ({"statements_due": SET_UP - timedelta(1)}, "statements_due"),
        ({"opens_on": DUE + timedelta(6)}, "opens_on"),
        ({"closes_on": OPENS - timedelta(1)}, "closes_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            rounds.set_up_round(
                token=uuid4(), body=cast.units["organisation"], year=YEAR, days=appraised.days(**changed),
                picks=[rounds.Pick(cast.tenures["town"].pk, appraised.ISSUES)], by=cast.users["organisation"], on=SET_UP,
            )  # fmt: skip
        assert field in refused.value.message_dict


def test_heads_of_a_department_are_appraised_by_it_and_those_of_the_county_not(cast: Cast):
    appraised.round_of(cast, "hospital", by="bureau")
    assert Appraisal.objects.get().person == cast.people["hospital"]
    with pytest.raises(ValidationError):
        appraised.round_of(cast, "hospital")
    with pytest.raises(ValidationError):
        rounds.add_heads(
            round_=Round.objects.get().pk, picks=[rounds.Pick(cast.tenures["town"].pk, appraised.ISSUES)],
            by=cast.users["bureau"], on=SET_UP,
        )  # fmt: skip
    with pytest.raises(NotPossible):
        rounds.add_heads(round_=Round.objects.get().pk, picks=[], by=cast.users["organisation"], on=SET_UP)


def test_a_later_head_is_added_and_one_is_called_off_with_a_reason(cast: Cast):
    made, by = appraised.round_of(cast), cast.users["organisation"]
    more = [rounds.Pick(cast.tenures[key].pk, {Electorate.MEMBERS: Issue(10)}) for key in ("town", "second")]
    rounds.add_heads(round_=made.pk, picks=more, by=by, on=SET_UP)
    assert made.appraisals.count() == 2  # the town was in it already
    row = Appraisal.objects.get(person=cast.people["second"])
    with pytest.raises(ValidationError):
        appraisals.cancel(appraisal=row.pk, reason=" ", by=by, on=SET_UP)
    appraisals.cancel(appraisal=row.pk, reason="调离。", by=by, on=SET_UP)
    rounds.add_heads(round_=made.pk, picks=more[1:], by=by, on=SET_UP)
    assert Appraisal.objects.filter(person=cast.people["second"]).count() == 2


def test_nothing_is_called_off_once_people_vote(cast: Cast):
    row = appraised.voting(cast)
    with pytest.raises(NotPossible):
        appraisals.cancel(appraisal=row.pk, reason="反悔。", by=cast.users["organisation"], on=OPENS)


# --- 述职述廉


def test_the_head_writes_every_heading_and_only_the_head(cast: Cast):
    row, by = appraised.set_up(cast), cast.users["town-head"]
    statements.keep_draft(appraisal=row.pk, parts={"duty": "做了工作"}, by=by, on=STATED)
    assert Statement.objects.get().parts["duty"] == "做了工作"
    with pytest.raises(ValidationError) as refused:
        statements.hand_in(appraisal=row.pk, parts={"duty": "做了工作"}, by=by, on=STATED)
    assert set(refused.value.message_dict) == {heading.key for heading in OUTLINE} - {"duty"}
    long = PARTS | {"duty": "长" * STATEMENT_LENGTH.value}
    with pytest.raises(ValidationError, match="精简"):
        statements.hand_in(appraisal=row.pk, parts=long, by=by, on=STATED)
    for other in ("organisation", "second-head", "secretary"):
        with pytest.raises(NotPossible):
            statements.hand_in(appraisal=row.pk, parts=PARTS, by=cast.users[other], on=STATED)


@pytest.mark.parametrize("who", ["organisation", "discipline"])
def test_a_statement_is_given_back_with_a_reason_and_handed_in_anew(cast: Cast, who: str):
    row = appraised.stated(cast)
    with pytest.raises(NotPossible):  # handed in once
        statements.hand_in(appraisal=row.pk, parts=PARTS, by=cast.users["town-head"], on=STATED)
    with pytest.raises(ValidationError):
        statements.return_statement(appraisal=row.pk, reason="", by=cast.users[who], on=STATED)
    statements.return_statement(appraisal=row.pk, reason="没有写整改情况。", by=cast.users[who], on=STATED)
    assert (fresh(row).stated_on, Statement.objects.get().returned) == (None, "没有写整改情况。")
    statements.hand_in(appraisal=row.pk, parts=PARTS, by=cast.users["town-head"], on=STATED)
    assert fresh(row).stated_on == STATED


def test_a_published_statement_is_before_the_units_people_and_stays_as_it_is(cast: Cast):
    row = appraised.stated(cast)
    assert not visible_appraisals(cast.users["member"], STATED).exists()
    assert statement_shown(row) is None
    statements.publish_statement(appraisal=row.pk, by=cast.users["organisation"], on=STATED)
    assert visible_appraisals(cast.users["member"], STATED).get() == row
    shown = statement_shown(fresh(row))
    assert shown is not None
    assert [part["text"] for part in shown["parts"]] == list(PARTS.values())
    with pytest.raises(NotPossible):
        statements.return_statement(appraisal=row.pk, reason="改。", by=cast.users["discipline"], on=STATED)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Statement.objects.update(parts={})


def test_the_ballot_waits_until_the_statement_was_public_long_enough(cast: Cast):
    row, by = appraised.published(cast, on=date(YEAR, 11, 20)), cast.users["organisation"]
    assert open_and_close(on=OPENS) == (0, 0)
    with pytest.raises(ValidationError, match="11月27日"):
        appraisals.open_ballot(appraisal=row.pk, by=by, on=date(YEAR, 11, 26), at=at(date(YEAR, 11, 26)))
    assert open_and_close(on=date(YEAR, 11, 27)) == (1, 0)
    assert fresh(row).state == State.VOTING


def test_the_ballot_opens_and_closes_by_the_days_of_the_round(cast: Cast, monkeypatch):
    row = appraised.published(cast)
    row.polls.update(papers=0)
    moments = iter([at(OPENS), at(CLOSES + timedelta(1))])
    monkeypatch.setattr("core.clock.now", lambda: next(moments))
    assert open_and_close(on=OPENS - timedelta(1)) == (0, 0)
    assert open_and_close(on=OPENS) == (1, 0)
    assert open_and_close(on=CLOSES) == (0, 0)
    assert open_and_close(on=CLOSES + timedelta(1)) == (0, 1)
    assert open_and_close(on=CLOSES + timedelta(1)) == (0, 0)
    assert fresh(row).state == State.CLOSED


def test_the_night_waits_three_working_days_for_papers_nobody_typed_yet(cast: Cast, monkeypatch):
    row, due = appraised.voting(cast), date(YEAR, 12, 9)
    monkeypatch.setattr("core.clock.now", lambda: at(due + timedelta(1)))
    assert open_and_close(on=CLOSES + timedelta(1)) == (0, 0)
    assert open_and_close(on=due) == (0, 0)
    assert open_and_close(on=due + timedelta(1)) == (0, 1)
    assert fresh(row).state == State.CLOSED


def test_papers_typed_that_nobody_compared_keep_a_ballot_open_and_stand_among_what_waits(cast: Cast):
    row, officer = appraised.voting(cast), cast.users["organisation"]
    poll = row.polls.get(electorate=Electorate.MASSES)
    PaperEntry.objects.create(poll=poll, number=1, turn=1, marks={}, by=officer)
    late = date(YEAR, 12, 21)
    assert open_and_close(on=late) == (0, 0)
    assert fresh(row).state == State.VOTING
    assert list(papers_to_type(officer, late)) == [poll]
    with pytest.raises(ValidationError, match="纸质票没有录完"):
        appraisals.close_ballot(appraisal=row.pk, by=officer, on=late, at=at(late))


# --- the meeting


def test_the_meeting_is_written_down_by_the_body_or_the_units_secretary(cast: Cast):
    row = appraised.published(cast)
    for who in ("organisation", "secretary"):
        meetings.record_meeting(
            appraisal=row.pk, held=appraised.meeting(day=STATED), by=cast.users[who], on=STATED
        )
    assert Meeting.objects.get().chair == "温怀谷"
    for who in ("town-head", "member", "second-head"):
        with pytest.raises(NotPossible):
            meetings.record_meeting(
                appraisal=row.pk, held=appraised.meeting(day=STATED), by=cast.users[who], on=STATED
            )
    held = appraised.meeting(day=STATED - timedelta(1), present=0, place="")
    with pytest.raises(ValidationError) as refused:
        meetings.record_meeting(appraisal=row.pk, held=held, by=cast.users["secretary"], on=STATED)
    assert set(refused.value.message_dict) == {"day", "present", "place"}


def test_a_closed_ballot_without_a_meeting_is_found_until_it_is_written_down(cast: Cast):
    row = appraised.voting(cast)
    appraised.cast_ballots(row, PLEASED)
    by = cast.users["organisation"]
    appraisals.close_ballot(appraisal=row.pk, by=by, on=CLOSES, at=at(CLOSES))
    check_appraisals(numbers=[row.pk], on=CLOSES)
    found = Finding.objects.get(code="appraisal-without-meeting")
    assert (found.person, found.state) == (cast.head, "open")
    meetings.record_meeting(appraisal=row.pk, held=appraised.meeting(), by=by, on=CLOSES)
    check_appraisals(numbers=[row.pk], on=CLOSES)
    assert Finding.objects.get(code="appraisal-without-meeting").state == "closed"
    with pytest.raises(NotPossible):
        meetings.record_meeting(appraisal=row.pk, held=appraised.meeting(), by=by, on=CLOSES)


# --- the result


def test_until_it_is_sealed_only_who_seals_sees_the_result(cast: Cast):
    row = appraised.counted(cast)
    open_to = {name for name, user in cast.users.items() if not closed_to_others(user, CLOSES, row)}
    assert open_to == {"principal"}
    for who in ("organisation", "town-head", "discipline", "committee"):
        with pytest.raises(NotPossible):
            sealing.seal_result(appraisal=row.pk, by=cast.users[who], on=SEALED)
    assert closed_to_others(cast.users["principal"], OPENS, appraised_voting(row))


def appraised_voting(row: Appraisal) -> Appraisal:
    row.state = State.VOTING
    return row


def test_the_sealed_result_is_before_those_entitled_and_nobody_else(cast: Cast):
    row = appraised.sealed(cast)
    seen = {name for name, user in cast.users.items() if visible_appraisals(user, SEALED).filter(pk=row.pk)}
    assert seen == {
        "organisation", "principal", "discipline", "committee", "town-head", "member", "secretary", "leader",
    }  # fmt: skip


def test_a_relative_of_the_head_reads_nothing_by_office(cast: Cast):
    row = appraised.sealed(cast)
    kin = factories.make_person()
    user = factories.make_user(person=kin, role="officer", body=cast.units["organisation"])
    assert visible_appraisals(user, SEALED).filter(pk=row.pk).exists()
    factories.make_relatives(cast.head, kin)
    again = type(user).objects.get(pk=user.pk)
    assert not visible_appraisals(again, SEALED).exists()


def test_the_sealed_result_cannot_be_changed(cast: Cast):
    row = appraised.sealed(cast)
    assert row.content_hash == hash_of(row.content or {})
    assert row.content is not None
    assert row.content["weighed"]["overall"]["satisfied"] == str(Fraction(5, 6))
    assert row.content["weights"] == {key.value: rule.weight.value for key, rule in ELECTORATES.items()}
    with pytest.raises(DatabaseError, match="not changed once it is over"), transaction.atomic():
        Appraisal.objects.filter(pk=row.pk).update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        row.polls.first().tallies.update(count=0)


def test_a_result_that_comes_late_is_the_bodys_omission(cast: Cast):
    row = appraised.counted(cast)
    late = date(YEAR, 12, 21)
    check_appraisals(numbers=[row.pk], on=date(YEAR, 12, 18))
    assert not Finding.objects.filter(code="appraisal-result-late").exists()
    check_appraisals(numbers=[row.pk], on=late)
    found = Finding.objects.get(code="appraisal-result-late")
    assert (found.unit, "至今没有公布" in found.message) == (cast.units["organisation"], True)
    sealing.seal_result(appraisal=row.pk, by=cast.users["principal"], on=late)
    check_appraisals(numbers=[row.pk], on=late)
    assert "已于" in Finding.objects.get(code="appraisal-result-late").message


def test_an_electorate_of_which_too_few_came_back_counts_for_nothing(cast: Cast):
    row = appraised.counted(cast, returned=7)  # of the team's six all, of twelve seven
    sealing.seal_result(appraisal=row.pk, by=cast.users["principal"], on=SEALED)
    content = fresh(row).content or {}
    valid = {one["electorate"]: one["valid"] for one in content["electorates"]}
    assert valid == {"team": True, "members": False, "masses": False}
    check_appraisals(numbers=[row.pk], on=SEALED)
    assert "党员、群众代表" in Finding.objects.get(code="appraisal-turnout-low").message


def test_the_head_may_comment_once(cast: Cast):
    row, by = appraised.sealed(cast), cast.users["town-head"]
    with pytest.raises(ValidationError):
        sealing.comment(appraisal=row.pk, text=" ", by=by, on=SEALED)
    sealing.comment(appraisal=row.pk, text="诚恳接受。", by=by, on=SEALED)
    sealing.comment(appraisal=row.pk, text="再说一句。", by=by, on=SEALED)
    assert Comment.objects.get().text == "诚恳接受。"
    with pytest.raises(NotPossible):
        sealing.comment(appraisal=row.pk, text="代说。", by=cast.users["member"], on=SEALED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.update(text="改了。")


# --- 不满意多、明显下降的，提醒约谈


def test_a_third_not_satisfied_opens_a_talk_within_its_days(cast: Cast):
    row = appraised.sealed(cast, ANGRY)
    assert row.signs == ["bad"]
    asked = duty(cast, APPRAISAL_TALK.kind)
    assert (asked.state, asked.due) == (DutyState.PLANNED, date(YEAR + 1, 1, 7))
    assert (asked.due - SEALED).days == TALK_DAYS.value
    sweep(on=date(YEAR + 1, 1, 8))
    assert duty(cast, APPRAISAL_TALK.kind).state == DutyState.OVERDUE


def test_a_drop_against_last_year_opens_a_talk(cast: Cast):
    appraised.past(cast, "town", PLEASED)
    worse = {
        "satisfied": 5, "fairly": 4, "unknown": 3, "good": 5, "better": 4, "ordinary": 3,
    }  # fmt: skip
    row = appraised.sealed(cast, worse)
    assert row.signs == ["drop"]
    why = (row.content or {})["why"]
    assert {one["sign"] for one in why} == {"drop"}
    assert why[0]["before"] == "1"


def test_a_good_result_opens_nothing(cast: Cast):
    appraised.past(cast, "town", PLEASED)
    assert appraised.sealed(cast).signs == []
    assert not Duty.objects.filter(kind=APPRAISAL_TALK.kind).exists()


def test_a_reminder_talk_held_afterwards_does_the_duty_and_one_before_does_not(cast: Cast):
    appraised.sealed(cast, ANGRY)
    factories.make_done(Proof.REMINDER_TALK, cast.head, SEALED - timedelta(1))
    sweep(on=SEALED + timedelta(1))
    assert duty(cast, APPRAISAL_TALK.kind).is_open
    factories.make_done(Proof.REMINDER_TALK, cast.head, SEALED + timedelta(2))
    sweep(on=SEALED + timedelta(3))
    assert duty(cast, APPRAISAL_TALK.kind).state == DutyState.DONE


def test_the_talk_is_drafted_from_the_result_and_done_once_it_was_held(cast: Cast):
    row, officer = appraised.sealed(cast, ANGRY), cast.users["organisation"]
    origin = origins.origin_of(officer, "appraisal", row.pk, SEALED)
    assert origin is not None
    assert "评为不满意的占 33.3%" in origin.facts
    assert origins.origin_of(cast.users["member"], "appraisal", row.pk, SEALED) is None
    asking = Asking(
        person=cast.head.pk, unit=row.unit_id, way="talk", matters="请说明群众不满意的原因。", grounds="", origin="appraisal", row=row.pk
    )  # fmt: skip
    made = open_inquiry(token=uuid4(), asking=asking, by=officer, on=SEALED)
    submit_inquiry(inquiry=made.pk, by=officer, on=SEALED)
    approve_inquiry(inquiry=made.pk, by=cast.users["principal"], on=SEALED)
    send_inquiry(inquiry=made.pk, by=officer, on=SEALED)
    assert duty(cast, APPRAISAL_TALK.kind).is_open
    day = SEALED + timedelta(1)
    register_talk(
        inquiry=made.pk, day=day, place="县委组织部", talkers="温怀谷、辛清越", text="本人说明了情况。", by=officer, on=day
    )  # fmt: skip
    assert Inquiry.objects.get().answered_on == day
    done = duty(cast, APPRAISAL_TALK.kind)
    assert (done.state, done.closed_on) == (DutyState.DONE, day)


# --- numbers are the county's own where no instrument sets them


def test_every_number_names_its_rule():
    assert {limit.rule for limit in LIMITS} == {"L13", "L75", "L76", "L77", "L78", "L79", "L80", "L81", "L82"}
    assert all(limit.source == LOCAL_DEFAULT for limit in LIMITS)
    assert sum(rule.weight.value for rule in ELECTORATES.values()) == 100
