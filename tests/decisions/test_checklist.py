"""The steps of a matter as a list: done, missing, ahead or not needed, why, and by when; asked of the very judgement."""

from datetime import date
from typing import Any

import pytest

from decisions.procedure import Line, StepState, checklist, missing_before
from tests.decisions.cases import CALENDAR, EMERGENCY, FLAWLESS, ON, PERSONNEL, changed, decision

DRAFT: dict[str, Any] = {
    name: FLAWLESS[name] for name in ("id", "unit", "title", "proposed_on", "category", "flags", "amount")
}
MARCH = date(2026, 3, 9)
PLANNED = date(2026, 4, 28)
READY = {
    name: value
    for name, value in FLAWLESS.items()
    if name not in {"resolution", "execution", "meetings_held"}
}


def lines(form: dict[str, Any], on: date = ON, planned_on: date | None = None) -> dict[str, Line]:
    return {line.step.key: line for line in checklist(decision(form), on, CALENDAR, planned_on)}


def states(form: dict[str, Any], on: date = ON, planned_on: date | None = None) -> dict[str, str]:
    return {key: line.state.value for key, line in lines(form, on, planned_on).items()}


def test_of_a_decision_carried_out_every_step_is_done_or_not_needed() -> None:
    told = states(FLAWLESS)
    assert {key for key, state in told.items() if state == "not-needed"} == {"emergency", "accountability"}
    assert set(told.values()) == {"done", "not-needed"}


def test_of_a_draft_the_steps_before_the_meeting_are_missing_and_the_rest_lies_ahead() -> None:
    told = states(DRAFT, MARCH, PLANNED)
    assert {key for key, state in told.items() if state == "missing"} == {
        "consultation", "expert-panel", "technical-advice", "legality-review", "stability-risk", "publicity",
        "hearing-or-survey", "circulation",
    }  # fmt: skip
    assert told["classification"] == "done"
    assert told["summary"] == told["answers"] == "ahead", "they follow what is missing"
    assert {told[key] for key in ("meeting", "speaking", "vote", "outcome", "resolution", "follow-up")} == {
        "ahead"
    }


def test_each_step_says_by_when_it_must_be_under_way() -> None:
    told = lines(DRAFT, MARCH, PLANNED)
    assert told["consultation"].by == date(2026, 3, 29)
    assert told["legality-review"].by == date(2026, 4, 19), "a Sunday: seven working days follow it"
    assert told["publicity"].by == date(2026, 4, 21)
    assert told["circulation"].by == date(2026, 4, 26)
    assert told["expert-panel"].by == PLANNED
    assert lines(DRAFT, MARCH)["consultation"].by is None, "no day is planned"


def test_the_day_of_a_meeting_in_the_form_is_the_day_planned() -> None:
    planned = DRAFT | {"meeting": {"at": "2026-04-28T09:00:00+08:00"}}
    assert lines(planned, MARCH)["consultation"].by == date(2026, 3, 29)


def test_a_step_that_is_not_needed_says_why() -> None:
    told = lines(DRAFT | {"flags": ["livelihood"]}, MARCH)
    assert told["expert-panel"].why == "不属于政策性、专业性、技术性较强的事项（C4）"
    assert told["publicity"].why == "不属于大多数群众利益的事项（C5）"
    assert lines(EMERGENCY)["consultation"].why == "特殊紧急情况，事后报告"
    assert lines(DRAFT | {"category": "一般事项", "amount": None}, MARCH)["vote"].why == "一般事项不要求"


def test_a_step_that_is_missing_says_why_in_the_words_of_the_finding() -> None:
    told = lines(changed(FLAWLESS, publicity__to="2026-04-14"))
    assert told["publicity"].why == "公示自2026年4月13日起 1 个工作日，少于 5 个工作日。"


def test_nothing_keeps_a_prepared_matter_from_its_meeting() -> None:
    prepared = changed(READY, meeting__members=None)
    assert missing_before(decision(prepared), date(2026, 4, 27), CALENDAR) == []


