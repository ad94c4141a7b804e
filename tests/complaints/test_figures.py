"""Numbers of complaints: everything for who opened them, nothing small for anybody else (L53)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from complaints.procedure.suppression import shown
from complaints.services.intake import Said, receive
from rulebook.establishment import Category
from rulebook.roles import Role
from tests.complaints.conftest import World
from tests.complaints.test_pages import opened
from tests.factories import make_unit, make_user


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"来信": 7, "来电": 5}, {"来信": 7, "来电": 5}),
        ({"来信": 7, "来电": 4, "来访": 9}, {"来信": None, "来电": None, "来访": 9}),
        ({"来信": 1, "来电": 2, "来访": 9}, {"来信": None, "来电": None, "来访": 9}),
        ({"来信": 0, "来电": 6}, {"来信": 0, "来电": 6}),
        ({"来信": 3}, {"来信": None}),
    ],
)
def test_small_numbers_are_kept_back_and_cannot_be_worked_out(counts, told):
    assert shown(counts) == told


def test_officers_count_by_unit_and_conduct_and_the_leaders_of_the_county_do_not(world: World):
    for _at in range(6):
        said = Said(facts="插手工程", unit=world.town.pk, conducts=["project"])
        receive(body=world.body, said=said, form=str(uuid4()), on=world.day)
    inside = opened(world.officers[0]).get(reverse("complaint-figures")).content.decode()
    assert "城关镇" in inside
    assert "项目建设" in inside
    leader = make_user("xianwei", role=Role.OFFICER, body=make_unit("县委", Category.COUNTY_COMMITTEE))
    client = Client()
    client.force_login(leader)
    outside = client.get(reverse("complaint-numbers")).content.decode()
    assert "网上举报" in outside
    assert "城关镇" not in outside
    assert "项目建设" not in outside
    client.force_login(world.closed)
    assert {client.get(reverse(name)).status_code for name in ("complaint-figures", "complaint-numbers")} == {
        404
    }
