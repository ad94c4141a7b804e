"""C17: 收到或发现苗头性、倾向性问题, 及时函询谈话. Letters of inquiry and reminder talks, from the draft to what comes of them."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from docx import Document

from core.documents import write_docx
from core.models import Event
from core.periods import months_after
from integrity.models import Admonition, Explanation, Inquiry, InquiryLetter, InquiryStep, SelfCriticism
from integrity.policies.inquiries import (
    approved_inquiries,
    decided_inquiries,
    handled_inquiries,
    visible_inquiries,
)
from integrity.procedure.inquiries import answer_due, assess_due, echo_of
from integrity.selectors import origins
from integrity.services import inquiries as services
from integrity.services.inquiries import NotPossible, blocks_of
from integrity.services.inquiries.checking import check_inquiries
from integrity.services.judging import check_all
from rulebook.procedures.inquiry import LIMITS, OUTCOMES, REPLY_DAYS, STEPS, State, Way
from rulebook.roles import Role
from supervision.models import Finding
from tests import factories
from tests.integrity import asked
from tests.integrity.asked import MATTERS, SAID, SENT, Cast
from tests.integrity.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return asked.build()


def days_after(days: int) -> date:
    return SENT + timedelta(days=days)


# --- from the draft to the letter


def test_a_letter_is_drafted_approved_by_another_numbered_and_sent(cast: Cast):
    made = asked.sent(cast)
    assert made.state == State.SENT
    assert made.number == f"镇纪函〔{SENT.year}〕1号"
    assert made.approved_by == cast.principal
    assert [step.kind for step in made.steps.order_by("pk")] == ["submit", "approve", "send"]
    assert {step.by for step in made.steps.all()} == {cast.world.officer, cast.principal}
    assert Event.objects.filter(action="inquiry.send", target_id=made.pk).count() == 1
    assert made.history.count() > 3


def test_the_letter_is_an_official_document_in_the_officers_words_alone(cast: Cast):
    made = asked.sent(cast)
    text = "\n".join(p.text for p in Document(BytesIO(write_docx(blocks_of(made.letter)))).paragraphs)
    assert "县纪委监委函询通知书" in text
    assert made.number in text
    assert MATTERS in text
    assert f"{REPLY_DAYS.value}个工作日" in text
    assert "由本人直接答复" in text
    assert "日常监督发现" not in text


def test_numbers_have_no_gaps_and_run_by_year(cast: Cast):
    first, dropped, second = asked.approved(cast), asked.approved(cast), asked.approved(cast)
    services.drop_inquiry(inquiry=dropped.pk, reason="重复", by=cast.world.officer, on=SENT)
    for row in (first, second):
        services.send_inquiry(inquiry=row.pk, by=cast.world.officer, on=SENT)
    next_year = asked.sent(cast, on=date(SENT.year + 1, 1, 5))
    numbers = list(InquiryLetter.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [
        f"镇纪函〔{SENT.year}〕1号",
        f"镇纪函〔{SENT.year}〕2号",
        f"镇纪函〔{SENT.year + 1}〕1号",
    ]
    assert next_year.state == State.SENT


def test_who_drafted_it_does_not_approve_it(cast: Cast):
    asking = services.Asking(person=cast.world.head.pk, way="letter", matters=MATTERS, grounds="发现。")
    own = services.open_inquiry(token=uuid4(), asking=asking, by=cast.principal, on=SENT)
    services.submit_inquiry(inquiry=own.pk, by=cast.principal, on=SENT)
    for by in (cast.principal, cast.world.officer, cast.world.colleague):
        with pytest.raises(NotPossible):
            services.approve_inquiry(inquiry=own.pk, by=by, on=SENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=own.pk).update(approved_by=cast.principal)


def test_a_principal_managed_by_the_level_above_is_known_by_the_title(cast: Cast):
    """The roster does not count the county's own leaders among the heads."""
    chief, deputy = factories.make_person(), factories.make_person()
    for person, title in ((chief, "县委常委、组织部部长"), (deputy, "常务副部长")):
        post = factories.make_post(cast.organisation, title, head=False)
        factories.make_tenure(person, post)
    users = [
        factories.make_user(person=person, role=Role.OFFICER, body=cast.organisation)
        for person in (chief, deputy)
    ]
    asking = services.Asking(person=cast.world.head.pk, way="letter", matters=MATTERS, grounds="发现。")
    made = services.open_inquiry(token=uuid4(), asking=asking, by=cast.world.organiser, on=SENT)
    services.submit_inquiry(inquiry=made.pk, by=cast.world.organiser, on=SENT)
    with pytest.raises(NotPossible):
        services.approve_inquiry(inquiry=made.pk, by=users[1], on=SENT)
    services.approve_inquiry(inquiry=made.pk, by=users[0], on=SENT)


