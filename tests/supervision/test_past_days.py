"""Who supervised whom on a past day stays true whatever changes later; what is corrected was never otherwise."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.choices import CORRECTION
from organisation.models import Affiliation, Post, Unit
from rulebook.establishment import Category, Function
from rulebook.roles import Role
from rulebook.tenure import Management
from supervision.selectors import groups_supervised, mandates_over
from tests.factories import make_link, make_person, make_post, make_tenure, make_unit, make_user

pytestmark = pytest.mark.django_db
BEFORE, CHANGE, AFTER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 7, 1)
ENTERED = date(2026, 1, 5)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


@pytest.fixture
def unit(request: Any) -> Any:
    """Makes a unit that was entered in January."""

    def made(name: str, category: str = Category.GOVERNMENT_DEPARTMENT) -> Unit:
        found = make_unit(name, category)
        found.history.update(history_date=at(ENTERED))
        return found

    return made


def change(row: Any, on: date = CHANGE, why: str = "", **fields: Any) -> None:
    """Change `fields` of a row on a day."""
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_date, row._change_reason = at(on), why
    row.save()
    del row._history_date


def over(person: Any, on: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mandate in mandates_over(person, on):
        found.setdefault(mandate.clause, []).append(mandate.body)
    return found


def of(body: Unit, on: date) -> set[tuple[str, int]]:
    officer = make_user(role=Role.OFFICER, body=body)
    return {(g.clause, t.person_id) for g in groups_supervised(officer, on) for t in g.tenures}


def test_a_function_that_moved_to_another_unit_was_the_old_ones_before(unit: Any) -> None:
    old, new = unit("县发展和改革局"), unit("县数据局")
    head = make_tenure(post=make_post(unit("县水利局"))).person
    change(old, function="")
    change(new, function=Function.DEVELOPMENT)
    assert over(head, BEFORE)["A6"] == ["县发展和改革局"]
    assert over(head, AFTER)["A6"] == ["县数据局"]
    assert ("A6", head.pk) in of(old, BEFORE)
    assert ("A6", head.pk) not in of(old, AFTER) | of(new, BEFORE)
    assert ("A6", head.pk) in of(new, AFTER)


def test_a_unit_is_told_by_the_name_it_had(unit: Any) -> None:
    bureau, inspectors = unit("县水利水保局"), unit("县纪委监察局", Category.DISCIPLINE)
    head = make_tenure(post=make_post(bureau)).person
    change(bureau, name="县水利局")
    change(inspectors, name="县纪委监委")
    (then,) = [m for m in mandates_over(head, BEFORE) if m.clause == "A8"]
    (now,) = [m for m in mandates_over(head, AFTER) if m.clause == "A8"]
    assert (then.body, then.basis) == ("县纪委监察局", "县水利水保局 局长，党政“一把手”")
    assert (now.body, now.basis) == ("县纪委监委", "县水利局 局长，党政“一把手”")


def test_a_unit_that_became_a_department_had_no_sections_under_a4_before(unit: Any) -> None:
    personnel = unit("县人力资源和社会保障局")
    office = unit("县招商服务中心", Category.INSTITUTION)
    section = make_tenure(post=make_post(office, "股长", section="业务股")).person
    change(office, category=Category.GOVERNMENT_DEPARTMENT)
    assert "A4" not in over(section, BEFORE)
    assert "A4" in over(section, AFTER)
    assert ("A4", section.pk) not in of(personnel, BEFORE)
    assert ("A4", section.pk) in of(personnel, AFTER)


def test_a_head_whom_the_county_manages_now_was_the_departments_before(unit: Any) -> None:
    organisation = unit("县委组织部", Category.PARTY_DEPARTMENT)
    post = make_post(unit("县第一中学", Category.INSTITUTION), "校长", managed_by=Management.DEPARTMENT)
    post.history.update(history_date=at(ENTERED))
    head = make_tenure(post=post).person
    change(post, managed_by=Management.COUNTY)
    assert "A2" not in over(head, BEFORE)
    assert "A2" in over(head, AFTER)
    assert ("A2", head.pk) not in of(organisation, BEFORE)
    assert ("A2", head.pk) in of(organisation, AFTER)


def test_what_is_corrected_had_never_been_otherwise(unit: Any) -> None:
    wrong, right = unit("县能源发展中心"), unit("县发展和改革局")
    change(right, ENTERED, function="")
    change(wrong, ENTERED, function=Function.DEVELOPMENT)
    head = make_tenure(post=make_post(unit("县水利局"))).person
    change(wrong, why=CORRECTION, function="")
    change(right, why=CORRECTION, function=Function.DEVELOPMENT)
    assert over(head, BEFORE)["A6"] == ["县发展和改革局"]
    assert ("A6", head.pk) not in of(wrong, BEFORE)


def test_a_correction_of_a_later_change_leaves_what_was_before_it(unit: Any) -> None:
    bureau = unit("县发展和改革局")
    head = make_tenure(post=make_post(unit("县水利局"))).person
    change(bureau, CHANGE, name="县发改委")
    change(bureau, AFTER, why=CORRECTION, name="县发展改革委")
    assert over(head, BEFORE)["A6"] == ["县发展和改革局"]
    assert over(head, CHANGE)["A6"] == ["县发展改革委"]


def test_before_the_register_began_things_were_as_first_entered(unit: Any) -> None:
    old = unit("县发展和改革局")
    head = make_tenure(post=make_post(unit("县水利局"))).person
    change(old, name="县发改委")
    assert over(head, ENTERED - timedelta(days=400))["A6"] == ["县发展和改革局"]


def test_moving_a_unit_changing_a_leader_appointing_a_head_leave_past_days_alone(unit: Any) -> None:
    health, education = unit("县卫生健康局"), unit("县教育体育和科技局")
    school = unit("县职业学校", Category.INSTITUTION)
    post = make_post(school, "校长", managed_by=Management.DEPARTMENT)
    earlier = make_tenure(post=post, end=CHANGE).person
    later = make_tenure(post=post, start=CHANGE).person
    Affiliation.objects.create(unit=school, parent=health, during=DateRange(None, CHANGE))
    Affiliation.objects.create(unit=school, parent=education, during=DateRange(CHANGE, None))
    one, other = make_person("石既明"), make_person("江若溪")
    make_link(one, school, end=CHANGE)
    make_link(other, school, start=CHANGE)
    then, now = over(earlier, BEFORE), over(later, AFTER)
    assert (then["A9"], then["A1"]) == (["县卫生健康局"], ["石既明"])
    assert (now["A9"], now["A1"]) == (["县教育体育和科技局"], ["江若溪"])
    assert (over(earlier, AFTER), over(later, BEFORE)) == ({}, {})
    assert ("A9", earlier.pk) in of(health, BEFORE)
    assert not {("A9", earlier.pk), ("A9", later.pk)} & (of(health, AFTER) | of(education, BEFORE))


def test_a_change_made_by_hand_says_whether_it_is_a_correction(client: Client, unit: Any) -> None:
    keeper = make_user(role=Role.ADMINISTRATOR)
    get_user_model().objects.filter(pk=keeper.pk).update(is_staff=True)
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    bureau = unit("县水力局")
    head = make_tenure(post=make_post(bureau)).person
    post = Post.objects.get(unit=bureau)
    typed = {"name": "县水利局", "category": bureau.category, "county": bureau.county_id}
    forms = {
        "affiliations-TOTAL_FORMS": 0, "affiliations-INITIAL_FORMS": 0, "posts-TOTAL_FORMS": 1, "posts-INITIAL_FORMS": 1,
        "posts-0-id": post.pk, "posts-0-unit": bureau.pk, "posts-0-title": "局长", "posts-0-seat": 1, "posts-0-is_head": "on",
        "posts-0-managed_by": Management.DEPARTMENT,
    }  # fmt: skip
    address = reverse("admin:organisation_unit_change", args=[bureau.pk])
    assert "is_correction" not in client.get(reverse("admin:organisation_unit_add")).content.decode()
    assert client.post(address, typed | forms | {"is_correction": "on"}).status_code == 302
    assert over(head, BEFORE)["A10"] == ["县水利局"]
    assert {row.history_change_reason for row in (bureau.history.first(), post.history.first())} == {
        CORRECTION
    }
    assert client.post(address, typed | forms | {"name": "县水务局"}).status_code == 302
    assert over(head, BEFORE)["A10"] == ["县水利局"]
