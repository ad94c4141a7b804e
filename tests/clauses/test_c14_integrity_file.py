"""C14: what is known of a head goes into the integrity file; whoever appoints, appraises or rewards the head consults it."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from appointments.models import ActionConsultation, PersonnelAction
from appointments.selectors.actions import unconsulted_actions
from appointments.services.checking import check_actions
from appointments.services.consulting import consult
from appointments.services.states import NotPossible as NoSuchConclusion
from core.models import Event
from core.periods import months_after
from core.workdays import load
from integrity.models import FileCorrection, IntegrityOpinion
from integrity.policies.files import (
    answered_corrections,
    kept_files,
    readable_files,
    visible_corrections,
    visible_opinions,
)
from integrity.presenters.files import read_file
from integrity.selectors import origins
from integrity.selectors.files import FileQuery, viewings_of
from integrity.services.corrections import answer_correction, ask_correction
from integrity.services.file_reading import note_file_viewing
from integrity.services.inquiries.held import NotPossible
from integrity.services.opinions import (
    Wording,
    draft_opinion,
    gather,
    return_opinion,
    reword_opinion,
    sign_opinion,
    submit_opinion,
)
from organisation.models import Person, Unit
from rulebook.establishment import Function
from rulebook.findings import CODES
from rulebook.limits import LIMITS as EVERY_LIMIT
from rulebook.procedures.files import CORRECTION_DAYS, LIMITS, OPINION_MONTHS, Conclusion
from rulebook.types import LOCAL_DEFAULT
from supervision.models import Finding
from supervision.selectors.consulted import stale_through
from supervision.selectors.timeline import Reading, chapters, read
from tests import factories
from tests.appointments.actions import decided, make_action
from tests.appointments.files import consult_all, days_ago
from tests.decisions.world import TODAY as DECIDED_TODAY
from tests.decisions.world import World as Town
from tests.decisions.world import build as build_town
from tests.integrity import asked
from tests.integrity.asked import SAID, Cast
from tests.integrity.world import TODAY
from tests.today import fix_today

CODE = "file-not-consulted"


@pytest.fixture
def cast(db: None) -> Cast:
    """A county whose discipline body has a principal."""
    return asked.build()


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest, tmp_path: Path) -> Town:
    """The county whose committee decides about the town's head, today; its organisation department has a head."""
    fix_today(monkeypatch)
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    world = build_town()
    organisation = Unit.objects.get(function=Function.ORGANISATION)
    factories.make_tenure(factories.make_person("钟既明"), factories.make_post(organisation, "部长"))
    return world


def told(person: Person, user, only: str = "") -> list[str]:
    """Every word of the file of `person` as `user` reads it."""
    words = []
    for part in read(Reading(person=person, user=user, on=TODAY), only):
        for one in part.entries:
            words += [str(one.title), one.answer, *(f"{label}{value}" for label, value in one.facts)]
            words += [str(word) for _tone, word in one.states]
    return words


def wording(**values) -> Wording:
    filled = {
        "purpose": "appointment",
        "occasion": "县委组织部，拟任县水利局局长",
        "text": "经查阅档案，没有影响使用的情况。",
        "conclusion": "clear",
    }
    return Wording(**filled | values)  # type: ignore[arg-type]


def found() -> set[str]:
    """What stands in the register against files about heads."""
    check_actions(actions=list(PersonnelAction.objects.values_list("pk", flat=True)), on=DECIDED_TODAY)
    return set(Finding.objects.exclude(closure="fixed").values_list("code", flat=True))


def test_the_file_is_one_reading_of_all_records_chapter_by_chapter():
    keys = [one.key for one in chapters()]
    assert keys[:4] == ["posts", "lists", "talks", "inquiries"]
    assert {
        "incidents", "findings", "accountability", "audits", "handovers", "actions", "inspections", "clarifications", "gifts",
        "declarations",
    } <= set(keys)  # fmt: skip
    assert len(keys) == len(set(keys))


def test_nothing_is_copied_a_record_changed_is_the_file_changed(cast: Cast):
    row = asked.answered(cast)
    assert SAID in told(cast.world.head, cast.world.officer, "inquiries")
    assert any(row.number in word for word in told(cast.world.head, cast.world.officer))
    assert told(cast.world.head, cast.world.officer, "gifts") == []


