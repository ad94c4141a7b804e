"""Filing a matter: its class, its sum, who is proposed; nothing typed is lost, a form sent twice makes one matter (C2, L8, N14)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from decisions.models import ListedMatter, Matter, MatterDraft, MatterList, Threshold
from rulebook.procedures.decisions import MatterCategory
from tests import factories
from tests.conftest import Log
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db
NEW = "/matters/new/"


def sent(world: World, **values: Any) -> dict[str, Any]:
    """The form of a matter as the browser sends it, without candidates."""
    return {
        "token": str(uuid4()),
        "seen": "",
        "unit": str(world.town.pk),
        "title": "购置防汛设备",
        "listed": "",
        "category": MatterCategory.FUNDS,
        "amount": "120000.00",
        "summary": "汛期将至，购置抽水设备。",
        "proposed_on": TODAY.isoformat(),
        "proposer": "镇应急办",
        "leader": "",
        "changes": "",
        "meetings_required": MEETING_KIND,
        "vote_base": "due",
        "vote_fraction": "1/2",
        "candidates-TOTAL_FORMS": "3",
        "candidates-INITIAL_FORMS": "0",
    } | values


def proposing(
    at: int, person: str, post: str = "镇党政办公室主任", change: str = "appoint"
) -> dict[str, str]:
    """A candidate in row `at`."""
    return {f"candidates-{at}-{name}": value for name, value in locals().items() if name != "at"}


def in_force(world: World, **values: Any) -> ListedMatter:
    """A row of the list in force."""
    made = MatterList.objects.create(unit=world.town, version=1)
    row = {
        "code": "4.1",
        "name": "设备购置",
        "category": MatterCategory.FUNDS,
        "meetings": ["党政联席会", MEETING_KIND],
    }
    kept = ListedMatter.objects.create(list=made, **row | values)
    MatterList.objects.filter(pk=made.pk).update(adopted_on=TODAY, adopted_by="纪要")
    return kept


def test_a_matter_gets_the_next_number_of_its_unit_and_year(world: World, as_user: Log) -> None:
    client = as_user(world.secretary)
    for _turn in range(2):
        assert client.post(NEW, sent(world)).status_code == 302
    numbers = sorted(Matter.objects.values_list("number", flat=True))
    assert numbers == [f"{TODAY.year}-0001", f"{TODAY.year}-0002"]
    matter = Matter.objects.first()
    assert matter is not None
    assert (matter.county_id, matter.entered_by, matter.state) == (
        world.town.county_id,
        world.secretary,
        "preparing",
    )


def test_a_form_sent_twice_makes_one_matter(world: World, as_user: Log) -> None:
    client, form = as_user(world.secretary), sent(world)
    first, again = client.post(NEW, form), client.post(NEW, form)
    assert first["Location"] == again["Location"] == f"/matters/{Matter.objects.get().pk}/"


def test_a_large_sum_is_no_ordinary_matter_and_is_told_which_threshold_since_when(
    world: World, as_user: Log
) -> None:
    form = sent(world, category=MatterCategory.ORDINARY, amount="30000")
    answer = as_user(world.secretary).post(NEW, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        "金额 30,000.00 元 达到本单位自2000年1月1日起的大额资金标准 30,000.00 元（镇党委会议纪要1号）" in page
    )
    assert "请选“大额资金使用”" in page
    assert "汛期将至" in page
    assert not Matter.objects.exists()
    below = sent(world, category=MatterCategory.ORDINARY, amount="29999.99")
    assert as_user(world.secretary).post(NEW, below).status_code == 302


def test_a_sum_is_measured_by_the_threshold_of_the_day_it_was_proposed(world: World, as_user: Log) -> None:
    Threshold.objects.update(during=DateRange(factories.LONG_AGO, TODAY))
    client = as_user(world.secretary)
    form = sent(world, category=MatterCategory.ORDINARY, amount="40000")
    assert client.post(NEW, form).status_code == 302
    earlier = form | {"token": str(uuid4()), "proposed_on": (TODAY - timedelta(days=1)).isoformat()}
    assert "大额资金标准 30,000.00 元" in client.post(NEW, earlier).content.decode()
    above = form | {"token": str(uuid4()), "amount": "50000"}
    assert "本县上限 50,000.00 元（L8，本单位没有另定标准）" in client.post(NEW, above).content.decode()


def test_what_the_list_settles_is_taken_from_the_list(world: World, as_user: Log) -> None:
    row = in_force(world, vote_fraction="2/3", secret_ballot=True, needs_legality=True)
    form = sent(world, listed=str(row.pk), category="", meetings_required="随便", vote_base="present")
    assert as_user(world.secretary).post(NEW, form).status_code == 302
    matter = Matter.objects.get()
    assert matter.category == MatterCategory.FUNDS
    assert matter.meetings_required == ["党政联席会", MEETING_KIND]
    assert (matter.vote_base, matter.vote_fraction, matter.secret_ballot) == ("due", "2/3", True)
    assert matter.flags == ["technical"]


def test_the_class_of_a_listed_matter_is_the_lists(world: World, as_user: Log) -> None:
    row = in_force(world)
    form = sent(world, listed=str(row.pk), category=MatterCategory.PROJECT)
    assert "类别须与清单一致" in as_user(world.secretary).post(NEW, form).content.decode()
    early = sent(world, listed=str(row.pk), proposed_on=(TODAY - timedelta(days=1)).isoformat())
    assert "不在提出之日有效的清单上" in as_user(world.secretary).post(NEW, early).content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": ""}, "标题"),
        ({"category": ""}, "请选择类别"),
        ({"amount": ""}, "须填写金额"),
        ({"amount": "十二万"}, "请填写金额，单位为元"),
        ({"proposed_on": "2026-13-45"}, "日期“2026-13-45”无法识别"),
        ({"proposed_on": (TODAY + timedelta(days=1)).isoformat()}, "不能晚于今天"),
        ({"category": MatterCategory.PERSONNEL}, "请至少填写一名人选"),
        (proposing(0, "T0"), "没有工号或姓名为“T0”的干部"),
    ],
)
def test_what_cannot_be_filed_is_said_and_changes_nothing(
    world: World, as_user: Log, values: dict[str, str], words: str
) -> None:
    answer = as_user(world.secretary).post(NEW, sent(world, **values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "汛期将至" in answer.content.decode()
    assert not Matter.objects.exists()


def test_candidates_are_found_by_number_or_name_and_people_of_one_name_by_number(
    world: World, as_user: Log
) -> None:
    client = as_user(world.secretary)
    form = sent(world, category=MatterCategory.PERSONNEL, amount="") | proposing(0, world.candidate.name)
    assert client.post(NEW, form).status_code == 302
    assert Matter.objects.get().candidates.get().person == world.candidate
    double = factories.make_person(world.candidate.name)
    factories.make_tenure(double, factories.make_post(world.bureau, "副局长", head=False))
    page = client.post(NEW, form | {"token": str(uuid4())}).content.decode()
    assert "有重名，请填写工号" in page
    assert double.staff_no in page
    numbered = form | {"token": str(uuid4())} | proposing(0, f"{double.staff_no} {double.name}")
    assert client.post(NEW, numbered).status_code == 302
    twice = numbered | {"token": str(uuid4())} | proposing(1, double.staff_no)
    assert "填写了两次" in client.post(NEW, twice).content.decode()


def test_nobody_files_a_matter_about_themself_or_a_relative(world: World, as_user: Log) -> None:
    form = sent(world, category=MatterCategory.PERSONNEL, amount="")
    keeper = world.secretary.person
    assert keeper is not None
    own = as_user(world.secretary).post(NEW, form | proposing(0, keeper.staff_no))
    assert "您须回避" in own.content.decode()
    spouse = world.kin.person
    assert spouse is not None
    kin = as_user(world.head_user).post(NEW, form | proposing(0, spouse.staff_no))
    assert "您须回避" in kin.content.decode()
    assert not Matter.objects.exists()


def test_people_are_offered_by_initials_to_those_who_file_alone(world: World, as_user: Log) -> None:
    address = f"/matters/people/?unit={world.town.pk}&candidates-0-person=wtl"
    page = as_user(world.secretary).get(address).content.decode()
    assert f'value="{world.candidate.staff_no} {world.candidate.name}"' in page
    assert as_user(world.member).get(address).status_code == 404
    assert as_user(world.outsider).get(address).status_code == 404


def test_what_was_typed_is_kept_as_a_draft_of_its_author_alone(world: World, as_user: Log) -> None:
    client = as_user(world.secretary)
    form = sent(world, title="写到一半") | proposing(0, "温")
    answer = client.post("/matters/draft/", form).json()
    client.post("/matters/draft/", form | {"title": "接着写"})
    draft = MatterDraft.objects.get()
    assert answer["action"] == f"/matters/new/?draft={draft.token}"
    page = client.get(answer["action"]).content.decode()
    assert "接着写" in page
    assert 'value="温"' in page
    assert "接着写" in client.get("/matters/").content.decode()
    assert "接着写" not in as_user(world.head_user).get("/matters/").content.decode()
    assert "接着写" not in as_user(world.head_user).get(answer["action"]).content.decode()
    theirs = as_user(world.head_user).post("/matters/draft/", form | {"title": "别人写的"})
    assert theirs.status_code == 409
    assert not Matter.objects.exists()
    assert client.post(NEW, form | {"candidates-0-person": "", "candidates-0-post": ""}).status_code == 302
    assert not MatterDraft.objects.exists()
    assert client.post("/matters/draft/", form).status_code == 409


def test_a_change_is_not_saved_over_another_persons_unseen(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    mine, theirs = as_user(world.secretary), as_user(world.head_user)
    opened = matter.changed_at.isoformat()
    address = f"/matters/{matter.pk}/edit/"
    assert theirs.post(address, sent(world, title="一把手所写", seen=opened)).status_code == 302
    answer = mine.post(address, sent(world, title="秘书所写", seen=opened))
    assert answer.status_code == 409
    assert "秘书所写" in answer.content.decode()
    matter.refresh_from_db()
    assert matter.title == "一把手所写"
    again = sent(world, title="秘书所写", seen=matter.changed_at.isoformat())
    assert mine.post(address, again).status_code == 302


def test_a_matter_on_an_agenda_or_decided_is_not_changed_any_more(world: World, as_user: Log) -> None:
    matter = make_matter(world, state="scheduled")
    client = as_user(world.secretary)
    assert client.get(f"/matters/{matter.pk}/edit/").status_code == 404
    assert client.get(f"/matters/{matter.pk}/steps/publicity/").status_code == 404
    assert client.post(f"/matters/{matter.pk}/withdraw/", {"reason": "不办了"}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == "scheduled"


def test_a_change_of_a_resolution_refers_to_one_that_was_passed(world: World, as_user: Log) -> None:
    former, other = make_matter(world, state="passed"), make_matter(world)
    client = as_user(world.secretary)
    assert client.post(NEW, sent(world, changes=str(other.pk))).status_code == 422
    assert client.post(NEW, sent(world, changes=str(former.pk))).status_code == 302
    later = Matter.objects.get(changes=former)
    assert "提出的变更" in client.get(f"/matters/{former.pk}/").content.decode()
    assert former.title in client.get(f"/matters/{later.pk}/").content.decode()
    Matter.objects.filter(pk=later.pk).update(state="passed")
    assert "其后被变更" in client.get(f"/matters/{former.pk}/").content.decode()


def test_a_matter_is_withdrawn_with_a_reason_and_stays_readable(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    client = as_user(world.secretary)
    client.post(f"/matters/{matter.pk}/withdraw/", {"reason": " "})
    matter.refresh_from_db()
    assert matter.state == "preparing"
    client.post(f"/matters/{matter.pk}/withdraw/", {"reason": "并入年度计划"})
    matter.refresh_from_db()
    assert (matter.state, matter.withdrawn_reason) == ("withdrawn", "并入年度计划")
    assert "并入年度计划" in as_user(world.discipline).get(f"/matters/{matter.pk}/").content.decode()


def test_candidates_of_a_deferred_matter_stay(world: World, as_user: Log) -> None:
    matter = make_matter(
        world, category=MatterCategory.PERSONNEL, candidates=[world.candidate], state="deferred"
    )
    make_meeting(world, matter)
    form = sent(world, category=MatterCategory.PERSONNEL, amount="", seen=matter.changed_at.isoformat())
    other = proposing(0, world.members[5].staff_no)
    page = as_user(world.secretary).post(f"/matters/{matter.pk}/edit/", form | other).content.decode()
    assert "人选不能删除" in page
    assert matter.candidates.get().person == world.candidate
