"""Beside the members: a legal adviser who sits in (C4), minutes within five working days (C6), papers of a meeting, where a matter came from."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from core import workdays
from decisions.checks import found_in, lines_of, missing_for
from decisions.choices import ReportedUp
from decisions.models import ListedMatter, Matter, MatterList, Meeting, MeetingFile, Observer, Resolution
from decisions.procedure import StepState
from decisions.services import closing
from decisions.services.locking import NotYours
from decisions.services.meetings import add_item
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from decisions.services.sittings import (
    ObserverLine,
    check_minutes,
    drop_observer,
    keep_papers,
    note_observer,
)
from decisions.tasks import check_minutes_today
from rulebook.procedures.regulator import MINUTES_DAYS
from supervision.models import Finding
from tests.conftest import Log
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
LAWYER = ObserverLine("钟离明远", "县司法局法律顾问室", "legal")
CODE = "minutes-late"


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Path) -> None:
    options = {"location": str(tmp_path), "base_url": None}
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def paper(words: str = "纪要") -> SimpleUploadedFile:
    return SimpleUploadedFile("纪要.txt", words.encode())


def listed(world: World) -> ListedMatter:
    """An entry of the town's list that asks for a review of legality."""
    kept = MatterList.objects.create(unit=world.town, version=1)
    row = ListedMatter.objects.create(
        list=kept,
        code="1",
        name="合同",
        category="重大项目安排",
        meetings=[MEETING_KIND],
        needs_legality=True,
    )
    MatterList.objects.filter(pk=kept.pk).update(adopted_on=TODAY, adopted_by="纪要")
    return row


def reviewed(world: World) -> Matter:
    """A matter whose list entry asks for a review of legality; everything else of C4 was done."""
    matter = make_matter(world, listed=listed(world), flags=["technical"])
    day = TODAY - timedelta(days=1)
    for kind in ("expert-panel", "technical-advice"):
        matter.preparations.create(
            kind=kind, on=day, by="县住建局", experts="甲", opinion="favourable", text="同意"
        )
    matter.preparations.create(kind="stability-risk", on=day, by="县委政法委", grade="low", text="低")
    return matter


def codes(matter: Matter, on: date = TODAY) -> set[str]:
    fresh = Matter.objects.get(pk=matter.pk)
    return {one.rule.code for one in found_in([fresh], on)[fresh]}


def closed(world: World, matter: Matter, **values: Any) -> Meeting:
    meeting = sat_down(world, matter, **values)
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 8)
    return closing.close_meeting(meeting=meeting.pk, texts={item.pk: "同意。"}, by=world.secretary, on=TODAY)


def test_a_legal_adviser_called_to_the_meeting_stands_for_the_review_the_list_asks_for(world: World) -> None:
    matter = reviewed(world)
    meeting = make_meeting(world, on=TODAY + timedelta(days=7))
    with pytest.raises(ValidationError, match="合法性审查"):
        add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    note_observer(
        meeting=meeting.pk,
        line=ObserverLine("闻人清", "县国资公司", "economic"),
        by=world.secretary,
        on=TODAY,
    )
    with pytest.raises(ValidationError, match="合法性审查"):
        add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    note_observer(meeting=meeting.pk, line=LAWYER, by=world.secretary, on=TODAY)
    item = add_item(meeting=meeting.pk, matter=matter.pk, by=world.secretary, on=TODAY)
    assert "legality-review-missing" not in codes(matter)
    drop_observer(
        meeting=meeting.pk, observer=Observer.objects.get(adviser="legal").pk, by=world.secretary, on=TODAY
    )
    assert "legality-review-missing" in codes(matter, item.meeting.at.date() + timedelta(days=1))


