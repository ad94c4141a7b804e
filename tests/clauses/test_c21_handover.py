"""C21 离任经济责任事项交接: leaving a post opens a handover: items, successor, witness, signatures; open items stay with the unit's file."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits.models import Handover
from audits.services.handovers.judging import check_all
from audits.services.handovers.opening import open_handovers
from core.models import CalendarException
from organisation.models import Tenure
from rulebook.procedures.handover import ITEMS, WITNESSES
from rulebook.tenure import TenureKind
from supervision.models import Duty, Escalation, Finding
from supervision.services import sweep
from tests.clauses.calendar import duty, states, swept
from tests.factories import make_done, make_person, make_post, make_tenure, make_unit, start_calendar

pytestmark = pytest.mark.django_db
HANDOVER = "handover"


def test_twelve_items_of_practice_and_the_open_findings_are_handed_over_and_none_was_read_in_its_source():
    of_practice = [rule for rule in ITEMS.values() if not rule.source.read]
    assert len(of_practice) == 12
    assert "findings" in ITEMS


def test_the_organisation_department_leads_and_finance_audit_and_discipline_witness():
    assert [(rule.function.value, rule.clause, rule.leads) for rule in WITNESSES] == [
        ("organisation", "A2", True),
        ("finance", "A7", False),
        ("audit", "A5", False),
        ("discipline", "A8", False),
    ]


@pytest.mark.parametrize(
    ("left_on", "due"),
    [
        (date(2026, 11, 16), date(2026, 12, 4)),  # a Monday: it is the first working day itself
        (date(2026, 11, 14), date(2026, 12, 4)),  # a Saturday: the Monday is the first
        (date(2026, 11, 17), date(2026, 12, 7)),
    ],
)
def test_it_is_due_fifteen_working_days_after_the_last_day_held(left_on, due):  # L14, N42
    head = make_tenure(start=date(2024, 1, 1), end=left_on).person
    start_calendar(date(2026, 1, 1))
    swept(left_on)
    found = duty(HANDOVER, head, left_on.isoformat())
    assert (found.opens, found.due) == (left_on, due)


def test_holidays_are_not_counted():
    CalendarException.objects.update_or_create(day=date(2026, 11, 18), defaults={"is_worked": False})
    head = make_tenure(start=date(2024, 1, 1), end=date(2026, 11, 16)).person
    start_calendar(date(2026, 1, 1))
    swept(date(2026, 11, 20))
    assert duty(HANDOVER, head, "2026-11-16").due == date(2026, 12, 7)


def test_nothing_is_owed_before_the_day_of_leaving_or_by_who_left_before_the_county_began():  # L18
    early = make_tenure(start=date(2024, 1, 1), end=date(2025, 12, 31)).person
    later = make_tenure(start=date(2024, 1, 1), end=date(2026, 12, 1)).person
    start_calendar(date(2026, 1, 1))
    swept(date(2026, 11, 30))
    assert states(HANDOVER, early) == states(HANDOVER, later) == {}
    swept(date(2026, 12, 1))
    assert states(HANDOVER, later) == {"2026-12-01": "planned"}


def test_whoever_goes_on_holding_the_post_hands_nothing_over():  # 主持工作, then 正式
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2026, 1, 1), date(2026, 6, 1), TenureKind.ACTING)
    make_tenure(head, post, date(2026, 6, 1))
    start_calendar(date(2026, 1, 1))
    swept(date(2026, 11, 30))
    assert states(HANDOVER, head) == {}


def test_a_seconded_head_owes_none_and_a_leaver_of_two_posts_one_for_each():  # L4
    seconded = make_tenure(start=date(2026, 1, 1), end=date(2026, 6, 1), kind=TenureKind.SECONDED).person
    head, unit = make_person(), make_unit()
    posts = [make_post(unit, "局长"), make_post(unit, "党组书记")]
    for post in posts:
        make_tenure(head, post, date(2024, 1, 1), date(2026, 6, 1))
    start_calendar(date(2026, 1, 1))
    swept(date(2026, 6, 2))
    assert states(HANDOVER, seconded) == {}
    subjects = Duty.objects.filter(kind=HANDOVER, person=head).values_list("subject", flat=True)
    assert set(subjects) == {post.pk for post in posts}


def test_it_warns_grows_overdue_and_is_escalated():  # L2, L20
    head = make_tenure(start=date(2024, 1, 1), end=date(2026, 11, 16)).person
    start_calendar(date(2026, 1, 1))
    for day, state in (
        (date(2026, 11, 18), "planned"),
        (date(2026, 11, 19), "due-soon"),
        (date(2026, 12, 4), "due-soon"),
        (date(2026, 12, 5), "overdue"),
        (date(2026, 12, 19), "overdue"),
    ):
        swept(day)
        assert states(HANDOVER, head) == {"2026-11-16": state}, day
    levels = Escalation.objects.filter(duty__kind=HANDOVER, duty__person=head)
    assert set(levels.values_list("level", flat=True)) == {1, 2}


def test_a_handover_of_the_past_does_the_duty_also_one_held_ahead_of_the_last_day():  # L47
    head = make_tenure(start=date(2024, 1, 1), end=date(2026, 11, 16)).person
    start_calendar(date(2026, 1, 1))
    make_done(HANDOVER, head, date(2026, 10, 17))
    swept(date(2026, 11, 16))
    assert states(HANDOVER, head) == {"2026-11-16": "done"}


def test_a_handover_held_too_long_before_leaving_does_nothing():
    head = make_tenure(start=date(2024, 1, 1), end=date(2026, 11, 16)).person
    start_calendar(date(2026, 1, 1))
    make_done(HANDOVER, head, date(2026, 10, 16))
    swept(date(2026, 11, 16))
    assert states(HANDOVER, head) == {"2026-11-16": "planned"}


def test_who_returned_and_left_again_hands_over_twice():
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2025, 1, 1), date(2026, 3, 2))
    make_tenure(head, post, date(2026, 5, 6), date(2026, 11, 16))
    start_calendar(date(2026, 1, 1))
    make_done(HANDOVER, head, date(2026, 3, 10))
    swept(date(2026, 11, 20))
    assert states(HANDOVER, head) == {"2026-03-02": "done", "2026-11-16": "due-soon"}


def test_the_night_opens_it_and_asks_the_leaver_about_an_overdue_one_until_it_is_done():
    tenure = make_tenure(start=date(2024, 1, 1), end=date(2026, 11, 16))
    start_calendar(date(2026, 1, 1))
    sweep(on=date(2026, 12, 5))
    assert open_handovers(on=date(2026, 12, 5)) == 1
    check_all(on=date(2026, 12, 5))
    (found,) = Finding.objects.all()
    assert (found.code, found.person, found.clause) == ("handover-overdue", tenure.person, "C21")
    assert "2026年11月16日离任，应在2026年12月4日前完成经济责任事项交接" in found.message.replace(" ", "")
    check_all(on=date(2026, 12, 20))
    assert Finding.objects.count() == 1
    make_done(HANDOVER, tenure.person, date(2026, 12, 21))
    sweep(on=date(2026, 12, 21))
    open_handovers(on=date(2026, 12, 21))
    check_all(on=date(2026, 12, 21))
    found.refresh_from_db()
    assert (found.state, Handover.objects.get().state) == ("closed", "void")


BEGAN = date(2026, 1, 1)
steps = st.lists(
    st.tuples(st.sampled_from(["appoint", "leave", "return", "move", "undo", "sweep"]), st.integers(1, 40)),
    min_size=2,
    max_size=12,
)


def _true_leavings(person, post, on) -> set[str]:
    spans = sorted(
        Tenure.objects.filter(person=person, post=post).values_list("during", flat=True),
        key=lambda one: one.lower,
    )
    begins = {one.lower for one in spans}
    return {
        one.upper.isoformat()
        for one in spans
        if one.upper is not None and one.upper not in begins and BEGAN <= one.upper <= on
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=steps)
def test_in_whatever_order_people_come_leave_return_and_are_corrected_there_is_one_duty_a_true_leaving(
    history,
):
    from django.db import transaction

    with transaction.atomic():
        head, post, day = make_person(), make_post(), BEGAN
        start_calendar(BEGAN)
        for what, days in history:
            day += timedelta(days)
            last = Tenure.objects.filter(person=head, post=post).order_by("during").last()
            if what in {"appoint", "return"} and (last is None or last.during.upper is not None):
                since = day if last is None or what == "return" else last.during.upper
                make_tenure(head, post, max(since, last.during.upper if last else since))
            elif what == "leave" and last is not None and last.during.upper is None:
                last.during = DateRange(last.during.lower, max(day, last.during.lower + timedelta(1)))
                last.save()
            elif what == "move" and last is not None and last.during.upper is not None:
                last.during = DateRange(last.during.lower, last.during.upper + timedelta(days))
                last.save()
            elif what == "undo" and last is not None and last.during.upper is not None:
                last.during = DateRange(last.during.lower, None)
                last.save()
            if what == "sweep":
                sweep(on=day)
                open_handovers(on=day)
        sweep(on=day)
        open_handovers(on=day)
        open_duties = [key for key, state in states(HANDOVER, head).items() if state != "cancelled"]
        wanted = _true_leavings(head, post, day)
        assert sorted(open_duties) == sorted(wanted)
        live = Handover.objects.exclude(state="void").values_list("left_on", flat=True)
        assert sorted(one.isoformat() for one in live) == sorted(wanted)
        transaction.set_rollback(True)
