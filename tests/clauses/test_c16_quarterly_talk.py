"""C16 每季度至少与党政“一把手”进行一次提醒约谈: one per head and quarter."""

from datetime import date

import pytest

from organisation.choices import AbsenceKind
from organisation.models import Tenure
from rulebook.tenure import TenureKind
from supervision.models import Duty, Escalation
from supervision.services import Done, fulfil, sweep, withdraw
from tests.clauses.calendar import duty, states, swept
from tests.factories import (
    make_absence,
    make_done,
    make_head,
    make_person,
    make_post,
    make_tenure,
    make_unit,
    start_calendar,
)

pytestmark = pytest.mark.django_db
TALK = "reminder-talk"


def test_every_head_owes_one_talk_in_every_quarter():
    head = make_head()
    swept(date(2026, 1, 5), date(2026, 12, 31))
    assert states(TALK, head) == {
        "2026Q1": "overdue",
        "2026Q2": "overdue",
        "2026Q3": "overdue",
        "2026Q4": "due-soon",
    }


def test_planning_begins_with_the_quarter_of_the_first_sweep():  # L18
    head = make_head(start=date(2019, 1, 1))
    swept(date(2026, 8, 20))
    assert set(states(TALK, head)) == {"2026Q3"}


def test_it_is_due_on_the_last_working_day_of_the_quarter():  # L2
    head = make_head()
    swept(date(2026, 1, 1))
    swept(date(2028, 12, 31))
    assert duty(TALK, head, "2026Q2").due == date(2026, 6, 30)
    assert duty(TALK, head, "2028Q4").due == date(2028, 12, 29), "2028-12-31 is a Sunday"


def test_it_warns_from_fifteen_days_before_through_the_due_day_and_is_overdue_after():  # L20
    head = make_head()
    for day, state in (
        (date(2026, 6, 14), "planned"),
        (date(2026, 6, 15), "due-soon"),
        (date(2026, 6, 30), "due-soon"),
        (date(2026, 7, 1), "overdue"),
    ):
        sweep(on=day)
        assert duty(TALK, head, "2026Q2").state == state, day


@pytest.mark.parametrize(
    ("first_day", "state"), [(date(2026, 9, 1), "planned"), (date(2026, 9, 2), "waived")]
)
def test_a_quarter_counts_from_thirty_days_held(first_day, state):  # L1: September has 30 days
    head = make_head(start=first_day)
    swept(date(2026, 9, 3))
    found = duty(TALK, head, "2026Q3")
    assert found.state == state
    assert found.reason == ("" if state == "planned" else "too-few-days")


def test_a_head_who_leaves_inside_the_quarter_no_longer_owes_it_and_the_successor_is_judged_alone():  # L19
    post = make_post()
    leaving = make_tenure(post=post, start=date(2024, 1, 1), end=date(2026, 8, 20)).person
    successor = make_tenure(post=post, start=date(2026, 8, 20)).person
    swept(date(2026, 7, 1), date(2026, 8, 19))
    assert duty(TALK, leaving, "2026Q3").state == "planned"
    swept(date(2026, 8, 20))
    found = duty(TALK, leaving, "2026Q3")
    assert (found.state, found.reason, found.closed_on) == ("cancelled", "left", date(2026, 8, 20))
    assert duty(TALK, successor, "2026Q3").state == "planned"


def test_leaving_on_the_day_after_the_quarter_leaves_it_overdue():  # L19
    head = make_head(end=date(2026, 10, 1))
    swept(date(2026, 7, 1), date(2026, 11, 1))
    assert duty(TALK, head, "2026Q3").state == "overdue"
    assert "2026Q4" not in states(TALK, head)


def test_days_on_all_headed_posts_count_together_and_one_talk_is_owed():  # L3
    head = make_person()
    make_tenure(head, start=date(2026, 7, 1), end=date(2026, 7, 21))
    later = make_tenure(head, start=date(2026, 9, 15))
    swept(date(2026, 9, 20))
    found = duty(TALK, head, "2026Q3")
    assert found.state == "due-soon", "20 + 16 days make 36"
    assert found.post == later.post


def test_the_talk_is_shown_under_the_principal_post():  # L3: 正式 before 主持工作 before 兼任, then the longest held
    head = make_person()
    make_tenure(head, start=date(2015, 1, 1), kind=TenureKind.CONCURRENT)
    full = make_tenure(head, start=date(2025, 1, 1))
    make_tenure(head, start=date(2025, 6, 1))
    swept(date(2026, 7, 1))
    assert duty(TALK, head, "2026Q3").post == full.post


def test_the_post_held_longest_is_the_one_with_the_longest_unbroken_time():  # L3: tenures that touch are consecutive
    head, longest = make_person(), make_post()
    make_tenure(head, longest, date(2020, 1, 1), date(2025, 3, 1), TenureKind.ACTING)
    make_tenure(head, longest, date(2025, 3, 1))
    make_tenure(head, start=date(2023, 4, 10))
    swept(date(2026, 7, 1))
    assert duty(TALK, head, "2026Q3").post == longest


def test_days_of_a_tenure_entered_ahead_are_possible_days():  # L19
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2026, 6, 1), date(2026, 7, 20), TenureKind.ACTING)
    make_tenure(head, post, date(2026, 7, 20))
    swept(date(2026, 7, 10))
    assert duty(TALK, head, "2026Q3").state == "planned", "19 days so far, and all of the quarter ahead"


