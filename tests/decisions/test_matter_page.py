"""Reading matters: lists that ask a constant number of queries, the checklist of one, who looked at a personnel matter (B2)."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.models import Event
from decisions.models import Attachment, Preparation
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db


def test_a_list_asks_the_same_number_of_queries_for_two_matters_and_for_forty(
    world: World, as_user: Log
) -> None:
    client = as_user(world.discipline)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/matters/").status_code == 200
        return len(queries)

    for turn in range(2):
        make_meeting(world, make_matter(world, title=f"第{turn}项", flags=["technical", "public-interest"]))
    client.get("/matters/")
    few = asked()
    for turn in range(38):
        matter = make_matter(world, title=f"又一项{turn}", flags=["livelihood"], amount=turn)
        Preparation.objects.create(matter=matter, kind="consultation", since=TODAY)
    make_meeting(world, matter)
    assert asked() == few


def test_a_row_says_what_is_missing_next_and_by_when(world: World, as_user: Log) -> None:
    matter = make_matter(world, flags=["livelihood"])
    make_meeting(world, matter, on=TODAY + timedelta(days=45))
    page = as_user(world.member).get("/matters/").content.decode()
    assert "公布草案、征求意见" in page
    assert (TODAY + timedelta(days=15)).isoformat() in page


def test_a_list_is_narrowed_by_tab_unit_class_flag_year_and_words(world: World, as_user: Log) -> None:
    early = TODAY.replace(year=TODAY.year - 1, day=1)
    make_matter(world, title="集镇亮化", state="passed", proposed_on=early)
    make_matter(world, title="防汛设备", category=MatterCategory.FUNDS, flags=["technical"])
    make_matter(world, title="造林计划", unit=world.bureau)
    client = as_user(world.discipline)
    for query, found in (
        ("", {"集镇亮化", "防汛设备", "造林计划"}),
        ("?tab=decided", {"集镇亮化"}),
        ("?tab=preparing", {"防汛设备", "造林计划"}),
        (f"?unit={world.bureau.pk}", {"造林计划"}),
        (f"?category={MatterCategory.FUNDS}", {"防汛设备"}),
        ("?state=passed", {"集镇亮化"}),
        ("?flag=technical", {"防汛设备"}),
        (f"?year={early.year}", {"集镇亮化"}),
        ("?q=zljh", {"造林计划"}),
        ("?q=林业", {"造林计划"}),
        ("?unit=nothing", {"集镇亮化", "防汛设备", "造林计划"}),
        ("?tab=nothing", {"集镇亮化", "防汛设备", "造林计划"}),
    ):
        page = client.get(f"/matters/{query}").content.decode()
        assert {title for title in ("集镇亮化", "防汛设备", "造林计划") if title in page} == found, query


def test_an_export_holds_the_rows_and_no_personnel_matter(world: World, as_user: Log) -> None:
    make_matter(world, title="=危险", amount=1200)
    make_matter(world, title="人事", category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    answer = as_user(world.discipline).get("/matters/export/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    titles = [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles == ["'=危险"]
    assert Event.objects.filter(action="matter.export").count() == 1


def test_the_checklist_says_what_is_missing_why_and_leads_to_its_form(world: World, as_user: Log) -> None:
    matter = make_matter(world, flags=["technical"])
    page = as_user(world.secretary).get(f"/matters/{matter.pk}/").content.decode()
    assert "没有进行专家组论证" in page
    assert "不属于国计民生和全局的事项（C3）" in page
    assert f"/matters/{matter.pk}/steps/expert-panel/" in page
    assert f"/matters/{matter.pk}/steps/legality-review/" in page
    read = as_user(world.member).get(f"/matters/{matter.pk}/").content.decode()
    assert "没有进行专家组论证" in read
    assert "/steps/" not in read
    assert "/edit/" not in read


def test_papers_are_asked_for_once_a_meeting_was_called(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    page = as_user(world.member).get(f"/matters/{matter.pk}/").content.decode()
    assert "会期未定" in page
    assert "没有送达" not in page
    make_meeting(world, matter, on=TODAY)
    page = as_user(world.member).get(f"/matters/{matter.pk}/").content.decode()
    assert "会期未定" not in page
    assert "没有送达" in page


def test_every_view_of_a_personnel_matter_is_noted_and_shown_to_those_who_watch(
    world: World, as_user: Log
) -> None:
    matter = make_matter(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    ordinary = make_matter(world)
    for user in (world.secretary, world.secretary, world.discipline):
        as_user(user).get(f"/matters/{matter.pk}/")
        as_user(user).get(f"/matters/{ordinary.pk}/")
    viewed = Event.objects.filter(action="matter.viewed")
    assert sorted(viewed.values_list("actor__username", "target_id")) == sorted(
        [("secretary", matter.pk), ("secretary", matter.pk), ("discipline", matter.pk)]
    )
    for user, sees in ((world.head_user, True), (world.organiser, True), (world.secretary, False)):
        page = as_user(user).get(f"/matters/{matter.pk}/").content.decode()
        assert ("谁查看过" in page) is sees
    assert "谁查看过" not in as_user(world.head_user).get(f"/matters/{ordinary.pk}/").content.decode()


def test_files_are_kept_checked_and_go_out_to_those_who_see_the_matter(
    world: World, as_user: Log, tmp_path: Path
) -> None:
    matter = make_matter(world)
    client, address = as_user(world.secretary), f"/matters/{matter.pk}/files/"
    good = SimpleUploadedFile("方案.txt", "管网方案".encode())
    assert client.post(address, {"files": [good]}).status_code == 302
    kept = Attachment.objects.get()
    assert (
        b"".join(as_user(world.member).get(f"{address}{kept.pk}/").streaming_content).decode() == "管网方案"
    )  # type: ignore[attr-defined]
    assert as_user(world.outsider).get(f"{address}{kept.pk}/").status_code == 404
    bad = SimpleUploadedFile("方案.pdf", b"MZ program")
    answer = client.post(address, {"files": [bad]})
    assert answer.status_code == 422
    assert "没有上传" in answer.content.decode() or "不是可以上传的文件" in answer.content.decode()
    assert as_user(world.member).post(address, {"files": []}).status_code == 404
    client.post(f"{address}{kept.pk}/remove/")
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("state", "word"), [("preparing", "提出的变更"), ("passed", "其后被变更")])
def test_a_change_that_is_only_proposed_is_not_called_one(
    world: World, as_user: Log, state: str, word: str
) -> None:
    first = make_matter(world, title="修渠", state="passed")
    make_matter(world, title="修渠工期调整", state=state, changes=first)
    page = as_user(world.secretary).get(f"/matters/{first.pk}/").content.decode()
    assert [one for one in ("提出的变更", "其后被变更") if one in page] == [word]