def test_who_did_not_sit_in_on_this_item_proves_nothing_for_it(world: World) -> None:
    matter, other = reviewed(world), make_matter(world, title="别的事项")
    meeting = sat_down(world, matter, other)
    elsewhere = meeting.items.get(matter=other)
    line = ObserverLine(LAWYER.name, LAWYER.position, "legal", elsewhere.pk)
    note_observer(meeting=meeting.pk, line=line, by=world.secretary, on=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert "legality-review-missing" in codes(matter, tomorrow)
    here = meeting.items.get(matter=matter)
    note_observer(
        meeting=meeting.pk, line=ObserverLine("甲", "乙", "legal", here.pk), by=world.secretary, on=TODAY
    )
    assert "legality-review-missing" not in codes(matter, tomorrow)


def test_a_matter_technical_by_itself_needs_the_opinion_all_the_same(world: World) -> None:
    matter = make_matter(world, flags=["technical"])
    lawyer = Observer(name="甲", position="乙", adviser="legal")
    keys = {line.step.key for line in missing_for(matter, TODAY + timedelta(days=9), TODAY, [lawyer])}
    assert "legality-review" in keys


def test_who_sat_in_is_sealed_and_named_in_the_resolution(world: World) -> None:
    matter = make_matter(
        world, task_source="县政府年度工作安排", special="乡村振兴", reported_up=ReportedUp.FILING
    )
    meeting = sat_down(world, matter)
    note_observer(meeting=meeting.pk, line=LAWYER, by=world.secretary, on=TODAY)
    again = note_observer(meeting=meeting.pk, line=LAWYER, by=world.secretary, on=TODAY)
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 8)
    closing.close_meeting(meeting=meeting.pk, texts={item.pk: "同意。"}, by=world.secretary, on=TODAY)
    content = Resolution.objects.get().content
    assert content["meeting"]["observers"] == [
        {"name": LAWYER.name, "position": LAWYER.position, "attended": True, "adviser": "legal"}
    ]
    told = [content["matter"][name] for name in ("task_source", "special", "reported_up")]
    assert told == ["县政府年度工作安排", "乡村振兴", "filing"]
    for change in (
        lambda: Observer.objects.filter(pk=again.pk).update(name="别人"),
        lambda: Observer.objects.filter(pk=again.pk).delete(),
        lambda: Observer.objects.create(meeting=meeting, name="补", position="记"),
    ):
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="已结束"):
        note_observer(meeting=meeting.pk, line=LAWYER, by=world.secretary, on=TODAY)


def test_a_member_a_stranger_and_a_body_note_nobody(world: World, as_user: Log) -> None:
    meeting = sat_down(world, make_matter(world))
    sent = {"name": "伪", "position": "造", "adviser": "legal"}
    for other in (world.member, world.discipline, world.outsider, world.nobody):
        assert as_user(other).post(f"/meetings/{meeting.pk}/observers/", sent).status_code == 404
    client = as_user(world.secretary)
    assert client.post(f"/meetings/{meeting.pk}/observers/", sent | {"name": ""}).status_code == 422
    wrong = client.post(f"/meetings/{meeting.pk}/observers/", sent | {"item": "99999999"})
    assert wrong.status_code == 422
    assert not Observer.objects.exists()
    assert client.post(f"/meetings/{meeting.pk}/observers/", sent).status_code == 302
    assert "法律顾问" in client.get(f"/meetings/{meeting.pk}/live/").content.decode()


