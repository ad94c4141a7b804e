"""Who is named, or related to who is named, loses sight of it, also where they became officer or relative later (N31)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from complaints.models import Clearance, Complaint
from complaints.services.attachments import Clean
from complaints.services.handling import take_step
from complaints.services.intake import Said, receive
from complaints.services.keys import grant_key
from complaints.services.passphrases import make_personal_key
from complaints.services.reporters import add, found_by
from rulebook.procedures.complaints import Step
from rulebook.roles import Role
from tests.complaints.conftest import SECRET, World
from tests.complaints.test_pages import opened
from tests.factories import make_person, make_post, make_relatives, make_tenure, make_unit, make_user

FACTS = "把修渠的工程给了自己的表弟，没有开会。"


def reported(world: World, **more) -> tuple[Complaint, str]:
    said = Said(**({"facts": FACTS, "unit": world.town.pk} | more))
    receipt = receive(body=world.body, said=said, form=str(uuid4()), on=world.day)
    return Complaint.objects.latest("pk"), receipt.code


def appointed(world: World, person=None, login: str = "jiwei9") -> User:
    """Somebody becomes an officer of the body, sets a passphrase and is granted the key."""
    person = person or make_person("柏清越")
    user = make_user(login, role=Role.OFFICER, body=world.discipline, person=person)
    make_personal_key(by=user, passphrase=SECRET, again=SECRET)
    one = world.officers[0]
    grant_key(body=world.body, to=user, private=world.private(one), by=one, on=world.day)
    return user


def sees(user: User, complaint: Complaint) -> bool:
    """Whether any page of an officer who gave the passphrase tells of it; all of them, or none."""
    client = opened(user)
    listed = client.get("/complaints/?state=").content.decode()
    told = {
        "its page": client.get(reverse("complaint", args=[complaint.pk])).status_code == 200,
        "the list": complaint.number in listed,
        "the inbox": complaint.number in client.get(reverse("inbox")).content.decode(),
        "its files": all(
            client.get(reverse("complaint-file", args=[complaint.pk, row.pk])).status_code == 200
            for row in complaint.files.all()
        ),
        "the figures": bool(client.get(reverse("complaint-figures")).context["tables"][0].lines),
    }
    assert len(set(told.values())) == 1, told
    return told["its page"]


def files() -> list[Clean]:
    return [Clean("附件1.txt", b"zhengju")]


@pytest.mark.parametrize(
    "how",
    ["chosen from the list", "by name", "by post", "as head of the unit", "in the facts", "by name alone"],
)
def test_who_is_named_and_becomes_an_officer_later_does_not_find_it(world: World, how: str):
    said = {
        "chosen from the list": {"person": world.head.pk},
        "by name": {"person_words": "江 望舒"},
        "by post": {"person_words": "镇长"},
        "as head of the unit": {},
        "in the facts": {"facts": "江望舒把工程给了表弟", "unit": None},
        "by name alone": {"person_words": "卜在册", "unit": None},
    }[how]
    complaint, _code = reported(world, files=files(), **said)
    named = make_person("卜在册") if how == "by name alone" else world.head
    user = appointed(world, named)
    assert not sees(user, complaint)
    assert sees(world.officers[0], complaint)


def test_who_headed_the_unit_only_afterwards_is_not_who_is_meant(world: World):
    complaint, _code = reported(world, person_words="镇长", files=files())
    held = world.head.tenures.get()
    held.during = type(held.during)(held.during.lower, world.day + timedelta(1))
    held.save()
    later = make_person("祝怀谷")
    make_tenure(later, held.post, world.day + timedelta(1))
    assert sees(appointed(world, later), complaint)


def test_a_relative_of_who_is_named_does_not_find_it_either(world: World):
    complaint, _code = reported(world, person=world.head.pk, files=files())
    relative = make_person("柏清越")
    make_relatives(world.head, relative)
    assert not sees(appointed(world, relative), complaint)


def test_who_becomes_a_relative_loses_sight_at_once_also_in_an_opened_session(world: World):
    about_head, _code = reported(world, person=world.head.pk, files=files())
    one = world.officers[0]
    client = opened(one)
    page = reverse("complaint", args=[about_head.pk])
    assert client.get(page).status_code == 200
    make_relatives(one.person, world.head)
    assert client.get(page).status_code == 404
    assert about_head.number not in client.get("/complaints/?state=").content.decode()
    assert about_head.number not in client.get(reverse("inbox")).content.decode()
    assert not sees(one, about_head)
    assert sees(world.officers[1], about_head)


def test_what_has_nothing_to_do_with_a_new_relative_is_seen_again_once_it_was_checked(world: World):
    complaint, _code = reported(world, files=files())
    one = world.officers[0]
    make_relatives(one.person, make_person("卜相干"))
    client = Client()
    client.force_login(one)
    assert complaint.number not in client.get(reverse("inbox")).content.decode()
    assert sees(one, complaint)


def test_a_step_is_refused_to_who_must_stand_back(world: World):
    complaint, _code = reported(world, person=world.head.pk)
    keys = world.opener().keys([complaint])[complaint.pk]
    make_relatives(world.officers[0].person, world.head)
    with pytest.raises(Exception, match="不由您办理"):
        take_step(
            complaint=complaint.pk,
            kind=Step.REGISTER,
            keys=keys,
            words="登记",
            by=world.officers[0],
            on=world.day,
        )


def test_what_a_reporter_adds_closes_it_to_the_officer_it_names(world: World):
    complaint, code = reported(world, files=files())
    assert sees(world.officers[0], complaint)
    add(found=found_by(code), text="苗若溪也收了钱", files=[], form=uuid4(), on=world.day)
    assert not sees(world.officers[0], complaint)
    assert sees(world.officers[1], complaint)


def test_what_a_reporter_added_before_closes_it_to_who_is_appointed_after(world: World):
    complaint, code = reported(world, files=files())
    add(found=found_by(code), text="柏清越也收了钱", files=[], form=uuid4(), on=world.day)
    assert not sees(appointed(world), complaint)


def test_one_merged_with_another_is_closed_to_who_either_names(world: World):
    main, _code = reported(world, files=files())
    other, _code = reported(world, facts="柏清越的事", unit=make_unit("曾家镇").pk)
    for one in (main, other):
        keys = world.opener().keys([one])[one.pk]
        take_step(
            complaint=one.pk, kind=Step.REGISTER, keys=keys, words="登记", by=world.officers[0], on=world.day
        )
    take_step(
        complaint=other.pk,
        kind=Step.MERGE,
        keys=world.opener().keys([other])[other.pk],
        words="同一件事",
        into=main.pk,
        by=world.officers[0],
        on=world.day,
    )
    assert not sees(appointed(world), main)


def test_what_is_kept_says_who_was_checked_and_never_whom_it_names(world: World):
    reported(world, person=world.head.pk)
    rows = Clearance.objects.values_list("officer", "clear")
    assert set(rows) == {(user.pk, True) for user in (*world.officers, world.closed)}
    assert {field.name for field in Clearance._meta.get_fields()} == {
        "id", "complaint", "mail", "officer", "circle", "clear", "reason",
    }  # fmt: skip


def test_an_officer_stands_back_for_a_reason_no_roster_knows(world: World):
    complaint, _code = reported(world, files=files())
    one = world.officers[0]
    page = reverse("complaint-stand-back", args=[complaint.pk])
    assert opened(one).post(page, {"reason": " "}).status_code == 422
    assert opened(one).post(page, {"reason": "与反映的工程老板是同学"}).status_code == 302
    assert not sees(one, complaint)
    make_relatives(one.person, make_person("卜相干"))
    assert not sees(one, complaint)
    assert sees(world.officers[1], complaint)


def test_those_from_before_the_check_existed_are_seen_once_they_were_checked(world: World):
    complaint, _code = reported(world, files=files())
    Clearance.objects.all().delete()
    client = Client()
    client.force_login(world.officers[0])
    assert complaint.number not in client.get(reverse("inbox")).content.decode()
    assert sees(world.officers[0], complaint)


def test_what_nobody_may_open_any_more_is_told_as_a_number(world: World):
    reported(world, person=world.head.pk)
    for user in world.officers:
        make_relatives(user.person, world.head)
        opened(user)
    page = Client()
    page.force_login(world.closed)
    assert "1 件因回避没有人可以开启" in page.get(reverse("complaint-keys")).content.decode()


def test_opening_asks_as_much_for_a_hundred_as_for_ten(world: World):
    asked = []
    for more in (10, 90):
        for _one in range(more):
            reported(world)
        Clearance.objects.all().delete()
        client = Client()
        client.force_login(world.officers[0])
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("complaint-open"), {"passphrase": SECRET})
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_post_in_the_body_alone_gives_no_sight(world: World):
    complaint, _code = reported(world)
    person = make_person("柏清越")
    make_tenure(person, make_post(world.discipline, "副书记", head=False))
    user = make_user("fushuji", person=person)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("complaint", args=[complaint.pk])).status_code == 404
