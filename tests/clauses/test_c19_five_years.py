"""C19 对同一岗位连续任职5年的, 必须进行一次任期经济责任审计: same post, consecutive, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import CalendarException
from organisation.models import Tenure
from rulebook.tenure import TenureKind
from supervision.models import Duty
from supervision.services import sweep
from tests.clauses.calendar import duty, states, swept
from tests.factories import make_done, make_person, make_post, make_tenure, make_unit, start_calendar

pytestmark = pytest.mark.django_db
AUDIT = "term-audit"


def head_since(start: date, end: date | None = None):
    return make_tenure(start=start, end=end).person


@pytest.mark.parametrize(
    ("first_day", "complete"),
    [
        (date(2021, 3, 1), "2026-03-01"),
        (date(2020, 2, 29), "2025-02-28"),
        (date(2020, 2, 28), "2025-02-28"),
        (date(2019, 12, 31), "2024-12-31"),
    ],
)
def test_five_years_are_complete_on_the_corresponding_day(first_day, complete):  # N42
    head = head_since(first_day)
    start_calendar(date(2024, 1, 1))
    swept(date(2026, 6, 1))
    assert set(states(AUDIT, head)) == {complete}


def test_it_is_announced_a_year_ahead_and_due_half_a_year_after():  # L5
    head = head_since(date(2021, 3, 1))
    start_calendar(date(2024, 1, 1))
    swept(date(2025, 2, 28))
    assert states(AUDIT, head) == {}
    swept(date(2025, 3, 1))
    found = duty(AUDIT, head, "2026-03-01")
    assert (found.state, found.opens, found.due) == ("planned", date(2025, 3, 1), date(2026, 8, 28))


def test_a_due_day_on_a_holiday_moves_to_the_next_working_day():  # N42
    for day in (1, 2, 5, 6, 7):
        CalendarException.objects.update_or_create(day=date(2026, 10, day), defaults={"is_worked": False})
    head = head_since(date(2021, 4, 5))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 6, 1))
    assert duty(AUDIT, head, "2026-04-05").due == date(2026, 10, 8), (
        "2026-10-02 lies in the National Day holiday"
    )


@pytest.mark.parametrize(
    ("end", "owed"), [(date(2026, 2, 28), False), (date(2026, 3, 1), False), (date(2026, 3, 2), True)]
)
def test_a_head_who_leaves_on_the_day_of_completion_or_before_owes_none(end, owed):  # L5
    head = head_since(date(2021, 3, 1), end)
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 5, 1))
    assert states(AUDIT, head) == ({"2026-03-01": "planned"} if owed else {})


def test_leaving_before_completion_ends_an_announced_demand():
    tenure = make_tenure(start=date(2021, 3, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2025, 6, 1))
    Tenure.objects.filter(pk=tenure.pk).update(during=("2021-03-01", "2026-01-15"))
    swept(date(2026, 1, 20))
    found = duty(AUDIT, tenure.person, "2026-03-01")
    assert (found.state, found.reason) == ("cancelled", "left")


def test_leaving_after_completion_leaves_the_audit_owed():
    head = head_since(date(2021, 3, 1), date(2026, 5, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 9, 10))
    assert states(AUDIT, head) == {"2026-03-01": "overdue"}


@pytest.mark.parametrize(("gap", "complete"), [(0, "2026-03-01"), (1, "2029-03-02")])
def test_no_gap_of_even_a_day_is_bridged(gap, complete):
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2021, 3, 1), date(2024, 3, 1))
    make_tenure(head, post, date(2024, 3, 1) + timedelta(days=gap))
    start_calendar(date(2025, 1, 1))
    swept(date(2028, 6, 1))
    assert set(states(AUDIT, head)) == {complete}


def test_acting_followed_by_full_tenure_on_one_post_is_consecutive():  # L4
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2021, 3, 1), date(2022, 1, 1), TenureKind.ACTING)
    make_tenure(head, post, date(2022, 1, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 3, 1))
    assert set(states(AUDIT, head)) == {"2026-03-01"}


def test_a_confirmation_entered_ahead_does_not_hide_the_completion_it_carries_over():  # L5: warned 365 days ahead
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2021, 3, 1), date(2026, 1, 1), TenureKind.ACTING)
    make_tenure(head, post, date(2026, 1, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2025, 2, 28))
    assert states(AUDIT, head) == {}
    swept(date(2025, 3, 1))
    assert states(AUDIT, head) == {"2026-03-01": "planned"}


def test_a_secondment_does_not_count():  # L4
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2021, 3, 1), date(2022, 1, 1), TenureKind.SECONDED)
    make_tenure(head, post, date(2022, 1, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 3, 1))
    assert set(states(AUDIT, head)) == {"2027-01-01"}


def test_another_post_in_the_same_unit_is_another_count():  # L3
    head, unit = make_person(), make_unit()
    make_tenure(head, make_post(unit, "局长"), date(2021, 3, 1), date(2024, 3, 1))
    make_tenure(head, make_post(unit, "党组书记"), date(2024, 3, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 6, 1))
    assert states(AUDIT, head) == {}


def test_an_audit_inside_the_tenure_restarts_the_count_at_its_last_day():  # L5
    head = head_since(date(2017, 5, 1))
    make_done("in-term-audit", head, date(2022, 3, 20), until=date(2021, 12, 31))
    start_calendar(date(2026, 7, 1))
    swept(date(2026, 7, 1))
    assert set(states(AUDIT, head)) == {"2026-12-31"}


def test_one_audit_answers_the_demand_until_the_next_five_years():
    head = head_since(date(2021, 3, 1))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 4, 1))
    make_done("in-term-audit", head, date(2026, 7, 10), until=date(2026, 5, 31))
    swept(date(2026, 7, 10))
    assert states(AUDIT, head) == {"2026-03-01": "done"}
    swept(date(2030, 5, 30))
    assert set(states(AUDIT, head)) == {"2026-03-01"}
    swept(date(2030, 5, 31))
    assert states(AUDIT, head) == {"2026-03-01": "done", "2031-05-31": "planned"}


@pytest.mark.parametrize(
    ("audited_on", "state", "reason"),
    [
        (date(2025, 2, 28), "cancelled", "corrected"),
        (date(2025, 3, 1), "cancelled", "corrected"),
        (date(2025, 3, 2), "done", ""),
    ],
)
def test_an_audit_entered_late_closes_the_demand_that_was_open_on_its_day_and_leaves_none_from_before(
    audited_on, state, reason
):  # L5: the count starts again at the audit's last day; L6: what is open is corrected with its reason
    head = head_since(date(2021, 3, 1))
    start_calendar(date(2024, 1, 1))
    swept(date(2025, 6, 1))
    assert states(AUDIT, head) == {"2026-03-01": "planned"}
    make_done("in-term-audit", head, audited_on, until=date(2024, 12, 31))
    swept(date(2025, 6, 2))
    found = duty(AUDIT, head, "2026-03-01")
    assert (found.state, found.reason) == (state, reason)
    assert found.closed_on == (audited_on if state == "done" else date(2025, 6, 2))
    swept(date(2028, 12, 31))
    assert states(AUDIT, head) == {"2026-03-01": state, "2029-12-31": "planned"}


def test_what_one_audit_answered_stays_done_when_an_earlier_one_is_entered_late():  # L6: what is done is never touched
    head = head_since(date(2021, 3, 1))
    start_calendar(date(2024, 1, 1))
    swept(date(2025, 6, 1))
    answered = make_done("in-term-audit", head, date(2025, 7, 10), until=date(2025, 5, 31))
    swept(date(2025, 7, 10))
    make_done("in-term-audit", head, date(2025, 1, 20), until=date(2024, 12, 31))
    swept(date(2025, 7, 11))
    found = duty(AUDIT, head, "2026-03-01")
    assert (found.state, found.fulfilment) == ("done", answered)


def test_history_imported_after_the_first_sweep_takes_back_what_it_refutes():  # L18: planned if no audit answers it
    head = head_since(date(2012, 6, 1))
    swept(date(2026, 7, 1))
    assert states(AUDIT, head) == {"2017-06-01": "overdue"}
    make_done("in-term-audit", head, date(2016, 5, 20), until=date(2016, 4, 30))
    make_done("in-term-audit", head, date(2021, 3, 12), until=date(2021, 2, 28))
    swept(date(2026, 7, 2))
    assert states(AUDIT, head) == {"2017-06-01": "cancelled", "2026-02-28": "planned"}


def test_a_demand_refuted_by_an_audit_stands_again_when_the_audit_is_withdrawn():
    post, head = make_post(), make_person()
    make_tenure(head, post, date(2021, 3, 1), date(2023, 1, 1), TenureKind.ACTING)
    make_tenure(head, post, date(2023, 1, 1))
    start_calendar(date(2024, 1, 1))
    swept(date(2025, 6, 1))
    audit = make_done("in-term-audit", head, date(2025, 1, 20), until=date(2024, 12, 31))
    swept(date(2025, 6, 2))
    assert duty(AUDIT, head, "2026-03-01").reason == "corrected", "the acting tenure ended, the post was kept"
    audit.delete()
    swept(date(2025, 6, 3))
    assert states(AUDIT, head) == {"2026-03-01": "planned"}


def test_only_an_in_term_audit_counts():
    head = head_since(date(2021, 3, 1))
    make_done("pre-audit", head, date(2022, 1, 10), until=date(2021, 12, 31))
    make_done("leaving-audit", head, date(2023, 1, 10), until=date(2022, 12, 31))
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 4, 1))
    assert states(AUDIT, head) == {"2026-03-01": "planned"}


def test_an_audit_of_another_unit_does_not_count():
    head = head_since(date(2021, 3, 1))
    make_done("in-term-audit", head, date(2023, 1, 10), until=date(2022, 12, 31), unit=make_unit())
    start_calendar(date(2025, 1, 1))
    swept(date(2026, 4, 1))
    assert set(states(AUDIT, head)) == {"2026-03-01"}


def test_a_completion_before_the_start_is_planned_for_whoever_still_holds_the_post():  # L18
    staying, left = head_since(date(2012, 6, 1)), head_since(date(2012, 6, 1), date(2026, 6, 30))
    swept(date(2026, 7, 1))
    assert states(AUDIT, staying) == {"2017-06-01": "overdue"}
    assert states(AUDIT, left) == {}


def test_one_demand_stands_however_long_it_is_not_answered():
    head = head_since(date(2010, 6, 1))
    swept(date(2026, 7, 1), date(2031, 1, 1), date(2036, 1, 1))
    assert states(AUDIT, head) == {"2015-06-01": "overdue"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(
    first=st.dates(date(2018, 1, 1), date(2024, 12, 31)),
    days=st.one_of(st.none(), st.integers(1820, 1832), st.integers(1, 3000)),
    off=st.one_of(st.sampled_from([-366, -365, -364, -1, 0, 1]), st.integers(-800, 800)),
)
def test_brute_force_counting_of_days_agrees(first, days, off):
    """Walk day by day until five years are held; the demand stands from a year before, if the post is still held then."""
    from django.db import transaction

    corresponding = (
        first.replace(year=first.year + 5)
        if (first.month, first.day) != (2, 29)
        else date(first.year + 5, 2, 28)
    )
    asked = max(corresponding + timedelta(days=off), date(2017, 1, 2))
    end = None if days is None else first + timedelta(days=days)
    day, held = first, 0
    while day < corresponding and (end is None or day < end):
        day, held = day + timedelta(days=1), held + 1
    completes = day == corresponding and (end is None or corresponding < end)
    with transaction.atomic():
        start_calendar(date(2017, 1, 1))
        head = head_since(first, end)
        sweep(on=asked)
        wanted = (
            {corresponding.isoformat()}
            if completes and asked >= corresponding - timedelta(days=365)
            else set()
        )
        assert set(Duty.objects.filter(kind=AUDIT, person=head).values_list("period", flat=True)) == wanted
        transaction.set_rollback(True)
