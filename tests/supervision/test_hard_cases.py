"""Cases in which a plausible statement goes wrong; each is rare in a county and certain in a nation."""

from datetime import date

import pytest

from rulebook.establishment import Category
from rulebook.roles import Role
from rulebook.tenure import Management, TenureKind
from supervision.models import Duty
from supervision.policies import visible_duties
from supervision.selectors import Directory
from supervision.selectors.acting import acting_duties, escalated_duties
from supervision.services import sweep
from tests.clauses.calendar import duty, states, swept
from tests.factories import (
    make_absence,
    make_done,
    make_head,
    make_link,
    make_person,
    make_post,
    make_relatives,
    make_tenure,
    make_unit,
    make_user,
    start_calendar,
)

pytestmark = pytest.mark.django_db
REPORT, TALK, AUDIT = "duty-report", "reminder-talk", "term-audit"


@pytest.fixture
def absent_mayor():
    """A mayor away through the third quarter, whose town has other posts."""
    town = make_unit("华坪镇", Category.TOWN)
    mayor = make_tenure(post=make_post(town, "镇长"), start=date(2025, 1, 1)).person
    make_absence(mayor, date(2026, 5, 1), date(2026, 9, 30))
    return mayor, town


def test_whoever_acted_in_an_earlier_quarter_of_the_absence_gives_no_report_in_this_one(absent_mayor):
    mayor, town = absent_mayor
    make_tenure(
        post=make_post(town, "副书记"), start=date(2026, 5, 4), end=date(2026, 6, 20), kind=TenureKind.ACTING
    )
    start_calendar(date(2026, 4, 1))
    swept(date(2026, 8, 1))
    assert states(REPORT, mayor) == {"2026Q2": "waived", "2026Q3": "planned"}


def test_the_acting_head_of_a_section_does_not_report_for_the_unit(absent_mayor):
    mayor, town = absent_mayor
    office = make_post(town, "主任", section="党政综合办公室")
    make_tenure(post=office, start=date(2026, 7, 1), kind=TenureKind.ACTING)
    swept(date(2026, 8, 1))
    assert states(REPORT, mayor) == {"2026Q3": "planned"}


def test_the_report_is_owed_again_when_the_acting_tenure_turns_out_to_be_wrong(absent_mayor):
    mayor, town = absent_mayor
    acting = make_tenure(post=make_post(town, "副书记"), start=date(2026, 7, 1), kind=TenureKind.ACTING)
    swept(date(2026, 8, 1))
    assert states(REPORT, mayor) == {"2026Q3": "waived"}
    acting.delete()
    swept(date(2026, 8, 2))
    assert states(REPORT, mayor) == {"2026Q3": "planned"}


def test_the_report_is_owed_again_when_the_acting_tenure_belonged_to_another_unit(absent_mayor):
    mayor, town = absent_mayor
    acting = make_tenure(post=make_post(town, "副书记"), start=date(2026, 7, 1), kind=TenureKind.ACTING)
    swept(date(2026, 8, 1))
    acting.post = make_post()
    acting.save()
    swept(date(2026, 8, 2))
    assert states(REPORT, mayor) == {"2026Q3": "planned"}


def test_an_audit_that_does_not_move_the_day_of_completion_raises_no_second_demand_for_it():
    """Five years from 28 and from 29 February 2020 are complete on the same day."""
    head = make_tenure(start=date(2020, 2, 28)).person
    make_done("in-term-audit", head, date(2024, 6, 3), until=date(2020, 2, 29))
    start_calendar(date(2024, 1, 1))
    swept(date(2024, 6, 1), date(2024, 6, 4), date(2024, 6, 5))
    assert states(AUDIT, head) == {"2025-02-28": "planned"}


def test_an_audit_reported_later_about_earlier_years_changes_nothing_that_was_done():
    head = make_tenure(start=date(2020, 3, 2)).person
    start_calendar(date(2024, 1, 1))
    first = make_done("in-term-audit", head, date(2025, 6, 3), until=date(2024, 12, 31))
    make_done("in-term-audit", head, date(2025, 9, 1), until=date(2022, 12, 31))
    swept(date(2025, 10, 1))
    assert states(AUDIT, head) == {"2025-03-02": "done"}
    assert duty(AUDIT, head, "2025-03-02").fulfilment == first
    swept(date(2029, 1, 2))
    assert states(AUDIT, head) == {"2025-03-02": "done", "2029-12-31": "planned"}


def test_a_record_given_ahead_of_its_quarter_is_shown_under_the_principal_post_of_the_first_day():
    head = make_person()
    make_tenure(head, start=date(2025, 1, 1), kind=TenureKind.CONCURRENT)
    full = make_tenure(head, start=date(2026, 7, 1))
    make_done(TALK, head, date(2026, 6, 29), period="2026Q3")
    start_calendar(date(2026, 7, 1))
    swept(date(2026, 7, 2))
    found = duty(TALK, head, "2026Q3")
    assert (found.state, found.post, found.late) == ("done", full.post, False)


