"""C5 关系大多数群众利益的事项，必须先进行公示、听证、民意调查等: five working days, and one of hearing and survey (L10)."""

from datetime import date

from tests.decisions.cases import EMERGENCY, FLAWLESS, MEETING, changed, codes, found

AHEAD = changed(
    FLAWLESS, flags=["public-interest"], meeting__members=None, resolution=None, execution=None,
    publicity=None, hearing=None,
)  # fmt: skip
SURVEY = {"on": "2026-04-16", "respondents": 300, "in_favour": 251}


def test_publicity_and_a_hearing_before_the_meeting_are_in_order():
    assert found(flags=["public-interest"]) == {}


def test_what_was_not_made_public_is_missed():
    assert found(publicity=None) == {"publicity-missing": {"before": MEETING}}
    assert codes(publicity__from=None) == {"publicity-missing"}


def test_five_working_days_are_enough_also_over_a_holiday():
    assert codes(publicity={"from": "2026-04-01", "to": "2026-04-09"}) == set()


def test_four_working_days_are_too_short():
    assert found(publicity={"from": "2026-04-01", "to": "2026-04-08"}) == {
        "publicity-too-short": {"since": "2026-04-01", "until": "2026-04-08", "days": 4, "least": 5}
    }


def test_publicity_without_a_last_day_lasts_to_the_meeting():
    assert codes(publicity={"from": "2026-04-21"}) == set()
    assert codes(publicity={"from": "2026-04-22"}) == {"publicity-too-short"}


def test_one_of_hearing_and_survey_is_enough():
    assert codes(hearing=None, survey=SURVEY) == set()
    assert found(hearing=None) == {"hearing-or-survey-missing": {"before": MEETING}}


def test_a_hearing_announced_but_not_held_is_none():
    assert codes(hearing__on=None) == {"hearing-or-survey-missing"}


def test_hearing_people_after_the_meeting_is_deciding_first():
    assert found(hearing__on="2026-04-29") == {
        "heard-after-meeting": {"steps": ["听证"], "decided_on": MEETING}
    }
    assert codes(hearing=None, survey=SURVEY | {"on": "2026-05-06"}) == {"heard-after-meeting"}


def test_a_survey_before_the_meeting_leaves_the_hearing_free_to_come_later():
    assert codes(hearing__on="2026-04-29", survey=SURVEY) == set()


def test_on_the_day_of_the_meeting_is_not_after_it():
    assert codes(hearing__on=MEETING) == set()


def test_publicity_that_ends_after_the_meeting_comes_too_late():
    assert found(publicity={"from": "2026-04-24", "to": "2026-05-08"}) == {
        "heard-after-meeting": {"steps": ["公示"], "decided_on": MEETING}
    }
    assert codes(publicity={"from": "2026-04-29"}) == {"heard-after-meeting"}


def test_other_matters_and_emergencies_need_neither():
    assert codes(flags=["livelihood"], publicity=None, hearing=None) == set()
    assert codes(EMERGENCY, flags=["public-interest"], publicity=None, hearing=None) == set()


def test_ahead_of_the_meeting_publicity_is_late_once_five_working_days_are_no_longer_left():
    assert codes(AHEAD, on=date(2026, 4, 21)) == set()
    assert codes(AHEAD, on=date(2026, 4, 22)) == {"publicity-missing"}


def test_ahead_of_the_meeting_publicity_that_cannot_reach_five_working_days_is_too_short():
    assert codes(AHEAD, on=date(2026, 4, 23), publicity={"from": "2026-04-22"}) == {"publicity-too-short"}
    assert codes(AHEAD, on=date(2026, 4, 23), publicity={"from": "2026-04-21", "to": "2026-04-24"}) == set()


def test_ahead_of_the_meeting_people_can_still_be_heard():
    assert codes(AHEAD, on=date(2026, 4, 27), publicity={"from": "2026-04-13", "to": "2026-04-21"}) == set()
