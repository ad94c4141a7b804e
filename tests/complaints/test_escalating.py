"""Major matters go to the county leaders: sealed to each, never to who is concerned, again while nobody answers (C24)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from complaints.models import Complaint, MajorNotice
from complaints.presenters.waiting import waiting
from complaints.services import escalating
from complaints.services.escalating import Put, escalate
from complaints.services.passphrases import make_personal_key
from core import sealing
from organisation.models import Tenure
from rulebook.procedures.complaints import Step
from tests.complaints import handled
from tests.complaints.conftest import SECRET, World
from tests.complaints.handled import Leaders, keys_of, make_leaders, reported, step
from tests.complaints.test_pages import opened
from tests.factories import make_relatives

SUMMARY = "群众反映某镇公务接待问题，已登记受理，请示办理意见。"


@pytest.fixture
def leaders(world: World) -> Leaders:
    """The county's leaders."""
    return make_leaders(world)


def major(world: World, **said: object) -> Complaint:
    """Registered, and marked as a major matter."""
    found = reported(world, **said)
    step(world, found, Step.REGISTER)
    return step(world, found, Step.MARK, words="涉及面广。")


def put(world: World, found: Complaint, on=None, **values: object) -> Complaint:
    filled = {"summary": SUMMARY} | values
    escalate(
        complaint=found.pk, keys=keys_of(world, found), put=Put(**filled), by=world.officers[0], on=on or world.day,  # type: ignore[arg-type]
    )  # fmt: skip
    found.refresh_from_db()
    return found


def told(found: Complaint) -> list[str]:
    return [one.name for one in found.notices.order_by("pk")]


def groups(user: User, on) -> dict[str, list]:
    return {group.key: list(group.tell(list(group.rows))) for group in waiting(user, on)}


def test_marking_takes_a_reason_gives_own_days_and_waits_to_be_put_before_the_leaders(
    world: World, leaders: Leaders
):
    found = reported(world)
    step(world, found, Step.REGISTER)
    assert found.escalate_by is None
    with pytest.raises(ValidationError):
        step(world, found, Step.MARK, words=" ")
    step(world, found, Step.MARK)
    assert found.major
    assert found.escalate_by is not None
    assert [one.title for one in groups(world.officers[0], world.day)["complaints-escalated"]] == [
        found.number
    ]
    with pytest.raises(ValidationError):
        step(world, found, Step.MARK)


def test_the_leaders_named_are_told_and_read_nothing_but_a_summary(world: World, leaders: Leaders):
    found = put(world, major(world, name="山既明", contact="0915-8820000"))
    assert told(found) == ["钟望舒", "辛景行"]
    (item,) = groups(leaders.secretary, world.day)["major-notices"]
    assert (item.title, item.due) == (found.number, found.notices.first().due)
    client = opened(leaders.secretary)
    page = client.get(item.url).content.decode()
    assert SUMMARY in page
    for kept in ("山既明", "0915", "老槐树", "城关镇"):
        assert kept not in page
    assert client.get(reverse("complaint", args=[found.pk])).status_code == 404
    assert client.get(reverse("complaint-list")).status_code == 404


def test_a_copy_of_the_database_does_not_tell_what_was_said_or_answered(world: World, leaders: Leaders):
    found = put(world, major(world))
    row = found.notices.get(leader=leaders.secretary)
    escalating.instruct(
        notice=row.pk, private=world.private(leaders.secretary), text="依规依纪从严查处。", by=leaders.secretary, on=world.day
    )  # fmt: skip
    row.refresh_from_db()
    stored = b"".join(bytes(one) for one in (row.summary, row.instruction, row.for_body, row.for_leader))
    assert "接待".encode() not in stored
    assert "从严".encode() not in stored
    other = sealing.new_pair()
    with pytest.raises(sealing.DoesNotOpen):
        sealing.unseal(other.private, bytes(row.for_leader))


def test_the_instruction_is_read_and_acknowledged_by_the_officer_and_stays(world: World, leaders: Leaders):
    found = put(world, major(world))
    row = found.notices.get(leader=leaders.secretary)
    client = opened(leaders.secretary)
    url = reverse("complaint-notice", args=[row.pk])
    assert client.post(url, {"text": " "}).status_code == 422
    assert client.post(url, {"text": "依规依纪从严查处。"}).status_code == 302
    assert client.post(url, {"text": "另一个批示。"}).status_code == 422
    officer = world.officers[1]
    assert len(groups(officer, world.day)["instructions"]) == 1
    page = opened(officer).get(reverse("complaint", args=[found.pk])).content.decode()
    assert "依规依纪从严查处" in page
    assert "另一个批示" not in page
    act = reverse("complaint-notice-act", args=[found.pk, row.pk])
    assert opened(officer).post(act, {"do": "acknowledge"}).status_code == 302
    row.refresh_from_db()
    assert row.acknowledged_by == officer
    assert groups(officer, world.day)["instructions"] == []
    with pytest.raises(DatabaseError), transaction.atomic():
        MajorNotice.objects.filter(pk=row.pk).update(instruction=b"x")
    with pytest.raises(DatabaseError), transaction.atomic():
        MajorNotice.objects.filter(pk=row.pk).delete()


def test_the_one_reported_their_relatives_and_whom_it_mentions_are_passed_over(
    world: World, leaders: Leaders
):
    make_relatives(world.head, leaders.secretary.person)
    assert told(put(world, major(world), paper_on=world.day)) == ["辛景行", "游怀谷"]


