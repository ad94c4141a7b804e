"""Who sees which matter, and which address answers whom."""

import pytest

from decisions.policies import editable_matters, visible_matters
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def test_a_matter_is_seen_by_its_unit_and_by_the_bodies_whose_mandate_covers_it(world: World) -> None:
    project = make_matter(world)
    funds = make_matter(world, category=MatterCategory.FUNDS, title="购置防汛设备")
    make_meeting(world, project, funds)
    for user in (
        world.secretary,
        world.head_user,
        world.member,
        world.discipline,
        world.auditor,
        world.leader,
    ):
        assert set(visible_matters(user, TODAY)) == {project, funds}, user.username
    assert list(visible_matters(world.development, TODAY)) == [project]
    assert list(visible_matters(world.finance, TODAY)) == [funds]
    for user in (world.outsider, world.nobody, world.kin):
        assert not visible_matters(user, TODAY), user.username
    assert set(editable_matters(world.secretary, TODAY)) == {project, funds}
    assert not editable_matters(world.member, TODAY)
