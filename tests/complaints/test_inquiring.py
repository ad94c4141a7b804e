"""A head is asked because of a report, in an officer's own words, and nothing on the other side leads back to it (C17, N29, N31)."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from complaints.models import Complaint
from complaints.services import links
from complaints.services.inquiring import inquire
from core.models import Event
from integrity.models import Inquiry
from rulebook.procedures.complaints import Step
from tests.complaints import handled
from tests.complaints.conftest import World
from tests.complaints.handled import (
    FACTS,
    WRITTEN,
    asking,
    closed_with,
    disposed,
    keys_of,
    principal_of,
    step,
)
from tests.complaints.test_pages import opened
from tests.factories import make_user


def open_one(
    world: World, found: Complaint, *, checked: bool = False, why: str = "", **values: object
) -> Inquiry:
    return inquire(
        complaint=found.pk, keys=keys_of(world, found), token=uuid4(), asking=asking(world, **values), checked=checked,
        why=why, by=world.officers[0], on=world.day,
    )  # fmt: skip


@pytest.mark.parametrize("disposal", ["verification", "shelved", "settled"])
def test_only_what_is_disposed_of_by_asking_leads_to_asking(world: World, disposal: str):
    found = disposed(world, disposal)
    with pytest.raises(ValidationError):
        open_one(world, found)
    assert opened(world.officers[0]).get(reverse("complaint-inquiry", args=[found.pk])).status_code == 404


@pytest.mark.parametrize("field", ["matters", "grounds"])
def test_what_coincides_with_the_report_is_shown_and_stands_only_with_a_reason(world: World, field: str):
    found = disposed(world, "inquiry")
    alike = {field: "请说明在老槐树饭店请客花了3860元的情况。"}
    with pytest.raises(ValidationError) as refused:
        open_one(world, found, **alike)
    assert set(refused.value.message_dict) == {field, "checked"}
    assert "3860" in refused.value.message_dict[field][0]
    with pytest.raises(ValidationError) as refused:
        open_one(world, found, checked=True, **alike)
    assert set(refused.value.message_dict) == {"why"}
    made = open_one(world, found, checked=True, why="全镇都知道。", **alike)
    (link,) = links.links_of(Complaint.objects.get(pk=found.pk), keys_of(world, found))
    assert (link.kind, link.row, link.why) == ("inquiry", made.pk, "全镇都知道。")


def test_sent_twice_it_is_drafted_once_and_one_at_a_time(world: World):
    found, token = disposed(world, "inquiry"), uuid4()
    given = {
        "complaint": found.pk,
        "keys": keys_of(world, found),
        "asking": asking(world),
        "by": world.officers[0],
    }
    rows = [inquire(**given, token=token, checked=False, why="", on=world.day) for _time in range(2)]
    assert rows[0] == rows[1]
    with pytest.raises(ValidationError):
        open_one(world, found)
    assert Inquiry.objects.count() == 1


def test_nothing_in_the_letter_the_ledger_or_the_tables_leads_back(world: World):
    found = disposed(world, "inquiry")
    before, last = bytes(found.links), Event.objects.latest("pk").pk
    made = open_one(world, found)
    assert (made.origin, made.origin_row) == ("", None)
    new = Event.objects.filter(pk__gt=last)
    assert [(one.action, one.target_type, one.facts) for one in new] == [
        ("inquiry.open", "integrity.inquiry", {})
    ]
    found.refresh_from_db()
    assert len(bytes(found.links)) == len(before)  # a change of its length would tell
    columns = connection.introspection.get_relations
    with connection.cursor() as cursor:
        assert "complaints_complaint" not in {
            to for _column, to in columns(cursor, "integrity_inquiry").values()
        }


def test_every_step_writes_the_locked_list_anew_so_that_a_change_tells_nothing(world: World):
    found = handled.reported(world)
    seen = set()
    for kind, by, choice in (
        (Step.REGISTER, 0, ""),
        (Step.ACCEPT, 0, ""),
        (Step.PROPOSE, 0, "inquiry"),
        (Step.APPROVE, 1, ""),
    ):
        step(world, found, kind, by=by, choice=choice)
        seen.add(bytes(found.links))
    assert len(seen) == 4
    assert len({len(one) for one in seen}) == 1


def test_no_other_officer_nor_the_head_nor_the_administrator_is_shown_the_complaint(world: World):
    found, head = disposed(world, "inquiry"), make_user("zhenzhang", person=world.head)
    made = open_one(world, found)
    closed_with(world, made, "accept", principal_of(world), head)
    page = reverse("inquiry", args=[made.pk])
    for user in (world.closed, head, world.officers[1]):
        client = Client()
        client.force_login(user)
        answer = client.get(page)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert found.number not in text
        assert "检举控告办理" not in text
        assert "老槐树" not in text


def test_the_outcome_comes_back_to_the_officer_and_must_be_there_before_a_conclusion(world: World):
    found, head, principal = (
        disposed(world, "inquiry"),
        make_user("zhenzhang", person=world.head),
        principal_of(world),
    )
    made = open_one(world, found)
    with pytest.raises(ValidationError, match="还没有办结"):
        step(world, found, Step.CONCLUDE, choice="unfounded")
    closed_with(world, made, "accept", principal, head)
    page = opened(world.officers[1]).get(reverse("complaint", args=[found.pk])).content.decode()
    assert "说明清楚，采信了结" in page
    assert "说明与账目不符" in page
    assert step(world, found, Step.CONCLUDE, choice="unfounded").state == "concluded"


def test_what_is_to_be_verified_is_proposed_anew_and_approved_by_another(world: World):
    found, head, principal = (
        disposed(world, "inquiry"),
        make_user("zhenzhang", person=world.head),
        principal_of(world),
    )
    closed_with(world, open_one(world, found), "verify", principal, head)
    with pytest.raises(ValidationError, match="请先提出初步核实"):
        step(world, found, Step.CONCLUDE, choice="founded")
    with pytest.raises(ValidationError, match="请选择初步核实"):
        step(world, found, Step.PROPOSE, choice="settled")
    assert step(world, found, Step.PROPOSE, choice="verification").state == "proposed"
    with pytest.raises(ValidationError):
        step(world, found, Step.APPROVE)
    assert step(world, found, Step.APPROVE, by=1).state == "disposed"
    assert step(world, found, Step.CONCLUDE, choice="founded").state == "concluded"


def test_an_unclear_answer_is_asked_about_again_and_still_belongs_to_the_complaint(world: World):
    found, head, principal = (
        disposed(world, "inquiry"),
        make_user("zhenzhang", person=world.head),
        principal_of(world),
    )
    closed_with(world, open_one(world, found), "again", principal, head)
    page = opened(world.officers[0]).get(reverse("complaint", args=[found.pk]))
    assert [one["inquiry"].state for one in page.context["inquiries"]] == ["closed", "draft"]


def test_the_form_keeps_what_was_typed_and_names_the_field(world: World):
    found, client = disposed(world, "inquiry"), opened(world.officers[0])
    url = reverse("complaint-inquiry", args=[found.pk])
    assert client.get(url).context["form"]["staff_no"].value() == world.head.staff_no
    data = {
        "token": str(uuid4()),
        "staff_no": world.head.staff_no,
        "way": "letter",
        "matters": FACTS,
        "grounds": "另行概括。",
    }
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "与检举控告内容相同" in answer.content.decode()
    assert "另行概括。" in answer.content.decode()
    assert client.post(url, data | {"matters": WRITTEN}).status_code == 302
    assert client.post(url, data | {"matters": WRITTEN}).status_code == 302
    assert Inquiry.objects.count() == 1
