"""One picture of a head's power: what was exercised, how much of it by the full procedure, what is open; never a score."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from core.periods import year_of
from desk.selectors.powers import panels_of, spans_of
from integrity.services.gifts import Received, enter_gift
from integrity.services.lists import draft_list
from organisation.models import Tenure
from rulebook.establishment import Category
from rulebook.powers import LEAST_LIKE, POWERS
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.selectors.powers import WHOLE, Narrowing, exercises
from tests import factories
from tests.conftest import Log
from tests.decisions.decided import make_decided
from tests.decisions.world import World, build, make_matter
from tests.finance.purchases import CLEAN, SMALL, bought, judged
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
YEAR = year_of(DAY)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    fix_today(monkeypatch)
    return build()


def page(as_user: Log, world: World, user: Any, **asked: str) -> Any:
    return as_user(user).get(f"/heads/{world.head.staff_no}/powers/", asked)


def shown(response: Any) -> dict[str, Any]:
    """The panels of the only unit on the page, by clause."""
    (unit,) = response.context["units"]
    return {panel.clause: panel for panel in unit.panels}


def buy_one_clean_and_one_faulty(world: World) -> None:
    bought(world, CLEAN, title="办公桌椅")
    bought(world, SMALL, title="电脑")  # bought without a tender though the sum asks for one
    judged(world.town)


def test_all_six_powers_are_in_the_picture(as_user: Log, world: World) -> None:
    assert tuple(shown(page(as_user, world, world.discipline))) == POWERS


def test_a_power_tells_how_much_was_exercised_and_how_much_of_it_by_the_full_procedure(
    as_user: Log, world: World
) -> None:
    buy_one_clean_and_one_faulty(world)
    (line,) = shown(page(as_user, world, world.discipline))["B4"].lines
    assert (line.exercised, line.whole, line.wanting) == (2, 1, 1)
    assert line.amount == CLEAN["contract_amount"] * 2


def addresses(panels: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Every number of the picture with the address it leads to."""
    for panel in panels.values():
        if panel.findings:
            yield panel.findings, panel.findings_url
        for line in panel.lines:
            yield from (
                (number, url)
                for number, url in (
                    (line.exercised, line.url),
                    (line.whole, line.whole_url),
                    (line.wanting, line.wanting_url),
                )
                if number
            )


@pytest.mark.parametrize("office", ["discipline", "finance", "organiser", "head_user"])
def test_every_number_leads_to_as_many_records(as_user: Log, world: World, office: str) -> None:
    buy_one_clean_and_one_faulty(world)
    make_decided(world)
    make_decided(world, circulated=False)
    draft_list(unit=world.town.pk, year=DAY.year, by=world.head_user, on=DAY)
    given = Received(world.town, "茶叶", Decimal(600), "other", DAY - timedelta(days=3))
    enter_gift(token=uuid4(), received=given, by=world.head_user, on=DAY)
    user = getattr(world, office)
    found = list(addresses(shown(page(as_user, world, user))))
    assert found
    log = as_user(user)
    for number, url in found:
        assert log.get(url).context["page"].paginator.count == number, url


def test_a_finding_explained_or_mended_leaves_the_record_whole(as_user: Log, world: World) -> None:
    buy_one_clean_and_one_faulty(world)
    Finding.objects.update(state=FindingState.CLOSED, closed_on=DAY, closure=Closure.EXPLAINED)
    panel = shown(page(as_user, world, world.discipline))["B4"]
    assert (panel.lines[0].whole, panel.lines[0].wanting, panel.findings) == (2, 0, 0)


def test_a_finding_that_was_upheld_stays_with_its_record(as_user: Log, world: World) -> None:
    buy_one_clean_and_one_faulty(world)
    Finding.objects.update(state=FindingState.CLOSED, closed_on=DAY, closure=Closure.UPHELD)
    panel = shown(page(as_user, world, world.discipline))["B4"]
    assert (panel.lines[0].wanting, panel.findings) == (1, 0)


def test_what_was_not_decided_was_not_exercised(as_user: Log, world: World) -> None:
    make_matter(world)
    assert shown(page(as_user, world, world.discipline))["B1"].lines[0].exercised == 0


def test_only_what_fell_into_the_head_s_own_days_is_counted(world: World) -> None:
    """A purchase awarded before the head came is the predecessor's."""
    bought(world)
    came = CLEAN["awarded_on"] + timedelta(days=1)
    Tenure.objects.filter(person=world.head).update(during=DateRange(came, None))
    (span,) = spans_of(world.discipline, world.head, YEAR, DAY)
    assert (span.days.since, span.days.until) == (came, YEAR.ends)
    (line,) = panels_of(world.discipline, span, DAY)[3].lines
    assert line.counts.exercised == 0


