"""What citizens report is sealed to the body entitled to it, before anything is stored (C23, N23, N31)."""

import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection

from complaints.models import Complaint, ComplaintFile, HandedOn
from complaints.procedure import codes
from complaints.services.attachments import Clean
from complaints.services.handling import answer, confirm_handed_on, take_step
from complaints.services.intake import Said, packed, receive
from complaints.services.reporters import add, draft_of, found_by, keep_draft, read_messages
from core import sealing
from rulebook.establishment import Category
from rulebook.procedures.complaints import Step
from tests.complaints.conftest import World
from tests.factories import make_person, make_post, make_relatives, make_tenure, make_unit

PLANTED = "青石桥头第三根石柱"


def said(world: World, **more) -> Said:
    return Said(
        **({"facts": f"镇长在{PLANTED}下收了两条烟", "unit": world.town.pk, "person": world.head.pk} | more)
    )


def test_a_code_is_checked_by_its_last_two_digits():
    code = codes.code_for("a form")
    assert codes.is_code(code)
    assert codes.plain(f" {codes.readable(code)} ") == code
    for at, digit in enumerate(code):
        slip = code[:at] + str((int(digit) + 1) % 10) + code[at + 1 :]
        assert not codes.is_code(slip)
    for at in range(len(code) - 1):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert swapped == code or not codes.is_code(swapped)


def test_a_complaint_is_kept_by_the_body_and_read_by_its_officers(world: World):
    receipt = receive(
        body=world.body, said=said(world, name="山既明", contact="见面说"), form="f", on=world.day
    )
    kept = Complaint.objects.get()
    assert (receipt.body, receipt.handed_on, kept.named, kept.number) == (
        world.body,
        False,
        True,
        "2026-00001",
    )
    read = world.opener().summaries([kept])[kept.pk]
    assert PLANTED in read["facts"]
    assert (read["name"], read["contact"]) == ("山既明", "见面说")


def test_the_same_form_twice_is_one_complaint_with_one_code(world: World):
    first = receive(body=world.body, said=said(world), form="f", on=world.day)
    assert receive(body=world.body, said=said(world), form="f", on=world.day) == first
    assert Complaint.objects.count() == 1


def test_a_letter_that_came_days_ago_has_its_days_from_then(world: World):
    from datetime import timedelta

    today = receive(body=world.body, said=said(world), form="f", on=world.day)
    receive(body=world.body, said=said(world), form="g", on=world.day, received_on=world.day - timedelta(9))
    first, second = Complaint.objects.order_by("pk")
    assert second.due < first.due
    assert found_by(today.code).complaint == first
    with pytest.raises(ValidationError, match="不能晚于今天"):
        receive(
            body=world.body, said=said(world), form="h", on=world.day, received_on=world.day + timedelta(1)
        )


def test_nothing_said_is_nothing_stored(world: World):
    with pytest.raises(ValidationError):
        receive(body=world.body, said=said(world, facts="  "), form="f", on=world.day)
    assert not Complaint.objects.exists()


def opened_package(world: World) -> bytes:
    row = HandedOn.objects.get()
    with default_storage.open(row.package.name) as file:
        return sealing.unseal(world.outside.private, file.read())


@pytest.mark.parametrize(
    "about",
    [
        "县委书记",
        "纪委书记",
        "an officer",
        "a relative of an officer",
        "the body itself",
        "an officer named in the words",
        "by unit and post",
        "by post in the unit chosen",
        "a unit whose head is a relative",
        "by name alone",
    ],
)
def test_what_the_body_may_not_handle_goes_up_sealed_and_only_a_number_stays(world: World, about: str):
    given = said(world)
    if about == "县委书记":
        person = make_person("钟景行")
        make_tenure(person, make_post(make_unit("县委", Category.COUNTY_COMMITTEE), "书记"))
        given = said(world, person=person.pk, unit=None)
    elif about == "by name alone":
        make_tenure(make_person("钟景行"), make_post(make_unit("县政府", Category.COUNTY_GOVERNMENT), "县长"))
        given = said(world, person=None, unit=None, person_words="钟景行")
    elif about == "by unit and post":
        make_tenure(make_person("钟景行"), make_post(make_unit("县委", Category.COUNTY_COMMITTEE), "书记"))
        given = said(world, person=None, unit=None, person_words="我们县委书记")
    elif about in {"by post in the unit chosen", "a unit whose head is a relative"}:
        make_relatives(world.officers[0].person, world.head)
        given = said(world, person=None, person_words="镇长" if "post" in about else "")
    elif about == "纪委书记":
        person = make_person("柏清越")
        make_tenure(person, make_post(world.discipline, "书记"))
        given = said(world, person=person.pk, unit=None)
    elif about == "an officer":
        given = said(world, person=world.officers[1].person_id, unit=None)
    elif about == "a relative of an officer":
        make_relatives(world.officers[0].person, world.head)
    elif about == "the body itself":
        given = said(world, person=None, unit=world.discipline.pk)
    else:
        given = said(world, facts=f"{PLANTED}，苗 若溪也在场")
    receipt = receive(body=world.body, said=given, form="f", on=world.day)
    assert (receipt.body, receipt.handed_on) == (world.above, True)
    assert not Complaint.objects.exists()
    row = HandedOn.objects.get()
    assert (row.by_way_of, row.due.isoformat()) == (world.body, "2026-12-01")
    assert opened_package(world) == packed(given)
    assert found_by(receipt.code).handed_on == row


