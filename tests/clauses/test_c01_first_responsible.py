"""C1 第一责任人: 绝不允许以不直接分管为由放任不管. A list signed each year for the unit; the head answers whoever is directly in charge."""

from datetime import date

import pytest

from integrity.procedure import Incident, judge_incident
from rulebook.establishment import Category
from rulebook.procedures.integrity import Relation
from rulebook.tenure import Management
from supervision.selectors import Directory
from supervision.services import Done, fulfil
from tests.clauses.calendar import duty, states, swept
from tests.factories import ZHENPING, make_head, make_person, make_post, make_tenure, make_unit

LIST = "responsibility-list"


def incident(**more):
    return Incident(
        happened_on=date(2026, 3, 2),
        relation=Relation.SUBORDINATE,
        what="虚报工程量。",
        **more,
    )


def test_a_subordinates_incident_in_a_deputys_field_is_the_heads_all_the_same():
    (fault,) = judge_incident(incident(field="工程项目建设", holder="温听澜"), date(2026, 4, 1))
    assert (fault.rule.code, fault.rule.clause) == ("incident-of-subordinate", "C1")
    assert "工程项目建设由温听澜直接分管；不论由谁直接分管，单位“一把手”负第一责任" in fault.message


def test_where_nobody_was_in_charge_of_the_field_that_is_said():
    (fault,) = judge_incident(incident(field="财务"), date(2026, 4, 1))
    assert fault.facts["in_charge"] == "财务当时没有明确分管领导"


def test_an_incident_still_ahead_is_none():
    assert judge_incident(incident(), date(2026, 3, 1)) == []


@pytest.mark.django_db
def test_a_list_is_owed_once_a_year_for_each_headed_unit():
    head = make_head()
    second = make_post()
    make_tenure(head, second, start=date(2025, 1, 1))
    swept(date(2026, 3, 1), date(2027, 1, 4))
    assert duty(LIST, head, "2026", subject=second.unit_id).due == date(2026, 12, 31)
    assert states(LIST, head) == {"2026": "overdue", "2027": "planned"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first_day", "state"), [(date(2026, 10, 3), "planned"), (date(2026, 10, 4), "waived")]
)
def test_a_year_counts_from_ninety_days_held(first_day, state):  # L1
    head = make_head(start=first_day)
    swept(date(2026, 10, 5))
    assert duty(LIST, head, "2026").state == state


@pytest.mark.django_db
def test_a_list_signed_for_one_unit_says_nothing_of_another():
    head = make_head()
    second = make_post()
    make_tenure(head, second, start=date(2025, 1, 1))
    swept(date(2026, 3, 1))
    done = [Done(head.pk, second.unit_id, "2026")]
    fulfil(proof=LIST, heads=done, held_on=date(2026, 3, 2), record=None, on=date(2026, 3, 2))
    assert duty(LIST, head, "2026", subject=second.unit_id).state == "done"
    assert {row.state for row in head.duties.filter(kind=LIST).exclude(subject=second.unit_id)} == {"planned"}


@pytest.mark.django_db
def test_the_committee_that_manages_the_head_signs_with_them():
    make_unit("县委", Category.COUNTY_COMMITTEE)
    bureau = make_unit("县林业局")
    station = make_unit("县林业工作站", Category.INSTITUTION, parent=bureau)
    post = make_post(station, "站长", managed_by=Management.DEPARTMENT)
    of_county, of_department = make_head(), make_tenure(make_person(), post, start=date(2025, 1, 1)).person
    swept(date(2026, 3, 1))
    directory = Directory(counties=[ZHENPING], on=date(2026, 3, 1))
    acting = {
        head: [body.name for body in directory.acting(duty(LIST, head, "2026"))]
        for head in (of_county, of_department)
    }
    assert acting == {of_county: ["县委"], of_department: ["县林业局"]}