def test_minutes_are_asked_within_five_working_days_and_shown_ahead(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    meeting = closed(world, matter)
    due = workdays.load().add(TODAY, MINUTES_DAYS.value)
    line = next(line for line in lines_of(Matter.objects.get(), TODAY) if line.step.key == "minutes")
    assert (line.state, line.by) == (StepState.AHEAD, due)
    client = as_user(world.secretary)
    for page in ("/", "/inbox/"):
        assert "待登记的会议记录、纪要" in client.get(page).content.decode()
    assert "待登记的会议记录、纪要" not in as_user(world.member).get("/inbox/").content.decode()
    check_minutes_today(due.isoformat())
    assert not Finding.objects.filter(code=CODE).exists()
    check_minutes_today((due + timedelta(days=1)).isoformat())
    found = Finding.objects.get(code=CODE)
    assert (found.clause, found.person, found.source_id) == ("C6", world.head, meeting.pk)
    assert "至今没有登记" in found.message
    assert (
        f"/meetings/{meeting.pk}/#papers"
        in as_user(world.head_user).get(f"/findings/{found.pk}/").content.decode()
    )


def test_minutes_in_time_are_the_end_of_it_and_late_ones_stay_found(world: World, as_user: Log) -> None:
    meeting = closed(world, make_matter(world))
    client, address = as_user(world.secretary), f"/meetings/{meeting.pk}/papers/"
    assert client.post(address, {"paper": "minutes", "added": paper()}).status_code == 302
    assert client.post(address, {"paper": "minutes", "added": paper()}).status_code == 302
    kept = MeetingFile.objects.get()
    assert kept.dated == TODAY
    page = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "按期完成" in page
    assert "还剩" not in page
    line = next(line for line in lines_of(Matter.objects.get(), TODAY) if line.step.key == "minutes")
    assert line.state == StepState.DONE
    late = TODAY + timedelta(days=40)
    assert check_minutes(meetings=[meeting.pk], on=late) == 0
    MeetingFile.objects.update(dated=late)
    check_minutes(meetings=[meeting.pk], on=late)
    assert "才形成" in Finding.objects.get(code=CODE).message


def test_of_a_meeting_on_paper_the_day_on_its_minutes_counts(world: World) -> None:
    held = timezone.make_aware(datetime.combine(TODAY - timedelta(days=60), time(9)))
    lines = [
        PaperLine(one.pk, is_head=one == world.head, spoke=8 - at, view="agree", votes={None: "for"})
        for at, one in enumerate(world.members)
    ]
    matter = make_matter(
        world, proposed_on=TODAY - timedelta(days=90), listed=listed(world), flags=["technical"]
    )
    said = Paper(matter.pk, MEETING_KIND, held, "会议室", world.head.pk, None, lines, observers=[LAWYER])
    meeting = enter_paper_meeting(paper=said, token=uuid4(), by=world.secretary, on=TODAY)
    assert "legality-review-missing" not in codes(matter)
    assert not Finding.objects.filter(code=CODE).exists()
    for dated, words in (
        (TODAY + timedelta(days=1), "不能晚于今天"),
        (TODAY - timedelta(days=61), "不能早于会议"),
    ):
        with pytest.raises(ValidationError, match=words):
            keep(world, meeting, dated)
    keep(world, meeting, TODAY - timedelta(days=59))
    assert not Finding.objects.filter(code=CODE).exists()
    assert check_minutes(meetings=[meeting.pk], on=TODAY + timedelta(days=90)) == 0


def keep(world: World, meeting: Meeting, dated: date | None = None, name: str = "minutes") -> list[str]:
    return keep_papers(
        meeting=meeting.pk, files=[paper()], paper=name, dated=dated, by=world.secretary, on=TODAY
    )


def test_minutes_come_after_the_meeting_its_notice_before(world: World, as_user: Log) -> None:
    meeting = make_meeting(world, make_matter(world))
    with pytest.raises(ValidationError, match="会议结束以后"):
        keep(world, meeting)
    assert keep(world, meeting, name="notice") == []
    with pytest.raises(NotYours):
        keep_papers(
            meeting=meeting.pk, files=[paper()], paper="notice", dated=None, by=world.member, on=TODAY
        )
    broken = SimpleUploadedFile("通知.exe", b"MZ\x00")
    client = as_user(world.secretary)
    answer = client.post(f"/meetings/{meeting.pk}/papers/", {"paper": "notice", "added": broken})
    assert answer.status_code == 422
    assert "不是可以上传的文件" in answer.content.decode()
    assert MeetingFile.objects.count() == 1


def test_papers_of_a_meeting_on_cadres_are_kept_from_who_is_not_in_the_step(
    world: World, as_user: Log
) -> None:
    cadres = make_matter(world, title="任免", category="重要人事任免", candidates=[world.candidate])
    meeting = make_meeting(world, cadres, make_matter(world))
    keep(world, meeting, name="notice")
    file = MeetingFile.objects.get()
    assert as_user(world.head_user).get(file.get_absolute_url()).status_code == 200
    assert as_user(world.member).get(file.get_absolute_url()).status_code == 404
    assert as_user(world.finance).get(file.get_absolute_url()).status_code == 404
