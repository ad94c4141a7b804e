"""Who sees the purchases of a unit, and who enters them."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from finance.policies import (
    editable_purchases,
    entered_units,
    sees_any_purchase,
    surveyed_suppliers,
    visible_purchases,
)
from finance.services.purchases import NotPossible, enter_purchase
from tests.finance.purchases import bought, content
from tests.today import DAY


def seen_by(user, purchase) -> bool:
    return visible_purchases(user, DAY).filter(pk=purchase.pk).exists()


@pytest.mark.parametrize(
    "who",
    ["secretary", "head_user", "member", "discipline", "organiser", "finance", "auditor", "leader"],
)
def test_the_unit_and_the_bodies_whose_mandate_covers_funds_see_a_purchase(county, who):
    assert seen_by(getattr(county, who), bought(county))
    assert sees_any_purchase(getattr(county, who), DAY)


def test_the_project_body_sees_works_alone(county):
    goods, works = bought(county), bought(county, category="works", project="集镇管网")
    assert not seen_by(county.development, goods)
    assert seen_by(county.development, works)


@pytest.mark.parametrize("who", ["outsider", "nobody", "kin"])
def test_others_and_relatives_of_the_head_see_none(county, who):
    assert not seen_by(getattr(county, who), bought(county))


def test_who_is_not_logged_in_sees_none(county):
    assert not seen_by(AnonymousUser(), bought(county))
    assert not sees_any_purchase(county.nobody, DAY)


def test_only_the_secretary_enters_purchases(county):
    purchase = bought(county)
    assert list(entered_units(county.secretary, DAY)) == [county.town]
    assert editable_purchases(county.secretary, DAY).filter(pk=purchase.pk).exists()
    for who in (county.head_user, county.discipline, county.finance, county.nobody):
        assert not editable_purchases(who, DAY).exists()
        with pytest.raises(NotPossible):
            enter_purchase(token=uuid4(), unit=county.town, content=content(), by=who, on=DAY)


def test_suppliers_beside_all_others_are_for_bodies_of_the_whole_county(county):
    bought(county)
    for who, number in (
        (county.discipline, 3),
        (county.finance, 3),
        (county.secretary, 0),
        (county.leader, 0),
    ):
        assert surveyed_suppliers(who, DAY).count() == number


def test_what_one_may_see_is_decided_in_a_constant_number_of_queries(county, django_assert_max_num_queries):
    for _times in range(3):
        bought(county)
    with django_assert_max_num_queries(10):
        assert len(visible_purchases(county.auditor, DAY)) == 3