def test_the_discipline_body_and_the_organisation_department_read_it_and_the_head_the_own(cast: Cast):
    world = cast.world
    assert {world.head, world.other, world.below} <= set(readable_files(world.officer, TODAY))
    organised = set(readable_files(world.organiser, TODAY))
    assert {world.head, world.other} <= organised
    assert world.below not in organised, "a department manages the head of the station, not the county (A2)"
    assert list(readable_files(world.head_user, TODAY)) == [world.head]
    assert list(readable_files(world.committee_officer, TODAY)) == [cast.chief], (
        "whom the own body stands back from"
    )
    for user in (world.auditor, world.overseer, world.leader_user, world.secretary):
        assert not readable_files(user, TODAY).exists()


def test_nobody_touches_their_own_file_or_a_relatives_as_an_officer(cast: Cast):
    world, officer, request = cast.world, cast.world.officer, asking(cast)
    factories.make_relatives(officer.person, world.head)
    officer = User.objects.get(pk=officer.pk)
    assert world.head not in readable_files(officer, TODAY)
    assert world.head in readable_files(world.colleague, TODAY)
    assert cast.chief not in kept_files(cast.principal, TODAY)
    assert cast.chief in readable_files(cast.principal, TODAY)
    assert request not in visible_corrections(officer, TODAY)
    with pytest.raises(NotPossible):
        draft_opinion(token=uuid4(), person=world.head.pk, wording=wording(), by=officer, on=TODAY)


def test_where_the_body_stands_back_the_next_one_up_keeps_the_file(cast: Cast):
    """The discipline body is led by the chief: the file of the chief's spouse passes to the county committee."""
    factories.make_relatives(cast.chief, cast.world.other)
    assert cast.world.other not in kept_files(cast.world.officer, TODAY)
    assert cast.world.other in kept_files(cast.world.committee_officer, TODAY)


def test_the_head_reads_the_own_file_less_what_protects_a_source(cast: Cast, monkeypatch):
    secret = origins.OriginKind(
        key="secret", title="群众来信", is_confidential=True,
        find=lambda user, row, on: origins.Origin(
            title="来信一件", facts="某日某地某人举报其公车私用。", person=cast.world.head.pk, unit=cast.world.town.pk
        ),
    )  # fmt: skip
    monkeypatch.setitem(origins._kinds, "secret", secret)
    row = asked.sent(cast, matters="请说明本人近年来的用车情况。", origin="secret", row=1, grounds="")
    own, officers = told(cast.world.head, cast.world.head_user), told(cast.world.head, cast.world.officer)
    assert any(row.number in word for word in own)
    for words in (own, officers):
        assert not any("举报" in word or "来信" in word for word in words)


def test_the_head_is_not_told_that_something_is_being_verified(cast: Cast):
    asked.decided(cast, "verify")
    own = told(cast.world.head, cast.world.head_user, "inquiries")
    assert "已说明，正在研究" in own
    assert not any("初步核实" in word for word in own)
    assert any("初步核实" in word for word in told(cast.world.head, cast.world.officer, "inquiries"))
    assert gather(cast.world.head, cast.world.officer, TODAY).conclusion == Conclusion.PENDING


