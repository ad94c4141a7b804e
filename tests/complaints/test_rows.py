"""PostgreSQL holds what citizens report by itself (行级安全, N31): where a view forgets its filter nobody sees more, and with it everything works."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from complaints.models import Clarification, Clearance, Complaint, ComplaintStep, Draft, HandedOn, Message
from complaints.policies import visible_clarifications, visible_complaints
from complaints.services.clearing import stand_back
from complaints.services.intake import Said, receive
from complaints.services.reporters import add, found_by, keep_draft
from core.rows.reading import reading_as
from tests.complaints.conftest import World
from tests.complaints.handled import keys_of, reported
from tests.complaints.test_pages import opened
from tests.factories import make_user
from tests.forgetting import forget_filter

pytestmark = pytest.mark.usefixtures("product_role")


@pytest.fixture
def complaint(world: World) -> Complaint:
    """What somebody reported about the town's head."""
    return reported(world)


def stood_back_from(world: World) -> Complaint:
    """What the second officer stands back from."""
    found, officer = reported(world), world.officers[1]
    stand_back(
        complaint=found.pk,
        keys=keys_of(world, found, officer),
        reason="与当事人有关。",
        by=officer,
        on=world.day,
    )
    return found


def seen_by(user: User, found: Complaint) -> set[str]:
    """Where an officer who gave the passphrase meets it."""
    client = opened(user)
    page = client.get(reverse("complaint", args=[found.pk]))
    return {
        *(["page"] if page.status_code == 200 else []),
        *(["list"] if found.number in client.get("/complaints/?state=").content.decode() else []),
    }


def test_with_the_filter_forgotten_list_and_page_show_nothing_the_officer_stands_back_from(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    found = stood_back_from(world)
    forget_filter(monkeypatch, visible_complaints, Complaint.objects.all)
    one, named = world.officers
    assert seen_by(one, found) == {"page", "list"}
    assert seen_by(named, found) == set()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert seen_by(named, found) == {"page", "list"}, "but for PostgreSQL it would be shown"


def test_who_was_granted_no_key_or_is_officer_no_more_reads_no_row(world: World, complaint: Complaint):
    leader = make_user("leader")
    for user in (world.closed, *world.custodians, leader):
        with reading_as(str(user.pk)):
            assert not Complaint.objects.exists(), user
            assert not Message.objects.exists()
            assert not complaint.keys.exists()
    one = world.officers[0]
    with reading_as(str(one.pk)):
        assert Complaint.objects.get() == complaint
        assert complaint.keys.exists()
    one.roles.all().delete()
    with reading_as(str(one.pk)):
        assert not Complaint.objects.exists()


def test_with_the_filter_in_place_each_sees_what_the_policies_give(world: World, complaint: Complaint):
    stood_back_from(world)
    merged, main = reported(world), complaint
    Complaint.objects.filter(pk=merged.pk).update(into=main, state="merged")
    with_named = reported(world)
    Complaint.objects.filter(pk=stood_back_from(world).pk).update(into=with_named, state="merged")
    seen = {}
    for user in (*world.officers, world.closed, *world.custodians):
        wanted = set(visible_complaints(user, world.day))
        with reading_as(str(user.pk)):
            assert set(visible_complaints(user, world.day)) == set(Complaint.objects.all()) == wanted
            assert set(Clearance.objects.values_list("officer", flat=True)) <= {user.pk}
        seen[user.username] = len(wanted)
    assert seen == {"jiwei1": 5, "jiwei2": 2, "jiwei3": 0, "baoguan1": 0, "baoguan2": 0}


def test_whom_nobody_told_reads_and_writes_nothing(world: World, complaint: Complaint):
    keep_draft(words={"facts": "还没写完"}, form="f", on=world.day)
    with reading_as(""):
        for model in (Complaint, ComplaintStep, Message, Clearance, Draft, HandedOn, Clarification):
            assert not model.objects.exists()
        assert Complaint.objects.update(major=True) == 0
    assert Draft.objects.exists()
    with reading_as(str(world.officers[0].pk)):
        assert not Draft.objects.exists(), "what was not sent is nobody's but the writer's"


def test_nobody_writes_into_a_complaint_they_may_not_see(world: World):
    found = stood_back_from(world)
    named = world.officers[1]
    with reading_as(str(named.pk)):
        assert Complaint.objects.filter(pk=found.pk).update(major=True) == 0
        assert Clearance.objects.filter(complaint=found).exclude(officer=named).update(clear=False) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Message.objects.create(complaint_id=found.pk, sender="body", on=world.day, content=b"x", by=named)


def test_the_reporters_pages_open_by_the_code_for_nobody_who_is_logged_in(world: World):
    receipt = receive(
        body=world.body, said=Said(facts="修路没开会。", unit=world.town.pk), form=str(uuid4()), on=world.day
    )
    with reading_as(""):
        found = found_by(receipt.code)
        add(found=found, text="还有一事。", files=[], form=uuid4(), on=world.day)
        code = keep_draft(words={"facts": "还没写完"}, form="f", on=world.day)
    client = Client()
    assert client.post("/report/progress/", {"code": receipt.code}).status_code == 200
    assert client.post("/report/resume/", {"code": code}).status_code == 200
    assert "还没写完" in client.post("/report/resume/", {"code": code}).content.decode()
    assert client.get("/clarifications/").status_code == 200


def test_two_officers_on_one_connection_are_two_readers(world: World, monkeypatch: pytest.MonkeyPatch):
    found = stood_back_from(world)
    forget_filter(monkeypatch, visible_complaints, Complaint.objects.all)
    one, named = (opened(user) for user in world.officers)
    page = reverse("complaint", args=[found.pk])
    assert [client.get(page).status_code for client in (one, named, one)] == [200, 404, 200]


def test_what_a_head_is_cleared_of_is_read_by_the_officers_and_the_head_alone_until_it_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    user, other = make_user("head", person=world.head), make_user("other")
    row = Clarification.objects.create(
        person=world.head, unit=world.town, post=world.town.posts.get(), body=world.body, title="澄清", text="不实",
        drafted_on=world.day, drafted_by=world.officers[0], token=uuid4(),
    )  # fmt: skip
    forget_filter(monkeypatch, visible_clarifications, Clarification.objects.all)
    page = row.get_absolute_url()

    assert not opens(user, page)
    assert not opens(other, page)
    Clarification.objects.update(state="asked", asked_on=world.day)
    assert opens(user, page)
    assert not opens(other, page)


def opens(user: User, page: str) -> bool:
    """Whether it opens for `user`."""
    client = Client()
    client.force_login(user)
    return client.get(page).status_code == 200