def test_a_head_who_returns_inside_the_quarter_owes_it_again():
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2025, 1, 1), date(2026, 8, 1))
    make_tenure(head, post, date(2026, 9, 1))
    swept(date(2026, 7, 1), date(2026, 8, 10))
    assert states(TALK, head) == {"2026Q3": "cancelled"}
    swept(date(2026, 9, 1))
    found = duty(TALK, head, "2026Q3")
    assert (found.state, found.reason, found.closed_on) == ("planned", "", None)


def test_one_day_of_thirty_lost_in_a_gap_waives_the_quarter():
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2026, 7, 1), date(2026, 7, 15))
    make_tenure(head, post, date(2026, 7, 16), date(2026, 7, 31))
    swept(date(2026, 7, 20))
    assert duty(TALK, head, "2026Q3").reason == "too-few-days", "14 + 15 days make 29"


def test_who_was_linked_and_left_office_neither_acts_nor_sees_any_more():
    """A1: the talk is then the discipline body's alone, until another leader is linked."""
    discipline, town = make_unit("县纪委监委", Category.DISCIPLINE), make_unit("华坪镇", Category.TOWN)
    head, leader = make_tenure(post=make_post(town, "镇长")).person, make_person("乔怀谷")
    seat = make_post(make_unit("县政府", Category.COUNTY_GOVERNMENT), "副县长", head=False)
    make_tenure(leader, seat, date(2023, 1, 1), date(2026, 8, 1))
    make_link(leader, town)
    user = make_user(person=leader)
    swept(date(2026, 7, 31))
    talk = duty(TALK, head, "2026Q3")

    def acting(on):
        return [body.name for body in Directory(counties=[town.county_id], on=on).acting(talk)]

    assert acting(date(2026, 7, 31)) == ["县纪委监委", "乔怀谷"]
    assert talk in acting_duties(user, date(2026, 7, 31))
    assert acting(date(2026, 8, 1)) == [discipline.name]
    assert not visible_duties(user, date(2026, 8, 1)).exists()
    assert not acting_duties(user, date(2026, 8, 1)).exists()


def test_what_stays_overdue_passes_over_a_superior_that_must_stand_back():
    """L2: put before the body's superior; where that is led by the head or a relative, before the one above it."""
    committee = make_unit("县委", Category.COUNTY_COMMITTEE)
    government = make_unit("县政府", Category.COUNTY_GOVERNMENT)
    bureau = make_unit("县卫生健康局")
    hospital = make_unit("县医院", Category.INSTITUTION, parent=bureau)
    post = make_post(hospital, "院长", managed_by=Management.DEPARTMENT)
    head = make_tenure(post=post, start=date(2025, 1, 1)).person
    mayor = make_tenure(post=make_post(government, "县长")).person
    make_relatives(mayor, head)
    officers = {unit: make_user(role=Role.OFFICER, body=unit) for unit in (committee, government, bureau)}
    start_calendar(date(2026, 7, 1))
    on = date(2026, 10, 20)
    swept(on)
    talk = duty(TALK, head, "2026Q3")
    directory = Directory(counties=[hospital.county_id], on=on)
    (acting,) = directory.acting(talk)
    assert (acting.name, directory.superior(acting, talk).name) == ("县卫生健康局", "县委")
    assert talk in acting_duties(officers[bureau], on)
    assert talk in escalated_duties(officers[committee], on)
    assert not escalated_duties(officers[government], on).filter(person=head).exists()


def test_a_sweep_for_an_earlier_day_acts_as_one_for_the_last_swept():
    head = make_head()
    swept(date(2026, 1, 1), date(2026, 10, 9))
    before = list(Duty.objects.order_by("pk").values())
    swept(date(2026, 3, 1))
    assert list(Duty.objects.order_by("pk").values()) == before
    assert states(TALK, head)["2026Q4"] == "planned"


def test_a_holiday_corrected_afterwards_moves_the_due_day_and_forgets_no_day_already_swept():
    from core.models import CalendarException

    head = make_head()
    swept(date(2028, 10, 9), date(2028, 12, 20))
    assert duty(TALK, head, "2028Q4").due == date(2028, 12, 29)
    CalendarException.objects.update_or_create(day=date(2028, 12, 29), defaults={"is_worked": False})
    sweep(on=date(2028, 11, 1))
    assert duty(TALK, head, "2028Q4").due == date(2028, 12, 28)
    assert duty(TALK, head, "2028Q4").state == "due-soon"
