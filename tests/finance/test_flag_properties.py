"""What holds of every file of releases: the order of its lines does not matter, and nothing in them makes the reckoning fail."""

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from finance.procedure.flags.whole.fences import quantile
from rulebook.procedures.procurement import FLAGS
from tests.finance.cases import Form, lines_of, reckoned

NAMES = st.sampled_from("ABCDE")
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31))
SUMS = st.sampled_from([0, 100, 101, 102.5, 90_000, 700_000, 1_900_000, 2_500_000, 5_000_000])
STATUSES = st.sampled_from(["valid", "valid", "valid", "disqualified", "pending", "withdrawn", None])
MONEY = st.fixed_dictionaries({"amount": SUMS, "currency": st.just("CNY")})
MOMENTS = DAYS.map(lambda day: f"{day}T09:00:00+08:00")
BIDS = st.fixed_dictionaries(
    {
        "status": STATUSES,
        "value": MONEY,
        "date": MOMENTS,
        "tenderers": st.lists(NAMES.map(lambda n: {"id": n}), max_size=2),
    }
)
AWARDS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active", "active", "active", "cancelled", "pending"]),
        "date": MOMENTS,
        "value": MONEY,
        "suppliers": st.lists(NAMES.map(lambda n: {"id": n}), min_size=1, max_size=2),
        "items": st.lists(
            st.sampled_from("123").map(lambda n: {"classification": {"id": f"{n}0000000"}}), max_size=2
        ),
    }
)
TENDERS = st.fixed_dictionaries(
    {
        "procurementMethod": st.sampled_from(["open", "selective", "limited", "direct"]),
        "mainProcurementCategory": st.sampled_from(["goods", "services", "works"]),
        "numberOfTenderers": st.integers(0, 3),
        "value": MONEY,
        "tenderPeriod": st.fixed_dictionaries({"startDate": MOMENTS, "endDate": MOMENTS}),
    }
)
RELEASES = st.lists(
    st.fixed_dictionaries(
        {
            "buyer": NAMES.map(lambda n: {"id": n}),
            "planning": st.sampled_from("12").map(lambda n: {"budget": {"id": n}}),
            "tender": TENDERS,
            "bids": st.lists(BIDS, max_size=4).map(lambda bids: {"details": bids}),
            "awards": st.lists(AWARDS, max_size=2),
        }
    ),
    max_size=12,
)
EASY = "[R003]\n[R018]\n[R024]\n[R025]\n[R028]\n[R030]\n[R035]\n[R036]\n[R038]\n[R048]\nminimum_contracting_processes = 1\n[R058]\n"
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | MOMENTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def numbered(releases: list[Form]) -> list[Form]:
    return [{"ocid": f"o{number}", **one} for number, one in enumerate(releases)]


@given(RELEASES, st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_lines_does_not_matter(releases: list[Form], chance: Any) -> None:
    ordered = numbered(releases)
    shuffled = list(ordered)
    chance.shuffle(shuffled)
    first, second = (reckoned(lines_of(one), EASY).results.as_json() for one in (ordered, shuffled))
    assert json.dumps(first) == json.dumps(second)


@given(RELEASES)
@settings(max_examples=50, deadline=None)
def test_every_code_is_declared_and_given_to_whom_it_is_about(releases: list[Form]) -> None:
    for group, _name, codes in reckoned(lines_of(numbered(releases)), EASY).results:
        for code, value in codes.items():
            assert group in FLAGS[code].of, code
            assert value >= 0, code


@given(RELEASES.filter(bool), st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_release_the_others_are_reckoned(releases: list[Form], data: Any) -> None:
    """Put anything at all in any place of a release."""
    ordered = numbered(releases)
    at: Any = ordered[0]
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else list(range(len(at)))))
        if data.draw(st.booleans()) or not isinstance(at[key], dict | list):
            at[key] = data.draw(ANYTHING)
            break
        at = at[key]
    done = reckoned(lines_of(ordered), EASY)
    assert done.releases + done.unfit_number == len(ordered)
    assert {number for number, _unfit in done.unfit} <= {1}


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_lies_among_its_values(values: list[float], share: float) -> None:
    ordered = sorted(values)
    assert ordered[0] <= quantile(ordered, share) <= ordered[-1] * (1 + 1e-12)