def test_a_tenure_entered_ahead_owes_nothing_before_its_first_day():  # L19
    head = make_head(start=date(2026, 7, 20))
    make_head()
    swept(date(2026, 7, 10))
    assert states(TALK, head) == {}
    swept(date(2026, 7, 20))
    assert states(TALK, head) == {"2026Q3": "planned"}


def test_a_seconded_head_owes_nothing_an_acting_one_does():  # L4
    seconded = make_tenure(start=date(2025, 1, 1), kind=TenureKind.SECONDED).person
    acting = make_tenure(start=date(2025, 1, 1), kind=TenureKind.ACTING).person
    swept(date(2026, 7, 1))
    assert states(TALK, seconded) == {}
    assert states(TALK, acting) == {"2026Q3": "planned"}


@pytest.mark.parametrize(("back", "state"), [(date(2026, 8, 30), "planned"), (date(2026, 8, 31), "waived")])
def test_more_than_sixty_days_of_approved_absence_waive_the_talk(back, state):  # L7: 2026-07-01 + 60 days
    head = make_head()
    make_absence(head, date(2026, 7, 1), back, AbsenceKind.TRAINING)
    swept(date(2026, 7, 2))
    assert duty(TALK, head, "2026Q3").state == state


def test_a_talk_held_inside_the_quarter_closes_it():
    head = make_head()
    swept(date(2026, 7, 1))
    make_done(TALK, head, date(2026, 9, 30))
    swept(date(2026, 10, 8))
    found = duty(TALK, head, "2026Q3")
    assert (found.state, found.closed_on, found.late) == ("done", date(2026, 9, 30), False)


def test_a_talk_held_later_closes_the_quarter_it_was_entered_for_and_shows_as_late():  # L20
    head = make_head()
    swept(date(2026, 7, 1), date(2026, 10, 12))
    fulfil(
        proof=TALK,
        heads=[Done(head.pk, period="2026Q3")],
        held_on=date(2026, 10, 12),
        record=1,
        on=date(2026, 10, 12),
    )
    third, fourth = duty(TALK, head, "2026Q3"), duty(TALK, head, "2026Q4")
    assert (third.state, third.late) == ("done", True)
    assert fourth.state == "planned", "a talk made up for the third quarter is not the fourth quarter's"


def test_a_withdrawn_record_opens_the_duty_again():
    head = make_head()
    swept(date(2026, 7, 1))
    fulfil(proof=TALK, heads=[Done(head.pk)], held_on=date(2026, 8, 3), record=7, on=date(2026, 8, 3))
    assert duty(TALK, head, "2026Q3").state == "done"
    withdraw(record=7, on=date(2026, 8, 4))
    found = duty(TALK, head, "2026Q3")
    assert (found.state, found.closed_on, found.fulfilment) == ("planned", None, None)


def test_it_goes_to_the_body_one_day_after_and_to_its_superior_fifteen_days_after():  # L2
    head = make_head()
    swept(date(2026, 7, 1), date(2026, 9, 30))
    assert not Escalation.objects.exists()
    for day, levels in ((date(2026, 10, 1), [1]), (date(2026, 10, 14), [1]), (date(2026, 10, 15), [1, 2])):
        sweep(on=day)
        found = Escalation.objects.filter(duty=duty(TALK, head, "2026Q3"))
        assert list(found.values_list("level", flat=True)) == levels, day


def test_a_corrected_tenure_plans_anew_what_is_open_and_never_touches_what_is_done():  # L6
    tenure = make_tenure(start=date(2025, 12, 1))
    head = tenure.person
    start_calendar(date(2026, 1, 1))
    make_done(TALK, head, date(2026, 2, 2))
    swept(date(2026, 7, 20))
    assert states(TALK, head) == {"2026Q1": "done", "2026Q2": "overdue", "2026Q3": "planned"}
    Tenure.objects.filter(pk=tenure.pk).update(during=("2026-07-10", None))
    swept(date(2026, 7, 20))
    second = duty(TALK, head, "2026Q2")
    assert (second.state, second.reason) == ("cancelled", "corrected")
    assert states(TALK, head) == {"2026Q1": "done", "2026Q2": "cancelled", "2026Q3": "planned"}
    Tenure.objects.filter(pk=tenure.pk).update(during=("2026-05-01", None))
    swept(date(2026, 7, 21))
    assert duty(TALK, head, "2026Q2").state == "overdue", "the correction was itself corrected"


def test_every_move_of_a_duty_leaves_its_earlier_state():
    head = make_head()
    swept(date(2026, 7, 1), date(2026, 9, 20), date(2026, 10, 1))
    found = duty(TALK, head, "2026Q3")
    assert [row.state for row in found.history.order_by("history_id")] == ["planned", "due-soon", "overdue"]


def test_days_of_downtime_are_caught_up():
    head = make_head()
    swept(date(2026, 1, 5), date(2026, 11, 1))
    assert states(TALK, head) == {
        "2026Q1": "overdue",
        "2026Q2": "overdue",
        "2026Q3": "overdue",
        "2026Q4": "planned",
    }
    assert set(Escalation.objects.filter(duty__kind=TALK).values_list("level", flat=True)) == {1, 2}


def test_a_sweep_is_the_same_number_of_statements_for_three_heads_or_three_hundred(
    django_assert_max_num_queries,
):
    make_head()
    swept(date(2026, 7, 1))
    unit = make_unit()
    for number in range(120):
        make_tenure(post=make_post(unit, f"主任{number}"), start=date(2026, 7, 5))
    with django_assert_max_num_queries(66):
        sweep(on=date(2026, 7, 6))
    assert Duty.objects.filter(kind=TALK).count() == 121