def test_a_package_is_deleted_when_the_body_above_confirmed_it(
    world: World, django_capture_on_commit_callbacks
):
    receive(body=world.body, said=said(world, person=world.officers[0].person_id), form="f", on=world.day)
    row = HandedOn.objects.get()
    name = row.package.name
    with django_capture_on_commit_callbacks(execute=True):
        confirm_handed_on(
            handed_on=row.pk,
            receipt="市纪信〔2026〕8号",
            receipt_on=world.day,
            by=world.officers[1],
            on=world.day,
        )
    assert not default_storage.exists(name)


def test_where_nobody_entitled_can_be_sealed_to_nothing_is_kept(world: World):
    type(world.above).objects.update(outside_key=None)
    with pytest.raises(ValidationError, match="12388"):
        receive(body=world.body, said=said(world, person=world.officers[0].person_id), form="f", on=world.day)
    assert not HandedOn.objects.exists()
    assert not Complaint.objects.exists()


def test_reporter_and_body_write_to_each_other_by_the_code_alone(world: World):
    receipt = receive(body=world.body, said=said(world), form="f", on=world.day)
    kept = Complaint.objects.get()
    keys = world.opener().keys([kept])[kept.pk]
    answer(complaint=kept.pk, keys=keys, text="请问是哪一天？", by=world.officers[0], on=world.day)
    found = found_by(codes.readable(receipt.code))
    assert [one.text for one in read_messages(found=found, on=world.day)] == ["请问是哪一天？"]
    from uuid import uuid4

    form = uuid4()
    for _twice in range(2):
        add(found=found, text="三月初五", files=[Clean("附件1.txt", b"zhengju")], form=form, on=world.day)
    assert [one.own for one in read_messages(found=found, on=world.day)] == [False, True]
    assert ComplaintFile.objects.count() == 1
    message = kept.messages.get(sender="reporter")
    assert sealing.unlock_words(keys.talk, bytes(message.content))["text"] == "三月初五"


@pytest.mark.parametrize("typed", ["", "1234", "1234567890123456", "一二三四"])
def test_what_is_no_code_leads_nowhere(world: World, typed: str):
    with pytest.raises(ValidationError):
        found_by(typed)


def test_a_draft_is_found_by_its_code_for_seven_days(world: World):
    from datetime import timedelta

    code = keep_draft(words={"facts": PLANTED}, form="f", on=world.day)
    assert draft_of(code, world.day + timedelta(7)) == {"facts": PLANTED}
    with pytest.raises(ValidationError):
        draft_of(code, world.day + timedelta(8))


def dump() -> str:
    """The whole database as SQL."""
    where = connection.get_connection_params()
    command = ["pg_dump", "-h", where["host"], "-U", where["user"], where["dbname"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.django_db(transaction=True)
def test_neither_database_nor_files_hold_a_word_of_it(world: World, tmp_path):
    receipt = receive(
        body=world.body,
        said=said(
            world,
            name="山既明山既明",
            contact="contact-planted",
            files=[Clean("附件1.txt", PLANTED.encode())],
        ),
        form="form-planted",
        on=world.day,
    )
    keep_draft(words={"facts": PLANTED}, form="f", on=world.day)
    kept = Complaint.objects.get()
    keys = world.opener().keys([kept])[kept.pk]
    take_step(
        complaint=kept.pk,
        kind=Step.REGISTER,
        keys=keys,
        words=f"登记：{PLANTED}",
        by=world.officers[0],
        on=world.day,
    )
    answer(complaint=kept.pk, keys=keys, text=f"收到：{PLANTED}", by=world.officers[0], on=world.day)
    stored = dump() + "".join(
        path.read_bytes().decode("latin-1") + str(path) for path in tmp_path.rglob("*") if path.is_file()
    )
    assert kept.number in stored
    planted = (
        PLANTED,
        "山既明山既明",
        "contact-planted",
        receipt.code,
        codes.readable(receipt.code),
        "form-planted",
    )
    for word in planted:
        for written in (word, word.encode().decode("latin-1"), word.encode().hex(), ascii(word)[1:-1]):
            assert written not in stored, word
