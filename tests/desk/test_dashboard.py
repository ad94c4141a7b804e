"""Completion at a glance: every number is that of the list it leads to."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

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
    numbers += [(row["numbers"], row["links"]) for row in (*page["kinds"], *page["categories"])]
    for counted, links in numbers:
        for key, address in links.items():
            assert count_of(client, address) == getattr(counted, key), (key, address)


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
