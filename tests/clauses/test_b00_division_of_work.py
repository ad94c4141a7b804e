"""五个不直接分管: the head leaves finance, personnel, construction, procurement and approvals to deputies who are named."""

from datetime import date
from typing import Any

import pytest

from core.workdays import WorkdayCalendar
from rulebook.division import CODES, DEPUTY_DAYS, FIELDS, Field
from rulebook.findings import CODES as EVERYTHING
from supervision.procedure import Division, Held, State, Stretch, Term, judge, standing_of

HEAD, DEPUTY, OTHER = 1, 2, 3
BEGINS = date(2026, 1, 5)
CALENDAR = WorkdayCalendar(exceptions={}, years=frozenset({2026}))
TERMS = [
    Term(person=HEAD, since=date(2024, 1, 1), head=True),
    Term(person=DEPUTY, since=date(2024, 1, 1)),
    Term(person=OTHER, since=date(2024, 1, 1)),
]


def held(person: int | None = DEPUTY, since: date = BEGINS, until: date | None = None) -> Held:
    return Held(
        person=person, name="柏知远" if person else "", basis="镇党委〔2026〕1号", since=since, until=until
    )


def division(**changed: Any) -> Division:
    """A unit whose five fields are held by a deputy; `changed` are fields of the form, or single fields of work."""
    fields = {field: changed.pop(field, [held()]) for field in FIELDS}
    filled: dict[str, Any] = {"held": fields, "terms": TERMS, "asked_from": BEGINS} | changed
    return Division(**filled)


def codes(form: Division, on: date = date(2026, 6, 1)) -> list[str]:
    return [found.rule.code for found in judge(form, on, CALENDAR)]


def test_a_unit_whose_five_fields_are_held_by_deputies_is_in_order() -> None:
    assert codes(division()) == []


@pytest.mark.parametrize(
    ("field", "clause"),
    [
        ("finance", "B3"),
        ("personnel", "B2"),
        ("construction", "B5"),
        ("procurement", "B4"),
        ("approval", "B1"),
    ],
)
def test_a_head_who_holds_a_field_is_found_at_once_by_the_clause_of_its_power(
    field: str, clause: str
) -> None:
    [found] = judge(division(**{field: [held(HEAD)]}), BEGINS, CALENDAR)
    assert (found.rule.code, found.rule.clause) == (f"head-holds-{field}", clause)
    assert found.facts["names"] == "柏知远"
    assert "2026年1月5日" in found.message
    assert "镇党委〔2026〕1号" in found.message


def test_a_deputy_who_becomes_head_holds_it_as_head_from_that_day() -> None:
    terms = [*TERMS[1:], Term(person=DEPUTY, since=date(2026, 3, 2), head=True)]
    form = division(terms=terms)
    assert "head-holds-finance" not in codes(form, date(2026, 3, 1))
    found = judge(form, date(2026, 3, 2), CALENDAR)
    assert [one.rule.code for one in found] == [f"head-holds-{field}" for field in FIELDS]
    assert found[0].facts["since"] == "2026-03-02"


def test_a_head_who_gives_a_field_up_is_found_no_more() -> None:
    form = division(finance=[held(HEAD, until=date(2026, 4, 1)), held(since=date(2026, 4, 1))])
    assert codes(form, date(2026, 3, 31)) == ["head-holds-finance"]
    assert codes(form, date(2026, 4, 1)) == []


def test_a_field_may_be_without_its_deputy_for_the_days_of_the_county_and_no_longer() -> None:
    form = division(finance=[held(until=date(2026, 4, 1))])
    last = CALENDAR.add(date(2026, 4, 1), DEPUTY_DAYS.value)
    assert codes(form, last) == []
    [found] = judge(form, date.fromordinal(last.toordinal() + 1), CALENDAR)
    assert found.rule.code == "no-deputy-finance"
    assert found.facts["since"] == "2026-04-01"
    assert found.facts["due"] == last.isoformat()
    assert "柏知远不再分管" in found.message


def test_the_days_lie_within_the_bound_they_are_declared_with() -> None:
    assert DEPUTY_DAYS.at_least is not None
    assert DEPUTY_DAYS.at_most is not None
    assert DEPUTY_DAYS.at_least <= DEPUTY_DAYS.value <= DEPUTY_DAYS.at_most


def test_a_deputy_who_leaves_the_unit_leaves_the_field_without_a_deputy() -> None:
    terms = [TERMS[0], Term(person=DEPUTY, since=date(2024, 1, 1), until=date(2026, 3, 10)), TERMS[2]]
    found = judge(division(terms=terms), date(2026, 6, 1), CALENDAR)
    assert [one.rule.code for one in found] == [f"no-deputy-{field}" for field in FIELDS]
    assert found[0].facts["since"] == "2026-03-10"
    assert "已不是班子成员" in found[0].message


def test_a_deputy_who_changes_posts_without_a_gap_keeps_the_field() -> None:
    turned = date(2026, 3, 10)
    terms = [
        TERMS[0],
        Term(person=DEPUTY, since=date(2024, 1, 1), until=turned),
        Term(person=DEPUTY, since=turned),
    ]
    assert codes(division(terms=terms)) == []


def test_a_unit_that_never_divided_its_work_is_asked_from_the_day_the_county_began() -> None:
    form = division(**dict.fromkeys(FIELDS, []))
    last = CALENDAR.add(BEGINS, DEPUTY_DAYS.value)
    assert codes(form, last) == []
    assert codes(form, date.fromordinal(last.toordinal() + 1)) == [f"no-deputy-{field}" for field in FIELDS]


def test_a_unit_of_a_county_that_has_not_begun_is_not_asked_for_deputies_but_its_head_holds_nothing() -> None:
    form = division(finance=[], personnel=[held(HEAD)], asked_from=None)
    assert codes(form) == ["head-holds-personnel"]


def test_a_head_without_any_other_leader_can_name_nobody_and_is_not_asked_to() -> None:
    assert codes(division(terms=TERMS[:1], **dict.fromkeys(FIELDS, []))) == []


def test_a_unit_that_nobody_heads_by_the_roster_is_not_judged() -> None:
    assert codes(division(terms=TERMS[1:], **dict.fromkeys(FIELDS, []))) == []


def test_a_unit_without_projects_or_approvals_says_so_and_needs_no_deputy_for_them() -> None:
    form = division(construction=[held(None)], approval=[held(None)])
    assert codes(form) == []
    assert standing_of(form, Field.APPROVAL, date(2026, 6, 1), CALENDAR).state == State.NO_WORK
    assert [field for field, rule in FIELDS.items() if not rule.everywhere] == ["construction", "approval"]


def test_while_the_county_has_set_the_rule_aside_nothing_is_found_and_afterwards_the_days_begin_anew() -> (
    None
):
    aside = [Stretch(since=date(2026, 2, 2), until=date(2026, 5, 6))]
    form = division(finance=[held(HEAD)], personnel=[], set_aside=aside)
    assert codes(form, date(2026, 2, 1)) == ["head-holds-finance", "no-deputy-personnel"]
    assert codes(form, date(2026, 5, 5)) == []
    assert codes(form, date(2026, 5, 6)) == ["head-holds-finance"]
    last = CALENDAR.add(date(2026, 5, 6), DEPUTY_DAYS.value)
    assert "no-deputy-personnel" in codes(form, date.fromordinal(last.toordinal() + 1))


def test_every_code_of_the_division_is_known_to_the_register() -> None:
    assert CODES.items() <= EVERYTHING.items()
    assert len(CODES) == 2 * len(Field)
