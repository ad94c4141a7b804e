"""Who was wrongly accused is cleared as far as they wish, approved by another, and never in a way that leads to who reported (N32)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from complaints.models import Clarification, Complaint
from complaints.services import clarifying
from core.models import Event
from rulebook.establishment import Category
from rulebook.procedures.complaints import Step
from rulebook.roles import Role
from tests.complaints.conftest import World
from tests.complaints.handled import FACTS, clarified, concluded, disposed, keys_of, step
from tests.complaints.test_escalating import groups
from tests.complaints.test_pages import opened
from tests.factories import make_unit, make_user

TEXT = "经核实，接待经费列支符合规定。"


@pytest.fixture
def head(world: World) -> User:
    """The log-in of the town's head."""
    return make_user("zhenzhang", person=world.head)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def wished(world: World, head: User, scope: str) -> Clarification:
    row = clarified(world, concluded(world))
    clarifying.ask_head(clarification=row.pk, by=world.officers[0], on=world.day)
    return clarifying.wish(clarification=row.pk, wish=scope, words="", by=head, on=world.day)


def carried_out(world: World, head: User, scope: str) -> Clarification:
    row = wished(world, head, scope)
    clarifying.approve(clarification=row.pk, checked=True, by=world.officers[1], on=world.day)
    return clarifying.carry_out(
        clarification=row.pk,
        day=world.day,
        proof="党委会上宣读，在场二十人。",
        by=world.officers[0],
        on=world.day,
    )


@pytest.mark.parametrize("result", ["founded", "unverifiable"])
def test_only_what_proved_untrue_wholly_or_in_part_is_cleared(world: World, result: str):
    found = concluded(world, result)
    assert found.clarify_by is None
    with pytest.raises(ValidationError):
        clarified(world, found)


@pytest.mark.parametrize("result", ["unfounded", "partly"])
def test_it_waits_for_the_officer_from_the_conclusion_within_the_days(world: World, result: str):
    found = concluded(world, result)
    (item,) = groups(world.officers[0], world.day)["complaints-clarified"]
    assert item.due == found.clarify_by
    clarified(world, found)
    assert groups(world.officers[0], world.day)["complaints-clarified"] == []


def test_why_there_is_none_is_said_with_a_reason(world: World):
    found, client = concluded(world), opened(world.officers[0])
    url = reverse("complaint-clarification", args=[found.pk])
    assert client.post(url, {"do": "spare", "reason": ""}).status_code == 422
    assert client.post(url, {"do": "spare", "reason": "没有人知道此事。"}).status_code == 302
    assert "没有人知道此事" in client.get(reverse("complaint", args=[found.pk])).content.decode()
    assert groups(world.officers[0], world.day)["complaints-clarified"] == []


def test_words_of_the_report_are_shown_and_stand_only_with_a_reason(world: World):
    with pytest.raises(ValidationError) as refused:
        clarified(world, concluded(world), text=FACTS)
    assert set(refused.value.message_dict) == {"text", "checked"}


def test_neither_the_clarification_nor_the_ledger_leads_to_the_complaint(world: World):
    found = concluded(world)
    last = Event.objects.latest("pk").pk
    row = clarified(world, found)
    assert [one.target_type for one in Event.objects.filter(pk__gt=last)] == ["complaints.clarification"]
    with connection.cursor() as cursor:
        relations = connection.introspection.get_relations(cursor, "complaints_clarification").values()
    assert "complaints_complaint" not in {to for _column, to in relations}
    assert found.number not in client_of(world.officers[1]).get(row.get_absolute_url()).content.decode()


