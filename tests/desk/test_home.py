"""The first page adapts to the person; the frame offers what the user may use; search and rules."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import workdays
from core.models import CalendarException
from integrity.models import Record
from integrity.services import plan_talks
from organisation.models import Unit
from rulebook.clauses import CLAUSES
from rulebook.limits import LIMITS
from supervision.models import Duty
from supervision.services import sweep
from tests import factories
from tests.desk.world import AUDIT, DAY, TALK, World

ClientOf = Callable[[str], Client]


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
        ("finance-officer", {"/heads/", "/mandates/", "/duties/"}, {"/dashboard/", "/records/plan/"}),
        ("nobody", {"/", "/inbox/", "/rules/"}, {"/duties/", "/heads/", "/units/", "/records/"}),
    ],
)
def test_the_navigation_offers_what_the_user_may_use(
    world: World, client_of: ClientOf, name: str, offered: set[str], not_offered: set[str]
) -> None:
    client = client_of(name)
    entries = [entry.url for entry in client.get("/").context["chrome"]["navigation"]]
    links = set(entries)
    assert len(links) == len(entries)
    assert offered <= links
    assert not not_offered & links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_a_year_without_holidays_is_told_once_and_to_who_can_enter_them_everywhere(
    world: World, client_of: ClientOf
) -> None:
    CalendarException.objects.filter(day__year=2027).delete()
    told = "2027年节假日安排尚未录入"
    assert told in client_of("discipline-officer").get("/").content.decode()
    assert told not in client_of("discipline-officer").get("/heads/").content.decode()
    assert told in client_of("administrator").get("/rules/").content.decode()
    CalendarException.objects.create(day=date(2027, 1, 1), is_worked=False)
    workdays._kept[:] = [0.0, None]
    assert "节假日安排尚未录入" not in client_of("discipline-officer").get("/").content.decode()


NUMBER = re.compile(r'<a class="stat [^"]*" href="([^"]+)">.*?<span class="stat-value">(\d+)', re.S)


@pytest.mark.parametrize("name", ["overseer", "organisation-officer", "discipline-officer", "bureau-officer"])
def test_every_number_written_on_the_first_page_is_that_of_its_list(
    world: World, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    numbers = NUMBER.findall(client.get("/").content.decode())
    assert len(numbers) >= 4
    for address, number in numbers:
        page = client.get(unescape(address)).context["page"]
        assert page.paginator.count == int(number), address


def test_who_only_follows_sees_what_is_overdue_longest(world: World, client_of: ClientOf) -> None:
    rows = client_of("overseer").get("/").context["overall_rows"]
    overdue = Duty.objects.filter(state="overdue")
    assert rows
    assert rows[0].duty.due == min(overdue.values_list("due", flat=True))
    assert {row.duty.person.name for row in client_of("audit-officer").get("/").context["work_rows"]} <= {
        duty.person.name for duty in Duty.objects.filter(kind=AUDIT)
    }


def test_a_head_sees_first_what_is_to_be_done_and_apart_what_is_done(
    world: World, client_of: ClientOf
) -> None:
    factories.make_done(TALK, world.people["head"], date(2026, 11, 3))
    sweep(on=DAY)
    page = client_of("head").get("/").context
    assert all(row.duty.is_open for row in page["own_open"])
    assert [row.duty.kind for row in page["own_closed"]] == [TALK]
    assert "今年已完成和免予的 1 项" in client_of("head").get("/").content.decode()


def test_what_is_planned_stands_on_the_first_page_until_it_is_recorded(
    world: World, client_of: ClientOf
) -> None:
    duty = world.duty("head")
    planned = plan_talks(
        kind=TALK, duties=[duty.pk], held_on=date(2026, 11, 26), host="晏听澜", place="谈话室",
        body=world.units["discipline"], by=world.users["discipline-officer"], on=DAY,
    )  # fmt: skip
    text = client_of("discipline-officer").get("/").content.decode()
    assert "近期安排" in text
    assert f"/records/{planned[0].pk}/edit/" in text
    assert "近期安排" not in client_of("bureau-officer").get("/").content.decode()
    Record.objects.filter(pk=planned[0].pk).update(held_on=date(2026, 11, 20))
    assert "日期已过，请登记" in client_of("discipline-officer").get("/").content.decode()
    Record.objects.filter(pk=planned[0].pk).update(held_on=date(2027, 3, 1))
    assert "近期安排" not in client_of("discipline-officer").get("/").content.decode()


def test_a_registrar_is_told_the_gaps_of_the_roster_each_with_its_list(
    world: World, client_of: ClientOf
) -> None:
    User.objects.filter(username="registrar").update(is_staff=True)
    world.users["registrar"].refresh_from_db()
    factories.make_post(factories.make_unit("县统计局"), "局长")
    factories.make_tenure(
        post=factories.make_post(factories.make_unit("县信访局")), start=date(2026, 6, 1), kind="主持工作"
    )
    factories.make_tenure(
        post=factories.make_post(factories.make_unit("县科协")), start=date(2022, 6, 1), end=date(2027, 1, 10)
    )
    client = client_of("registrar")
    numbers = NUMBER.findall(client.get("/").content.decode())
    assert [int(number) for _address, number in numbers] == [1, 1, 1, Unit.objects.count()]
    for address, number in numbers:
        assert client.get(unescape(address)).context["cl"].result_count == int(number), address


def test_an_administrator_sees_what_runs_by_itself(world: World, client_of: ClientOf) -> None:
    text = client_of("administrator").get("/operation/").content.decode()
    assert "检查履职日历" in text
    assert "发送每日邮件摘要" in text


def test_the_search_finds_heads_and_units_within_the_mandate(world: World, client_of: ClientOf) -> None:
    page = client_of("discipline-officer").get("/search/?q=cgz")
    found = page.context["found"]
    assert [unit.name for unit in found.units] == ["城关镇"]
    assert [tenure.person.name for _unit, heads in page.context["units"] for tenure in heads] == ["山既明"]
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

    def forget() -> None:
        cache.clear()
        workdays.forget()

    def counts() -> dict[str, int]:
        found = {}
        for page in (*pages, unit, head):
            forget()  # what is kept for a minute is kept anew, or a slow machine would count its reading, too
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
    # The inbox asks once for each kind of thing that can wait for an officer.
    assert after.pop("/inbox/") <= 50
    assert max(after.values()) <= 40


def test_a_page_that_is_not_there_counts_nothing_that_waits(world: World, client_of: ClientOf) -> None:
    client = client_of("discipline-officer")
    assert "条未处理" in client.get("/rules/").content.decode()
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/nothing-here/").content.decode()
    assert 'aria-label="提醒"' in page
    assert "条未处理" not in page
    assert len(queries) <= 30
