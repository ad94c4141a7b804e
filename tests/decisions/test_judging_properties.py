"""What holds of every decision that fits the form, whatever it says."""

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.procedure import Decision, StepState, checklist, judge, missing_before, read
from decisions.procedure.reading import convert
from rulebook.procedures.decisions import (
    CODES,
    FRACTIONS,
    QUORUM_CADRES,
    QUORUM_OTHERS,
    STEP_OF_CODE,
    STEPS,
    TRACED,
    votes_needed,
)
from tests.decisions.cases import CALENDAR, FLAWLESS, changed
from tests.decisions.cases import decision as read_form
from tests.decisions.forms import DAYS, FORMS

MEMBERS = st.integers(1, 200)
FORM_FIELDS = sorted(set(FLAWLESS) - {"id", "category"})


@given(FORMS, DAYS)
@settings(max_examples=400)
def test_judging_never_fails_and_says_everything_in_json(form: dict[str, Any], on: date) -> None:
    decision = read(json.dumps(form))
    assert isinstance(decision, Decision), decision
    found = judge(decision, on, CALENDAR)
    told = json.loads(json.dumps([one.as_json() for one in found], ensure_ascii=False))
    assert len({one["code"] for one in told}) == len(told), "one finding a code"
    for one in told:
        assert one["clause"] == CODES[one["code"]].clause
        assert one["facts"]
        assert one["message"].endswith("。")


@given(FORMS, DAYS)
def test_null_and_absent_are_the_same(form: dict[str, Any], on: date) -> None:
    nulls = dict.fromkeys(FORM_FIELDS) | form
    bare = {name: value for name, value in form.items() if value is not None}
    with_nulls, without = read(json.dumps(nulls)), read(json.dumps(bare))
    assert with_nulls == without
    assert isinstance(without, Decision)


@given(FORMS, DAYS)
def test_what_was_read_reads_the_same_when_written_again(form: dict[str, Any], on: date) -> None:
    decision = convert(form)
    assert isinstance(decision, Decision)
    assert convert(decision) == decision


@given(FORMS, DAYS, st.none() | DAYS)
def test_the_steps_of_a_matter_are_told_whatever_it_says(
    form: dict[str, Any], on: date, planned_on: date | None
) -> None:
    decision = read_form(form)
    lines = checklist(decision, on, CALENDAR, planned_on)
    assert [line.step for line in lines] == list(STEPS)
    missing = {line.step.key for line in lines if line.is_missing}
    assert {line.step.key for line in missing_before(decision, on, CALENDAR, planned_on)} <= missing
    assert all(line.why for line in lines if line.state in {StepState.MISSING, StepState.NOT_NEEDED})


@given(st.sampled_from(FORM_FIELDS))
def test_what_was_left_out_is_found_in_a_step_the_list_calls_missing(name: str) -> None:
    on = date(2026, 7, 1)
    decision = read_form(changed(FLAWLESS, **{name: None}))
    missing = {line.step.key for line in checklist(decision, on, CALENDAR) if line.is_missing}
    assert missing >= {STEP_OF_CODE[one.rule.code].key for one in judge(decision, on, CALENDAR)}


@given(MEMBERS, st.sampled_from(FRACTIONS))
def test_a_majority_is_strictly_more_than_its_share_and_never_more_than_all(
    number: int, fraction: str
) -> None:
    above, _, below = fraction.partition("/")
    needed, share = votes_needed(number, fraction), (int(above), int(below or 1))
    assert needed <= number
    if fraction == "1":
        assert needed == number
    else:
        assert needed * share[1] > number * share[0], "more than the share"
        assert (needed - 1) * share[1] <= number * share[0], "and not one more than that"


@given(MEMBERS)
def test_two_opposite_majorities_cannot_both_pass(number: int) -> None:
    assert 2 * votes_needed(number) > number


@given(MEMBERS)
def test_a_quorum_is_at_least_its_share_and_not_one_more(number: int) -> None:
    for quorum in (QUORUM_OTHERS, QUORUM_CADRES):
        reached = quorum.of(number)
        assert reached * quorum.denominator >= number * quorum.numerator
        assert (reached - 1) * quorum.denominator < number * quorum.numerator
    assert QUORUM_CADRES.of(number) >= QUORUM_OTHERS.of(number)


@given(FORMS, DAYS)
def test_a_loss_is_traced_where_a_step_was_missing_and_only_there(form: dict[str, Any], on: date) -> None:
    form = form | {"loss": {"found_on": "0001-01-01"}, "category": "重大事项决策"}
    codes = [one.rule.code for one in judge(read_form(form), on, CALENDAR)]
    traced = any(CODES[code].clause in TRACED for code in codes if code != "loss-with-missing-steps")
    assert ("loss-with-missing-steps" in codes) == traced
