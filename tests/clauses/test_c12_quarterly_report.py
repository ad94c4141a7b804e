"""C12 每季度至少听取一次履行党风廉政建设职责情况汇报: one per headed unit and quarter, by the committee that manages the head."""

from datetime import date

import pytest

from rulebook.establishment import Category
from rulebook.tenure import Management, TenureKind
from supervision.models import Duty
from supervision.selectors import Directory
from supervision.services import sweep
from tests.clauses.calendar import duty, states, swept
from tests.factories import (
    ZHENPING,
    make_absence,
    make_done,
    make_head,
    make_person,
    make_post,
    make_tenure,
    make_unit,
)

pytestmark = pytest.mark.django_db
REPORT = "duty-report"


def acting_on(found: Duty, on: date) -> list[str]:
    return [body.name for body in Directory(counties=[ZHENPING], on=on).acting(found)]


def test_a_person_who_heads_two_units_reports_for_each():  # L3
    head = make_person()
    first = make_tenure(head, start=date(2025, 1, 1))
    second = make_tenure(head, start=date(2025, 1, 1), kind=TenureKind.CONCURRENT)
    swept(date(2026, 7, 1))
    assert set(Duty.objects.filter(kind=REPORT).values_list("unit", flat=True)) == {
        first.post.unit_id,
        second.post.unit_id,
    }
    make_done(REPORT, head, date(2026, 8, 1), unit=second.post.unit)
    sweep(on=date(2026, 8, 1))
    assert duty(REPORT, head, "2026Q3", unit=second.post.unit).state == "done"
    assert duty(REPORT, head, "2026Q3", unit=first.post.unit).state == "planned"


def test_both_heads_of_a_town_report():
    town = make_unit("城关镇", Category.TOWN)
    secretary = make_tenure(post=make_post(town, "党委书记"), start=date(2025, 1, 1)).person
    mayor = make_tenure(post=make_post(town, "镇长"), start=date(2025, 1, 1)).person
    swept(date(2026, 7, 1))
    assert states(REPORT, secretary) == states(REPORT, mayor) == {"2026Q3": "planned"}


def test_the_county_committee_hears_heads_the_county_manages_the_department_those_it_manages():
    make_unit("县委", Category.COUNTY_COMMITTEE)
    health = make_unit("县卫生健康局")
    hospital = make_unit("县中医医院", Category.INSTITUTION, parent=health)
    director = make_tenure(post=make_post(health), start=date(2025, 1, 1)).person
    dean = make_tenure(
        post=make_post(hospital, "院长", managed_by=Management.DEPARTMENT), start=date(2025, 1, 1)
    ).person
    swept(date(2026, 7, 1))
    assert acting_on(duty(REPORT, director, "2026Q3"), date(2026, 7, 1)) == ["县委"]
    assert acting_on(duty(REPORT, dean, "2026Q3"), date(2026, 7, 1)) == ["县卫生健康局"]


def test_the_acting_head_reports_in_the_place_of_one_absent_more_than_sixty_days():  # L7
    town = make_unit("华坪镇", Category.TOWN)
    absent = make_tenure(post=make_post(town, "镇长"), start=date(2025, 1, 1)).person
    alone = make_head()
    for person in (absent, alone):
        make_absence(person, date(2026, 7, 1), date(2026, 9, 30))
    swept(date(2026, 7, 2))
    assert duty(REPORT, absent, "2026Q3").state == "planned", "nobody acts yet"
    acting = make_tenure(
        post=make_post(town, "副镇长"), start=date(2026, 7, 6), kind=TenureKind.ACTING
    ).person
    swept(date(2026, 7, 7))
    assert duty(REPORT, absent, "2026Q3").state == "waived"
    assert duty(REPORT, acting, "2026Q3").state == "planned"
    assert duty(REPORT, alone, "2026Q3").state == "planned", "a report nobody else gives stays owed"


def test_a_head_who_moves_to_another_unit_inside_the_quarter_owes_the_report_there_alone():
    head = make_person()
    old = make_tenure(head, start=date(2025, 1, 1), end=date(2026, 8, 10))
    new = make_tenure(head, start=date(2026, 8, 10))
    swept(date(2026, 7, 1), date(2026, 9, 1))
    assert duty(REPORT, head, "2026Q3", unit=old.post.unit).state == "cancelled"
    assert duty(REPORT, head, "2026Q3", unit=new.post.unit).state == "planned"
