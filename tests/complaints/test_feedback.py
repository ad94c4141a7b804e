"""Feedback to the person reported: owed after looking into it, and never in the reporter's words (C23, N31)."""

from datetime import date

import pytest

from complaints.procedure.coincidence import shared
from complaints.procedure.handling import Taken, due_of, possible
from core import workdays
from rulebook.procedures.complaints import Disposal, Result, State, Step

SAID = {
    "facts": "三月初五晚上，镇长在老槐树饭店请客，花了3860元，用的是修桥的钱。",
    "when": "三月初五",
    "name": "山既明",
    "contact": "0915-8820000",
}
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("经核实，有人反映你在老槐树饭店请客。", ["在老槐树饭店请客"]),
        ("餐费3860元已经退回。", ["3860"]),
        ("山既明同志反映的问题", ["山既明"]),
        ("请与0915-8820000联系", ["0915-8820000"]),
        ("公务接待超标，已责令退赔，望引以为戒。", []),
    ],
)
def test_what_coincides_with_the_report_is_shown(text: str, alike: list[str]):
    assert shared(text, SAID) == alike


def test_what_the_reporter_added_counts_too():
    assert shared("账本放在会计家里的米缸", SAID, ["他把账本放在会计家里的米缸里"]) == [
        "账本放在会计家里的米缸"
    ]


def taken(*steps: tuple[Step, str]) -> list[Taken]:
    return [Taken(kind, DAY, by=1 + at % 2, choice=choice) for at, (kind, choice) in enumerate(steps)]


@pytest.mark.parametrize("disposal", list(Disposal))
def test_who_was_looked_into_is_told_before_it_is_closed(disposal: Disposal):
    steps = taken(
        (Step.REGISTER, ""),
        (Step.ACCEPT, ""),
        (Step.PROPOSE, disposal),
        (Step.APPROVE, ""),
        (Step.CONCLUDE, Result.UNFOUNDED),
    )
    kinds = [rule.step for rule in possible(State.CONCLUDED, steps, by=9)]
    looked_into = disposal in {Disposal.INQUIRY, Disposal.VERIFICATION}
    assert (Step.TELL in kinds) is not looked_into
    assert Step.TELL in [
        rule.step for rule in possible(State.CONCLUDED, [*steps, *taken((Step.FEEDBACK, ""))], by=9)
    ]


def test_who_proposed_does_not_approve():
    steps = taken((Step.REGISTER, ""), (Step.ACCEPT, ""), (Step.PROPOSE, Disposal.SETTLED))
    proposer = steps[-1].by
    assert Step.APPROVE not in [rule.step for rule in possible(State.PROPOSED, steps, by=proposer)]
    assert Step.APPROVE in [rule.step for rule in possible(State.PROPOSED, steps, by=proposer + 1)]


def test_it_is_extended_once_and_by_another():
    steps = taken(
        (Step.REGISTER, ""), (Step.ACCEPT, ""), (Step.PROPOSE, Disposal.VERIFICATION), (Step.APPROVE, "")
    )
    assert Step.EXTEND in [rule.step for rule in possible(State.DISPOSED, steps, by=2)]
    assert Step.EXTEND not in [
        rule.step for rule in possible(State.DISPOSED, [*steps, *taken((Step.EXTEND, ""))], by=2)
    ]


@pytest.mark.parametrize(
    ("state", "steps", "major", "due"),
    [
        (State.RECEIVED, [], False, date(2026, 3, 17)),  # N49: 15 days
        (State.ACCEPTED, [(Step.REGISTER, "")], False, date(2026, 4, 2)),  # N26: a month from receipt
        (
            State.DISPOSED,
            [(Step.PROPOSE, "verification"), (Step.APPROVE, "")],
            False,
            date(2026, 6, 2),
        ),  # N27: three months
        (
            State.DISPOSED,
            [(Step.PROPOSE, "verification"), (Step.APPROVE, ""), (Step.EXTEND, "")],
            False,
            date(2026, 9, 2),
        ),
        (
            State.DISPOSED,
            [(Step.REGISTER, ""), (Step.PROPOSE, "verification"), (Step.APPROVE, "")],
            True,
            date(2026, 5, 6),
        ),  # C24, L50
        (State.DISPOSED, [(Step.PROPOSE, "shelved"), (Step.APPROVE, "")], False, date(2026, 9, 2)),  # L51
        (State.CONCLUDED, [(Step.CONCLUDE, "founded")], False, date(2026, 3, 23)),  # N22: 15 working days
        (State.CLOSED, [], False, None),
    ],
)
@pytest.mark.django_db
def test_every_state_has_its_last_day(state, steps, major, due):
    found = due_of(state, DAY, taken(*steps), major=major, calendar=workdays.load())
    assert found == due
