"""A unit's list of matters and its large-sum threshold: drafted, adopted, then as it was for good (C2, L8)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from decisions.models import MatterList, Threshold
from decisions.selectors.lists import adopted_list, large_sum_from, listed_matters, threshold_on
from decisions.services.lists import (
    ListedRow,
    adopt_list,
    begin_list,
    change_list,
    last_change,
    set_threshold,
)
from decisions.services.states import NotPossible
from tests.conftest import Log
from tests.decisions.world import MEETING_KIND, THRESHOLD, TODAY, World, make_matter

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
ROADS = ListedRow(
    "1.1", "道路建设", "重大项目安排", [MEETING_KIND, "镇长办公会"], "due", "2/3", needs_legality=True
)


def drafted(world: World, *rows: ListedRow) -> MatterList:
    """The town's draft with `rows`."""
    draft = begin_list(unit=world.town.pk, by=world.secretary, on=TODAY)
    return change_list(unit=world.town.pk, rows=rows, seen=last_change(draft), by=world.secretary, on=TODAY)


def adopted(world: World, *rows: ListedRow, on: date = TODAY) -> MatterList:
    """The town's list, adopted with `rows`."""
    drafted(world, *rows)
    return adopt_list(
        unit=world.town.pk, adopted_on=on, adopted_by="镇党委会〔2026〕3号", by=world.secretary, on=TODAY
    )


def test_a_new_version_is_copied_from_the_one_in_force_and_leaves_it_alone(world: World) -> None:
    first = adopted(world, ROADS)
    second = begin_list(unit=world.town.pk, by=world.head_user, on=TODAY)
    assert (first.version, second.version) == (1, 2)
    assert [row.name for row in second.matters.all()] == ["道路建设"]
    assert second.matters.get().meetings == [MEETING_KIND, "镇长办公会"]
    assert adopted_list(world.town, TODAY) == first
    assert begin_list(unit=world.town.pk, by=world.secretary, on=TODAY) == second


def test_an_adopted_list_cannot_be_changed_by_the_product_or_in_the_database(world: World) -> None:
    first = adopted(world, ROADS)
    with pytest.raises(NotPossible):
        change_list(unit=world.town.pk, rows=[], seen=1, by=world.secretary, on=TODAY)
    for change in (
        lambda: first.matters.update(name="别的"),
        lambda: first.matters.all().delete(),
        lambda: MatterList.objects.filter(pk=first.pk).update(adopted_by="别的"),
    ):
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            change()
    assert adopted_list(world.town, TODAY) == first


def test_a_matter_is_filed_by_the_list_of_its_own_day(world: World) -> None:
    adopted(world, ROADS, on=TODAY - timedelta(days=10))
    adopted(world, ROADS, ListedRow("2", "购车", "大额资金使用", [MEETING_KIND], "due", "1/2"), on=TODAY)
    assert [row.code for row in listed_matters(world.town, TODAY - timedelta(days=5))] == ["1.1"]
    assert [row.code for row in listed_matters(world.town, TODAY)] == ["1.1", "2"]
    assert not listed_matters(world.town, TODAY - timedelta(days=11))


@pytest.mark.parametrize(
    ("day", "by_what", "words"),
    [
        (TOMORROW, "纪要", "不能晚于今天"),
        (TODAY, " ", "请填写通过清单的会议或文号"),
        (TODAY - timedelta(days=3), "纪要", "不能早于上一版"),
    ],
)
def test_a_list_is_adopted_by_a_named_resolution_on_a_day_that_can_be(
    world: World, day: date, by_what: str, words: str
) -> None:
    adopted(world, ROADS, on=TODAY - timedelta(days=1))
    drafted(world, ROADS)
    with pytest.raises(ValidationError, match=words):
        adopt_list(unit=world.town.pk, adopted_on=day, adopted_by=by_what, by=world.secretary, on=TODAY)


def test_an_empty_list_is_not_adopted_and_a_code_stands_once(world: World) -> None:
    with pytest.raises(ValidationError, match="编码重复：1.1"):
        drafted(world, ROADS, ROADS)
    drafted(world)
    with pytest.raises(ValidationError, match="还没有事项"):
        adopt_list(unit=world.town.pk, adopted_on=TODAY, adopted_by="纪要", by=world.secretary, on=TODAY)


def test_two_people_editing_a_draft_do_not_overwrite_each_other_unseen(world: World, as_user: Log) -> None:
    draft = drafted(world, ROADS)
    opened = last_change(draft)
    mine, theirs = as_user(world.secretary), as_user(world.head_user)
    address = f"/matter-lists/{world.town.pk}/draft/"
    assert theirs.post(address, rows_sent(opened, code="9")).status_code == 302
    answer = mine.post(address, rows_sent(opened, code="7", name="我写的"))
    assert answer.status_code == 409
    assert "另一人刚刚保存过" in answer.content.decode()
    assert "我写的" in answer.content.decode()
    assert draft.matters.get().code == "9"
    again = rows_sent(last_change(MatterList.objects.get()), code="7", name="我写的")
    assert mine.post(address, again).status_code == 302
    assert draft.matters.get().name == "我写的"


