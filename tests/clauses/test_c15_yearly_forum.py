"""C15 每年至少召开一次廉政恳谈会: one a year for each head, one record may cover many."""

from datetime import date

import pytest

from rulebook.establishment import Category
from supervision.selectors import Directory
from supervision.services import Done, fulfil
from tests.clauses.calendar import duty, states, swept
from tests.factories import ZHENPING, make_head, make_link, make_person, make_post, make_tenure, make_unit

pytestmark = pytest.mark.django_db
FORUM = "integrity-forum"


def test_one_a_year_due_on_its_last_working_day():
    head = make_head()
    swept(date(2026, 3, 1), date(2027, 1, 4))
    assert states(FORUM, head) == {"2026": "overdue", "2027": "planned"}
    assert duty(FORUM, head, "2026").due == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("first_day", "state"), [(date(2026, 10, 3), "planned"), (date(2026, 10, 4), "waived")]
)
def test_a_year_counts_from_ninety_days_held(first_day, state):  # L1
    head = make_head(start=first_day)
    swept(date(2026, 10, 5))
    assert duty(FORUM, head, "2026").state == state


def test_one_forum_closes_the_year_of_every_head_who_was_there():
    heads = [make_head() for _ in range(3)]
    missing = make_head()
    swept(date(2026, 3, 1))
    fulfil(
        proof=FORUM,
        heads=[Done(head.pk) for head in heads],
        held_on=date(2026, 5, 6),
        record=3,
        on=date(2026, 5, 6),
    )
    assert {duty(FORUM, head, "2026").state for head in heads} == {"done"}
    assert duty(FORUM, missing, "2026").state == "planned"


def test_county_leaders_the_leader_in_charge_and_the_discipline_body_hold_it():
    make_unit("县委", Category.COUNTY_COMMITTEE)
    make_unit("县政府", Category.COUNTY_GOVERNMENT)
    make_unit("县纪委监委", Category.DISCIPLINE)
    post = make_post()
    leader = make_person("温听澜")
    make_link(leader, post.unit)
    head = make_tenure(post=post, start=date(2025, 1, 1)).person
    swept(date(2026, 3, 1))
    bodies = Directory(counties=[ZHENPING], on=date(2026, 3, 1)).acting(duty(FORUM, head, "2026"))
    assert [body.name for body in bodies] == ["县委", "县政府", "县纪委监委", "温听澜"]
