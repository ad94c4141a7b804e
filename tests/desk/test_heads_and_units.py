"""Heads and units: lists, pages, any past day, and what a stranger does not find."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from integrity.choices import Origin, RecordState
from integrity.models import Participation, Record
from supervision.models import Duty
from supervision.services import sweep
from tests import factories
from tests.desk.world import AUDIT, World

ClientOf = Callable[[str], Client]


@pytest.fixture
def successor(world: World) -> str:
    """The town's secretary left on 1 May 2026 and was followed by another; return the follower's staff number."""
    tenure = world.people["head"].tenures.get()
    tenure.during = type(tenure.during)(tenure.during.lower, date(2026, 5, 1))
    tenure.save()
    followed = factories.make_tenure(post=tenure.post, start=date(2026, 5, 1))
    return followed.person.staff_no


def names(client: Client, address: str) -> set[str]:
    return {tenure.person.name for tenure in client.get(address).context["page"].object_list}


def test_the_list_of_heads_keeps_to_the_mandate(world: World, client_of: ClientOf) -> None:
    # the head of the hospital below the bureau, and from inside (A10) the bureau's own
    assert names(client_of("bureau-officer"), "/heads/") == {"苗若溪", "柏知远"}
    assert names(client_of("leader"), "/heads/") == {"山既明"}
    assert names(client_of("discipline-officer"), "/heads/") >= {"山既明", "柏知远", "苗若溪", "石听澜"}


def test_section_heads_are_listed_for_their_body_only(world: World, client_of: ClientOf) -> None:
    assert names(client_of("personnel-officer"), "/heads/?posts=section") == {"容牧之"}
    assert names(client_of("audit-officer"), "/heads/?posts=section") == set()


def test_the_list_shows_who_was_head_on_a_day(world: World, client_of: ClientOf, successor: str) -> None:
    client = client_of("discipline-officer")
    assert "山既明" in names(client, "/heads/?on=2026-04-30")
    assert "山既明" not in names(client, "/heads/?on=2026-05-01")


@pytest.mark.parametrize("query", ["category=镇", "q=城关", "q=sjm"])
def test_heads_are_searched_and_filtered(world: World, client_of: ClientOf, query: str) -> None:
    found = names(client_of("discipline-officer"), f"/heads/?{query}")
    assert "山既明" in found
    assert "柏知远" not in found


@pytest.mark.parametrize("day", ["abc", "2026-13-01", "2099-01-01", "1800-01-01"])
@pytest.mark.parametrize("page", ["/heads/", "/units/", "/mandates/", "head", "unit"])
def test_a_wrong_day_is_explained_and_today_is_shown(
    world: World, client_of: ClientOf, page: str, day: str
) -> None:
    address = {
        "head": f"/heads/{world.people['head'].staff_no}/",
        "unit": f"/units/{world.units['town'].pk}/",
    }
    answer = client_of("discipline-officer").get(f"{address.get(page, page)}?on={day}")
    assert answer.status_code == 200
    assert "查询日期" in answer.content.decode()
    assert "现按今天显示" in answer.content.decode()


def test_a_heads_page_says_who_supervises_on_what_basis_since_when(world: World, client_of: ClientOf) -> None:
    page = client_of("discipline-officer").get(f"/heads/{world.people['head'].staff_no}/")
    found = {(m.clause, m.body) for m in page.context["mandates"]}
    assert {("A1", "乔怀谷"), ("A2", "县委组织部"), ("A8", "县纪委监委"), ("A10", "城关镇")} <= found
    assert "2022年3月1日" in page.content.decode()


def test_a_heads_page_counts_five_years_day_by_day(world: World, client_of: ClientOf) -> None:
    page = client_of("discipline-officer").get(f"/heads/{world.people['head'].staff_no}/")
    (row,) = page.context["services"]
    assert row.service.days == (date(2026, 11, 24) - date(2022, 3, 1)).days
    assert row.service.complete_on == date(2027, 3, 1)


def test_the_count_shown_is_the_calendars_own(world: World, client_of: ClientOf) -> None:
    for name in ("head", "other", "below", "far"):
        person = world.people[name]
        (row,) = client_of("discipline-officer").get(f"/heads/{person.staff_no}/").context["services"]
        assert Duty.objects.get(person=person, kind=AUDIT).period == row.service.complete_on.isoformat()


def test_an_audit_inside_the_tenure_restarts_the_count(world: World, client_of: ClientOf) -> None:
    factories.make_done("in-term-audit", world.people["head"], date(2025, 6, 1), until=date(2024, 12, 31))
    page = client_of("discipline-officer").get(f"/heads/{world.people['head'].staff_no}/")
    (row,) = page.context["services"]
    assert (row.service.counted_from, row.service.complete_on) == (date(2024, 12, 31), date(2029, 12, 31))


def test_a_heads_page_of_a_past_day_lists_no_later_record(world: World, client_of: ClientOf) -> None:
    for day in (date(2026, 8, 2), date(2026, 11, 2)):
        record = Record.objects.create(
            kind="reminder-talk",
            state=RecordState.RECORDED,
            origin=Origin.IMPORTED,
            held_on=day,
            body=world.units["discipline"],
        )
        Participation.objects.create(record=record, person=world.people["head"], unit=world.units["town"])
    client, address = client_of("discipline-officer"), f"/heads/{world.people['head'].staff_no}/"

    def told(query: str) -> list[date | None]:
        return [record.held_on for record in client.get(address + query).context["records"]]

    assert told("") == [date(2026, 11, 2), date(2026, 8, 2)]
    assert told("?on=2026-11-01") == [date(2026, 8, 2)]
    assert told("?on=2026-08-01") == []


def test_records_and_absences_are_kept_from_who_may_not_read(world: World, client_of: ClientOf) -> None:
    factories.make_absence(world.people["head"], date(2026, 7, 1), date(2026, 7, 20))
    address = f"/heads/{world.people['head'].staff_no}/"
    assert "脱产学习" in client_of("discipline-officer").get(address).content.decode()
    for name in ("member", "finance-officer", "audit-officer", "overseer"):
        text = client_of(name).get(address).content.decode()
        assert "脱产学习" not in text
        assert "您无权查看这部分内容" in text


@pytest.mark.parametrize("name", ["far", "bureau-officer", "registrar", "administrator", "nobody"])
def test_a_foreign_head_and_unit_are_not_found(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    assert client.get(f"/heads/{world.people['head'].staff_no}/").status_code == 404
    assert client.get(f"/units/{world.units['town'].pk}/").status_code == 404
    for nowhere in (
        "/heads/NOBODY/",
        "/heads/%00/",
        "/units/99999999999999999999/",
        "/duties/99999999999999999999/",
    ):
        assert client.get(nowhere).status_code == 404


def test_a_relative_is_not_found_by_office(world: World, client_of: ClientOf) -> None:
    officer = factories.make_person()
    world.users["discipline-officer"].person = officer
    world.users["discipline-officer"].save()
    factories.make_relatives(officer, world.people["head"])
    client = client_of("discipline-officer")
    assert client.get(f"/heads/{world.people['head'].staff_no}/").status_code == 404
    assert client.get(f"/units/{world.units['town'].pk}/").context["facts"].timeline == []
    assert client.get("/search/?q=山既明").context["found"].heads == []
    assert "山既明" not in names(client, "/heads/")


def test_a_unit_tells_who_was_head_when(world: World, client_of: ClientOf, successor: str) -> None:
    client, unit = client_of("discipline-officer"), world.units["town"].pk
    now, then = client.get(f"/units/{unit}/"), client.get(f"/units/{unit}/?on=2026-04-30")
    assert [tenure.person.staff_no for tenure in now.context["facts"].heads] == [successor]
    assert [tenure.person.name for tenure in then.context["facts"].heads] == ["山既明"]
    (post,) = now.context["timelines"]
    assert len(post["entries"]) == 2


def test_a_unit_tells_where_it_stands_and_what_stands_under_it(world: World, client_of: ClientOf) -> None:
    client = client_of("discipline-officer")
    hospital = client.get(f"/units/{world.units['hospital'].pk}/").context["facts"]
    bureau = client.get(f"/units/{world.units['bureau'].pk}/").context["facts"]
    assert [unit.name for unit in hospital.parents] == ["县卫生健康局"]
    assert [unit.name for unit in bureau.children] == ["县医院"]


def test_each_number_of_a_unit_is_that_of_the_list_it_leads_to(world: World, client_of: ClientOf) -> None:
    factories.make_done("reminder-talk", world.people["head"], date(2026, 11, 2))
    factories.make_done("reminder-talk", world.people["head"], date(2026, 8, 2))
    sweep(on=date(2026, 11, 24))
    client, unit = client_of("discipline-officer"), world.units["town"].pk
    page = client.get(f"/units/{unit}/")
    states = {"open": "open", "soon": "due-soon", "overdue": "overdue", "done": "done&period=2026Q4"}
    for number, state in states.items():
        address = f"/duties/?unit={unit}&state={state}"
        assert address.replace("&", "&amp;") in page.content.decode()
        listed = client.get(address).context["page"].paginator.count
        assert listed == getattr(page.context["counts"], number)


def test_the_list_of_units_keeps_to_the_mandate(world: World, client_of: ClientOf) -> None:
    listed = client_of("bureau-officer").get("/units/").context["rows"]
    assert [row["unit"].name for row in listed] == ["县卫生健康局", "县医院"]
    assert client_of("nobody").get("/units/").context["rows"] == []


def test_whom_i_supervise_is_told_clause_by_clause(world: World, client_of: ClientOf) -> None:
    page = client_of("organisation-officer").get("/mandates/")
    assert [group["group"].clause for group in page.context["groups"]] == ["A2", "A3", "A10"]
    assert "山既明" in page.content.decode()
    assert "苗若溪" not in page.content.decode()


def test_whom_i_supervised_is_told_for_a_past_day(world: World, client_of: ClientOf) -> None:
    client = client_of("leader")
    assert "山既明" in client.get("/mandates/").content.decode()
    link = world.people["leader"].leader_links.get()
    link.during = type(link.during)(date(2026, 6, 1), None)
    link.save()
    assert "山既明" not in client.get("/mandates/?on=2026-05-31").content.decode()
    assert "山既明" in client.get("/mandates/?on=2026-06-01").content.decode()


def test_the_list_of_units_says_why_a_head_is_missing_and_leads_its_numbers_to_their_lists(
    world: World, client_of: ClientOf
) -> None:
    factories.make_post(world.units["town"], "镇长")
    client = client_of("discipline-officer")
    rows = {row["unit"].name: row for row in client.get("/units/").context["rows"]}
    assert rows["城关镇"]["headless"] == "镇长空缺"
    assert rows["华坪镇"]["headless"] == ""
    assert rows["县纪委监委"]["headless"] == "名册中没有“一把手”岗位"
    town = world.units["town"].pk
    for state, number in (
        ("open", rows["城关镇"]["counts"].open),
        ("overdue", rows["城关镇"]["counts"].overdue),
    ):
        listed = client.get(f"/duties/?unit={town}&state={state}").context["page"]
        assert listed.paginator.count == number
    assert not client.get("/units/?on=2026-06-01").context["counted"]


def test_the_numbers_of_my_rights_lead_to_the_heads_they_count(world: World, client_of: ClientOf) -> None:
    client = client_of("discipline-officer")
    page = client.get("/account/")
    for at, ground in enumerate(page.context["rights"].grounds):
        assert f'href="/mandates/?group={at}"' in page.content.decode()
        listed = client.get(f"/mandates/?group={at}").context["page"]
        assert listed.paginator.count == ground.number
