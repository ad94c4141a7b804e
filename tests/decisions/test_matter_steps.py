"""The steps before deciding, entered kind by kind (C3–C5), and the emergency path (C7)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import workdays
from decisions.checks import lines_of
from decisions.models import Emergency, Matter
from decisions.selectors.emergencies import emergency_share
from decisions.services.emergencies import declare_emergency, report_emergency
from decisions.services.matters import withdraw_matter
from decisions.services.preparation import save_preparation
from decisions.services.states import NotPossible
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def ago(days: int) -> date:
    """The day `days` days before today."""
    return TODAY - timedelta(days=days)


def entered(world: World, matter: Matter, kind: str, **values: Any) -> Any:
    """The step `kind` of `matter` as the secretary enters it today."""
    return save_preparation(matter=matter.pk, kind=kind, values=values, by=world.secretary, on=TODAY)


def state_of(matter: Matter, key: str) -> str:
    """How the step `key` of `matter` stands today."""
    fresh = Matter.objects.get(pk=matter.pk)
    return next(line.state for line in lines_of(fresh, TODAY) if line.step.key == key)


DONE: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "livelihood", "consultation", "summary",
        {"since": ago(40), "until": ago(5), "text": "收到意见 3 条", "adoption": "采纳 2 条", "respondents": 3},
    ),
    ("technical", "expert-panel", "expert-panel", {"on": YESTERDAY, "experts": "祝望舒、辛清越", "opinion": "favourable", "text": "可行"}),
    ("technical", "technical-advice", "technical-advice", {"on": YESTERDAY, "by": "县设计院", "opinion": "conditional", "text": "管径加大"}),
    (
        "technical", "legality-review", "legality-review",
        {"since": ago(20), "on": YESTERDAY, "by": "县司法局", "opinion": "favourable", "text": "合法"},
    ),
    ("technical", "stability-risk", "stability-risk", {"on": YESTERDAY, "by": "县政法委", "grade": "low", "text": "风险可控"}),
    ("public-interest", "publicity", "publicity", {"since": ago(20), "until": ago(2), "text": "镇政务公开栏"}),
    ("public-interest", "hearing", "hearing-or-survey", {"since": ago(10), "on": YESTERDAY, "text": "多数同意"}),
    ("public-interest", "survey", "hearing-or-survey", {"on": YESTERDAY, "respondents": 80, "in_favour": 70}),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "kind", "step", "values"), DONE, ids=[row[1] for row in DONE])
def test_a_step_that_was_entered_is_done_on_the_checklist(
    world: World, flag: str, kind: str, step: str, values: dict[str, Any]
) -> None:
    matter = make_matter(world, flags=[flag])
    assert state_of(matter, step) in {"missing", "ahead"}
    entered(world, matter, kind, **values)
    assert state_of(matter, step) == "done"


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("consultation", {"until": TOMORROW}, "since"),
        ("consultation", {"since": TODAY, "until": YESTERDAY}, "until"),
        ("consultation", {"since": ago(10), "until": TOMORROW}, "short_reason"),
        ("consultation", {"since": ago(40), "until": TODAY, "text": "收到 3 条"}, "text"),
        ("consultation", {"since": TODAY, "published": True, "draft": "草案"}, "until"),
        ("consultation", {"since": TODAY, "until": TODAY + timedelta(days=40), "published": True}, "draft"),
        (
            "expert-panel",
            {"on": TOMORROW, "experts": "祝望舒", "opinion": "favourable", "text": "可行"},
            "on",
        ),
        ("expert-panel", {"on": TODAY, "opinion": "favourable", "text": "可行"}, "experts"),
        ("expert-panel", {"on": TODAY, "experts": "祝望舒", "text": "可行"}, "opinion"),
        ("technical-advice", {"on": TODAY, "opinion": "adverse", "text": "不可行"}, "by"),
        ("legality-review", {}, "since"),
        (
            "legality-review",
            {"since": TODAY, "on": YESTERDAY, "by": "县司法局", "opinion": "favourable", "text": "合法"},
            "on",
        ),
        ("stability-risk", {"on": TODAY, "by": "县政法委", "text": "可控"}, "grade"),
        ("publicity", {"since": TODAY, "until": YESTERDAY, "text": "公开栏"}, "until"),
        ("hearing", {"since": TODAY, "on": TODAY}, "text"),
        ("survey", {"on": TODAY, "respondents": 10, "in_favour": 11}, "in_favour"),
        ("survey", {"on": TODAY, "in_favour": 1}, "respondents"),
    ],
)
def test_a_step_that_says_too_little_or_the_impossible_is_refused_at_its_field(
    world: World, kind: str, values: dict[str, Any], field: str
) -> None:
    matter = make_matter(world)
    with pytest.raises(ValidationError) as refused:
        entered(world, matter, kind, **values)
    assert field in refused.value.message_dict
    assert not matter.preparations.exists()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (
            "legality-review",
            {
                "since": ago(20),
                "on": YESTERDAY,
                "by": "县司法局",
                "opinion": "conditional",
                "text": "补充依据",
            },
        ),
        ("expert-panel", {"on": YESTERDAY, "experts": "祝望舒", "opinion": "adverse", "text": "造价过高"}),
        ("stability-risk", {"on": YESTERDAY, "by": "县政法委", "grade": "high", "text": "征地矛盾"}),
    ],
)
def test_an_adverse_opinion_asks_for_a_written_answer_and_takes_it(
    world: World, as_user: Log, kind: str, values: dict[str, Any]
) -> None:
    matter = make_matter(world, flags=["technical"])
    entered(world, matter, kind, **values)
    assert state_of(matter, "answers") == "missing"
    client, address = as_user(world.head_user), f"/matters/{matter.pk}/steps/{kind}/"
    assert "须先书面答复" in client.get(address).content.decode()
    assert "须书面答复" in client.get(f"/matters/{matter.pk}/").content.decode()
    sent = {name: str(value) for name, value in values.items()} | {"answer": "已按意见修改方案"}
    assert client.post(address, sent).status_code == 302
    step = matter.preparations.get()
    assert (step.answer, step.answered_by) == ("已按意见修改方案", world.head_user)
    assert step.answered_at is not None
    assert state_of(matter, "answers") != "missing"


def test_a_form_that_is_refused_loses_nothing_typed(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    sent = {"on": TOMORROW.isoformat(), "experts": "祝望舒", "opinion": "favourable", "text": "方案总体可行"}
    answer = as_user(world.secretary).post(f"/matters/{matter.pk}/steps/expert-panel/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "日期不能晚于今天" in page
    assert "方案总体可行" in page
    assert TOMORROW.isoformat() in page


def test_a_file_of_a_step_is_shown_with_it(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    file = SimpleUploadedFile("公示照片.txt", "公示".encode())
    sent = {"since": TODAY.isoformat(), "text": "公开栏", "files": [file]}
    assert as_user(world.secretary).post(f"/matters/{matter.pk}/steps/publicity/", sent).status_code == 302
    assert matter.preparations.get().attachments.get().name == "公示照片.txt"
    assert "公示照片.txt" in as_user(world.member).get(f"/matters/{matter.pk}/").content.decode()


def declared(world: World, matter: Matter, decided_on: date = YESTERDAY) -> Emergency:
    """An emergency on `matter`."""
    return declare_emergency(
        matter=matter.pk, reason="堤坝渗漏", decided_by="山既明", decided_on=decided_on, action="连夜抢险",
        by=world.secretary, on=TODAY,
    )  # fmt: skip


def test_an_emergency_sets_the_steps_aside_and_is_reported_in_working_days(
    world: World, as_user: Log
) -> None:
    matter = make_matter(world, flags=["technical", "livelihood"])
    declared(world, matter)
    assert {state_of(matter, key) for key in ("consultation", "legality-review", "circulation")} == {
        "not-needed"
    }
    client = as_user(world.secretary)
    due = workdays.load().add(YESTERDAY, 10)
    page = client.get(f"/matters/{matter.pk}/").content.decode()
    assert due.isoformat() in page
    sent = {"reported_on": TOMORROW.isoformat(), "report": "党委会通报"}
    answer = client.post(f"/matters/{matter.pk}/emergency/report/", sent)
    assert answer.status_code == 422
    assert "报告日期不能晚于今天" in answer.content.decode()
    assert "党委会通报" in answer.content.decode()
    sent["reported_on"] = TODAY.isoformat()
    assert client.post(f"/matters/{matter.pk}/emergency/report/", sent).status_code == 302
    assert Emergency.objects.get().reported_on == TODAY
    with pytest.raises(NotPossible):
        report_emergency(matter=matter.pk, reported_on=TODAY, report="再报", by=world.secretary, on=TODAY)
    with pytest.raises(NotPossible):
        declared(world, matter)


def test_an_emergency_says_why_and_by_whom_and_cannot_be_hidden(world: World, as_user: Log) -> None:
    matter = make_matter(world)
    address = f"/matters/{matter.pk}/emergency/"
    answer = as_user(world.secretary).post(address, {"decided_on": TODAY.isoformat(), "action": "抢险"})
    assert answer.status_code == 422
    for words in ("请写明紧急理由", "请写明决定人"):
        assert words in answer.content.decode()
    declared(world, matter)
    with pytest.raises(ValidationError, match="不能撤回"):
        withdraw_matter(matter=matter.pk, reason="算了", by=world.secretary, on=TODAY)
    ordinary = make_matter(world, category=MatterCategory.ORDINARY)
    with pytest.raises(ValidationError, match="一般事项"):
        declared(world, ordinary)


def test_a_unit_that_cannot_wait_more_often_than_the_county_is_shown_so(world: World, as_user: Log) -> None:
    for _turn in range(3):
        make_matter(world)
    make_matter(world, unit=world.bureau)
    urgent = make_matter(world, title="堤坝抢险")
    old = make_matter(world, title="旧事", proposed_on=TODAY - timedelta(days=800))
    declared(world, urgent)
    declared(world, old, TODAY - timedelta(days=800))
    share = emergency_share(world.town, world.discipline, TODAY)
    assert (share.emergencies, share.matters, share.in_county, share.matters_in_county) == (1, 4, 1, 5)
    assert (share.percent, share.percent_in_county) == (25, 20)
    assert share.is_above_county
    page = as_user(world.member).get("/matters/").content.decode()
    assert "占集体决策事项 4 项的 25%（全县 20%）" in page
    assert "高于全县" in page
    listed = as_user(world.discipline).get(f"/matter-lists/{world.town.pk}/emergencies/").content.decode()
    assert "堤坝抢险" in listed
    assert "旧事" in listed
