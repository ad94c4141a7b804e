"""C22: 每年不定期组织“两代一委”开展视察监督. From the plan through draw, visit and suggestions to the reply and what comes of it; N51: they suggest."""

import hashlib
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from inspections.models import Candidate, Deputy, Inspection, Line, Reply, Statement, Suggestion
from inspections.policies import (
    answered_inspections,
    approved_revisions,
    followed_inspections,
    own_memberships,
    visible_inspections,
)
from inspections.presenters.drawing import as_file, published
from inspections.procedure.drawing import Entry, drawn_of, faults_of, hash_of, order_of
from inspections.procedure.replying import judge_due, reply_due
from inspections.selectors.signs import SIGNS
from inspections.services import drawing, judging, plans, replying, visiting
from inspections.services.checking import check_inspections
from inspections.services.held import NotPossible
from inspections.services.replying import Said
from integrity.selectors import origins
from rulebook.duties import INSPECTION
from rulebook.procedures.inspections import (
    AGAIN_DAYS,
    DRAW_AFTER,
    KINDS,
    LIMITS,
    ORGANISERS,
    REPLY_DAYS,
    STATES,
    STEPS,
    State,
)
from rulebook.types import LOCAL_DEFAULT
from supervision.choices import DutyState
from supervision.models import Duty, Finding
from supervision.services import sweep
from tests import factories
from tests.inspections import inspected
from tests.inspections.inspected import (
    APPROVED,
    CALLED,
    DRAWN,
    FINDINGS,
    HELD,
    LISTED,
    REPLIED,
    SENT,
    SUGGESTION,
    YEAR,
    Cast,
    fresh,
    members_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return inspected.build()


def duty(cast: Cast) -> Duty:
    return Duty.objects.get(kind=INSPECTION.kind, person=cast.head)


# --- every year: the plan


def test_a_plan_is_drafted_by_who_organises_and_approved_by_another(cast: Cast):
    made = inspected.drafted(cast)
    drafter = cast.users["drafter"]
    plans.submit_plan(revision=made.pk, by=drafter, on=APPROVED)
    with pytest.raises(NotPossible):
        plans.approve_plan(revision=made.pk, by=drafter, on=APPROVED)
    assert not approved_revisions(cast.users["discipline"], APPROVED).exists()
    plans.approve_plan(revision=made.pk, by=cast.users["committee"], on=APPROVED)
    row = Inspection.objects.get()
    assert (row.number, row.state, row.unit, row.person) == (
        f"镇人视〔{YEAR}〕1号",
        State.PLANNED,
        cast.units["town"],
        cast.head,
    )
    assert (row.focus, row.month, row.held_on) == (
        ["B3", "B4"],
        5,
        None,
    )  # 不定期: the day is set when it is called


def test_the_committee_that_organises_itself_needs_a_second_person(cast: Cast):
    drafter = cast.users["committee"]
    made = plans.draft_plan(token=uuid4(), body=cast.units["committee"], year=YEAR, by=drafter, on=APPROVED)
    plans.add_line(revision=made.pk, tenure=cast.tenure.pk, focus=["B1"], month=6, by=drafter, on=APPROVED)
    plans.submit_plan(revision=made.pk, by=drafter, on=APPROVED)
    with pytest.raises(NotPossible):
        plans.approve_plan(revision=made.pk, by=drafter, on=APPROVED)
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(
            state="approved", approved_on=APPROVED, approved_by=drafter
        )


def test_an_approved_plan_changes_with_a_reason_alone(cast: Cast):
    row = inspected.planned(cast)
    line = Line.objects.get()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(month=9)
    drafter = cast.users["drafter"]
    with pytest.raises(ValidationError):
        plans.draft_change(token=uuid4(), plan=row.plan_id, reason=" ", by=drafter, on=APPROVED)
    change = plans.draft_change(
        token=uuid4(), plan=row.plan_id, reason="该单位正在接受审计。", by=drafter, on=APPROVED
    )
    plans.drop_line(revision=change.pk, inspection=row.pk, by=drafter, on=APPROVED)
    plans.submit_plan(revision=change.pk, by=drafter, on=APPROVED)
    plans.approve_plan(revision=change.pk, by=cast.users["committee"], on=APPROVED)
    assert fresh(row).state == State.DROPPED
    assert (duty(cast).state, duty(cast).reason) == ("cancelled", "replanned")


def test_once_the_list_is_published_an_inspection_stays_in_the_plan(cast: Cast):
    row = inspected.listed(cast)
    drafter = cast.users["drafter"]
    change = plans.draft_change(token=uuid4(), plan=row.plan_id, reason="调整。", by=drafter, on=LISTED)
    with pytest.raises(NotPossible):
        plans.drop_line(revision=change.pk, inspection=row.pk, by=drafter, on=LISTED)


def test_the_calendar_asks_for_what_the_plan_holds_and_the_visit_does_it(cast: Cast):
    inspected.planned(cast)
    asked = duty(cast)
    assert (asked.period, asked.state, asked.due) == (str(YEAR), DutyState.PLANNED, date(YEAR, 12, 31))
    assert not Duty.objects.filter(kind=INSPECTION.kind).exclude(person=cast.head).exists()


def test_the_visit_fulfils_the_duty_on_its_day(cast: Cast):
    inspected.visited(cast)
    done = duty(cast)
    assert (done.state, done.closed_on, done.late) == (DutyState.DONE, HELD, False)


def test_a_year_without_the_visit_is_overdue_and_a_head_who_left_owes_none(cast: Cast):
    inspected.planned(cast)
    sweep(on=date(YEAR + 1, 1, 4))
    assert duty(cast).state == DutyState.OVERDUE
    cast.tenure.during = inspected.until(date(YEAR, 6, 1))
    cast.tenure.save()
    sweep(on=date(YEAR + 1, 1, 5))
    assert (duty(cast).state, duty(cast).reason) == ("cancelled", "left")


# --- the draw: a stranger can do it again, the organiser cannot steer it


def test_the_promise_is_published_before_the_list_and_the_list_before_the_draw(cast: Cast):
    row = inspected.planned(cast)
    assert row.draw.promise == hashlib.sha256(row.draw.secret.encode()).hexdigest()
    by = cast.users["congress"]
    with pytest.raises(ValidationError) as refused:
        drawing.publish_list(inspection=row.pk, draw_on=LISTED, unavailable={}, by=by, on=LISTED)
    assert "draw_on" in refused.value.message_dict
    assert DRAW_AFTER.value >= 1
    drawing.publish_list(inspection=row.pk, draw_on=DRAWN, unavailable={}, by=by, on=LISTED)
    with pytest.raises(ValidationError):
        drawing.draw_members(inspection=row.pk, witness="见证人", spoken="1", by=by, on=LISTED)


def test_of_each_kind_the_quota_is_drawn_and_everybody_can_do_it_again(cast: Cast):
    row = inspected.drawn(cast)
    members = members_of(row)
    for rule in KINDS.values():
        assert sum(1 for one in members if one.kind == rule.kind) == rule.quota.value
    seed = hashlib.sha256(
        "|".join(
            [row.draw.secret, row.number, DRAWN.isoformat(), row.draw.list_hash, inspected.SPOKEN]
        ).encode()
    ).hexdigest()
    assert seed == row.draw.seed
    of_kind = [one for one in row.candidates.all() if one.kind == "party"]
    by_hand = sorted(
        of_kind, key=lambda one: hashlib.sha256(f"{seed}|party|{one.number}".encode()).hexdigest()
    )
    assert [one.name for one in by_hand[:2]] == [one.deputy.name for one in members if one.kind == "party"]


def test_the_same_seed_gives_the_same_and_whatever_order_the_list_has():
    entries = [Entry(kind="party", number=f"{at:03}", name=f"代表{at}") for at in range(20)]
    first = drawn_of(order_of(entries, "a" * 64), {"party": 5})
    assert first == drawn_of(order_of(reversed(entries), "a" * 64), {"party": 5})
    assert first != drawn_of(order_of(entries, "b" * 64), {"party": 5})
    assert hash_of(entries) == hash_of(reversed(entries))


def test_a_changed_list_is_noticed(cast: Cast):
    row = inspected.drawn(cast)
    whole = published(row, row.draw)
    assert faults_of(whole) == []
    one = whole.entries[0]
    for changed in (
        [msgspec.structs.replace(one, name="别人"), *whole.entries[1:]],
        [msgspec.structs.replace(one, excluded="不能参加"), *whole.entries[1:]],
        whole.entries[1:],
    ):
        assert "list" in faults_of(msgspec.structs.replace(whole, entries=changed))
    assert faults_of(msgspec.structs.replace(whole, secret="0" * 64)) == ["promise", "seed"]
    assert "seed" in faults_of(msgspec.structs.replace(whole, spoken="739"))
    swapped = {kind: list(reversed(numbers)) for kind, numbers in whole.drawn.items()}
    assert faults_of(msgspec.structs.replace(whole, drawn=swapped)) == ["drawn"]


def test_the_published_file_is_checked_without_the_database(cast: Cast, tmp_path, capsys):
    row = inspected.drawn(cast)
    file = tmp_path / "draw.json"
    file.write_bytes(as_file(row, row.draw))
    call_command("check_draw", str(file))
    assert "重算一致" in capsys.readouterr().out
    told = json.loads(file.read_bytes())
    told["entries"][0]["name"] = "别人"
    file.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="名单与公布时不一致"):
        call_command("check_draw", str(file))


