"""Part A 分级分类监管: who supervises this head, for what, on what basis, since when – on any day."""

from datetime import date

import pytest

from organisation.models import Affiliation, Tenure, Unit
from rulebook.establishment import Category
from rulebook.roles import Role
from rulebook.tenure import Management, TenureKind
from supervision.models import MandateException
from supervision.selectors import groups_supervised, mandates_over
from tests.factories import (
    LONG_AGO,
    make_link,
    make_person,
    make_post,
    make_relatives,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture
def county() -> dict[str, Unit]:
    """The bodies part A names."""
    return {
        "committee": make_unit("县委", Category.COUNTY_COMMITTEE),
        "government": make_unit("县政府", Category.COUNTY_GOVERNMENT),
        "organisation": make_unit("县委组织部", Category.PARTY_DEPARTMENT),
        "personnel": make_unit("县人力资源和社会保障局"),
        "audit": make_unit("县审计局"),
        "development": make_unit("县发展和改革局"),
        "finance": make_unit("县财政局"),
        "discipline": make_unit("县纪委监委", Category.DISCIPLINE),
    }


def over(person, on=DAY) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mandate in mandates_over(person, on):
        found.setdefault(mandate.clause, []).append(mandate.body)
    return found


def test_a_department_head_the_county_manages_stands_under_a1_to_a10_as_they_apply(county):
    water = make_unit("县水利局")
    leader = make_person("辛怀谷")
    make_link(leader, water)
    head = make_tenure(post=make_post(water), start=date(2024, 5, 1)).person
    assert over(head) == {
        "A1": ["辛怀谷"],
        "A2": ["县委组织部"],
        "A5": ["县审计局"],
        "A6": ["县发展和改革局"],
        "A7": ["县财政局"],
        "A8": ["县纪委监委"],
        "A10": ["县水利局"],
    }
    assert {mandate.since for mandate in mandates_over(head, DAY) if mandate.clause == "A5"} == {
        date(2024, 5, 1)
    }


def test_a1_follows_the_link_day_by_day():
    post = make_post()
    head = make_tenure(post=post, start=date(2024, 1, 1)).person
    before, after = make_person("石既明"), make_person("江若溪")
    make_link(before, post.unit, end=date(2026, 3, 1))
    make_link(after, post.unit, start=date(2026, 3, 1))
    assert over(head, date(2026, 2, 28))["A1"] == ["石既明"]
    assert over(head, date(2026, 3, 1))["A1"] == ["江若溪"]
    assert next(m for m in mandates_over(head, DAY) if m.clause == "A1").since == date(2026, 3, 1)


def test_a1_names_no_leader_who_has_left_office(county):
    """分管联系县级领导: who holds no post in the county any more is none; no roster need say so a second time."""
    post = make_post()
    head = make_tenure(post=post, start=date(2024, 1, 1)).person
    leader = make_person("辛怀谷")
    seat = make_post(county["government"], "副县长", head=False)
    make_tenure(leader, seat, date(2023, 1, 1), date(2026, 3, 1))
    make_link(leader, post.unit)
    assert over(head, date(2026, 2, 28))["A1"] == ["辛怀谷"]
    assert "A1" not in over(head, date(2026, 3, 1))


def test_a1_follows_a_leader_from_one_post_of_the_county_to_another(county):
    post = make_post()
    head = make_tenure(post=post, start=date(2024, 1, 1)).person
    leader = make_person("辛怀谷")
    make_tenure(
        leader, make_post(county["government"], "副县长", head=False), date(2023, 1, 1), date(2026, 3, 1)
    )
    make_tenure(leader, make_post(county["committee"], "常委", head=False), date(2026, 3, 1))
    make_link(leader, post.unit)
    assert over(head, date(2026, 3, 1))["A1"] == ["辛怀谷"]


def test_a2_covers_only_heads_the_county_manages(county):
    post = make_post(make_unit("县第一小学", Category.INSTITUTION), "校长", managed_by=Management.DEPARTMENT)
    assert "A2" not in over(make_tenure(post=post).person)


def test_a3_and_a4_cover_section_heads_of_party_and_government_departments(county):
    party = make_tenure(post=make_post(county["organisation"], "科长", section="干部科")).person
    government = make_tenure(post=make_post(county["finance"], "股长", section="预算股")).person
    town = make_tenure(post=make_post(make_unit("上竹镇", Category.TOWN), "主任", section="党政办")).person
    assert over(party) == {"A3": ["县委组织部"]}
    assert over(government) == {"A4": ["县人力资源和社会保障局"]}
    assert over(town) == {}


def test_a9_reaches_subordinate_units_at_any_depth_and_follows_a_move():
    health, education = make_unit("县卫生健康局"), make_unit("县教育体育和科技局")
    hospital = make_unit("县医院", Category.INSTITUTION, parent=health)
    station = make_unit("县医院急救站", Category.INSTITUTION, parent=hospital)
    head = make_tenure(
        post=make_post(station, "站长", managed_by=Management.DEPARTMENT), start=date(2024, 1, 1)
    ).person
    assert sorted(over(head)["A9"]) == ["县医院", "县卫生健康局"]
    Affiliation.objects.filter(unit=hospital).update(during=(None, "2026-07-01"))
    Affiliation.objects.create(unit=hospital, parent=education, during=("2026-07-01", None))
    assert sorted(over(head, date(2026, 6, 30))["A9"]) == ["县医院", "县卫生健康局"]
    assert sorted(over(head, date(2026, 7, 1))["A9"]) == ["县医院", "县教育体育和科技局"]


def test_a_body_never_supervises_its_own_head_the_case_goes_to_the_next_body_up(county):
    auditor = make_tenure(post=make_post(county["audit"])).person
    inspector = make_tenure(post=make_post(county["discipline"], "书记")).person
    assert over(auditor)["A5"] == ["县政府"]
    assert over(auditor)["A8"] == ["县纪委监委"]
    assert over(inspector)["A8"] == ["县委"]
    assert "回避" in next(m for m in mandates_over(inspector, DAY) if m.clause == "A8").basis


def test_whoever_leads_a_body_is_not_supervised_by_it_on_another_post_either(county):
    training = make_unit("县审计培训中心", Category.INSTITUTION, parent=county["audit"])
    chief = make_tenure(post=make_post(county["audit"])).person
    make_tenure(chief, make_post(training, "主任"), kind=TenureKind.CONCURRENT)
    assert over(chief)["A5"] == ["县政府"]
    assert over(chief)["A9"] == ["县政府"], "the department above the centre is led by its own head"
    school = make_unit("县委党校", Category.PARTY_DEPARTMENT)
    minister = make_tenure(post=make_post(county["organisation"], "部长")).person
    make_tenure(minister, make_post(school, "校长"), kind=TenureKind.CONCURRENT)
    assert over(minister)["A2"] == ["县委"]


def test_a_case_goes_up_until_a_body_may_act(county):
    secretary = make_tenure(post=make_post(county["committee"], "书记")).person
    make_tenure(secretary, make_post(county["discipline"], "书记"), kind=TenureKind.CONCURRENT)
    assert over(secretary)["A8"] == ["上级党委"]


def test_a_body_led_by_a_relative_passes_the_case_up(county):
    chief = make_tenure(post=make_post(county["discipline"], "书记")).person
    head = make_tenure(post=make_post()).person
    make_relatives(chief, head)
    assert over(head)["A8"] == ["县委"]


def test_a_leader_does_not_supervise_a_relative_the_committee_does(county):
    post = make_post()
    head = make_tenure(post=post).person
    leader = make_person()
    make_link(leader, post.unit)
    make_relatives(head, leader)
    assert over(head)["A1"] == ["县委"]


def test_appointing_a_head_changes_the_answer_with_no_further_entry(county):
    post = make_post()
    old = make_tenure(post=post, start=date(2020, 1, 1), end=date(2026, 6, 1)).person
    new = make_tenure(post=post, start=date(2026, 6, 1)).person
    assert over(old, date(2026, 5, 31))
    assert not over(old, date(2026, 6, 1))
    assert not over(new, date(2026, 5, 31))
    assert over(new, date(2026, 6, 1))


def test_since_is_the_first_day_of_the_unbroken_tenure(county):
    head, post = make_person(), make_post()
    make_tenure(head, post, date(2022, 1, 1), date(2023, 1, 1), TenureKind.ACTING)
    make_tenure(head, post, date(2023, 1, 1))
    assert {m.since for m in mandates_over(head, DAY) if m.clause == "A8"} == {date(2022, 1, 1)}


def test_an_exception_by_hand_gives_and_takes_a_mandate(county):
    head = make_tenure(post=make_post()).person
    clerk, approver = make_user(), make_user()
    common = {
        "person": head, "during": (LONG_AGO, None), "reason": "县委专题会议决定", "entered_by": clerk, "approved_by": approver,
        "confirmed_on": LONG_AGO,
    }  # fmt: skip
    MandateException.objects.create(effect="remove", clause="A6", body=county["development"], **common)
    MandateException.objects.create(effect="add", clause="A6", body=county["government"], **common)
    assert over(head)["A6"] == ["县政府"]
    assert next(m for m in mandates_over(head, DAY) if m.clause == "A6").basis == "个别指定：县委专题会议决定"


def test_both_questions_have_the_same_answer(county):
    """Every mandate over a head by a body is found again in what that body's officer supervises, and nothing else."""
    health = make_unit("县卫生健康局")
    hospital = make_unit("县中医医院", Category.INSTITUTION, parent=health)
    make_tenure(post=make_post(health))
    make_tenure(post=make_post(hospital, "院长", managed_by=Management.DEPARTMENT))
    make_tenure(post=make_post(county["organisation"], "科长", section="干部科"))
    make_tenure(post=make_post(county["audit"]))
    chief = make_tenure(post=make_post(county["discipline"], "书记")).person
    make_relatives(chief, make_tenure(post=make_post(make_unit("县林业局"))).person)
    auditor = make_tenure(post=make_post(county["audit"], "党组书记")).person
    make_tenure(auditor, make_post(make_unit("县审计培训中心", parent=county["audit"]), "主任"))
    director = make_tenure(post=make_post(health, "党组书记")).person
    make_tenure(director, make_post(make_unit("县疾控中心", parent=hospital), "主任"))
    mayor = make_tenure(post=make_post(county["government"], "县长")).person
    make_tenure(mayor, make_post(county["finance"]))
    for body in (*county.values(), health, hospital):
        officer = make_user(role=Role.OFFICER, body=body)
        from_body = {
            (group.clause, tenure.person_id)
            for group in groups_supervised(officer, DAY)
            for tenure in group.tenures
            if group.clause != "A10"
        }
        from_heads = {
            (mandate.clause, tenure.person_id)
            for tenure in Tenure.objects.all()
            for mandate in mandates_over(tenure.person, DAY)
            if mandate.body_unit == body.pk and mandate.clause != "A10"
        }
        assert from_body == from_heads, body


@pytest.mark.parametrize("heads", [3, 40])
def test_whom_i_supervise_is_a_constant_number_of_queries(county, heads, django_assert_max_num_queries):
    for _ in range(heads):
        make_tenure(post=make_post())
    officer = make_user(role=Role.OFFICER, body=county["discipline"])
    with django_assert_max_num_queries(14):
        assert sum(len(group.tenures) for group in groups_supervised(officer, DAY)) == heads