def test_the_principal_gives_it_back_with_a_reason(cast: Cast):
    made = asked.drafted(cast)
    services.submit_inquiry(inquiry=made.pk, by=cast.world.officer, on=SENT)
    with pytest.raises(ValidationError):
        services.return_inquiry(inquiry=made.pk, reason=" ", by=cast.principal, on=SENT)
    back = services.return_inquiry(inquiry=made.pk, reason="问题不具体", by=cast.principal, on=SENT)
    assert back.state == State.DRAFT
    assert InquiryStep.objects.get(kind="return").reason == "问题不具体"
    changed = services.change_inquiry(
        inquiry=made.pk, way="talk", matters="请说明采购。", grounds="发现。", by=cast.world.officer, on=SENT
    )
    assert (changed.way, changed.matters) == ("talk", "请说明采购。")


def test_sending_a_form_twice_drafts_once(cast: Cast):
    token = uuid4()
    asking = services.Asking(person=cast.world.head.pk, way="letter", matters=MATTERS, grounds="发现。")
    first, second = (
        services.open_inquiry(token=token, asking=asking, by=cast.world.officer, on=SENT) for _ in range(2)
    )
    assert first.pk == second.pk
    asked.approved(cast)
    row = asked.sent(cast)
    with pytest.raises(NotPossible):
        services.send_inquiry(inquiry=row.pk, by=cast.world.officer, on=SENT)
    assert InquiryLetter.objects.count() == 1


def test_every_step_of_the_table_is_taken_in_its_states_alone(cast: Cast):
    made = asked.drafted(cast)
    for step in ("approve", "send", "receive", "assess", "decide"):
        service = getattr(services, f"{step}_inquiry")
        given = {"outcome": "accept", "assessment": "可。"} if step == "assess" else {}
        with pytest.raises(NotPossible):
            service(inquiry=made.pk, by=cast.principal, on=SENT, **given)
    assert set(STEPS) == {rule.step for rule in STEPS.values()}
    assert all(limit.rule in {"N28", "N29", "N30", "C17"} for limit in LIMITS)


# --- who asks whom


def test_a_body_led_by_the_head_concerned_stands_back_and_the_next_one_up_acts(cast: Cast):
    asking = services.Asking(person=cast.chief.pk, way="letter", matters=MATTERS, grounds="发现。")
    with pytest.raises(NotPossible):
        services.open_inquiry(token=uuid4(), asking=asking, by=cast.world.officer, on=SENT)
    by = cast.world.committee_officer
    made = services.open_inquiry(token=uuid4(), asking=asking, by=by, on=SENT)
    assert made.body == cast.world.committee
    services.submit_inquiry(inquiry=made.pk, by=by, on=SENT)
    with pytest.raises(NotPossible):
        services.approve_inquiry(inquiry=made.pk, by=cast.principal, on=SENT)
    services.approve_inquiry(inquiry=made.pk, by=cast.secretary, on=SENT)
    services.send_inquiry(inquiry=made.pk, by=by, on=SENT)
    assert not handled_inquiries(cast.world.officer, TODAY).filter(pk=made.pk).exists()
    assert visible_inquiries(cast.principal, TODAY).filter(pk=made.pk).exists()  # as the head


def test_nobody_handles_one_about_a_relative(cast: Cast):
    made = asked.sent(cast)
    factories.make_relatives(cast.world.officer.person, cast.world.head)
    officer = type(cast.world.officer).objects.get(pk=cast.world.officer.pk)
    assert not visible_inquiries(officer, TODAY).filter(pk=made.pk).exists()
    assert visible_inquiries(cast.world.colleague, TODAY).filter(pk=made.pk).exists()


def test_the_organisation_department_asks_heads_the_county_manages(cast: Cast):
    def ask(person: int) -> Inquiry:
        asking = services.Asking(person=person, way="talk", matters=MATTERS, grounds="考核发现。")
        return services.open_inquiry(token=uuid4(), asking=asking, by=cast.world.organiser, on=SENT)

    assert ask(cast.world.head.pk).asking == "organisation"
    with pytest.raises(NotPossible):
        ask(cast.world.below.pk)
    # What one body asks is not the other's to see.
    assert not visible_inquiries(cast.world.officer, TODAY).exists()