def test_what_is_missing_keeps_a_matter_from_its_meeting() -> None:
    unanswered = changed(READY, meeting__members=None, legality_review__opinion="adverse", hearing=None)
    (answers, heard) = missing_before(decision(unanswered), date(2026, 4, 27), CALENDAR)
    assert (answers.step.key, heard.step.key) == ("answers", "hearing-or-survey")
    assert answers.state == StepState.MISSING


def test_a_consultation_that_would_be_too_short_by_the_day_planned_keeps_it_from_meeting() -> None:
    running = DRAFT | {
        "flags": ["livelihood"],
        "consultation": {"published_on": "2026-03-05", "summary": "s", "adoption": "a"},
    }
    early, late = (
        {line.step.key for line in missing_before(decision(running), MARCH, CALENDAR, day)}
        for day in (date(2026, 4, 3), date(2026, 4, 4))
    )
    assert early - late == {"consultation"}


def test_a_meeting_on_this_day_of_which_nothing_is_written_is_still_ahead() -> None:
    told = states(changed(READY, meeting__members=None, meetings_required=None), PLANNED)
    assert {told[key] for key in ("meeting", "speaking", "vote", "resolution")} == {"ahead"}


def test_cadre_matters_are_circulated_by_the_meeting() -> None:
    assert lines(PERSONNEL)["circulation"].state == StepState.DONE


NEVER_OF_WHAT_LIES_AHEAD = ("已经作出决策", "决策之后", "就提交决策")
UNFINISHED = changed(
    READY,
    meeting=None,
    consultation__closed_on="2026-05-20",
    publicity__to="2026-05-20",
    legality_review__opinion="adverse",
)


@pytest.mark.parametrize(
    ("step", "planned", "unplanned", "decided"),
    [
        (
            "consultation",
            "草案征求意见到2026年5月20日才结束，会议定在2026年4月28日，不能先议后征求意见。",
            "草案征求意见到2026年5月20日才结束，结束以后才能上会。",
            "草案征求意见到2026年5月20日才结束，2026年4月28日已经作出决策。",
        ),
        (
            "hearing-or-survey",
            "公示在2026年4月28日的会议以前不能完成。",
            "公示还没有完成，完成以后才能上会。",
            "公示在2026年4月28日决策之后才完成。",
        ),
        (
            "answers",
            "合法性审查的意见不利或附有条件，还没有书面答复，须在2026年4月28日的会议以前答复。",
            "合法性审查的意见不利或附有条件，还没有书面答复，答复以后才能上会。",
            "合法性审查的意见不利或附有条件，没有书面答复就提交决策。",
        ),
    ],
)
def test_only_of_what_was_decided_a_step_says_so(
    step: str, planned: str, unplanned: str, decided: str
) -> None:
    on = date(2026, 4, 25)
    assert lines(UNFINISHED, on, PLANNED)[step].why == planned
    assert lines(UNFINISHED, on)[step].why == unplanned
    held = UNFINISHED | {"meeting": FLAWLESS["meeting"], "resolution": FLAWLESS["resolution"]}
    assert lines(held, ON)[step].why == decided
    told = missing_before(decision(UNFINISHED), on, CALENDAR, PLANNED)
    assert planned in {line.why for line in told}, "so it is refused a meeting"


def test_no_checklist_of_a_matter_without_a_meeting_speaks_of_a_decision() -> None:
    for form in (UNFINISHED, DRAFT, changed(UNFINISHED, hearing=None, expert_panel=None)):
        for planned_on in (None, PLANNED):
            for line in lines(form, date(2026, 4, 25), planned_on).values():
                assert not any(words in line.why for words in NEVER_OF_WHAT_LIES_AHEAD), line


def test_what_was_resolved_without_a_meeting_was_decided_all_the_same() -> None:
    resolved = changed(UNFINISHED, resolution={"outcome": "passed", "on": "2026-04-20"})
    assert "已经作出决策" in lines(resolved, ON)["consultation"].why
