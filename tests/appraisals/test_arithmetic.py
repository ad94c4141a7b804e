"""Turnout, thresholds and shares, for any numbers: exact, in no unit told too early, and never reckoned back."""

from fractions import Fraction
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from appraisals.procedure.results import content_of, counted_of, hash_of, reasons, shares_in, weighed_shares
from appraisals.selectors.wording import rounded
from rulebook.procedures.appraisals import (
    DROP_POINTS,
    FORMS,
    LEAST_SHOWN,
    Electorate,
    is_bad,
    is_drop,
    is_shown,
    is_valid,
    needed,
    weighed,
)

NUMBERS = st.integers(min_value=0, max_value=500)
SHARES = st.fractions(min_value=0, max_value=1)


@given(issued=NUMBERS, cast=NUMBERS)
def test_two_thirds_of_what_was_given_out_must_come_back(issued: int, cast: int) -> None:
    assert needed(issued) == ceil(Fraction(2, 3) * issued)
    assert is_valid(issued, cast) == (issued > 0 and 3 * cast >= 2 * issued)


@given(cast=NUMBERS)
def test_fewer_than_the_least_are_not_shown(cast: int) -> None:
    assert is_shown(cast) == (cast >= LEAST_SHOWN.value)


@given(bad=NUMBERS, more=NUMBERS)
def test_a_third_of_the_worst_grade_is_bad(bad: int, more: int) -> None:
    cast = bad + more
    assert is_bad(bad, cast) == (cast > 0 and Fraction(bad, cast) >= Fraction(1, 3) if cast else False)


@given(before=SHARES, now=SHARES)
def test_a_drop_is_told_in_points(before: Fraction, now: Fraction) -> None:
    assert is_drop(before, now) == (before - now >= Fraction(DROP_POINTS.value, 100))


@given(shares=st.lists(st.tuples(st.sampled_from([*Electorate]), SHARES), unique_by=lambda pair: pair[0]))
def test_a_weighed_share_lies_between_those_it_is_made_of(shares: list[tuple[Electorate, Fraction]]) -> None:
    whole = weighed(shares)
    if not shares:
        assert whole is None
    else:
        assert whole is not None
        assert min(share for _key, share in shares) <= whole <= max(share for _key, share in shares)


@given(share=SHARES)
def test_a_percentage_is_within_half_a_tenth(share: Fraction) -> None:
    assert abs(Fraction(rounded(share)).limit_denominator(10) - share * 100) <= Fraction(1, 20)


POLLS = st.fixed_dictionaries(
    {}, optional={one.value: st.lists(st.integers(0, 40), min_size=4, max_size=4) for one in Electorate}
)


@given(polls=POLLS, lost=st.integers(0, 60))
def test_shares_sum_up_to_one_and_a_sealed_result_reads_back_exactly(
    polls: dict[str, list[int]], lost: int
) -> None:
    form = FORMS["2026"]
    counted = [
        counted_of(
            electorate=key, issued=sum(numbers) + lost, returned=sum(numbers),
            counts={
                question.key: {grade.value: number for (grade, _name), number in zip(question.scale.grades, numbers, strict=True)}
                for question in form.asked_of(key)
            },
        )
        for key, numbers in polls.items()
    ]  # fmt: skip
    whole = weighed_shares(form.key, counted)
    assert all(sum(shares.values()) == 1 for shares in whole.values())
    content = content_of({"year": 2026}, form.key, counted, reasons(form.key, counted, None))
    assert shares_in(content) == whole
    assert hash_of(content) == hash_of(dict(reversed(content.items())))
    assert all(one["counts"] == {} for one in content["electorates"] if not one["shown"])
    left_out = [one for one in counted if not one.counts_in_whole]
    assert weighed_shares(form.key, [one for one in counted if one not in left_out]) == whole