def test_cadres_managed_by_the_level_above_are_not_asked(cast: Cast):
    with pytest.raises(NotPossible):
        asked.drafted(cast, person=cast.secretary.person_id)


@pytest.mark.parametrize(
    "name", ["auditor", "overseer", "leader_user", "bureau_officer", "secretary", "other_user"]
)
def test_nobody_else_sees_it(cast: Cast, name: str):
    asked.decided(cast)
    assert not visible_inquiries(getattr(cast.world, name), TODAY).exists()


def test_the_head_sees_nothing_before_it_is_sent(cast: Cast):
    made = asked.approved(cast)
    assert not visible_inquiries(cast.world.head_user, TODAY).exists()
    services.send_inquiry(inquiry=made.pk, by=cast.world.officer, on=SENT)
    assert visible_inquiries(cast.world.head_user, TODAY).exists()


# --- a source that is kept from the head


@pytest.fixture
def report(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of origin as the reports of citizens will be."""
    facts = "我是农业站的会计，亲眼看见镇里三月份把扶贫款转到了私人账户。"
    found = origins.Origin(
        title="检举控告 17", facts=facts, person=cast.world.head.pk, unit=cast.world.town.pk
    )
    kind = origins.OriginKind(key="report", title="检举控告", is_confidential=True, find=lambda *_: found)
    monkeypatch.setitem(origins._kinds, "report", kind)


def test_what_repeats_a_confidential_source_is_refused(cast: Cast, report: None):
    with pytest.raises(ValidationError) as refused:
        asked.drafted(
            cast, origin="report", row=17, matters="有人反映：亲眼看见镇里三月份把扶贫款转走，请说明。"
        )
    assert "亲眼看见镇里三月份把扶贫款转" in str(refused.value)
    made = asked.drafted(cast, origin="report", row=17, grounds="")
    assert (made.origin, made.origin_row) == ("report", 17)


def test_nothing_of_a_confidential_source_is_stored_with_the_case(cast: Cast, report: None):
    asked.sent(cast, origin="report", row=17)
    with connection.cursor() as cursor:
        for table in (
            "integrity_inquiry",
            "integrity_historicalinquiry",
            "integrity_inquiryletter",
            "core_event",
        ):
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE '%会计%'")  # noqa: S608
            assert cursor.fetchone()[0] == 0, table


def test_signs_do_not_hide_what_is_repeated():
    assert (
        echo_of("他说：“把扶贫款，转到了私人账户里”", "把扶贫款转到了私人账户里")
        == "把扶贫款转到了私人账户里"
    )
    assert echo_of("请说明扶贫款的使用", "把扶贫款转到了私人账户里") == ""


# --- N28: the answer


def test_the_days_run_from_the_receipt_and_at_the_latest_from_the_last_day_for_signing(cast: Cast):
    calendar = asked.calendar()
    received = asked.received(cast)
    assert received.answer_due == calendar.add(SENT, 15)
    late = asked.sent(cast)
    assert late.answer_due == calendar.add(calendar.add(SENT, 3), 15)
    signed = services.receive_inquiry(inquiry=late.pk, by=cast.world.head_user, on=days_after(20))
    assert signed.answer_due == answer_due(SENT, None, calendar)


def test_the_head_answers_once_in_their_own_words(cast: Cast):
    made = asked.received(cast)
    with pytest.raises(ValidationError):
        services.answer_inquiry(
            inquiry=made.pk, text=" ", signed_by="", by=cast.world.head_user, on=days_after(1)
        )
    services.answer_inquiry(
        inquiry=made.pk, text=SAID, signed_by="", by=cast.world.head_user, on=days_after(1)
    )
    with pytest.raises(NotPossible):
        services.answer_inquiry(
            inquiry=made.pk, text="改口", signed_by="", by=cast.world.head_user, on=days_after(1)
        )
    assert Explanation.objects.get().text == SAID


def test_nobody_answers_for_the_head(cast: Cast):
    made = asked.received(cast)
    for by in (cast.world.officer, cast.world.other_user, cast.world.secretary):
        with pytest.raises(NotPossible):
            services.answer_inquiry(inquiry=made.pk, text=SAID, signed_by="", by=by, on=days_after(1))


def test_the_other_head_of_a_town_answers_with_the_party_principals_signature(cast: Cast):
    mayor = factories.make_person("游景行")
    factories.make_tenure(mayor, factories.make_post(cast.world.town, "镇长"))
    user = factories.make_user("mayor", person=mayor)
    made = asked.sent(cast, person=mayor.pk)
    assert "山既明同志签署意见后答复" in str(made.letter.content)
    services.receive_inquiry(inquiry=made.pk, by=user, on=SENT)
    with pytest.raises(ValidationError) as refused:
        services.answer_inquiry(inquiry=made.pk, text=SAID, signed_by="", by=user, on=SENT)
    assert "signed_by" in refused.value.message_dict
    services.answer_inquiry(inquiry=made.pk, text=SAID, signed_by="山既明", by=user, on=SENT)
    assert Explanation.objects.get().signed_by == "山既明"


def test_a_late_answer_is_taken_shown_and_found(cast: Cast):
    made = asked.received(cast)
    due = made.answer_due
    check_inquiries(numbers=[made.pk], on=due)
    assert not Finding.objects.exists()
    check_inquiries(numbers=[made.pk], on=due + timedelta(days=1))
    finding = Finding.objects.get()
    assert (finding.code, finding.person, finding.clause) == ("inquiry-answer-late", cast.world.head, "C17")
    assert MATTERS not in finding.message
    services.answer_inquiry(
        inquiry=made.pk, text=SAID, signed_by="", by=cast.world.head_user, on=due + timedelta(days=2)
    )
    check_inquiries(numbers=[made.pk], on=due + timedelta(days=2))
    finding.refresh_from_db()
    assert finding.is_open
    assert "才说明" in finding.message


def test_a_talk_is_held_by_two_and_recorded(cast: Cast):
    made = asked.sent(cast, Way.TALK)
    assert made.answer_due is None
    values = {"day": days_after(2), "place": "县纪委谈话室", "text": "本人说明了经过。"}
    by = {"by": cast.world.officer, "on": days_after(2)}
    for talkers in ("辛景行", "辛景行、辛景行", f"辛景行、{cast.world.head.name}"):
        with pytest.raises(ValidationError) as refused:
            services.register_talk(inquiry=made.pk, talkers=talkers, **values, **by)
        assert "talkers" in refused.value.message_dict
    done = services.register_talk(inquiry=made.pk, talkers="辛景行，晏听澜", **values, **by)
    assert (done.state, done.answered_on) == (State.ANSWERED, days_after(2))
    assert Explanation.objects.get().talkers == "辛景行、晏听澜"


# --- N29: what comes of it


def test_the_outcome_is_proposed_with_reasons_and_approved_by_another(cast: Cast):
    made = asked.answered(cast)
    with pytest.raises(ValidationError):
        services.assess_inquiry(
            inquiry=made.pk, outcome="", assessment="", by=cast.world.officer, on=days_after(6)
        )
    services.assess_inquiry(
        inquiry=made.pk, outcome="accept", assessment="属实。", by=cast.principal, on=days_after(6)
    )
    for by in (cast.principal, cast.world.officer):
        with pytest.raises(NotPossible):
            services.decide_inquiry(inquiry=made.pk, by=by, on=days_after(7))


def test_a_proposal_given_back_is_made_anew(cast: Cast):
    made = asked.assessed(cast)
    services.reconsider_inquiry(
        inquiry=made.pk, reason="未核对会议记录", by=cast.principal, on=days_after(11)
    )
    made.refresh_from_db()
    assert (made.state, made.outcome, made.assessment) == (State.ANSWERED, "", "")
    assert "说明与记录相符" in str(made.history.values_list("assessment", flat=True))


def test_asking_again_drafts_the_next_case(cast: Cast):
    made = asked.decided(cast, "again")
    following = Inquiry.objects.get(previous=made)
    assert (following.state, following.matters, following.person) == (State.DRAFT, made.matters, made.person)
    assert following.drafted_by == cast.world.officer


def test_without_an_answer_it_is_assessed_once_the_days_have_passed_but_never_accepted(cast: Cast):
    made = asked.received(cast)
    given = {"assessment": "没有说明。", "by": cast.world.officer}
    with pytest.raises(NotPossible):
        services.assess_inquiry(inquiry=made.pk, outcome="verify", on=made.answer_due, **given)
    after = made.answer_due + timedelta(days=1)
    with pytest.raises(ValidationError):
        services.assess_inquiry(inquiry=made.pk, outcome="accept", on=after, **given)
    assert (
        services.assess_inquiry(inquiry=made.pk, outcome="verify", on=after, **given).state == State.ASSESSED
    )


def test_a_proposal_later_than_a_month_is_the_bodys_omission(cast: Cast):
    made = asked.answered(cast)
    due = assess_due(made.answered_on, asked.calendar())
    assert due == asked.calendar().on_or_after(months_after(made.answered_on, 1))
    check_inquiries(numbers=[made.pk], on=due)
    assert not Finding.objects.exists()
    check_inquiries(numbers=[made.pk], on=due + timedelta(days=1))
    finding = Finding.objects.get()
    assert (finding.code, finding.person, finding.unit) == (
        "inquiry-assessment-late", cast.chief, cast.world.discipline,
    )  # fmt: skip
    assert finding.concerns == cast.world.head


# --- N30: the admonition


def test_an_admonition_is_approved_by_the_principal_of_the_county_committee(cast: Cast):
    made = asked.assessed(cast, "admonish")
    with pytest.raises(NotPossible):
        services.decide_inquiry(inquiry=made.pk, by=cast.principal, on=days_after(12))
    assert decided_inquiries(cast.secretary, days_after(12)).filter(pk=made.pk).exists()
    services.decide_inquiry(inquiry=made.pk, by=cast.secretary, on=days_after(12))
    admonition = Admonition.objects.get()
    assert (admonition.since, admonition.until) == (days_after(12), months_after(days_after(12), 6))


def test_the_written_self_criticism_is_asked_for_in_due_time(cast: Cast):
    made = asked.decided(cast, "admonish")
    due = made.admonition.criticism_due
    assert due == asked.calendar().add(made.decided_on, 5)
    check_inquiries(numbers=[made.pk], on=due + timedelta(days=1))
    assert Finding.objects.get().code == "inquiry-criticism-late"
    services.hand_in_criticism(
        inquiry=made.pk, text="认识深刻。", by=cast.world.head_user, on=due + timedelta(days=1)
    )
    with pytest.raises(NotPossible):
        services.hand_in_criticism(inquiry=made.pk, text="再交。", by=cast.world.head_user, on=due)
    assert SelfCriticism.objects.get().text == "认识深刻。"


# --- nothing is changed unseen


def test_what_was_sent_said_and_decided_cannot_be_changed(cast: Cast):
    made = asked.decided(cast, "admonish")
    for change in (
        lambda: Inquiry.objects.filter(pk=made.pk).update(matters="别的"),
        lambda: Inquiry.objects.filter(pk=made.pk).update(outcome="accept"),
        lambda: Inquiry.objects.filter(pk=made.pk).delete(),
        lambda: Explanation.objects.update(text="别的"),
        lambda: InquiryLetter.objects.update(number="别的"),
        lambda: InquiryStep.objects.all().delete(),
        lambda: Admonition.objects.update(until=TODAY),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_letter_on_its_way_keeps_its_words(cast: Cast):
    made = asked.received(cast)
    for values in ({"matters": "别的"}, {"number": "别的"}, {"received_on": TODAY}, {"grounds": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Inquiry.objects.filter(pk=made.pk).update(**values)


# --- the nightly check


def test_the_night_judges_any_number_in_the_same_queries(cast: Cast, django_assert_max_num_queries):
    for _ in range(6):
        asked.received(cast)
    numbers = list(Inquiry.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(14):
        check_inquiries(numbers=numbers, on=days_after(60))
    assert Finding.objects.count() == 6
    assert check_all(on=days_after(60))[0] >= 6
    assert Finding.objects.filter(code="inquiry-answer-late").count() == 6


def test_what_is_late_goes_before_the_principal_who_approved_it(cast: Cast):
    from integrity.selectors.inquiries import escalated

    made = asked.received(cast)
    assert not escalated(cast.principal, made.answer_due).exists()
    assert escalated(cast.principal, made.answer_due + timedelta(days=1)).get() == made
    assert not approved_inquiries(cast.world.officer, TODAY).exists()


def test_every_outcome_of_the_rule_is_offered():
    assert {rule.title for rule in OUTCOMES.values()} >= {"谈话提醒", "批评教育", "诫勉", "转初步核实"}