def rows_sent(seen: int, **values: Any) -> dict[str, Any]:
    """A draft of one row as the browser sends it."""
    row = {"code": "1", "name": "道路", "category": "重大项目安排", "meetings": f"{MEETING_KIND}、镇长办公会"}
    row |= {"vote_base": "due", "vote_fraction": "1/2", "threshold": "", "note": ""} | values
    sent = {f"row-0-{name}": value for name, value in row.items()}
    return sent | {"row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "seen": str(seen)}


def test_a_row_that_cannot_be_kept_names_its_field_and_loses_nothing(world: World, as_user: Log) -> None:
    draft = drafted(world)
    sent = rows_sent(last_change(draft), name="道路", meetings="", threshold="很多")
    answer = as_user(world.secretary).post(f"/matter-lists/{world.town.pk}/draft/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写金额，单位为元" in page
    assert "很多" in page
    assert not draft.matters.exists()


def test_the_page_of_a_list_says_that_it_is_sealed_and_shows_every_version(
    world: World, as_user: Log
) -> None:
    adopted(world, ROADS, on=TODAY - timedelta(days=2))
    adopted(world, ROADS, on=TODAY)
    page = as_user(world.member).get(f"/matter-lists/{world.town.pk}/").content.decode()
    assert "由数据库锁定" in page
    assert "第 1 版" in page
    assert "第 2 版" in page
    assert "起草新的一版" not in page
    assert "起草新的一版" in as_user(world.secretary).get(f"/matter-lists/{world.town.pk}/").content.decode()


def test_a_new_threshold_ends_the_former_from_its_day(world: World) -> None:
    set_threshold(
        unit=world.town.pk,
        amount=Decimal(20_000),
        since=TOMORROW,
        basis="纪要2号",
        by=world.secretary,
        on=TODAY,
    )
    assert large_sum_from(threshold_on(world.town, TODAY), TODAY) == THRESHOLD
    assert large_sum_from(threshold_on(world.town, TOMORROW), TOMORROW) == 20_000
    assert Threshold.objects.filter(unit=world.town).count() == 2


def test_where_a_unit_set_no_threshold_the_ceiling_of_the_county_is_it(world: World) -> None:
    assert large_sum_from(threshold_on(world.bureau, TODAY), TODAY) == 50_000


def test_a_threshold_is_never_above_the_ceiling_and_never_reaches_back(world: World, as_user: Log) -> None:
    address = f"/matter-lists/{world.town.pk}/threshold/"
    client = as_user(world.secretary)
    sent = {
        "threshold-amount": "50000.01",
        "threshold-since": TOMORROW.isoformat(),
        "threshold-basis": "纪要",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "本县上限为 50,000.00 元（L8），单位只能定得更低" in answer.content.decode()
    assert "50000.01" in answer.content.decode()
    make_matter(world)
    back = sent | {"threshold-amount": "20000", "threshold-since": TODAY.isoformat()}
    assert "不能追溯" in client.post(address, back).content.decode()
    assert Threshold.objects.get().amount == THRESHOLD
    assert client.post(address, sent | {"threshold-amount": "50,000"}).status_code == 302
    assert "自" in client.post(address, sent | {"threshold-amount": "40000"}).content.decode()
    assert Threshold.objects.count() == 2


def test_bodies_see_which_units_decide_by_a_list_and_from_which_sum(
    world: World, as_user: Log, django_assert_max_num_queries: Any
) -> None:
    adopted(world, ROADS)
    client = as_user(world.discipline)

    def units(query: str) -> dict[str, Any]:
        return {unit.name: unit for unit in client.get(f"/matter-lists/{query}").context["page"]}

    everything = units("")
    town = everything[world.town.name]
    assert (town.version, town.adopted, town.rows, town.threshold) == (1, TODAY, 1, THRESHOLD)
    bureau = everything[world.bureau.name]
    assert (bureau.version, bureau.rows, bureau.threshold) == (None, None, None)
    assert set(units("?listed=yes")) == {world.town.name}
    assert set(units("?listed=no")) == set(everything) - {world.town.name}
    assert set(units("?listed=what")) == set(everything)
    page = client.get("/matter-lists/").content.decode()
    assert "还没有通过清单" in page
    assert "50,000.00 元" in page
    with django_assert_max_num_queries(20):
        client.get("/matter-lists/")
