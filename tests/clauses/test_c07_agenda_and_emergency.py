"""C7 除特殊紧急情况外，会前必须将拟上会议题，主动与参会人员进行广泛沟通: two days before (L12), or an emergency explained and reported (L11)."""

from datetime import date

import pytest

from tests.decisions.cases import (
    EMERGENCY,
    EMERGENCY_ALONE,
    FLAWLESS,
    MEETING,
    PERSONNEL,
    changed,
    codes,
    found,
)

AHEAD = changed(
    FLAWLESS,
    flags=None,
    meeting__members=None,
    meeting__agenda_circulated_at=None,
    resolution=None,
    execution=None,
)


def test_an_agenda_sent_to_every_participant_in_time_is_in_order():
    assert found() == {}


def test_an_agenda_that_was_not_sent_is_missed():
    assert found(meeting__agenda_circulated_at=None) == {
        "agenda-not-circulated": {"reason": "没有送达的记载", "meeting": MEETING}
    }


def test_two_days_before_is_in_time_at_whatever_hour():
    assert codes(meeting__agenda_circulated_at="2026-04-26T23:59:00+08:00") == set()


def test_one_day_before_is_too_late():
    sent = "2026-04-27T08:00:00+08:00"
    assert found(meeting__agenda_circulated_at=sent) == {
        "agenda-not-circulated": {
            "reason": "2026-04-27 才送达，会前不足 2 天",
            "meeting": MEETING,
            "circulated_at": sent,
            "least": 2,
        }
    }


def test_cadre_matters_are_handed_out_at_the_meeting():
    assert codes(PERSONNEL, meeting__agenda_circulated_at="2026-04-28T09:05:00+08:00") == set()
    assert codes(PERSONNEL, meeting__agenda_circulated_at="2026-04-29T09:00:00+08:00") == {
        "agenda-not-circulated"
    }
    assert codes(PERSONNEL, meeting__agenda_circulated_at=None) == {"agenda-not-circulated"}


def test_a_present_member_who_was_left_out_is_named():
    assert found(meeting__members__4__circulated=False) == {
        "agenda-not-circulated": {"reason": "没有送达林知远", "staff_nos": ["M4"], "names": ["林知远"]}
    }


def test_who_did_not_take_part_need_not_have_been_sent_it():
    assert (
        codes(
            meeting__members__4__circulated=False,
            meeting__members__4__attended=False,
            meeting__members__4__recused=True,
        )
        == set()
    )


@pytest.mark.parametrize("value", [False, None])
def test_an_item_that_was_not_on_the_agenda_is_raised_on_the_spot(value: bool | None):
    assert found(meeting__item_on_agenda=value) == {"item-not-on-agenda": {"meeting": MEETING}}


def test_ahead_of_the_meeting_an_agenda_can_be_sent_until_two_days_before():
    assert codes(AHEAD, on=date(2026, 4, 26)) == set()
    assert codes(AHEAD, on=date(2026, 4, 27)) == {"agenda-not-circulated"}
    assert codes(AHEAD, on=date(2026, 4, 27), meeting__agenda_circulated_at="2026-04-27T08:00:00+08:00") == {
        "agenda-not-circulated"
    }
    assert codes(AHEAD, on=date(2026, 4, 27), category="重要人事任免") == set()


# emergencies
def test_an_emergency_explained_and_reported_in_time_needs_no_agenda():
    assert codes(EMERGENCY, meeting__agenda_circulated_at=None, meeting__item_on_agenda=None) == set()


@pytest.mark.parametrize(
    ("name", "word"), [("reason", "理由"), ("decided_by", "决定人"), ("decided_on", "决定日期")]
)
def test_an_emergency_says_why_who_and_when(name: str, word: str):
    assert found(EMERGENCY, **{f"emergency__{name}": None}) == {"emergency-unexplained": {"missing": [word]}}


def test_words_without_content_explain_nothing():
    assert codes(EMERGENCY, emergency__reason=" ") == {"emergency-unexplained"}


def test_ten_working_days_are_in_time_also_over_a_holiday():
    assert codes(EMERGENCY_ALONE, emergency__reported_on="2026-05-07") == set()


def test_the_day_after_is_too_late():
    assert found(EMERGENCY_ALONE, emergency__reported_on="2026-05-08") == {
        "emergency-unreported": {
            "due": "2026-05-07",
            "reported_on": "2026-05-08",
            "how": "实际 2026-05-08 才报告",
        }
    }


def test_one_never_reported_is_late_from_the_day_after_the_last():
    silent = changed(EMERGENCY_ALONE, emergency__reported_on=None)
    assert codes(silent, on=date(2026, 5, 7)) == set()
    assert found(silent, on=date(2026, 5, 8)) == {
        "emergency-unreported": {"due": "2026-05-07", "how": "至今没有报告"}
    }


def test_a_report_still_to_come_is_none():
    assert codes(EMERGENCY_ALONE, emergency__reported_on="2026-05-20", on=date(2026, 5, 8)) == {
        "emergency-unreported"
    }