def test_tenures_that_touch_are_one_span(world: World) -> None:
    """主持工作 followed by 正式 on one post (L4)."""
    tenure = Tenure.objects.get(person=world.head)
    confirmed = date(DAY.year, 5, 4)
    tenure.during = DateRange(date(DAY.year, 2, 2), confirmed)
    tenure.save()
    factories.make_tenure(world.head, tenure.post, confirmed)
    (span,) = spans_of(world.discipline, world.head, YEAR, DAY)
    assert (span.days.since, span.days.until) == (date(DAY.year, 2, 2), YEAR.ends)


def test_like_units_are_told_of_only_where_they_are_enough(world: World) -> None:
    """With fewer than L37 others, the median would be somebody's own number."""
    towns = [factories.make_unit(f"第{at}镇", Category.TOWN) for at in range(LEAST_LIKE.value)]
    for town in towns[:-1]:
        factories.make_post(town, "书记")
    (span,) = spans_of(world.discipline, world.head, YEAR, DAY)
    assert panels_of(world.discipline, span, DAY)[3].lines[0].like is None
    factories.make_post(towns[-1], "书记")
    like = panels_of(world.discipline, span, DAY)[3].lines[0].like
    assert like is not None
    assert (like.units, like.median, like.exercised) == (LEAST_LIKE.value, 0, 0)


def test_whoever_has_no_business_with_a_power_is_told_so(as_user: Log, world: World) -> None:
    """The finance bureau reads purchases (A7) and no files of appointments."""
    panels = shown(page(as_user, world, world.finance))
    assert panels["B4"].lines
    assert not panels["B2"].lines
    assert "您的职责不包括查看这项权力的记录" in page(as_user, world, world.finance).content.decode()


def test_a_head_sees_their_own_picture_and_not_that_of_another(as_user: Log, world: World) -> None:
    assert page(as_user, world, world.head_user).status_code == 200
    assert page(as_user, world, world.outsider).status_code == 404


def test_a_relative_does_not_see_it(as_user: Log, world: World) -> None:
    assert page(as_user, world, world.kin).status_code == 404


def test_a_wrong_period_shows_this_year(as_user: Log, world: World) -> None:
    assert page(as_user, world, world.discipline, period="昨天").context["period"] == YEAR


def test_a_list_narrowed_by_the_picture_says_so(as_user: Log, world: World) -> None:
    asked = {"since": "2026-01-01", "until": "2026-12-31", "procedure": WHOLE}
    for user, address in (
        (world.secretary, "/purchases/"),
        (world.secretary, "/matters/"),
        (world.secretary, "/appointments/"),
        (world.head_user, "/funds/"),
        (world.head_user, "/projects/"),
        (world.head_user, "/responsibility/"),
        (world.head_user, "/responsibility/gifts/"),
    ):
        words = as_user(user).get(address, asked).content.decode()
        assert "仅列出2026年1月1日至2026年12月31日行使权力的记录：程序完整" in words, address


@pytest.mark.parametrize("broken", [{"since": "x", "until": "2026-12-31"}, {"since": "2026-01-01"}])
def test_half_a_span_narrows_nothing(as_user: Log, world: World, broken: dict[str, str]) -> None:
    bought(world)
    response = as_user(world.discipline).get("/purchases/", broken)
    assert response.context["page"].paginator.count == 1


def test_the_overview_counts_as_the_picture_of_the_unit_does(as_user: Log, world: World) -> None:
    buy_one_clean_and_one_faulty(world)
    response = as_user(world.discipline).get("/powers/", {"q": "城关镇"})
    (row,) = response.context["rows"]
    assert row["unit"] == world.town
    (line,) = row["panels"][3].lines
    assert (line.exercised, line.wanting) == (2, 1)


def test_the_overview_takes_the_same_queries_for_many_units(as_user: Log, world: World) -> None:
    log = as_user(world.discipline)
    log.get("/powers/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        log.get("/powers/")
    for at in range(20):
        town = factories.make_unit(f"第{at}镇", Category.TOWN)
        factories.make_tenure(factories.make_person(f"甘{at}"), factories.make_post(town, "书记"))
    with CaptureQueriesContext(connection) as many:
        assert len(log.get("/powers/").context["rows"]) > 20
    assert len(many) == len(few)


def test_every_kind_of_record_says_where_its_list_is() -> None:
    """Records of every registered kind can be narrowed to a span of days."""
    days = Narrowing(YEAR.starts, YEAR.ends)
    for one in exercises():
        assert one.clause in POWERS
        assert one.narrowed(one.every(), days).count() == 0


def test_a_list_drafted_before_its_year_counts_in_its_year(world: World) -> None:
    december = date(DAY.year, 12, 15)
    draft_list(unit=world.town.pk, year=DAY.year + 1, by=world.head_user, on=december)
    (lists,) = (one for one in exercises() if one.page == "responsibility-lists")
    for year, number in ((DAY.year, 0), (DAY.year + 1, 1)):
        days = Narrowing(date(year, 1, 1), date(year, 12, 31))
        assert lists.narrowed(lists.every(), days).count() == number
