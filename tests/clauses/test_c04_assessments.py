"""C4 政策性、专业性、技术性较强的事项，必须进行专家组论证、技术咨询、合法性审查和社会稳定风险评估."""

from datetime import date

import pytest

from tests.decisions.cases import EMERGENCY, FLAWLESS, MEETING, changed, codes, found

FOUR = {
    "expert_panel": "expert-panel-missing",
    "technical_advice": "technical-advice-missing",
    "legality_review": "legality-review-missing",
    "stability_risk": "risk-assessment-missing",
}
AHEAD = changed(
    FLAWLESS,
    flags=["technical"],
    meeting__members=None,
    resolution=None,
    execution=None,
    **dict.fromkeys(FOUR),
)


def test_all_four_before_the_meeting_and_favourable_are_in_order():
    assert found(flags=["technical"]) == {}


@pytest.mark.parametrize("name", FOUR)
def test_each_of_the_four_is_asked_for(name: str):
    assert found(**{name: None}) == {FOUR[name]: {"before": MEETING}}
    assert codes(**{f"{name}__on": None}) == {FOUR[name]}, "without a day it did not happen"


def test_other_matters_need_none_of_them():
    assert codes(flags=["livelihood"], **dict.fromkeys(FOUR)) == set()


def test_what_comes_after_the_day_of_judgement_has_not_happened():
    assert codes(expert_panel__on="2026-07-02") == {"expert-panel-missing"}


def test_a_legality_review_of_seven_working_days_is_long_enough_also_over_a_holiday():  # N3
    assert codes(legality_review={"received_on": "2026-04-02", "on": "2026-04-14"}) == set()


def test_six_working_days_are_rushed():
    facts = found(legality_review={"received_on": "2026-04-02", "on": "2026-04-13"})
    assert facts == {
        "legality-review-rushed": {
            "received_on": "2026-04-02",
            "on": "2026-04-13",
            "days": 6,
            "least": 7,
        }
    }


def test_a_saturday_that_is_worked_counts():
    later = changed(FLAWLESS, meeting__at="2026-05-28T09:00:00+08:00", meeting__agenda_circulated_at="2026-05-20T09:00:00+08:00",
                    resolution__on="2026-05-28", execution=None, meetings_required=None)  # fmt: skip
    review = {"received_on": "2026-05-06", "on": "2026-05-14"}
    assert codes(later, legality_review=review, on=date(2026, 6, 1)) == set()


def test_a_review_that_does_not_say_when_its_papers_came_is_not_called_rushed():
    assert codes(legality_review__received_on=None) == set()


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"expert_panel__opinion": "adverse"}, "专家组论证"),
        ({"technical_advice__opinion": "adverse"}, "技术咨询"),
        ({"legality_review__opinion": "adverse"}, "合法性审查"),
        ({"legality_review__opinion": "conditional"}, "合法性审查"),
        ({"stability_risk__grade": "high"}, "社会稳定风险评估"),
    ],
)
def test_an_opinion_against_the_matter_is_answered_in_writing(changes: dict, step: str):
    assert found(**changes) == {"adverse-opinion-unanswered": {"steps": [step], "before": MEETING}}
    name = next(iter(changes)).split("__")[0]
    assert codes(**changes, **{f"{name}__answer": "  "}) == {"adverse-opinion-unanswered"}
    assert codes(**changes, **{f"{name}__answer": "已按意见修改方案。"}) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"expert_panel__opinion": "conditional"},
        {"technical_advice__opinion": "conditional"},
        {"stability_risk__grade": "medium"},
        {"expert_panel__opinion": None},
    ],
)
def test_other_opinions_need_no_answer(changes: dict):
    assert codes(**changes) == set()


def test_assessing_after_the_meeting_is_deciding_first():
    late = {f"{name}__on": "2026-04-29" for name in FOUR}
    assert found(**late) == {
        "assessed-after-meeting": {
            "steps": ["专家组论证", "技术咨询", "合法性审查", "社会稳定风险评估"],
            "decided_on": MEETING,
        }
    }


def test_on_the_day_of_the_meeting_is_not_after_it():
    assert codes(stability_risk__on=MEETING) == set()


def test_an_emergency_need_not_assess():
    assert codes(EMERGENCY, flags=["technical"], **dict.fromkeys(FOUR)) == set()


def test_ahead_of_the_meeting_only_the_legality_review_can_be_late():
    assert codes(AHEAD, on=date(2026, 4, 17)) == set(), "seven working days remain"
    assert found(AHEAD, on=date(2026, 4, 20)) == {"legality-review-missing": {"before": MEETING}}


def test_ahead_of_the_meeting_a_review_whose_papers_were_handed_in_is_not_missed():
    assert codes(AHEAD, on=date(2026, 4, 24), legality_review={"received_on": "2026-04-15"}) == set()


def test_ahead_of_the_meeting_a_rushed_review_is_late_once_it_cannot_be_done_again():
    rushed = changed(AHEAD, legality_review={"received_on": "2026-04-13", "on": "2026-04-15"})
    assert codes(rushed, on=date(2026, 4, 17)) == set()
    assert codes(rushed, on=date(2026, 4, 20)) == {"legality-review-rushed"}


def test_ahead_of_the_meeting_an_adverse_opinion_can_still_be_answered():
    assert (
        codes(AHEAD, on=date(2026, 4, 17), expert_panel={"on": "2026-04-10", "opinion": "adverse"}) == set()
    )