def test_the_lines_of_the_document_draw_again_without_the_product(cast: Cast, tmp_path):
    row = inspected.drawn(cast)
    file, program = tmp_path / "draw.json", tmp_path / "again.py"
    file.write_bytes(as_file(row, row.draw))
    program.write_text(Path("docs/inspections.md").read_text().split("```python\n")[1].split("```")[0])
    done = subprocess.run(
        [sys.executable, str(program), str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "the draw is as published")


def test_there_is_one_draw(cast: Cast):
    row = inspected.drawn(cast)
    with pytest.raises(NotPossible):
        drawing.draw_members(
            inspection=row.pk, witness="见证人", spoken="5", by=cast.users["congress"], on=DRAWN
        )
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        type(row.draw).objects.filter(pk=row.draw.pk).update(spoken="5")
    with pytest.raises(DatabaseError), transaction.atomic():
        Candidate.objects.filter(inspection=row).update(name="别人")


def test_relatives_former_subordinates_and_the_units_own_people_are_not_drawn(cast: Cast):
    kin, former, inside = cast.pool["party"][0], cast.pool["congress"][0], cast.pool["consultative"][0]
    kin.person = factories.make_person()
    factories.make_relatives(cast.head, kin.person)
    former.person = factories.make_person()
    desk = factories.make_post(cast.units["town"], "干事", head=False)
    factories.make_tenure(former.person, desk, date(2010, 1, 1), date(2012, 1, 1))
    inside.unit = cast.units["town"]
    for one in (kin, former, inside):
        one.save()
    row = inspected.listed(cast)
    why = dict(row.candidates.exclude(excluded="").values_list("number", "excluded"))
    assert set(why) == {"PA001", "CO001"} | {inside.number}
    assert "亲属" in why["PA001"]
    assert {kin.number, former.number, inside.number} == set(
        row.candidates.exclude(excluded="").values_list("number", flat=True)
    )
    drawing.draw_members(inspection=row.pk, witness="见证人", spoken="9", by=cast.users["congress"], on=DRAWN)
    assert not row.members.filter(deputy__in=[kin, former, inside]).exists()


def test_who_cannot_take_part_is_left_out_with_a_reason(cast: Cast):
    with transaction.atomic(), pytest.raises(ValidationError):
        inspected.listed(cast, PA001=" ")
    row = Inspection.objects.get()
    told = {"unavailable": {cast.pool["party"][0].pk: "住院。"}, "by": cast.users["congress"], "on": LISTED}
    drawing.publish_list(inspection=row.pk, draw_on=DRAWN, **told)
    assert row.candidates.get(number="PA001").excluded == "不能参加：住院。"


def test_too_few_for_a_quota_are_no_list(cast: Cast):
    Deputy.objects.filter(kind="party").exclude(number="PA001").update(
        during=inspected.until(date(2025, 1, 1))
    )
    with pytest.raises(ValidationError, match="不足名额"):
        inspected.listed(cast)


def test_who_falls_out_is_replaced_by_the_next_of_the_same_list(cast: Cast):
    row = inspected.drawn(cast)
    gone = members_of(row)[0]
    by = cast.users["congress"]
    with pytest.raises(ValidationError):
        drawing.replace_member(inspection=row.pk, member=gone.pk, reason="", by=by, on=DRAWN)
    came = drawing.replace_member(inspection=row.pk, member=gone.pk, reason="外出就医。", by=by, on=DRAWN)
    assert (came.kind, came.place, came.replaces) == (gone.kind, KINDS[gone.kind].quota.value + 1, gone)  # type: ignore[index]
    order = order_of([drawing.entry_of(one) for one in row.candidates.all()], row.draw.seed)
    assert order[gone.kind][came.place - 1].name == came.deputy.name
    again = drawing.replace_member(inspection=row.pk, member=gone.pk, reason="外出就医。", by=by, on=DRAWN)
    assert again == came
    assert faults_of(published(row, row.draw)) == []  # what the draw gave stays what it was


# --- the visit: deputies see what they were drawn for, and nothing else


def test_the_day_is_set_when_it_is_called_and_nobody_outside_knows_before(cast: Cast):
    row = inspected.drawn(cast)
    head, member = cast.users["head"], members_of(row)[0]
    deputy = inspected.logged_in(member)
    assert not visible_inspections(head, DRAWN).exists()
    assert not own_memberships(deputy).exists()
    by = cast.users["congress"]
    with pytest.raises(ValidationError):
        visiting.call_visit(
            inspection=row.pk, held_on=DRAWN - timedelta(1), companion="某", place="", by=by, on=DRAWN
        )
    visiting.call_visit(inspection=row.pk, held_on=HELD, companion="乔怀谷", place="", by=by, on=CALLED)
    assert visible_inspections(head, CALLED).exists()
    assert not followed_inspections(head, CALLED).exists()
    assert own_memberships(deputy).get() == member
    assert not visible_inspections(deputy, CALLED).exists()


def test_a_deputys_words_are_sealed_once_handed_in(cast: Cast):
    row = inspected.called(cast)
    member, other = members_of(row)[:2]
    deputy = inspected.logged_in(member)
    with pytest.raises(ValidationError):
        visiting.hand_in(member=member.pk, findings="早了。", suggestions="", by=deputy, on=CALLED)
    visiting.keep_draft(member=member.pk, findings="写了一半", suggestions="", by=deputy, on=HELD)
    with pytest.raises(NotPossible):
        visiting.keep_draft(member=other.pk, findings="别人的", suggestions="", by=deputy, on=HELD)
    first = visiting.hand_in(member=member.pk, findings=FINDINGS, suggestions=SUGGESTION, by=deputy, on=HELD)
    twice = visiting.hand_in(member=member.pk, findings="改了", suggestions="", by=deputy, on=HELD)
    assert (first, twice.findings, Statement.objects.count()) == (twice, FINDINGS, 1)
    with pytest.raises(NotPossible):
        visiting.keep_draft(member=member.pk, findings="又改", suggestions="", by=deputy, on=HELD)
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(findings="改了")


def test_who_was_not_there_hands_in_and_judges_nothing(cast: Cast):
    row = inspected.called(cast)
    first, absent = members_of(row)[:2]
    deputy = inspected.logged_in(absent)
    visiting.record_visit(inspection=row.pk, present={first.pk}, by=cast.users["congress"], on=HELD)
    with pytest.raises(NotPossible):
        visiting.hand_in(member=absent.pk, findings=FINDINGS, suggestions="", by=deputy, on=HELD)


# --- the report, the reply, the follow-up


def test_suggestions_are_gathered_and_the_deputies_own_words_are_kept(cast: Cast):
    row = inspected.sent(cast)
    assert (row.state, row.reply_due) == (State.SENT, reply_due(SENT, 1, inspected_calendar()))
    assert [one.text for one in row.suggestions.all()][0] == SUGGESTION
    assert Statement.objects.filter(member__inspection=row, findings=FINDINGS).count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        Suggestion.objects.filter(inspection=row).update(text="改了")
    late = members_of(row)[3]
    with pytest.raises(NotPossible):
        visiting.hand_in(
            member=late.pk, findings=FINDINGS, suggestions="", by=inspected.logged_in(late), on=SENT
        )


def inspected_calendar():
    from core import workdays

    return workdays.load()


def test_the_unit_says_of_each_suggestion_whether_it_is_adopted_and_why(cast: Cast):
    row = inspected.sent(cast)
    head = cast.users["head"]
    with pytest.raises(ValidationError) as refused:
        replying.reply(inspection=row.pk, text="", answers={1: Said("yes", "")}, by=head, on=REPLIED)
    assert set(refused.value.message_dict) == {"words_1", "adoption_2", "words_2"}
    with pytest.raises(NotPossible):
        replying.reply(inspection=row.pk, text="", answers={}, by=cast.users["other-head"], on=REPLIED)
    inspected.reply_to(row, cast)
    inspected.reply_to(row, cast)  # sent twice it is one reply
    assert Reply.objects.count() == 1
    assert fresh(row).judge_due == judge_due(REPLIED, inspected_calendar())


def test_the_secretary_answers_for_the_unit_too(cast: Cast):
    row = inspected.sent(cast)
    assert answered_inspections(cast.users["secretary"], SENT).get() == row
    assert not answered_inspections(cast.users["audit"], SENT).exists()


def test_a_reply_after_its_day_is_a_finding_the_head_answers(cast: Cast, django_capture_on_commit_callbacks):
    row = inspected.sent(cast)
    due = row.reply_due
    assert check_inspections(numbers=[row.pk], on=due) == 0
    assert check_inspections(numbers=[row.pk], on=due + timedelta(1)) == 1
    found = Finding.objects.get(code="inspection-reply-late")
    assert (found.clause, found.person, found.unit) == ("C22", cast.head, cast.units["town"])
    assert found.facts["due"] == due.isoformat()
    assert "至今没有答复" in found.message
    with django_capture_on_commit_callbacks(execute=True):
        inspected.reply_to(row, cast, due + timedelta(3))
    found.refresh_from_db()
    assert (found.is_open, "才答复" in found.message) == (True, True)
    inspected.judged(fresh(row), "not", due + timedelta(4))
    check_inspections(numbers=[row.pk], on=due + timedelta(4))
    found.refresh_from_db()
    assert found.is_open  # the second reply does not make the first one timely


def test_not_satisfied_asks_for_a_second_reply_once(cast: Cast):
    row = inspected.judged(inspected.replied(cast), "not")
    assert (row.state, row.round, row.reply_due) == (
        State.AGAIN,
        2,
        reply_due(REPLIED, 2, inspected_calendar()),
    )
    assert AGAIN_DAYS.value < REPLY_DAYS.value
    inspected.reply_to(row, cast, REPLIED + timedelta(5))
    row = inspected.judged(fresh(row), "not", REPLIED + timedelta(6))
    assert (row.state, row.round) == (State.FOLLOWED, 2)


def test_satisfied_or_fairly_so_goes_on_to_be_followed(cast: Cast):
    row = inspected.judged(inspected.replied(cast), "fairly")
    assert row.state == State.FOLLOWED


def test_dissatisfaction_says_why_and_a_verdict_is_given_once(cast: Cast):
    row = inspected.replied(cast)
    member = members_of(row)[0]
    deputy = inspected.logged_in(member)
    with pytest.raises(ValidationError):
        judging.judge(member=member.pk, grade="not", words=" ", by=deputy, on=REPLIED)
    first = judging.judge(member=member.pk, grade="satisfied", words="", by=deputy, on=REPLIED)
    assert judging.judge(member=member.pk, grade="not", words="改了", by=deputy, on=REPLIED) == first


def test_silence_does_not_hold_up_the_judging(cast: Cast):
    row = inspected.replied(cast)
    by = cast.users["congress"]
    with pytest.raises(NotPossible):
        judging.end_judging(inspection=row.pk, by=by, on=row.judge_due)
    assert (
        judging.end_judging(inspection=row.pk, by=by, on=row.judge_due + timedelta(1)).state == State.FOLLOWED
    )


def test_it_is_closed_once_everything_adopted_is_carried_out(cast: Cast):
    row = inspected.judged(inspected.replied(cast))
    by, head = cast.users["congress"], cast.users["head"]
    with pytest.raises(ValidationError, match="第 1 条"):
        replying.close_inspection(inspection=row.pk, by=by, on=REPLIED)
    with pytest.raises(NotPossible):  # not adopted, so nothing is carried out
        replying.enter_progress(inspection=row.pk, number=2, words="完成。", done=True, by=head, on=REPLIED)
    replying.enter_progress(inspection=row.pk, number=1, words="正在公示。", done=False, by=head, on=REPLIED)
    replying.enter_progress(inspection=row.pk, number=1, words="已经公开。", done=True, by=head, on=REPLIED)
    closed = replying.close_inspection(inspection=row.pk, by=by, on=REPLIED)
    assert (closed.state, closed.closed_on) == (State.CLOSED, REPLIED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Inspection.objects.update(summary="改了")


# --- who sees it


def test_the_discipline_body_reads_it_by_mandate_and_may_ask_the_head_about_a_suggestion(cast: Cast):
    row = inspected.sent(cast)
    officer = cast.users["discipline"]
    assert followed_inspections(officer, SENT).get() == row
    suggestion = row.suggestions.first()
    found = origins.origin_of(officer, SIGNS.key, suggestion.pk, SENT)
    assert (found.person, found.unit, found.facts) == (cast.head.pk, cast.units["town"].pk, SUGGESTION)
    assert origins.kind_of("inspection") is SIGNS
    assert origins.origin_of(cast.users["audit"], SIGNS.key, suggestion.pk, SENT) is None
    assert not visible_inspections(cast.users["audit"], SENT).exists()
    assert not visible_inspections(cast.users["other-head"], SENT).exists()


def test_a_relative_of_the_head_works_on_it_for_no_body(cast: Cast):
    inspected.planned(cast)
    officer = cast.users["discipline"]
    officer.person = factories.make_person()
    officer.save()
    factories.make_relatives(cast.head, officer.person)
    fresh_user = type(officer).objects.get(pk=officer.pk)
    assert not visible_inspections(fresh_user, APPROVED).exists()


# --- the numbers


def test_every_number_is_declared_as_the_countys_own(cast: Cast):
    assert [limit.rule for limit in LIMITS] == ["L55", "L55", "L55", "L56", "L57", "L58", "L59"]
    assert all(limit.source is LOCAL_DEFAULT for limit in LIMITS)
    assert set(STATES) == set(State)
    assert len(STEPS) == 13
    assert set(ORGANISERS) == {"county-committee", "congress", "consultative"}
