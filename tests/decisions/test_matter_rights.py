"""Who sees which matter, and which address answers whom."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from core import clock
from decisions.models import Attachment, Emergency, MatterList, Meeting
from decisions.policies import editable_matters, visible_matters
from rulebook.procedures.decisions import MatterCategory
from rulebook.roles import Role
from tests import factories
from tests.conftest import Log
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


KEEPERS = {"secretary", "head"}
TOWN = KEEPERS | {"member"}
BODIES = {"discipline", "organiser", "auditor", "leader", "development"}
COUNTY = BODIES | {"finance", "kin"}
EVERYBODY = TOWN | COUNTY | {"outsider", "nobody"}
# Address, how it is asked, who is answered and with what; everybody else who is logged in finds nothing.
TABLE = [
    ("/matters/", "get", EVERYBODY, 200),
    ("/matters/export/", "get", EVERYBODY, 200),
    ("/matters/new/", "get", KEEPERS | {"outsider"}, 200),
    ("/matters/{matter}/", "get", TOWN | BODIES, 200),
    ("/matters/{matter}/comments/", "get", TOWN | BODIES, 200),
    ("/matters/{matter}/edit/", "get", KEEPERS, 200),
    ("/matters/{matter}/steps/publicity/", "get", KEEPERS, 200),
    ("/matters/{matter}/steps/nothing/", "get", set(), 200),
    ("/matters/{matter}/emergency/", "get", KEEPERS, 200),
    ("/matters/{matter}/emergency/report/", "post", KEEPERS, 422),
    ("/matters/{matter}/withdraw/", "post", KEEPERS, 302),
    ("/matters/{matter}/files/", "post", KEEPERS, 302),
    ("/matters/{matter}/files/{file}/", "get", TOWN | BODIES, 200),
    ("/matters/{matter}/files/999999/", "get", set(), 200),
    ("/matters/drafts/999999/discard/", "post", set(), 302),
    ("/matters/people/?unit={town}", "get", KEEPERS, 200),
    ("/matters/{personnel}/", "get", KEEPERS | {"discipline", "organiser"}, 200),
    ("/matters/{personnel}/edit/", "get", KEEPERS, 200),
    ("/matters/{personnel}/comments/", "get", KEEPERS | {"discipline", "organiser"}, 200),
    ("/matter-lists/", "get", EVERYBODY - {"nobody"}, 200),
    ("/matter-lists/{town}/", "get", TOWN | COUNTY, 200),
    ("/matter-lists/{town}/emergencies/", "get", TOWN | COUNTY, 200),
    ("/matter-lists/{town}/begin/", "post", KEEPERS, 302),
    ("/matter-lists/{town}/draft/", "get", KEEPERS, 200),
    ("/matter-lists/{town}/adopt/", "post", KEEPERS, 422),
    ("/matter-lists/{town}/threshold/", "post", KEEPERS, 422),
    ("/matter-lists/{town}/discard/", "post", KEEPERS, 302),
]


def test_every_address_answers_those_it_is_for_and_nobody_else(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    kept = Attachment(matter=matter, name="方案.txt", size=6, sha256="0" * 64, added_by=world.secretary)
    kept.file.save("plan.txt", ContentFile("方案"))
    Emergency.objects.create(
        matter=matter, reason="抢险", decided_by="山既明", decided_on=TODAY, action="抢险"
    )
    numbers = {
        "matter": matter.pk,
        "personnel": make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate]).pk,
        "file": kept.pk,
        "town": world.town.pk,
    }
    clients = {
        name: as_user(getattr(world, {"head": "head_user"}.get(name, name))) for name in sorted(EVERYBODY)
    }
    MatterList.objects.create(unit=world.town, version=1)
    wrong = []
    for address, method, who, status in TABLE:
        path = address.format_map(numbers)
        for name, client in clients.items():
            if name in who and "discard" in address:
                MatterList.objects.get_or_create(unit=world.town, adopted_on=None, defaults={"version": 1})
            answered = getattr(client, method)(path).status_code
            expected = status if name in who else 404
            if answered != expected:
                wrong.append(f"{name} {path}: {answered}, not {expected}")
        stranger = getattr(Client(), method)(path)
        if not stranger.get("Location", "").startswith("/login/"):
            wrong.append(f"stranger {path}: {stranger.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_candidate_and_a_candidates_relative_never_see_the_matter(world: World) -> None:
    deputy = world.members[2]
    about_deputy = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[deputy])
    meeting = make_meeting(world, about_deputy)
    meeting.seats.update(circulated_at=clock.now())  # type: ignore[attr-defined]
    assert about_deputy not in visible_matters(world.member, TODAY)
    Meeting.objects.update(state="open", opened_at=clock.now())
    assert about_deputy in visible_matters(world.member, TODAY)
    assert about_deputy not in visible_matters(world.users[2], TODAY)
    spouse = factories.make_user("spouse", person=world.kin_of_deputy, role=Role.SECRETARY, body=world.town)
    about_deputy.entered_by = spouse
    about_deputy.save()
    assert about_deputy not in visible_matters(spouse, TODAY)