def test_whom_the_words_mention_by_name_or_post_is_passed_over(world: World, leaders: Leaders):
    by_name = major(world, facts="镇长和钟望舒一起吃饭，账没有结。")
    assert told(put(world, by_name, paper_on=world.day)) == ["辛景行", "游怀谷"]
    by_post = major(world, facts="镇长说县委书记给他撑腰。")
    assert told(put(world, by_post, paper_on=world.day)) == ["辛景行", "游怀谷"]


def test_who_is_reported_with_the_person_is_named_by_staff_number_and_told_nothing(
    world: World, leaders: Leaders
):
    number = leaders.secretary.person.staff_no
    found = put(world, major(world), reported=(number,), paper_on=world.day)
    assert told(found) == ["辛景行", "游怀谷"]
    assert not groups(leaders.secretary, world.day)["major-notices"]
    with pytest.raises(ValidationError) as refused:
        put(world, major(world), reported=("没有这个号",))
    assert "reported" in refused.value.message_dict


def test_where_nobody_of_the_county_is_entitled_it_goes_to_the_body_above_on_paper(world: World):
    found = major(world)
    with pytest.raises(ValidationError) as refused:
        put(world, found)
    assert "市纪委监委" in refused.value.message_dict["paper_on"][0]
    put(world, found, paper_on=world.day)
    row = found.notices.get()
    assert (row.above, row.post, row.for_leader) == (world.above, None, None)


def test_a_leader_without_a_key_is_told_on_paper_and_answers_on_paper(world: World, leaders: Leaders):
    make_relatives(world.head, leaders.secretary.person)
    found = major(world)
    with pytest.raises(ValidationError) as refused:
        put(world, found)
    assert "游怀谷" in refused.value.message_dict["paper_on"][0]
    put(world, found, paper_on=world.day)
    row = found.notices.get(name="游怀谷")
    client, act = opened(world.officers[0]), reverse("complaint-notice-act", args=[found.pk, row.pk])
    client.post(act, {"do": "paper", "day": "", "text": "同意。"})
    client.post(act, {"do": "paper", "day": world.day.isoformat(), "text": "请按程序办理。"})
    assert "请按程序办理" in client.get(reverse("complaint", args=[found.pk])).content.decode()


def test_it_is_put_before_them_again_while_nobody_answers_and_when_its_own_day_has_passed(
    world: World, leaders: Leaders
):
    found = put(world, major(world))
    assert groups(world.officers[0], world.day)["complaints-escalated"] == []
    with pytest.raises(ValidationError, match="今天已经"):
        put(world, found)
    again = found.escalate_by
    assert again is not None
    assert len(groups(world.officers[0], again)["complaints-escalated"]) == 1
    put(world, found, on=again)
    assert set(found.notices.values_list("round", flat=True)) == {1, 2}
    for row in found.notices.filter(round=2):
        escalating.instruct(
            notice=row.pk, private=world.private(row.leader), text="请抓紧办理。", by=row.leader, on=again
        )
    found.refresh_from_db()
    assert found.due is not None
    assert found.escalate_by is not None
    assert found.escalate_by > found.due
    assert len(groups(leaders.secretary, again)["major-notices"]) == 1  # of the first round


def test_who_left_the_post_reads_no_more(world: World, leaders: Leaders):
    found = put(world, major(world))
    row = found.notices.get(leader=leaders.secretary)
    client = opened(leaders.secretary)
    held = Tenure.objects.get(person=leaders.secretary.person)
    held.during = type(held.during)(held.during.lower, world.day)
    held.save()
    assert client.get(reverse("complaint-notice", args=[row.pk])).status_code == 404


def test_after_a_lost_passphrase_the_officer_seals_it_again(world: World, leaders: Leaders):
    found = put(world, major(world))
    row = found.notices.get(leader=leaders.secretary)
    make_personal_key(by=leaders.secretary, passphrase=SECRET + "新", again=SECRET + "新", lost=True)
    client = Client()
    client.force_login(leaders.secretary)
    client.post(reverse("complaint-open"), {"passphrase": SECRET + "新"})
    url = reverse("complaint-notice", args=[row.pk])
    assert "以前的密钥" in client.get(url).content.decode()
    act = reverse("complaint-notice-act", args=[found.pk, row.pk])
    opened(world.officers[0]).post(act, {"do": "seal"})
    assert SUMMARY in client.get(url).content.decode()


def test_words_of_the_report_are_not_put_before_leaders_unseen(world: World, leaders: Leaders):
    with pytest.raises(ValidationError) as refused:
        put(world, major(world), summary=handled.FACTS)
    assert "summary" in refused.value.message_dict


def test_a_leaders_list_asks_as_much_for_many_as_for_few(world: World, leaders: Leaders):
    put(world, major(world))
    client, asked = opened(leaders.secretary), []
    for more in (1, 12):
        for _at in range(more):
            put(world, major(world))
        client.get(reverse("complaint-notices"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("complaint-notices")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_its_days_are_its_own_and_not_extended(world: World, leaders: Leaders):
    found = handled.disposed(world, "verification")
    usual = found.due
    step(world, found, Step.MARK, by=1)
    assert found.due is not None
    assert usual is not None
    assert found.due < usual
    with pytest.raises(ValidationError):
        step(world, found, Step.EXTEND, by=1)
