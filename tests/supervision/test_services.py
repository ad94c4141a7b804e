"""How long a head has held a post without a break, as pages show it (C19, L5)."""

from datetime import date

import pytest

from supervision.selectors.five_years import Service, services_of
from tests import factories
from tests.today import DAY


def only(person: factories.Person, on: date = DAY) -> Service:
    (service,) = services_of(person, on)
    return service


@pytest.mark.parametrize(
    ("start", "complete"),
    [(date(2021, 3, 1), date(2026, 3, 1)), (date(2020, 2, 29), date(2025, 2, 28))],
)
def test_five_years_end_on_the_corresponding_day(db: None, start: date, complete: date) -> None:
    assert only(factories.make_head(start)).complete_on == complete


def test_touching_tenures_on_one_post_are_one_run(db: None) -> None:
    first = factories.make_tenure(start=date(2021, 1, 1), end=date(2022, 1, 1), kind="主持工作")
    factories.make_tenure(first.person, first.post, date(2022, 1, 1))
    assert only(first.person).since == date(2021, 1, 1)


def test_a_gap_of_one_day_begins_a_new_run(db: None) -> None:
    first = factories.make_tenure(start=date(2021, 1, 1), end=date(2022, 1, 1))
    factories.make_tenure(first.person, first.post, date(2022, 1, 2))
    assert only(first.person).since == date(2022, 1, 2)


def test_a_seconded_head_is_not_counted(db: None) -> None:
    tenure = factories.make_tenure(start=date(2021, 1, 1), kind="挂职")
    assert services_of(tenure.person, DAY) == []


def test_a_run_that_ended_is_not_shown_but_is_for_a_day_inside_it(db: None) -> None:
    tenure = factories.make_tenure(start=date(2021, 1, 1), end=date(2025, 1, 1))
    assert services_of(tenure.person, DAY) == []
    assert services_of(tenure.person, date(2025, 1, 1)) == []
    assert only(tenure.person, date(2024, 12, 31)).days == (date(2024, 12, 31) - date(2021, 1, 1)).days


def test_each_post_is_counted_by_itself(db: None) -> None:
    person = factories.make_head(date(2021, 1, 1))
    factories.make_tenure(person, factories.make_post(title="董事长"), date(2023, 1, 1), kind="兼任")
    assert [service.since for service in services_of(person, DAY)] == [date(2021, 1, 1), date(2023, 1, 1)]


@pytest.mark.parametrize(
    ("on", "until", "counted_from"),
    [
        (date(2024, 6, 1), date(2023, 12, 31), date(2023, 12, 31)),
        (date(2024, 6, 1), date(2020, 12, 31), date(2021, 1, 1)),
        (date(2026, 12, 1), date(2023, 12, 31), date(2021, 1, 1)),
    ],
    ids=["inside the run", "before the run", "not yet known"],
)
def test_an_audit_restarts_the_count_only_from_inside_the_run(
    db: None, on: date, until: date, counted_from: date
) -> None:
    person = factories.make_head(date(2021, 1, 1))
    factories.make_done("in-term-audit", person, on, until=until)
    assert only(person).counted_from == counted_from


def test_an_audit_of_another_unit_does_not_count(db: None) -> None:
    person = factories.make_head(date(2021, 1, 1))
    factories.make_done(
        "in-term-audit", person, date(2024, 6, 1), until=date(2023, 12, 31), unit=factories.make_unit()
    )
    assert only(person).counted_from == date(2021, 1, 1)
