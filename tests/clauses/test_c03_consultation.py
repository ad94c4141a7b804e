"""C3 关系国计民生和经济社会发展全局的事项，必须先行公布草案，广泛征求意见: 30 days (N1), summarised, before the meeting."""

from datetime import date

import pytest

from tests.decisions.cases import EMERGENCY, FLAWLESS, MEETING, changed, codes, found

AHEAD = changed(
    FLAWLESS, flags=["livelihood"], meeting__members=None, resolution=None, execution=None, consultation=None
)


def test_a_draft_published_for_thirty_days_and_answered_is_in_order():
    assert found() == {}


def test_a_draft_that_was_not_published_is_missed():
    assert found(consultation=None) == {"draft-not-published": {"before": MEETING}}
    assert codes(consultation__published_on=None) == {"draft-not-published"}


def test_other_matters_need_no_draft():
    assert codes(consultation=None, flags=["technical", "public-interest"]) == set()
    assert codes(consultation=None, flags=None) == set()


def test_thirty_days_are_enough_the_first_not_counted():  # N1, N42
    assert codes(consultation__published_on="2026-03-05", consultation__closed_on="2026-04-04") == set()


def test_twenty_nine_days_are_too_short():
    facts = found(consultation__published_on="2026-03-05", consultation__closed_on="2026-04-03")
    assert facts == {
        "consultation-too-short": {
            "published_on": "2026-03-05",
            "closed_on": "2026-04-03",
            "days": 29,
            "least": 30,
        }
    }


def test_a_consultation_never_closed_lasts_to_the_meeting():
    assert codes(consultation__closed_on=None) == set()
    assert codes(consultation__published_on="2026-03-30", consultation__closed_on=None) == {
        "consultation-too-short"
    }


def test_one_that_closes_before_it_began_lasted_no_day():
    facts = found(consultation__closed_on="2026-03-01")
    assert facts["consultation-too-short"]["days"] == 0


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"summary": None}, ["意见汇总"]),
        ({"summary": "  "}, ["意见汇总"]),
        ({"adoption": None}, ["采纳情况"]),
        ({"summary": "", "adoption": ""}, ["意见汇总", "采纳情况"]),
        ({"comments": 0, "summary": None, "adoption": None}, ["意见汇总"]),
    ],
)
def test_comments_are_summarised_and_answered(changes: dict, missing: list[str]):
    facts = found(**{f"consultation__{name}": value for name, value in changes.items()})
    assert {code: told["missing"] for code, told in facts.items()} == {"consultation-unsummarised": missing}


def test_where_nobody_commented_there_is_nothing_to_adopt():
    assert codes(consultation__comments=0, consultation__adoption=None) == set()


def test_consulting_after_the_meeting_is_no_consulting():
    facts = found(consultation__published_on="2026-04-29", consultation__closed_on="2026-05-30")
    assert facts == {"consulted-after-meeting": {"until": "2026-05-30", "decided_on": MEETING}}


def test_one_still_running_at_the_meeting_comes_too_late():
    assert codes(consultation__closed_on="2026-04-29") == {"consulted-after-meeting"}
    assert codes(consultation__closed_on=MEETING) == set()


def test_a_matter_decided_before_the_rule_was_in_force_owes_no_thirty_days():
    decided = changed(
        FLAWLESS,
        flags=["livelihood"],
        proposed_on="2019-08-31",
        consultation__published_on="2026-04-01",
    )
    assert codes(decided) == set()
    assert codes(decided, proposed_on="2019-09-01") == {"consultation-too-short"}


def test_an_emergency_need_not_consult():
    assert codes(EMERGENCY) == set()


def test_an_ordinary_matter_of_everybodys_living_is_consulted_on_too():
    assert codes(category="一般事项", amount=None, consultation=None) == {"draft-not-published"}


def test_ahead_of_the_meeting_a_draft_can_be_published_as_long_as_thirty_days_remain():
    assert codes(AHEAD, on=date(2026, 3, 29)) == set()
    assert found(AHEAD, on=date(2026, 3, 30)) == {"draft-not-published": {"before": MEETING}}


def test_ahead_of_the_meeting_one_that_runs_is_late_where_it_cannot_reach_thirty_days():
    running = changed(AHEAD, consultation={"published_on": "2026-03-30"})
    assert found(running, on=date(2026, 4, 2))["consultation-too-short"]["days"] == 29
    assert codes(running, on=date(2026, 4, 2), consultation__published_on="2026-03-29") == set()


def test_ahead_of_the_meeting_one_closed_too_soon_can_be_held_again_while_there_is_time():
    closed = changed(AHEAD, consultation={"published_on": "2026-03-10", "closed_on": "2026-03-20"})
    assert codes(closed, on=date(2026, 3, 29)) == set()
    assert found(closed, on=date(2026, 3, 30))["consultation-too-short"]["closed_on"] == "2026-03-20"


def test_ahead_of_the_meeting_nobody_asks_for_the_summary():
    assert codes(AHEAD, on=date(2026, 4, 20), consultation={"published_on": "2026-03-10"}) == set()
