"""Completion at a glance: every number is that of the list it leads to."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from openpyxl import load_workbook

from core.periods import quarter_of
from desk.selectors.dashboard import dashboard_of
from supervision.models import Duty
from supervision.services import sweep
from tests import factories
from tests.desk.world import DAY, REPORT, TALK, World

ClientOf = Callable[[str], Client]


@pytest.fixture
def busy(world: World) -> World:
    """Some talks and reports were held, one of them late, one head was waived."""
    factories.make_done(TALK, world.people["head"], date(2026, 8, 20))
    factories.make_done(TALK, world.people["other"], date(2026, 10, 20), period="2026Q3")
    factories.make_done(REPORT, world.people["head"], date(2026, 10, 12))
    factories.make_tenure(post=factories.make_post(factories.make_unit("县信访局")), start=date(2026, 9, 20))
    sweep(on=DAY)
    return world


def count_of(client: Client, address: str) -> int:
    return int(client.get(address).context["page"].paginator.count)


@pytest.mark.parametrize(
    "name", ["discipline-officer", "overseer", "leader", "audit-officer", "bureau-officer"]
)
@pytest.mark.parametrize("period", ["2026Q3", "2026Q4", "2026"])
def test_every_number_leads_to_as_many_rows(busy: World, client_of: ClientOf, name: str, period: str) -> None:
    client = client_of(name)
    page = client.get(f"/dashboard/?period={period}").context
    numbers = [(page["board"].total, page["links"])]
    rows = (*page["kinds"], *page["categories"], *page["units"])
    numbers += [(row["numbers"], row["links"]) for row in rows]
    for counted, links in numbers:
        for key, address in links.items():
            assert count_of(client, address) == getattr(counted, key), (key, address)


@pytest.mark.parametrize("narrowed", ["kind=reminder-talk", "category=镇", "kind=duty-report&category=镇"])
def test_narrowed_to_a_kind_or_category_every_number_still_leads_to_as_many_rows(
    busy: World, client_of: ClientOf, narrowed: str
) -> None:
    client = client_of("overseer")
    page = client.get(f"/dashboard/?period=2026Q3&{narrowed}").context
    numbers = [(page["board"].total, page["links"])]
    rows = (*page["kinds"], *page["categories"], *page["units"])
    numbers += [(row["numbers"], row["links"]) for row in rows]
    assert page["board"].total.owed
    for counted, links in numbers:
        for key, address in links.items():
            assert count_of(client, address) == getattr(counted, key), (key, address)
    for row in page["late_units"]:
        assert count_of(client, row["url"]) == row["late"]
    assert all(narrowed in unquote(series["urls"][0]) for series in page["trend"]["series"])


def test_units_stand_in_order_of_what_is_overdue_and_add_up_to_the_whole(
    busy: World, client_of: ClientOf
) -> None:
    page = client_of("overseer").get("/dashboard/?period=2026Q3").context
    late = [row["numbers"].overdue for row in page["units"]]
    assert late == sorted(late, reverse=True)
    assert sum(late) == page["board"].total.overdue
    assert sum(row["numbers"].owed for row in page["units"]) == page["board"].total.owed


def test_the_units_go_on_paper_as_a_workbook(busy: World, client_of: ClientOf) -> None:
    client = client_of("overseer")
    shown = client.get("/dashboard/?period=2026Q3").context["units"]
    answer = client.get("/dashboard/export/?period=2026Q3")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    exported = [(row[0], row[2], row[3], row[5]) for row in list(sheet.values)[1:]]
    expected = [
        (row["name"], row["numbers"].owed, row["numbers"].done, row["numbers"].overdue) for row in shown
    ]
    assert exported == expected


def test_the_export_of_a_leader_holds_the_linked_units_only(busy: World, client_of: ClientOf) -> None:
    answer = client_of("leader").get("/dashboard/export/?period=2026Q4")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert {row[0] for row in list(sheet.values)[1:]} == {busy.units["town"].name}


def test_the_quarter_that_is_not_over_says_so(busy: World, client_of: ClientOf) -> None:
    chart = client_of("overseer").get("/dashboard/").context["trend"]
    assert [name.endswith("（进行中）") for name in chart["categories"]] == [False] * 7 + [True]


def test_the_bars_of_the_chart_lead_to_as_many_rows(busy: World, client_of: ClientOf) -> None:
    client = client_of("discipline-officer")
    chart = client.get("/dashboard/").context["volume"]
    for series in chart["series"]:
        for value, address in zip(series["values"][-3:], series["urls"][-3:], strict=True):
            assert count_of(client, address) == value


def test_waived_and_cancelled_duties_are_owed_by_nobody(busy: World) -> None:
    board = dashboard_of(busy.users["discipline-officer"], DAY, quarter_of(date(2026, 9, 1)))
    talks = board.kinds[TALK]
    waived = Duty.objects.filter(kind=TALK, period="2026Q3", state="waived").count()
    assert waived == 1
    assert talks.owed == Duty.objects.filter(kind=TALK, period="2026Q3").count() - waived
    assert (talks.done, talks.late) == (2, 1)
    assert talks.rate == round(200 / talks.owed, 1)


def test_eight_quarters_of_trend_end_with_the_one_shown(busy: World, client_of: ClientOf) -> None:
    page = client_of("overseer").get("/dashboard/?period=2026Q3").context
    assert (
        list(page["board"].quarters)
        == [f"{year}Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4)][3:11]
    )


def test_late_units_and_heads_are_named(busy: World, client_of: ClientOf) -> None:
    page = client_of("overseer").get("/dashboard/")
    late = {row["name"]: row["late"] for row in page.context["board"].late_units}
    overdue = Duty.objects.filter(state="overdue", unit=busy.units["far"]).count()
    assert late["华坪镇"] == overdue
    assert all(row.state == "overdue" for row in page.context["late"])


def test_a_leader_sees_the_numbers_of_the_linked_units_only(busy: World, client_of: ClientOf) -> None:
    page = client_of("leader").get("/dashboard/?period=2026Q4").context
    assert set(page["board"].categories) == {"镇"}
    assert (
        page["board"].total.owed
        == Duty.objects.filter(unit=busy.units["town"], due__range=(date(2026, 10, 1), date(2026, 12, 31)))
        .exclude(state__in=["waived", "cancelled"])
        .count()
    )


def test_charts_read_as_tables_too(busy: World, client_of: ClientOf) -> None:
    text = client_of("overseer").get("/dashboard/").content.decode()
    assert text.count('class="chart-table"') == 2
    assert "近八个季度完成率" in text


def test_a_wrong_period_shows_the_current_quarter_and_says_so(world: World, client_of: ClientOf) -> None:
    page = client_of("overseer").get("/dashboard/?period=1066")
    assert page.status_code == 200
    assert page.context["board"].period.key == "2026Q4"
    assert "1066" in page.content.decode()
