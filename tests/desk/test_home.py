"""The first page adapts to the person; the frame offers what the user may use; search and rules."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import workdays
from core.models import CalendarException
from rulebook.clauses import CLAUSES
from rulebook.limits import LIMITS
from supervision.models import Duty
from supervision.services import sweep
from tests import factories
from tests.desk.world import DAY, World

ClientOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def fresh_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar kept for showing is read anew in every test."""
    monkeypatch.setattr(workdays, "_kept", [0.0, None])


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("head", ["要求我办的"], ["承办的工作", "导入名册", "我分管联系的单位"]),
        ("discipline-officer", ["县纪委监委承办的工作", "安排本季约谈"], ["要求我办的", "导入名册"]),
        ("leader", ["应由我承办的工作", "我分管联系的单位", "城关镇"], ["要求我办的", "华坪镇"]),
        ("member", ["本单位一把手", "山既明"], ["登记", "要求我办的"]),
        ("registrar", ["导入名册"], ["要求我办的", "山既明"]),
        ("administrator", ["基础数据管理"], ["要求我办的", "山既明"]),
        ("overseer", ["全县督查", "查看完成情况"], ["登记", "承办的工作"]),
        (
            "organisation-officer",
            ["监督范围内的履职情况", "查看完成情况"],
            ["承办的工作", "要求我办的", "目前没有需要您承办"],
        ),
        ("finance-officer", ["我监督谁"], ["要求我办的"]),
        ("nobody", ["您还没有工作内容"], ["山既明", "导入名册"]),
    ],
)
def test_the_first_page_is_made_for_its_reader(
    world: World, client_of: ClientOf, name: str, shown: list[str], hidden: list[str]
) -> None:
    text = client_of(name).get("/").content.decode().split("<main", 1)[1].split("</main>")[0]
    for words in shown:
        assert words in text
    for words in hidden:
        assert words not in text


def test_a_person_who_is_several_sees_all_sections(world: World, client_of: ClientOf) -> None:
    factories.make_link(world.people["head"], world.units["far"])
    text = client_of("head").get("/").content.decode()
    for words in ("要求我办的", "我分管联系的单位", "华坪镇"):
        assert words in text


@pytest.mark.parametrize("name", ["discipline-officer", "leader", "committee-officer", "bureau-officer"])
def test_each_number_is_that_of_the_list_it_leads_to(world: World, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    work = client.get("/").context["work"]
    queries = {
        "open": "whose=acting&state=open",
        "week": "whose=acting&state=week",
        "overdue": "whose=acting&state=overdue",
        "done": "whose=acting&state=done&period=2026Q4",
        "escalated": "whose=escalated&state=",
    }
    for number, query in queries.items():
        page = client.get(f"/duties/?{query}").context["page"]
        assert page.paginator.count == getattr(work, number), number


def test_a_linked_unit_headed_by_a_relative_is_shown_without_its_head(
    world: World, client_of: ClientOf
) -> None:
    factories.make_relatives(world.people["leader"], world.people["head"])
    text = client_of("leader").get("/").content.decode()
    assert "须回避" in text
    assert "山既明" not in text


@pytest.mark.parametrize(
    ("name", "offered", "not_offered"),
    [
        ("discipline-officer", {"/dashboard/", "/records/plan/", "/heads/"}, {"/import/roster/"}),
        ("head", {"/duties/", "/records/"}, {"/dashboard/", "/records/plan/", "/import/roster/"}),
        ("registrar", {"/import/roster/"}, {"/duties/", "/heads/", "/dashboard/"}),
        ("finance-officer", {"/heads/", "/mandates/"}, {"/duties/", "/dashboard/", "/records/plan/"}),
        ("nobody", {"/", "/inbox/", "/rules/"}, {"/duties/", "/heads/", "/units/", "/records/"}),
    ],
)
def test_the_navigation_offers_what_the_user_may_use(
    world: World, client_of: ClientOf, name: str, offered: set[str], not_offered: set[str]
) -> None:
    client = client_of(name)
    links = {entry.url for entry in client.get("/").context["chrome"]["navigation"]}
    assert offered <= links
    assert not not_offered & links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_year_without_holidays_is_told_on_every_page(world: World, client_of: ClientOf) -> None:
    CalendarException.objects.filter(day__year=2027).delete()
    text = client_of("discipline-officer").get("/rules/").content.decode()
    assert "2027年节假日安排尚未录入" in text
    CalendarException.objects.create(day=date(2027, 1, 1), is_worked=False)
    workdays._kept[:] = [0.0, None]
    assert "节假日安排尚未录入" not in client_of("discipline-officer").get("/rules/").content.decode()


def test_the_search_finds_heads_and_units_within_the_mandate(world: World, client_of: ClientOf) -> None:
    found = client_of("discipline-officer").get("/search/?q=cgz").context["found"]
    assert [unit.name for unit in found.units] == ["城关镇"]
    found = client_of("discipline-officer").get("/search/?q=shanji").context["found"]
    assert [tenure.person.name for tenure in found.heads] == ["山既明"]
    found = client_of("bureau-officer").get("/search/?q=山既明").context["found"]
    assert not found.heads
    assert not found.units


@pytest.mark.parametrize("words", ["", "%", "'; DROP TABLE", "𠀀", "x" * 500, "\x00"])
def test_strange_words_break_no_search(world: World, client_of: ClientOf, words: str) -> None:
    for address in ("/search/", "/duties/", "/heads/", "/units/"):
        assert client_of("discipline-officer").get(address, {"q": words}).status_code == 200


def test_the_rules_page_quotes_every_clause_and_number(world: World, client_of: ClientOf) -> None:
    text = client_of("nobody").get("/rules/").content.decode()
    for clause in CLAUSES.values():
        assert clause.text in text
    for limit in LIMITS:
        assert limit.title in text
    assert "请核对" in text


def test_pages_cost_the_same_number_of_queries_for_many_heads(world: World, client_of: ClientOf) -> None:
    pages = [
        "/",
        "/inbox/",
        "/duties/?state=",
        "/heads/",
        "/units/",
        "/mandates/",
        "/dashboard/",
        "/search/?q=局",
    ]
    unit = f"/units/{world.units['town'].pk}/"
    head = f"/heads/{world.people['head'].staff_no}/"
    client = client_of("discipline-officer")

    def counts() -> dict[str, int]:
        found = {}
        for page in (*pages, unit, head):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            found[page] = len(queries)
        return found

    before = counts()
    for number in range(60):
        bureau = factories.make_unit(f"县第{number}服务局")
        factories.make_tenure(post=factories.make_post(bureau), start=date(2022, 1, 1))
        factories.make_link(world.people["leader"], bureau)
    sweep(on=DAY)
    assert Duty.objects.count() > 300
    after = counts()
    # Beyond twenty rows the inbox counts what it does not show: one query a group.
    assert {page: after[page] - before[page] for page in after if page != "/inbox/"} == {
        page: 0 for page in after if page != "/inbox/"
    }
    assert after["/inbox/"] - before["/inbox/"] <= 4
    assert max(after.values()) <= 32