def test_the_head_is_asked_in_their_own_view_and_another_officer_approves(world: World, head: User):
    row = clarified(world, concluded(world))
    page, url = client_of(head), row.get_absolute_url()
    assert page.get(url).status_code == 404
    clarifying.ask_head(clarification=row.pk, by=world.officers[0], on=world.day)
    assert [one.title for one in groups(head, world.day)["clarifications-asked"]] == [row.title]
    text = page.get(url).content.decode()
    for kept in ("检举", "举报", "控告", "老槐树"):
        assert kept not in text
    wish = reverse("clarification-step", args=[row.pk, "wish"])
    assert page.post(wish, {}).status_code == 422
    assert page.post(wish, {"wish-wish": "unit", "wish-words": "请在镇党委会上说明。"}).status_code == 302
    approve = reverse("clarification-step", args=[row.pk, "approve"])
    assert client_of(world.officers[0]).post(approve, {"approve-checked": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.approved_on is None
    other = client_of(world.officers[1])
    assert other.post(approve, {}).status_code == 422
    assert other.post(approve, {"approve-checked": "on"}).status_code == 302
    assert (
        page.post(approve, {"approve-checked": "on"}).status_code == 302
    )  # the head takes no officer's step
    row.refresh_from_db()
    assert (row.state, row.approved_by) == ("approved", world.officers[1])


def test_who_does_not_answer_in_time_is_cleared_before_the_superiors_alone(world: World, head: User):
    row = clarified(world, concluded(world))
    row = clarifying.ask_head(clarification=row.pk, by=world.officers[0], on=world.day)
    assert row.wish_due is not None
    with pytest.raises(ValidationError):
        clarifying.approve(clarification=row.pk, checked=True, by=world.officers[1], on=row.wish_due)
    later = row.wish_due + timedelta(1)
    assert (
        clarifying.approve(clarification=row.pk, checked=True, by=world.officers[1], on=later).wish
        == "person"
    )


def test_given_back_it_is_worded_anew_and_the_head_asked_anew(world: World, head: User):
    found = concluded(world)
    row = clarified(world, found)
    clarifying.ask_head(clarification=row.pk, by=world.officers[0], on=world.day)
    clarifying.wish(clarification=row.pk, wish="unit", words="", by=head, on=world.day)
    with pytest.raises(ValidationError):
        clarifying.give_back(clarification=row.pk, reason="", by=world.officers[1], on=world.day)
    clarifying.give_back(
        clarification=row.pk, reason="请写明核实的依据。", by=world.officers[1], on=world.day
    )
    again = clarified(world, found, text="经查阅账目核实，列支符合规定。")
    assert (again.pk, again.state, again.wish) == (row.pk, "draft", "")
    assert client_of(head).get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("scope", "is_public"), [("person", False), ("unit", False), ("public", True)])
def test_it_is_made_known_as_far_as_the_head_wished_and_no_further(
    world: World, head: User, scope: str, is_public: bool
):
    row = carried_out(world, head, scope)
    shown = Client().get(reverse("clarifications-public")).content.decode()
    assert (row.text in shown) is is_public
    for kept in ("检举", "举报", "控告"):
        assert kept not in shown
    superior = make_user("zuzhi", role=Role.OFFICER, body=make_unit("县委", Category.COUNTY_COMMITTEE))
    page = client_of(superior).get(f"/heads/{world.head.staff_no}/").content.decode()
    assert row.title in page
    assert "不得再作为依据" in page


def test_who_wants_none_has_none(world: World, head: User):
    row = wished(world, head, "none")
    assert row.state == "closed"
    with pytest.raises(ValidationError):
        clarifying.approve(clarification=row.pk, checked=True, by=world.officers[1], on=world.day)


def test_the_head_has_it_taken_off_the_page_at_any_time(world: World, head: User):
    row = carried_out(world, head, "public")
    url = reverse("clarification-step", args=[row.pk, "withdraw"])
    client_of(world.officers[0]).post(url)
    assert row.text in Client().get(reverse("clarifications-public")).content.decode()
    client_of(head).post(url)
    assert row.text not in Client().get(reverse("clarifications-public")).content.decode()
    row.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        Clarification.objects.filter(pk=row.pk).update(text="另一个说法")


def test_carrying_out_needs_proof_and_a_day_since_the_approval(world: World, head: User):
    row = wished(world, head, "unit")
    clarifying.approve(clarification=row.pk, checked=True, by=world.officers[1], on=world.day)
    with pytest.raises(ValidationError) as refused:
        clarifying.carry_out(
            clarification=row.pk, day=world.day - timedelta(1), proof=" ", by=world.officers[0], on=world.day
        )
    assert set(refused.value.message_dict) == {"day", "proof"}


def test_others_find_nothing(world: World, head: User):
    row = clarified(world, concluded(world))
    for user in (world.closed, *world.custodians, make_user("nobody")):
        client = client_of(user)
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.get(reverse("clarification-list")).status_code == 404


def test_lists_ask_as_much_for_many_as_for_few(world: World, head: User):
    asked = []
    for more in (2, 12):
        for _at in range(more):
            row = carried_out(world, head, "public")
        counted = []
        for client, name in ((Client(), "clarifications-public"), (client_of(head), "clarification-list")):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(name)).status_code == 200
            counted.append(len(queries))
        asked.append(counted)
    assert row.is_public
    assert asked[0] == asked[1]


