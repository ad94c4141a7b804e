"""How dates, periods and sums are worded."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template

from core.templatetags import wording


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026Q3", "2026年第三季度"),
        ("2026", "2026年"),
        ("2026-03-01", "满五年（2026年3月1日）"),
        ("", ""),
        ("任内", "任内"),
    ],
)
def test_a_period_is_named_as_people_name_it(key: str, words: str) -> None:
    assert wording.period_label(key) == words


def test_dates_are_written_without_leading_zeros() -> None:
    assert wording.cn_date(date(2026, 1, 3)) == "2026年1月3日"
    assert wording.short_date(date(2026, 11, 27)) == "11月27日"


def test_a_moment_is_shown_under_the_day_it_was_in_the_county(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    late = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    page = Template("{{ at|cn_date }} {{ at|short_date }}").render(Context({"at": late}))
    assert page == "2026年11月25日 11月25日"


def test_nothing_is_said_of_no_date_no_sum_and_no_size() -> None:
    assert (
        wording.cn_date(None)
        == wording.short_date(None)
        == wording.money(None)
        == wording.file_size(None)
        == ""
    )


def test_a_sum_of_nought_is_a_sum() -> None:
    assert wording.money(Decimal(0)) == "0.00 元"
    assert wording.money(1234567) == "1,234,567.00 元"


def test_minutes_are_rounded_up() -> None:
    assert [wording.minutes(seconds) for seconds in (0, 1, 60, 61)] == [0, 1, 1, 2]
