"""The tables of the rulebook are whole: every code has a step, words, a clause, and a worked case that raises it."""

import re
import string
from datetime import date
from typing import Any

import pytest

from decisions.procedure import judge
from rulebook.clauses import CLAUSES
from rulebook.procedures.decisions import (
    CODES,
    FLAG_CLAUSES,
    STEP_OF_CODE,
    STEPS,
    Flag,
    MatterCategory,
    numbers_on,
)
from tests.decisions.cases import (
    CALENDAR,
    EMERGENCY,
    FLAWLESS,
    ON,
    PERSONNEL,
    changed,
    decision,
    members,
    voting,
)

# Code → a decision in which it is found.
RAISED: dict[str, dict[str, Any]] = {
    "misfiled-as-ordinary": changed(FLAWLESS, category="一般事项"),
    "draft-not-published": changed(FLAWLESS, consultation=None),
    "consultation-too-short": changed(FLAWLESS, consultation__closed_on="2026-03-20"),
    "consultation-unsummarised": changed(FLAWLESS, consultation__summary=None),
    "consulted-after-meeting": changed(FLAWLESS, consultation__closed_on="2026-05-20"),
    "expert-panel-missing": changed(FLAWLESS, expert_panel=None),
    "technical-advice-missing": changed(FLAWLESS, technical_advice=None),
    "legality-review-missing": changed(FLAWLESS, legality_review=None),
    "legality-review-rushed": changed(FLAWLESS, legality_review__on="2026-04-10"),
    "risk-assessment-missing": changed(FLAWLESS, stability_risk=None),
    "adverse-opinion-unanswered": changed(FLAWLESS, stability_risk__grade="high"),
    "assessed-after-meeting": changed(FLAWLESS, stability_risk__on="2026-05-20"),
    "publicity-missing": changed(FLAWLESS, publicity=None),
    "publicity-too-short": changed(FLAWLESS, publicity__to="2026-04-14"),
    "hearing-or-survey-missing": changed(FLAWLESS, hearing=None),
    "heard-after-meeting": changed(FLAWLESS, hearing__on="2026-05-20"),
    "not-collective": changed(FLAWLESS, meeting=None),
    "no-quorum": changed(FLAWLESS, meeting__members=members(8, attended=False)),
    "not-voted": changed(FLAWLESS, meeting__members=members(8, vote=None)),
    "vote-missing": changed(FLAWLESS, meeting__members__1__vote=None),
    "candidate-not-voted": changed(PERSONNEL, candidates__1__votes=None),
    "resolution-missing": changed(FLAWLESS, resolution=None),
    "not-archived": changed(FLAWLESS, resolution__archived=False),
    "recusal-ignored": changed(FLAWLESS, meeting__members__1__recusal_due=True),
    "meeting-order-wrong": changed(FLAWLESS, meetings_held=None),
    "agenda-not-circulated": changed(FLAWLESS, meeting__agenda_circulated_at=None),
    "item-not-on-agenda": changed(FLAWLESS, meeting__item_on_agenda=False),
    "emergency-unexplained": changed(EMERGENCY, emergency__reason=None),
    "emergency-unreported": changed(EMERGENCY, emergency__reported_on=None),
    "head-not-last": changed(FLAWLESS, meeting__members__7__spoke=1),
    "head-silent-members": changed(FLAWLESS, meeting__members__1__spoke=None),
    "outcome-against-majority": changed(FLAWLESS, meeting__members=voting(2)),
    "no-follow-up": changed(FLAWLESS, execution=None),
    "task-overdue": changed(FLAWLESS, execution__0__done_on=None),
    "departed-from-resolution": changed(FLAWLESS, execution__2__departs=True),
    "executed-without-resolution": changed(FLAWLESS, resolution=None),
    "loss-with-missing-steps": changed(FLAWLESS, publicity=None, loss={"found_on": "2026-06-01"}),
}


def test_every_code_belongs_to_exactly_one_step() -> None:
    told = [code for step in STEPS for code in step.codes]
    assert sorted(told) == sorted(CODES)
    assert set(STEP_OF_CODE) == set(CODES)
    assert len({step.key for step in STEPS}) == len(STEPS)


def test_a_step_and_its_codes_rest_on_the_same_clause_or_on_what_sets_it_aside() -> None:
    for step in STEPS:
        for code in step.codes:
            assert {step.clause, CODES[code].clause} <= set(CLAUSES)
            assert CODES[code].clause[0] == "C"
            if step.flag:
                assert CODES[code].clause == step.clause == FLAG_CLAUSES[Flag(step.flag)]


def test_a_step_that_follows_another_names_one_that_stands_before_it() -> None:
    keys = [step.key for step in STEPS]
    for step in STEPS:
        assert not step.after or keys.index(step.after) < keys.index(step.key)


def test_every_flag_has_a_clause_and_a_step() -> None:
    assert set(FLAG_CLAUSES) == set(Flag) == {step.flag for step in STEPS if step.flag}


def test_every_code_has_a_worked_case() -> None:
    assert set(RAISED) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_words_of_a_code_take_the_facts_its_check_gives(code: str) -> None:
    (one,) = [found for found in judge(decision(RAISED[code]), ON, CALENDAR) if found.rule.code == code]
    wanted = {name for _, name, _, _ in string.Formatter().parse(CODES[code].message) if name}
    assert wanted <= set(one.facts)
    assert set(CODES[code].passing) <= set(one.facts)
    assert re.fullmatch(r"[^{}]+。", one.message)
    assert not re.search(r"(：|，)。|\[|None", one.message)
    assert one.as_json() == {
        "clause": CODES[code].clause,
        "code": code,
        "facts": one.facts,
        "message": one.message,
    }


def test_a_rule_not_in_force_yet_has_no_number() -> None:
    assert numbers_on(date(2019, 8, 31)).draft_days is None
    assert numbers_on(date(2019, 9, 1)).draft_days == 30
    assert numbers_on(date(2019, 8, 31)).publicity_days == 5


def test_the_form_knows_the_categories_and_flags_of_the_rulebook() -> None:
    for category in MatterCategory:
        assert decision({"id": "a", "category": category.value, "flags": [flag.value for flag in Flag]})