def test_the_form_is_sent_twice_and_drafts_once(world: World):
    found, client = concluded(world), opened(world.officers[0])
    url = reverse("complaint-clarification", args=[found.pk])
    data = {
        "token": str(uuid4()),
        "staff_no": world.head.staff_no,
        "title": "关于接待经费的情况",
        "text": TEXT,
    }
    assert client.post(url, data | {"staff_no": "没有"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert Clarification.objects.count() == 1


def accused(world: World, found: Complaint) -> list[str]:
    page = opened(world.officers[1]).get(reverse("complaint", args=[found.pk]))
    return [one["rule"].step for one in page.context["forms"]]


def test_recognising_a_false_accusation_is_applied_for_by_two_above_the_county(world: World):
    found = concluded(world)
    step(world, found, Step.ACCUSE, words="账目和证人均证明情节系捏造。")
    with pytest.raises(ValidationError):
        step(world, found, Step.ACCUSE_OK)
    with pytest.raises(ValidationError):
        step(world, found, Step.ACCUSE_TO, statement="市纪委监委")
    step(world, found, Step.ACCUSE_OK, by=1)
    with pytest.raises(ValidationError, match="本县只能申请"):
        step(world, found, Step.ACCUSE_TO, statement="县纪委监委")
    step(world, found, Step.ACCUSE_TO, statement="市纪委监委")
    step(world, found, Step.ACCUSE_END, choice="declined")
    assert found.state == "concluded"
    assert Step.ACCUSE in accused(world, found)
    page = opened(world.officers[0]).get(reverse("complaint", args=[found.pk])).content.decode()
    assert "不予认定" in page


@pytest.mark.parametrize("result", ["partly", "unverifiable", "founded"])
def test_a_mistake_is_no_false_accusation(world: World, result: str):
    with pytest.raises(ValidationError):
        step(world, concluded(world, result), Step.ACCUSE)


def test_an_anonymous_reporter_stays_so_and_the_code_page_threatens_nobody(world: World):
    from complaints.presenters.public import progress_of
    from complaints.services.reporters import Found

    found = concluded(world)
    step(world, found, Step.ACCUSE)
    step(world, found, Step.ACCUSE_OK, by=1)
    told = " ".join(f"{one.title}{one.text}" for one in progress_of(Found("", found)))
    assert "诬告" not in told
    assert not found.named
    page = opened(world.officers[0]).get(reverse("complaint", args=[found.pk])).content.decode()
    assert "不得为此查找匿名的检举控告人" in accusing_help()
    assert "检举控告人姓名" not in page


def accusing_help() -> str:
    from rulebook.procedures.complaints import STEPS

    return STEPS[Step.ACCUSE].help


def test_what_is_reopened_waits_for_no_clarification(world: World):
    found = disposed(world, "settled")
    step(world, found, Step.CONCLUDE, choice="unfounded")
    step(world, found, Step.TELL)
    step(world, found, Step.REOPEN)
    assert found.clarify_by is None
    assert keys_of(world, found)
