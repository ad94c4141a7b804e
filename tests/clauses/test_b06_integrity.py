"""B6 廉洁从政权: the head as first responsible person carries out the yearly list, keeps team, subordinates and family in order, hands in
gifts, declares events.
"""

from datetime import date

import pytest

from core.workdays import WorkdayCalendar
from integrity.procedure import (
    Change,
    Gift,
    Incident,
    Item,
    ListForm,
    Reviewed,
    StepState,
    Year,
    checklist,
    judge_change,
    judge_gift,
    judge_incident,
    judge_list,
    judge_years,
)
from rulebook.procedures.integrity import Outcome, Relation, Review, template_on

WEEK = WorkdayCalendar({}, frozenset())
TEAM = Item(number=1, title="管好班子成员", shown_on=(date(2026, 5, 6),))
FAMILY = Item(number=2, title="管好自己的配偶和子女")
SIGNED = {"year": 2026, "drafted_on": date(2026, 1, 12), "head_signed_on": date(2026, 1, 14)}
SIGNED |= {"signed_on": date(2026, 1, 20)}


def codes(found):
    return [one.rule.code for one in found]


def test_a_list_carried_out_in_every_item_is_clean():
    done = Reviewed(on=date(2026, 12, 21), outcomes={1: Outcome.DONE})
    form = ListForm(**SIGNED, items=(TEAM,), reviews={Review.YEAR_END: done})
    assert judge_list(form, date(2027, 1, 4)) == []


def test_an_item_without_evidence_is_found_once_the_year_is_over_and_not_before():
    form = ListForm(**SIGNED, items=(TEAM, FAMILY))
    assert judge_list(form, date(2026, 12, 31)) == []
    (fault,) = judge_list(form, date(2027, 1, 1))
    assert fault.rule.code == "list-without-evidence"
    assert fault.message == "2026 年责任清单有 1 项到年底没有落实凭据：管好自己的配偶和子女。"


def test_what_the_year_end_review_calls_not_carried_out_is_found_with_its_day():
    review = Reviewed(on=date(2026, 12, 21), outcomes={1: Outcome.NOT_DONE, 2: Outcome.UNDER_WAY})
    items = (TEAM, Item(number=2, title="管好下属", shown_on=(date(2026, 6, 1),)))
    (fault,) = judge_list(
        ListForm(**SIGNED, items=items, reviews={Review.YEAR_END: review}), date(2026, 12, 22)
    )
    assert fault.message == "2026年12月21日年终检查认定没有落实：管好班子成员。"


def test_a_head_who_left_during_the_year_owes_no_evidence_of_its_rest():
    form = ListForm(**SIGNED, items=(FAMILY,), left_on=date(2026, 7, 1))
    assert judge_list(form, date(2027, 1, 1)) == []


def test_an_unsigned_list_is_the_calendars_business_alone():
    assert judge_list(ListForm(year=2026, items=(FAMILY,)), date(2027, 1, 1)) == []


def test_the_checklist_says_what_is_done_what_lies_ahead_and_what_is_missing():
    form = ListForm(**SIGNED, items=(TEAM, FAMILY))
    states = {line.key: line.state for line in checklist(form, date(2026, 7, 1), date(2026, 12, 31))}
    assert states == {
        "draft": StepState.DONE, "head": StepState.DONE, "above": StepState.DONE, "evidence": StepState.AHEAD,
        "mid-year": StepState.AHEAD, "year-end": StepState.AHEAD,
    }  # fmt: skip
    states = {line.key: line.state for line in checklist(form, date(2027, 1, 4), date(2026, 12, 31))}
    assert states["evidence"] == states["year-end"] == StepState.MISSING
    unsigned = checklist(ListForm(year=2026), date(2027, 1, 4), date(2026, 12, 31))
    assert [line.state for line in unsigned[:3]] == [StepState.MISSING] * 3


def test_the_template_speaks_of_team_subordinates_spouse_and_children():
    keys = {item.key for item in template_on(date(2026, 1, 1))}
    assert {"team", "subordinates", "family", "first-responsible"} <= keys


@pytest.mark.parametrize("relation", [Relation.SPOUSE, Relation.CHILD])
def test_an_incident_of_spouse_or_child_is_the_heads_to_answer(relation):
    incident = Incident(happened_on=date(2026, 3, 2), relation=relation, what="违规承揽本单位工程。")
    (fault,) = judge_incident(incident, date(2026, 4, 1))
    assert (fault.rule.code, fault.rule.clause) == ("incident-of-family", "B6")
    assert judge_incident(incident, date(2026, 3, 1)) == []


@pytest.mark.parametrize(
    ("handed_in_on", "on", "expected"),
    [
        (date(2026, 4, 2), date(2026, 5, 1), []),
        (date(2026, 4, 3), date(2026, 5, 1), ["gift-handed-in-late"]),
        (None, date(2026, 4, 2), []),
        (None, date(2026, 4, 3), ["gift-not-handed-in"]),
    ],
)
def test_a_gift_is_handed_in_within_a_month(handed_in_on, on, expected):  # L28; 2 April 2026 is a Thursday
    gift = Gift(item="茶叶两盒", received_on=date(2026, 3, 2), handed_in_on=handed_in_on)
    assert codes(judge_gift(gift, on, WEEK)) == expected


def test_a_gift_received_away_counts_from_the_day_back_at_the_unit():
    gift = Gift(item="手表", received_on=date(2026, 3, 2), back_on=date(2026, 3, 16))
    assert judge_gift(gift, date(2026, 4, 16), WEEK) == []
    assert codes(judge_gift(gift, date(2026, 4, 17), WEEK)) == ["gift-not-handed-in"]


def test_a_month_that_ends_on_a_day_of_rest_ends_on_the_next_working_day():  # N42: 4 April 2026 is a Saturday
    gift = Gift(item="购物卡", received_on=date(2026, 3, 4), handed_in_on=date(2026, 4, 6))
    assert judge_gift(gift, date(2026, 5, 1), WEEK) == []


@pytest.mark.parametrize(("reported_on", "late"), [(date(2026, 4, 1), False), (date(2026, 4, 2), True)])
def test_a_change_is_declared_within_thirty_days(reported_on, late):  # N48
    change = Change(event="work", happened_on=date(2026, 3, 2), reported_on=reported_on)
    assert bool(judge_change(change, date(2026, 5, 1), WEEK)) is late


def test_events_are_declared_once_a_year_by_the_end_of_january():  # N48; 31 January 2026 is a Saturday
    years = [Year(year=2026)]
    assert judge_years(years, date(2026, 2, 2), WEEK) == []
    assert codes(judge_years(years, date(2026, 2, 3), WEEK)) == ["events-unconfirmed"]
    made = [Year(year=2026, confirmed_on=date(2026, 1, 20))]
    assert judge_years(made, date(2026, 2, 3), WEEK) == []
