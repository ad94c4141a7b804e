"""Pages of long lists, and the keys of quarters and years."""

from datetime import date

import pytest

from core import paging
from core.paging import page_of
from core.periods import period_of, quarter_of, year_of
from organisation.models import Unit
from tests import factories


@pytest.mark.parametrize(
    ("asked", "number"), [(None, 1), ("", 1), ("x", 1), ("-3", 3), ("0", 3), ("99", 3), ("2", 2)]
)
def test_a_page_number_that_is_none_gives_the_first_or_last_page(asked: str | None, number: int) -> None:
    assert page_of(list(range(25)), asked, per_page=10).number == number


def test_an_empty_list_has_one_empty_page() -> None:
    page = page_of([], None)
    assert (len(page), page.paginator.num_pages, page.paginator.is_capped) == (0, 1, False)


def test_counting_stops_where_nobody_pages_further(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED", 3)
    for _ in range(5):
        factories.make_unit()
    page = page_of(Unit.objects.order_by("pk"), None, per_page=2)
    assert (page.paginator.count, page.paginator.is_capped) == (3, True)
    three = Unit.objects.order_by("pk").values_list("pk", flat=True)[:3]
    exact = page_of(Unit.objects.filter(pk__in=list(three)), None, per_page=2)
    assert (exact.paginator.count, exact.paginator.is_capped) == (3, False)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 6, 30), date(2024, 12, 31)])
def test_a_quarter_and_a_year_are_found_again_by_their_keys(day: date) -> None:
    assert period_of(quarter_of(day).key) == quarter_of(day)
    assert period_of(year_of(day).key) == year_of(day)


@pytest.mark.parametrize("key", ["", "2026Q5", "2026Q", "Q1", "26Q1", "2026-03-01", "二〇二六", "2026Q10"])
def test_what_is_no_quarter_or_year_is_none(key: str) -> None:
    assert period_of(key) is None