def test_each_view_is_written_down_for_good(cast: Cast):
    note_file_viewing(person=cast.world.head, by=cast.world.officer, what="档案")
    (event,) = viewings_of(cast.world.head)
    assert (event.actor, event.facts) == (cast.world.officer, {"what": "档案"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(actor=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_the_keeper_is_told_how_much_there_is_that_it_may_not_read(town: Town):
    """An appraisal is the organisation department's: the discipline body is told that there is one, nothing of it; the head nothing of that."""
    action = decided(make_action(town), town.organiser, taken=True)
    (part,) = [
        one
        for one in read_file(town.head, town.discipline, DECIDED_TODAY, FileQuery())
        if one.chapter.key == "actions"
    ]
    assert (part.entries, part.unseen) == ([], 1)
    (own,) = [
        one
        for one in read_file(town.head, town.head_user, DECIDED_TODAY, FileQuery())
        if one.chapter.key == "actions"
    ]
    assert ([one.row for one in own.entries], own.unseen) == ([action.pk], 0)


# Corrections


def asking(cast: Cast, **values) -> FileCorrection:
    """The head's request about the letter they answered."""
    row = asked.answered(cast)
    given = {
        "chapter": "inquiries",
        "entry": f"inquiry-{row.pk}",
        "wrong": "说明日期有误。",
        "right": "应为签收次日。",
    } | values
    return ask_correction(token=uuid4(), **given, by=cast.world.head_user, on=TODAY)


def test_the_head_alone_asks_for_a_correction_of_an_entry_of_the_own_file(cast: Cast):
    request = asking(cast)
    assert request.due == load().add(TODAY, CORRECTION_DAYS.value)
    assert request.title.startswith("函询")
    for user in (
        cast.world.officer,
        cast.world.other_user,
        cast.world.auditor,
    ):
        with pytest.raises(NotPossible):
            ask_correction(
                token=uuid4(),
                chapter=request.chapter,
                entry=request.entry,
                wrong="x",
                right="y",
                by=user,
                on=TODAY,
            )
    with pytest.raises(NotPossible):
        ask_correction(
            token=uuid4(),
            chapter="inquiries",
            entry="inquiry-0",
            wrong="x",
            right="y",
            by=cast.world.head_user,
            on=TODAY,
        )


@pytest.mark.parametrize("missing", ["wrong", "right"])
def test_a_request_says_what_is_wrong_and_what_it_should_be(cast: Cast, missing: str):
    with pytest.raises(ValidationError) as refused:
        asking(cast, **{missing: " "})
    assert set(refused.value.message_dict) == {missing}


def test_the_body_answers_once_with_words(cast: Cast):
    request, officer = asking(cast), cast.world.officer
    assert list(answered_corrections(officer, TODAY)) == [request]
    with pytest.raises(ValidationError) as refused:
        answer_correction(correction=request.pk, outcome="", words="", by=officer, on=TODAY)
    assert set(refused.value.message_dict) == {"outcome", "words"}
    with pytest.raises(NotPossible):
        answer_correction(
            correction=request.pk, outcome="refused", words="x", by=cast.world.head_user, on=TODAY
        )
    answer_correction(
        correction=request.pk, outcome="accepted", words="已在函询记录中更正。", by=officer, on=TODAY
    )
    with pytest.raises(NotPossible):
        answer_correction(correction=request.pk, outcome="refused", words="x", by=officer, on=TODAY)


def test_requests_and_answers_refuse_to_change(cast: Cast):
    request = asking(cast)
    answer_correction(
        correction=request.pk, outcome="refused", words="记录无误。", by=cast.world.officer, on=TODAY
    )
    request.refresh_from_db()
    for change in (
        lambda: FileCorrection.objects.filter(pk=request.pk).update(wrong="别的"),
        lambda: type(request.answer).objects.filter(correction=request).update(words="别的"),
        request.answer.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# Opinions


def test_an_opinion_is_drafted_from_the_file(cast: Cast):
    assert gather(cast.world.other, cast.world.officer, TODAY).conclusion == Conclusion.CLEAR
    asked.decided(cast, "admonish")
    gathered = gather(cast.world.head, cast.world.officer, TODAY)
    assert gathered.conclusion == Conclusion.AFFECTED
    assert gathered.until is not None
    assert gathered.until > TODAY
    assert "受到诫勉，影响期至" in gathered.text


def test_of_what_is_being_looked_into_nothing_is_said_but_that_it_is(cast: Cast):
    asked.drafted(cast)
    gathered = gather(cast.world.head, cast.world.officer, TODAY)
    assert gathered.conclusion == Conclusion.PENDING
    assert "正在核查" in gathered.text
    assert asked.MATTERS not in gathered.text


@pytest.mark.parametrize("outcome", ["admonish", "verify"])
def test_nobody_is_cleared_while_something_has_effect_or_is_looked_into(cast: Cast, outcome: str):
    asked.decided(cast, outcome)
    with pytest.raises(ValidationError) as refused:
        draft_opinion(
            token=uuid4(), person=cast.world.head.pk, wording=wording(), by=cast.world.officer, on=TODAY
        )
    assert set(refused.value.message_dict) == {"conclusion"}


def drafted(cast: Cast, person: Person | None = None, **values) -> IntegrityOpinion:
    made = draft_opinion(
        token=uuid4(),
        person=(person or cast.world.other).pk,
        wording=wording(**values),
        by=cast.world.officer,
        on=TODAY,
    )
    return submit_opinion(opinion=made.pk, by=cast.world.officer, on=TODAY)


def test_two_people_give_it_one_drafts_another_signs(cast: Cast):
    made = drafted(cast)
    with pytest.raises(NotPossible):
        sign_opinion(opinion=made.pk, by=cast.world.officer, on=TODAY)
    with pytest.raises(NotPossible):
        sign_opinion(opinion=made.pk, by=cast.world.colleague, on=TODAY)
    signed = sign_opinion(opinion=made.pk, by=cast.principal, on=TODAY)
    assert signed.number == f"镇纪廉意〔{TODAY.year}〕1号"
    assert signed.is_in_force(TODAY)
    assert not signed.is_in_force(months_after(TODAY, OPINION_MONTHS.value))
    other = drafted(cast)
    assert sign_opinion(opinion=other.pk, by=cast.principal, on=TODAY).serial == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        IntegrityOpinion.objects.filter(pk=drafted(cast).pk).update(
            signed_by=cast.world.officer, state="signed"
        )


def test_it_is_given_back_with_a_reason_and_worded_anew(cast: Cast):
    made = drafted(cast)
    with pytest.raises(ValidationError):
        return_opinion(opinion=made.pk, reason=" ", by=cast.principal, on=TODAY)
    back = return_opinion(opinion=made.pk, reason="请写明任职情况。", by=cast.principal, on=TODAY)
    assert (back.state, back.returned) == ("draft", "请写明任职情况。")
    anew = reword_opinion(
        opinion=made.pk, wording=wording(text="补充任职情况。"), by=cast.world.officer, on=TODAY
    )
    assert anew.text == "补充任职情况。"


def test_what_the_file_tells_since_the_draft_keeps_it_from_being_signed(cast: Cast):
    made = drafted(cast, cast.world.head)
    asked.drafted(cast, on=TODAY)
    with pytest.raises(ValidationError):
        sign_opinion(opinion=made.pk, by=cast.principal, on=TODAY)
    assert IntegrityOpinion.objects.get(pk=made.pk).state == "submitted"


def test_a_signed_opinion_refuses_to_change_and_is_read_by_who_appoints_never_by_the_head(cast: Cast):
    made = drafted(cast, cast.world.head)
    assert not visible_opinions(cast.world.organiser, TODAY).exists()
    sign_opinion(opinion=made.pk, by=cast.principal, on=TODAY)
    for change in (
        lambda: IntegrityOpinion.objects.filter(pk=made.pk).update(conclusion="pending"),
        lambda: IntegrityOpinion.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(visible_opinions(cast.world.organiser, TODAY)) == [made]
    assert not visible_opinions(cast.world.head_user, TODAY).exists()


# Used


def test_the_numbers_are_declared_as_local_defaults():
    assert [limit.rule for limit in LIMITS] == ["L67", "L68"]
    assert all(limit.source is LOCAL_DEFAULT for limit in LIMITS)
    assert set(LIMITS) <= set(EVERY_LIMIT)
    assert CODES[CODE].clause == "C14"


@pytest.mark.parametrize("kind", ["appraisal", "reward", "removal"])
def test_a_file_about_a_head_decided_without_the_consulted_file_is_found_and_closed_once_it_was(
    town: Town, kind: str
):
    action = make_action(town, kind)
    assert list(unconsulted_actions(town.organiser, DECIDED_TODAY)) == [action]
    with pytest.raises(ValidationError, match="没有查阅"):
        decided(action, town.organiser)
    decided(action, town.organiser, taken=True)
    assert found() == {CODE}
    row = Finding.objects.get(code=CODE)
    assert (row.clause, row.person.name, row.concerns) == ("C14", "钟既明", town.head)


def test_consulted_in_time_nothing_is_found(town: Town):
    action = make_action(town)
    consult_all(action, town.organiser)
    assert not unconsulted_actions(town.organiser, DECIDED_TODAY).exists()
    decided(action, town.organiser)
    assert found() == set()


def test_consulting_it_counts_for_three_months_and_then_is_done_anew(town: Town):
    action = make_action(town, on=days_ago(120))
    consult_all(action, town.organiser, days_ago(119))
    assert list(unconsulted_actions(town.organiser, DECIDED_TODAY)) == [action]
    consult_all(action, town.organiser)
    consult_all(action, town.organiser)
    assert ActionConsultation.objects.filter(file=action).count() == 2
    assert not unconsulted_actions(town.organiser, DECIDED_TODAY).exists()
    decided(action, town.organiser)
    assert found() == set()


def test_a_paper_file_of_the_past_is_not_asked_for_the_file_kept_here(town: Town):
    action = make_action(town, past=True)
    decided(action, town.organiser, ago=40)
    assert found() == set()
    with pytest.raises(NoSuchConclusion):
        consult(
            file=action,
            words={"integrity-file-0": "x"},
            day=DECIDED_TODAY,
            by=town.organiser,
            on=DECIDED_TODAY,
        )


def test_what_counts_is_counted_alike_in_the_list_and_in_the_judgement():
    for day in (TODAY, TODAY.replace(month=2, day=28), TODAY.replace(month=5, day=31)):
        last = stale_through(day, 3)
        assert months_after(last, 3) <= day < months_after(last + timedelta(days=1), 3)
