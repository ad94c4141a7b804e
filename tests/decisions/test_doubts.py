"""The Party's meeting first (党委（党组）会前置, C6): what the records alone cannot tell, a person of a supervising body settles with words."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from decisions.models import Doubt, Matter
from decisions.procedure.party import party_not_first
from decisions.procedure.reading import Unfit, read
from decisions.services.checking import check_matters
from decisions.services.importing import import_decisions
from decisions.services.settling import AlreadySettled, settle_doubt
from rulebook.procedures.regulator import is_party_meeting
from supervision.models import Finding
from tests.conftest import Log
from tests.decisions.world import TODAY, World

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "party-meeting-not-first"
REQUIRED = ["党组会", "局务会"]


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def decision(*held: tuple[str, int], required: list[str] = REQUIRED, **values: Any) -> dict[str, Any]:
    """A project of the town decided by meetings so many days ago."""
    return {
        "id": "OA-1",
        "unit": "城关镇",
        "title": "修路",
        "category": "重大项目安排",
        "proposed_on": ago(60),
        "meetings_required": required,
        "meetings_held": [{"kind": kind, "on": ago(days)} for kind, days in held],
        "resolution": {"outcome": "passed", "on": ago(2), "text": "同意。", "archived": True},
    } | values


def judged(*held: tuple[str, int], required: list[str] = REQUIRED) -> dict[str, Any] | None:
    form = read(json.dumps(decision(*held, required=required)))
    assert not isinstance(form, Unfit)
    return party_not_first(form, TODAY)


def imported(*held: tuple[str, int], **values: Any) -> Matter:
    line = json.dumps(decision(*held, **values)).encode()
    report = import_decisions(lines=[(1, line)], by=None)
    assert not report.is_refused, report.errors
    return Matter.objects.get(source_id="OA-1")


def settle(
    doubt: Doubt, by: Any, *, is_true: bool = True, words: str = "查阅党组会议记录，没有研究。"
) -> Doubt:
    seen = doubt.facts["other_on"]
    return settle_doubt(doubt=doubt.pk, is_true=is_true, words=words, seen=seen, by=by, on=TODAY)


def test_the_party_meeting_comes_first_or_there_is_a_doubt() -> None:
    assert judged(("党组会", 9), ("局务会", 5)) is None
    assert judged(("党组会", 5), ("局务会", 5)) is None
    assert judged(("党组会", 9)) is None
    left_out, afterwards = judged(("局务会", 5)), judged(("局务会", 5), ("党组会", 3))
    assert left_out is not None
    assert (left_out["party"], left_out["other"], left_out["other_on"]) == ("党组会", "局务会", ago(5))
    assert afterwards is not None
    assert judged(("局务会", 5), required=["局务会", "党组会"]) is None
    assert judged(("局务会", 5), required=["局务会"]) is None


def test_the_congress_has_no_party_meeting() -> None:
    assert is_party_meeting("县委常委会")
    assert is_party_meeting("党委（党组）会")
    assert not is_party_meeting("人大常委会主任会议")
    assert not is_party_meeting("镇长办公会")


def test_what_is_doubtful_is_not_asked_of_the_head_before_a_person_confirms_it(world: World) -> None:
    matter = imported(("局务会", 5))
    doubt = Doubt.objects.get(matter=matter)
    assert (doubt.state, doubt.person) == ("pending", world.head)
    assert not Finding.objects.filter(code=CODE).exists()
    assert Finding.objects.filter(code="meeting-order-wrong", source_id=matter.pk).exists()
    settle(doubt, world.discipline)
    found = Finding.objects.get(code=CODE)
    assert (found.clause, found.person, found.state) == ("C6", world.head, "open")
    assert found.facts["confirmed_by"] == str(world.discipline)
    assert "查阅党组会议记录，没有研究。" in found.message


def test_what_was_dismissed_stays_so_until_the_facts_change(world: World) -> None:
    matter = imported(("局务会", 5))
    settle(Doubt.objects.get(), world.discipline, is_true=False, words="党组会记录在纸质档案里。")
    check_matters(matters=[matter.pk], on=TODAY)
    assert Doubt.objects.get().state == "dismissed"
    assert not Finding.objects.filter(code=CODE).exists()
    imported(("局务会", 4))
    assert (Doubt.objects.get().state, Doubt.objects.get().words) == ("pending", "")


def test_what_was_confirmed_closes_with_its_cause(world: World) -> None:
    imported(("局务会", 5))
    settle(Doubt.objects.get(), world.discipline)
    imported(("党组会", 9), ("局务会", 5))
    assert Doubt.objects.get().state == "lapsed"
    assert Finding.objects.get(code=CODE).closure == "fixed"


def test_nobody_of_the_unit_no_relative_and_no_onlooker_settles_it(world: World, as_user: Log) -> None:
    imported(("局务会", 5))
    doubt = Doubt.objects.get()
    for other in (world.head_user, world.member, world.secretary, world.kin, world.outsider, world.nobody):
        with pytest.raises(AlreadySettled):
            settle(doubt, other)
        assert as_user(other).get(f"/doubts/{doubt.pk}/").status_code == 404
        sent = {"verdict": "true", "words": "伪造", "seen": doubt.facts["other_on"]}
        assert as_user(other).post(f"/doubts/{doubt.pk}/settle/", sent).status_code == 404
    doubt.refresh_from_db()
    assert doubt.state == "pending"


def test_it_is_settled_once_with_words(world: World, as_user: Log) -> None:
    imported(("局务会", 5))
    doubt = Doubt.objects.get()
    with pytest.raises(ValidationError, match="核实情况"):
        settle(doubt, world.discipline, words=" ")
    client, address = as_user(world.discipline), f"/doubts/{doubt.pk}/settle/"
    assert client.post(address, {"words": "没有选结论"}).status_code == 422
    sent = {"verdict": "true", "words": "属实", "seen": doubt.facts["other_on"]}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"verdict": "false", "words": "改主意"}, follow=True)
    assert "已经核实" in again.content.decode()
    doubt.refresh_from_db()
    assert (doubt.state, doubt.words) == ("confirmed", "属实")
    with pytest.raises(IntegrityError, match="says_by_whom"), transaction.atomic():
        Doubt.objects.filter(pk=doubt.pk).update(words="")


def test_it_stands_in_the_inbox_and_on_its_list_until_settled(
    world: World, as_user: Log, django_assert_max_num_queries: Any
) -> None:
    imported(("局务会", 5))
    client = as_user(world.discipline)
    assert "待核实的疑点" in client.get("/inbox/").content.decode()
    assert "修路" in client.get("/doubts/").content.decode()
    assert "待核实的疑点" not in as_user(world.head_user).get("/inbox/").content.decode()
    with django_assert_max_num_queries(20):
        client.get("/doubts/")
    settle(Doubt.objects.get(), world.discipline)
    assert "修路" not in client.get("/doubts/").content.decode()
    page = client.get("/doubts/?tab=settled").content.decode()
    assert "修路" in page
    found = Finding.objects.get(code=CODE)
    assert "核实情况" in as_user(world.head_user).get(f"/findings/{found.pk}/").content.decode()
