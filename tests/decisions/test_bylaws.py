"""The rules a unit itself decides by (制度): in versions, with their official file; what it must have and lacks is found (C2)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from decisions.checks import found_in
from decisions.checks.bylaws import Enacting
from decisions.checks.filing import Filing
from decisions.models import Bylaw, Matter
from decisions.selectors.bylaws import own_quorum
from decisions.selectors.meetings import numbers_of
from decisions.services import closing, running
from decisions.services.bylaws import check_bylaws, end_bylaw, enter_bylaw, withdraw_bylaw
from decisions.services.matters import file_matter
from decisions.services.states import NotPossible
from decisions.tasks import check_bylaws_today
from rulebook.procedures.decisions import MatterCategory, attendance_needed
from supervision.models import Finding
from tests.conftest import Log
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down
from tests.decisions.test_lists import ROADS, ListedRow, adopted
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter

pytestmark = pytest.mark.django_db(transaction=True)
YEAR_AGO = TODAY - timedelta(days=365)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def text(name: str = "制度.txt", words: str = "第一条") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def bylaw(world: World, kind: str = "procedure", **values: Any) -> Bylaw:
    """A bylaw of the town, entered today, in force for a year."""
    filled = {
        "unit": world.town,
        "kind": kind,
        "name": {"procedure": "党委会议事规则", "collective": "三重一大决策制度"}.get(kind, "其他制度"),
        "approved_on": YEAR_AGO,
        "approved_by": "镇党委会〔2025〕1号",
        "since": YEAR_AGO,
    } | values
    official = [text(words=f"{filled['name']}{filled['since']}")]
    return enter_bylaw(
        token=uuid4(), typed=Enacting(**filled), official=official, by=world.secretary, on=TODAY
    )


def lack(world: World) -> Finding | None:
    return Finding.objects.filter(unit=world.town, code="bylaws-incomplete").first()


def test_a_unit_without_the_bylaws_it_must_have_is_found_by_night_and_the_head_answers(world: World) -> None:
    check_bylaws_today(TODAY.isoformat())
    found = lack(world)
    assert found is not None
    assert (found.clause, found.person) == ("C2", world.head)
    assert found.facts["missing"] == ["议事规则", "“三重一大”制度"]
    assert "国资委“三重一大”决策和运行应用系统" in found.message


def test_what_was_entered_closes_the_finding_at_once_and_what_ends_raises_it_again(world: World) -> None:
    check_bylaws(units=[world.town.pk], on=TODAY)
    rules = bylaw(world)
    found = lack(world)
    assert found is not None
    assert (found.state, found.facts["missing"]) == ("open", ["“三重一大”制度"])
    bylaw(world, "collective")
    found.refresh_from_db()
    assert (found.state, found.closure) == ("closed", "fixed")
    end_bylaw(bylaw=rules.pk, until=TOMORROW, reason="镇党委会〔2026〕9号", by=world.secretary, on=TODAY)
    found.refresh_from_db()
    assert found.state == "closed"
    check_bylaws_today(TOMORROW.isoformat())
    assert Finding.objects.filter(unit=world.town, code="bylaws-incomplete", state="open").exists()


def test_a_charter_is_asked_of_enterprises_alone(world: World) -> None:
    bylaw(world)
    bylaw(world, "collective")
    assert check_bylaws(units=[world.town.pk], on=TODAY) == 0
    world.town.category = "国有企业"
    world.town.save()
    check_bylaws(units=[world.town.pk], on=TODAY)
    found = lack(world)
    assert found is not None
    assert found.facts["missing"] == ["章程"]


def test_a_new_version_takes_the_place_of_the_former_from_its_day(world: World) -> None:
    first = bylaw(world)
    second = bylaw(world, replaces=first.pk, approved_on=TODAY, since=TOMORROW)
    first.refresh_from_db()
    assert (first.until, first.is_in_force(TODAY), second.is_in_force(TODAY)) == (TOMORROW, True, False)
    assert second.is_in_force(TOMORROW)
    with pytest.raises(ValidationError, match="正在执行的同类制度"):
        bylaw(world, replaces=first.pk, name="另一个", approved_on=TODAY, since=TOMORROW)
    with pytest.raises(ValidationError, match="先撤销新的一版"):
        withdraw_bylaw(bylaw=first.pk, reason="填错", by=world.secretary, on=TODAY)
    withdraw_bylaw(bylaw=second.pk, reason="日期填错", by=world.secretary, on=TODAY)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.until, second.is_withdrawn) == (None, True)
    with pytest.raises(NotPossible):
        withdraw_bylaw(bylaw=second.pk, reason="再来一次", by=world.secretary, on=TODAY)


def test_one_bylaw_of_a_name_is_in_force_at_a_time_whoever_writes_it(world: World) -> None:
    known = bylaw(world)
    with pytest.raises(ValidationError, match="同名的制度正在执行"):
        bylaw(world)
    values = {"unit": world.town, "kind": known.kind, "approved_on": YEAR_AGO, "since": YEAR_AGO}
    with pytest.raises(IntegrityError, match="one_bylaw_of_a_name"), transaction.atomic():
        Bylaw.objects.create(name=known.name, **values)
    with pytest.raises(IntegrityError, match="never_laxer"), transaction.atomic():
        Bylaw.objects.create(name="松", quorum="1/3", **values)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"quorum": "1/3"}, "quorum", "只能比规定的 1/2（N10）更严"),
        ({"vote_fraction": "2/3"}, "vote_base", "都选择"),
        ({"approved_on": TOMORROW, "since": TOMORROW}, "approved_on", "不能晚于今天"),
        ({"since": YEAR_AGO - timedelta(days=1)}, "since", "不能早于审批日期"),
        ({"reviewed_on": YEAR_AGO}, "reviewed_by", "同时填写"),
        ({"approved_by": " "}, "approved_by", "请填写审批"),
    ],
)
def test_a_bylaw_that_cannot_be_is_refused_at_its_field(
    world: World, values: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        bylaw(world, **values)
    assert words in refused.value.message_dict[field][0]
    assert not Bylaw.objects.exists()


def test_the_stricter_quorum_holds_whether_it_is_the_units_own_or_the_rules() -> None:
    ordinary, cadres = MatterCategory.PROJECT, MatterCategory.PERSONNEL
    assert [attendance_needed(ordinary, 8, own) for own in (None, "1/2", "2/3", "1")] == [4, 4, 6, 8]
    assert [attendance_needed(cadres, 9, own) for own in (None, "1/2", "3/4", "1")] == [6, 6, 7, 9]


def test_a_meeting_below_the_units_own_quorum_cannot_discuss(world: World) -> None:
    bylaw(world, quorum="3/4", meeting=MEETING_KIND)
    matter = make_matter(world)
    meeting = sat_down(world, matter, absent=world.members[5:])
    item = only_item(meeting)
    found = numbers_of(matter, item.stances.select_related("seat"), own_quorum(meeting))
    assert (found.quorum, found.taking_part, found.rule) == (6, 5, "《党委会议事规则》")
    with pytest.raises(ValidationError, match="少于 6 人（《党委会议事规则》）"):
        running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)


def test_the_own_quorum_is_the_one_of_the_kind_of_meeting_and_of_its_day(world: World) -> None:
    bylaw(world, quorum="4/5", meeting="镇长办公会")
    later = bylaw(world, "collective", quorum="2/3", since=TOMORROW)
    meeting = sat_down(world, make_matter(world))
    assert own_quorum(meeting) is None
    meeting.at += timedelta(days=1)
    own = own_quorum(meeting)
    assert own is not None
    assert (own.share, own.bylaw) == ("2/3", later.name)


def test_a_past_meeting_is_judged_by_the_bylaw_of_its_day_once_that_is_entered(world: World) -> None:
    matter = make_matter(world)
    meeting = sat_down(world, matter, absent=world.members[5:])
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 5)
    closing.close_meeting(meeting=meeting.pk, texts={item.pk: "同意。"}, by=world.secretary, on=TODAY)
    assert "no-quorum" not in codes(matter)
    bylaw(world, quorum="2/3")
    assert "no-quorum" in codes(matter)
    assert Finding.objects.filter(code="no-quorum", source_id=matter.pk, state="open").exists()


def codes(matter: Matter) -> set[str]:
    fresh = Matter.objects.get(pk=matter.pk)
    return {one.rule.code for one in found_in([fresh], TODAY)[fresh]}


def test_the_vote_is_the_list_entrys_or_else_the_bylaws(world: World) -> None:
    adopted(
        world,
        ROADS,
        ListedRow("2", "购车", "大额资金使用", [MEETING_KIND], "", ""),
    )
    bylaw(world, vote_base="present", vote_fraction="3/4", meeting=MEETING_KIND)
    rows = {row.code: row for row in world.town.matter_lists.get().matters.all()}

    def filed(code: str) -> tuple[str, str]:
        row = rows[code]
        filing = Filing(world.town, "事项", row.category, TODAY, amount=40_000, listed=row)  # type: ignore[arg-type]
        matter = file_matter(token=uuid4(), filing=filing, by=world.secretary, on=TODAY)
        return matter.vote_base, matter.vote_fraction

    assert filed("1.1") == ("due", "2/3")
    assert filed("2") == ("present", "3/4")


def sent(**values: Any) -> dict[str, Any]:
    return {
        "token": str(uuid4()),
        "kind": "procedure",
        "name": "党委会议事规则",
        "approved_on": YEAR_AGO.isoformat(),
        "approved_by": "镇党委会〔2025〕1号",
        "since": YEAR_AGO.isoformat(),
        "official": text(),
    } | values


def test_the_secretary_enters_one_once_however_often_it_is_sent(world: World, as_user: Log) -> None:
    client, address = as_user(world.secretary), f"/bylaws/unit/{world.town.pk}/new/"
    token = str(uuid4())
    first = client.post(address, sent(token=token, quorum="2/3"))
    again = client.post(address, sent(token=token, quorum="2/3", official=text()))
    row = Bylaw.objects.get()
    assert (first["Location"], again["Location"]) == (f"/bylaws/{row.pk}/", f"/bylaws/{row.pk}/")
    page = client.get(first["Location"]).content.decode()
    assert "党委会议事规则" in page
    assert "登记新的一版" in page
    file = row.files.get()
    answer = client.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == "第一条".encode()  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("制度.exe", b"MZ\x00", "不是可以上传的文件"),
        ("制度.pdf", b"plain", "扩展名不符"),
        ("制度.txt", b"", "空"),
    ],
)
def test_a_broken_file_keeps_the_bylaw_out_and_nothing_typed_is_lost(
    world: World, as_user: Log, name: str, content: bytes, words: str
) -> None:
    client = as_user(world.secretary)
    broken = sent(official=SimpleUploadedFile(name, content))
    answer = client.post(f"/bylaws/unit/{world.town.pk}/new/", broken)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "镇党委会〔2025〕1号" in page
    assert not Bylaw.objects.exists()


def test_without_an_official_file_nothing_is_entered(world: World, as_user: Log) -> None:
    data = sent()
    del data["official"]
    answer = as_user(world.secretary).post(f"/bylaws/unit/{world.town.pk}/new/", data)
    assert answer.status_code == 422
    assert not Bylaw.objects.exists()


def test_members_and_bodies_read_and_only_keepers_enter(world: World, as_user: Log) -> None:
    row = bylaw(world)
    for reader in (world.member, world.discipline, world.head_user):
        assert as_user(reader).get(f"/bylaws/{row.pk}/").status_code == 200
    for stranger in (world.outsider, world.nobody, world.kin):
        assert as_user(stranger).get(f"/bylaws/{row.pk}/").status_code == 404
    for other in (world.member, world.discipline, world.nobody):
        client = as_user(other)
        assert client.get(f"/bylaws/unit/{world.town.pk}/new/").status_code == 404
        assert client.post(f"/bylaws/{row.pk}/withdraw/", {"reason": "不要"}).status_code == 404
        assert client.post(f"/bylaws/{row.pk}/files/", {"added": text()}).status_code == 404
    row.refresh_from_db()
    assert not row.is_withdrawn


def test_a_bylaw_of_another_unit_cannot_be_replaced_by_number(world: World) -> None:
    foreign = Bylaw.objects.create(
        unit=world.bureau, kind="procedure", name="局务会议事规则", approved_on=YEAR_AGO, since=YEAR_AGO
    )
    with pytest.raises(ValidationError, match="正在执行的同类制度"):
        bylaw(world, replaces=foreign.pk, approved_on=TODAY, since=TODAY)
    foreign.refresh_from_db()
    assert foreign.until is None


def test_the_overview_says_what_each_unit_lacks_in_a_constant_number_of_queries(
    world: World, as_user: Log, django_assert_max_num_queries: Any
) -> None:
    bylaw(world)
    bylaw(world, "collective")
    client = as_user(world.discipline)

    def units(query: str = "") -> dict[str, list[str]]:
        return {unit.name: unit.missing for unit in client.get(f"/bylaws/{query}").context["page"]}

    assert units()[world.town.name] == []
    assert units()[world.bureau.name] == ["议事规则", "“三重一大”制度"]
    assert world.town.name not in units("?complete=no")
    assert set(units("?complete=yes")) == {world.town.name}
    assert units("?complete=what") == units()
    with django_assert_max_num_queries(20):
        client.get("/bylaws/")


def test_more_files_are_kept_and_a_second_ending_changes_nothing(world: World, as_user: Log) -> None:
    row = bylaw(world)
    client = as_user(world.head_user)
    kept = client.post(f"/bylaws/{row.pk}/files/", {"paper": "review", "added": text("意见.txt", "同意")})
    assert kept.status_code == 302
    assert row.files.filter(paper="review").count() == 1
    end = {"until": TOMORROW.isoformat(), "reason": "废止决定"}
    assert client.post(f"/bylaws/{row.pk}/end/", {**end, "until": "2020-01-01"}).status_code == 422
    assert client.post(f"/bylaws/{row.pk}/end/", end).status_code == 302
    later = {**end, "until": date(2030, 1, 1).isoformat()}
    assert client.post(f"/bylaws/{row.pk}/end/", later).status_code == 302
    row.refresh_from_db()
    assert row.until == TOMORROW
    assert "停止执行" in client.get(f"/bylaws/{row.pk}/").content.decode()
