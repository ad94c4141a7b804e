"""OCDS Cardinal's eleven signs: the worked example of each published definition, and what each counts and leaves out."""

import pytest

from finance.procedure.flags.whole.fences import fences, quantile
from tests.finance.cases import Form, award, bid, flags, of_code, release

WON = [award("active", "W")]


def period(ocid: str, start: str, end: str, **tender: object) -> Form:
    return {"ocid": ocid, "tender": {"tenderPeriod": {"startDate": start, "endDate": end}, **tender}}


def priced(ocid: str, won: float, next_lowest: float, winner: str = "W", loser: str = "L") -> Form:
    """A release that `winner` won with the lowest of two bids."""
    return release(
        ocid, bid("valid", winner, won), bid("valid", loser, next_lowest), awards=[award("active", winner)]
    )


# R003


def test_r003_five_days_from_notice_to_deadline_are_too_few() -> None:
    fifteenth_to_twentieth = period("rail", "2026-03-15T00:00:00Z", "2026-03-20T00:00:00Z")
    assert flags([fifteenth_to_twentieth]) == {"OCID": {"rail": {"R003": 1.0}}}


def test_r003_only_whole_days_count() -> None:
    releases = [
        period("a second short", "2000-01-01T18:00:00Z", "2000-01-16T17:59:59Z"),
        period("exactly fifteen", "2000-01-01T18:00:00Z", "2000-01-16T18:00:00Z"),
        period("fifteen by another clock", "2000-01-01T18:00:00Z", "2000-01-17T02:00:00+08:00"),
        period("ends before it starts", "2000-01-16T18:00:00Z", "2000-01-01T18:00:00Z"),
    ]
    assert of_code("R003", releases) == {"OCID": {"a second short": 1.0, "ends before it starts": 1.0}}


@pytest.mark.parametrize("day", ["invalid", "2000-01-01", "2000-01-01T00:00:00", "2000-02-30T00:00:00Z", ""])
def test_r003_a_day_that_is_no_moment_is_not_counted_from(day: str) -> None:
    assert of_code("R003", [period("x", day, "2000-01-02T00:00:00Z")]) == {}
    assert of_code("R003", [period("x", "2000-01-02T00:00:00Z", day)]) == {}


def test_r003_the_threshold_may_depend_on_the_method_and_only_some_methods_may_count() -> None:
    def days(ocid: str, number: int, **tender: object) -> Form:
        return period(ocid, "2000-01-01T00:00:00Z", f"2000-01-{1 + number:02d}T00:00:00Z", **tender)

    releases = [
        days("x 4", 4, procurementMethodDetails="x"),
        days("x 5", 5, procurementMethodDetails="x"),
        days("others 9", 9, procurementMethodDetails="y", procurementMethod="open"),
        days("others 10", 10, procurementMethod="limited"),
    ]
    ini = "[R003]\nthreshold = 10\n[R003.procurement_method_details]\nx = 5\n"
    assert of_code("R003", releases, ini) == {"OCID": {"x 4": 1.0, "others 9": 1.0}}
    ini = "[R003]\nprocurement_methods = open|selective\n"
    assert of_code("R003", releases, ini) == {"OCID": {"others 9": 1.0}}


# R018


def test_r018_an_open_opportunity_with_a_single_bid() -> None:
    releases = [
        {"ocid": method, "tender": {"numberOfTenderers": 1, "procurementMethod": method}}
        for method in ("open", "selective", "limited", "direct")
    ]
    releases += [
        {"ocid": f"{n} bids", "tender": {"numberOfTenderers": n, "procurementMethod": "open"}}
        for n in (0, 2, -1)
    ]
    releases.append({"ocid": "method untold", "tender": {"numberOfTenderers": 1}})
    assert of_code("R018", releases) == {"OCID": {"open": 1.0, "selective": 1.0}}
    assert of_code("R018", releases, "[R018]\nprocurement_methods = direct") == {"OCID": {"direct": 1.0}}


# R024 and R058


def atlantis(suspect: Form) -> list[Form]:
    """Releases whose first quartile of gaps is 5 %, whose third is 7 %."""
    five = [priced(f"five-{n}", 100_000, 105_000) for n in range(4)]
    seven = [priced(f"seven-{n}", 100_000, 107_000) for n in range(4)]
    return [*five, suspect, *seven]


def test_r024_a_gap_of_one_per_cent_where_the_fence_is_two() -> None:
    close = priced("close", 100_000, 101_000, "CollusionCorp", "ProcureManipulate")
    assert of_code("R024", atlantis(close)) == {
        "OCID": {"close": 0.01},
        "Tenderer": {"CollusionCorp": 0.0, "ProcureManipulate": 0.0},
    }


def test_r058_a_gap_of_fifteen_per_cent_where_the_fence_is_ten() -> None:
    lemon = priced("lemon", 100_000, 115_000, "Lemon Industries", "FairDeal Enterprises")
    assert of_code("R058", atlantis(lemon)) == {
        "OCID": {"lemon": 0.15},
        "Tenderer": {"Lemon Industries": 0.0},
    }


def test_r024_and_r058_a_gap_on_the_fence_lies_beyond_it() -> None:
    on_either = [priced("a", 100, 102), priced("b", 100, 110)]
    ini = "[R024]\nthreshold = 0.02\n[R058]\nthreshold = 0.10\n"
    assert flags(on_either, ini)["OCID"] == {"a": {"R024": 0.02}, "b": {"R058": 0.1}}


def test_r024_nobody_is_flagged_where_most_have_no_gap_or_the_fence_is_none() -> None:
    assert of_code("R024", [priced(str(n), 100, 100) for n in range(9)]) == {}
    assert of_code("R058", [priced(str(n), 100, 100) for n in range(9)]) == {}
    assert of_code("R024", [priced("x", 100, 100)], "[R024]\nthreshold = 0\n") == {}


LEFT_OUT = {
    "an award is pending": {"awards": [award("active", "W"), award("pending", "X")]},
    "the status of an award is none": {"awards": [award("active", "W"), award("invalid", "X")]},
    "several awards are active": {"awards": [award("active", "W"), award("active", "W")]},
    "the award has several suppliers": {"awards": [award("active", "W", "X")]},
    "there is no award": {"awards": []},
    "the winner's bid was only invited": {
        "bids": {"details": [bid("invited", "W", 100), bid("valid", "L", 101)]}
    },
    "the winner's bid is pending": {"bids": {"details": [bid("pending", "W", 100), bid("valid", "L", 101)]}},
    "the winner's bid was withdrawn": {
        "bids": {"details": [bid("withdrawn", "W", 100), bid("valid", "L", 101)]}
    },
    "the winner was disqualified": {
        "bids": {"details": [bid("disqualified", "W", 100), bid("valid", "L", 101)]}
    },
    "the lowest bid did not win": {"bids": {"details": [bid("valid", "W", 102), bid("valid", "L", 101)]}},
    "the other bid is of two together": {
        "bids": {"details": [bid("valid", "W", 100), bid("valid", ["L", "M"], 101)]}
    },
    "the other bid has no price": {"bids": {"details": [bid("valid", "W", 100), bid("valid", "L")]}},
    "the process was cancelled": {"tender": {"status": "cancelled"}},
    "prices may not be compared": {"tender": {"procurementMethodDetails": "抽签"}},
    "the method is excluded": {"tender": {"procurementMethodDetails": "应急"}},
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_r024_and_r058_leave_a_release_out_where(why: str) -> None:
    ini = (
        "no_price_comparison_procurement_methods = 抽签\n[exclusions]\nprocurement_method_details = 应急\n"
        "[R024]\nthreshold = 0.05\n[R058]\nthreshold = 0.005\n"
    )
    counted = priced("x", 100, 101)
    assert flags([counted], ini)["OCID"]["x"] == {"R024": 0.01, "R058": 0.01}
    left_out = flags([counted | LEFT_OUT[why]], ini).get("OCID", {})
    assert not {"R024", "R058"} & set(left_out.get("x", {}))


def test_r024_earlier_awards_that_failed_do_not_count() -> None:
    tried = [award("unsuccessful", "U"), award("cancelled", "C"), award("active", "W")]
    assert of_code("R024", [priced("x", 100, 101) | {"awards": tried}], "[R024]\nthreshold = 0.05")[
        "OCID"
    ] == {"x": 0.01}


def test_r024_of_several_bids_of_the_winner_the_lowest_counts() -> None:
    twice = release("x", bid("valid", "W", 104), bid("valid", "W", 100), bid("valid", "L", 101), awards=WON)
    assert of_code("R024", [twice], "[R024]\nthreshold = 0.05")["OCID"] == {"x": 0.01}


def test_r058_a_winning_bid_of_nothing_leaves_an_endless_gap() -> None:
    assert of_code("R058", [priced("x", 0, 101)], "[R058]\nthreshold = 0.5")["OCID"] == {"x": float("inf")}
    assert of_code("R058", [priced("x", 0, 0)], "[R058]\nthreshold = 0.5") == {}


# R025


def competed(ocid: str, winner: str, *losers: str) -> Form:
    return release(
        ocid, *(bid("valid", name) for name in (winner, *losers)), awards=[award("active", winner)]
    )


def test_r025_a_top_tenderer_that_wins_one_bid_in_ten_where_the_fence_is_an_eighth() -> None:
    """Three bidders each bid a hundred times and won half or three quarters; one bid 150 times and won 15."""
    wins = {
        "half-1": 50,
        "half-2": 50,
        "half-3": 50,
        "more-1": 75,
        "more-2": 75,
        "more-3": 75,
        "UnethicalBid": 15,
    }
    bids = dict.fromkeys(wins, 100) | {"UnethicalBid": 150}
    releases = [
        competed(
            f"{name}-{n}", name if n < wins[name] else f"once-{name}-{n}", *([] if n < wins[name] else [name])
        )
        for name in wins
        for n in range(bids[name])
    ]
    # Winners that bid only once would move the quartiles: they are of no bidder of the example.
    releases = [one for one in releases if one["awards"][0]["suppliers"][0]["id"] in wins] + [
        release(one["ocid"], *one["bids"]["details"][1:], awards=one["awards"])
        for one in releases
        if one["awards"][0]["suppliers"][0]["id"] not in wins
    ]
    assert of_code("R025", releases) == {"Tenderer": {"UnethicalBid": 0.1}}


def test_r025_a_tenderer_counts_once_a_release_and_only_by_valid_bids_of_its_own() -> None:
    releases = [
        release("won", *(bid("valid", "F") for _ in range(3)), awards=[award("active", "F")]),
        *(competed(f"lost-{n}", f"S{n}", "F") for n in range(4)),
        release("not valid", bid("disqualified", "F"), bid("valid", "S9"), awards=[award("active", "S9")]),
        release("together", bid("valid", ["F", "G"]), bid("valid", "S8"), awards=[award("active", "S8")]),
    ]
    assert of_code("R025", releases, "[R025]\nthreshold = 0.5") == {"Tenderer": {"F": 0.2}}


def test_r025_nobody_is_flagged_where_most_never_win() -> None:
    assert of_code("R025", [competed(str(n), "W", "A", "B", "C", "D", "E") for n in range(5)]) == {}


def test_r025_who_bids_often_and_what_is_seldom_may_be_set() -> None:
    releases = [competed(str(n), "W", "A") for n in range(4)] + [competed("last", "A", "W", "B")]
    assert of_code("R025", releases, "[R025]\nthreshold = 0.2") == {"Tenderer": {"A": 0.2}}
    both = of_code("R025", releases, "[R025]\nthreshold = 0.2\npercentile = 0")
    assert both == {"Tenderer": {"A": 0.2, "B": 0.0}}


# R028


def test_r028_a_bid_that_matches_a_leaked_price() -> None:
    leaked = release("x", bid("disqualified", "BribeCorp", 100), bid("valid", "Honest", 100))
    assert flags([leaked]) == {
        "OCID": {"x": {"R028": 1.0}},
        "Tenderer": {"BribeCorp": {"R028": 1.0}, "Honest": {"R028": 1.0}},
    }


@pytest.mark.parametrize(
    "bids",
    [
        [bid("valid", "A", 1), bid("valid", "A", 1)],
        [bid("valid", ["A", "B"], 1), bid("valid", ["B", "A"], 1)],
        [bid("valid", "A", 1), bid("valid", [], 1)],
        [bid("valid", "A", 1.0), bid("valid", "B", 1.1)],
        [bid("valid", "A", 1), {**bid("valid", "B"), "value": {"amount": 1, "currency": "USD"}}],
        [bid("valid", "A", 1), bid("withdrawn", "B", 1), bid("invited", "C", 1)],
        [bid("valid", "A", 1), bid(None, "B", 1)],
    ],
    ids=[
        "one tenderer",
        "the same two",
        "no tenderer",
        "other price",
        "other currency",
        "not submitted",
        "no status",
    ],
)
def test_r028_no_two_tenderers_at_one_price(bids: list[Form]) -> None:
    assert of_code("R028", [release("x", *bids)]) == {}


def test_r028_prices_that_the_buyer_sets_are_not_compared() -> None:
    same = release(
        "x", bid("valid", "A", 1), bid("valid", "B", 1), tender={"procurementMethodDetails": "抽签"}
    )
    assert of_code("R028", [same], "no_price_comparison_procurement_methods = 抽签\n[R028]") == {}
    assert of_code("R028", [same], "price_comparison_procurement_methods = 竞价\n[R028]") == {}
    assert of_code("R028", [same], "price_comparison_procurement_methods = 竞价|抽签\n[R028]")["OCID"] == {
        "x": 1.0
    }


# R030


def late(status: str = "valid", date: str = "2026-04-01T00:00:00Z", winner: Form | None = None) -> Form:
    tender = {"tenderPeriod": {"endDate": "2026-03-15T00:00:00Z"}}
    return release(
        "x", bid(status, "CorruptX", date=date), awards=[winner or award("active", "CorruptX")], tender=tender
    )


def test_r030_a_bid_of_april_wins_though_the_deadline_was_in_march() -> None:
    assert of_code("R030", [late()]) == {"OCID": {"x": 1.0}, "Tenderer": {"CorruptX": 1.0}}


@pytest.mark.parametrize(
    "fair",
    [
        late(date="2026-03-15T00:00:00Z"),
        late(status="disqualified"),
        late(winner=award("active", "Other")),
        late(winner=award("pending", "CorruptX")),
        late(winner=award("cancelled", "CorruptX")),
    ],
    ids=["on the deadline", "not valid", "lost", "not awarded yet", "award cancelled"],
)
def test_r030_a_late_bid_has_to_win(fair: Form) -> None:
    assert of_code("R030", [fair]) == {}


# R035


def test_r035_four_of_five_bids_are_disqualified_and_the_fifth_wins() -> None:
    out = [bid("disqualified", f"D{n}") for n in range(4)]
    excluded = release("x", bid("valid", "CorruptX"), *out, awards=[award("active", "CorruptX")])
    assert of_code("R035", [excluded]) == {"OCID": {"x": 4.0}, "Tenderer": {"CorruptX": 0.0}}


V, D = bid("valid", "V"), bid("disqualified", "D")


@pytest.mark.parametrize(
    ("bids", "awards", "value"),
    [
        ([V, V, D, D], [award("active", "V"), award("active", "V")], 1.0),
        ([V, D, bid("disqualified", "V")], [award("active", "V")], 1.0),
        (
            [V, D, bid("pending", "P"), bid("invited", "I"), bid("withdrawn", "W")],
            [award("active", "V")],
            1.0,
        ),
        ([V, D], [award("active", "V"), award("unsuccessful", "U")], 1.0),
        ([V, D], [award("active", "V"), award("pending", "U")], None),
        ([V, D, bid("valid", "W")], [award("active", "V")], None),
        ([V, D], [award("active", "S")], None),
        ([V, D], [award("active", "V"), award("active", "S")], None),
        ([V, bid("disqualified", "V")], [award("active", "V")], None),
        ([D], [award("active", "V")], None),
        ([V, D], [], None),
    ],
)
def test_r035_counts_other_tenderers_where_one_alone_was_valid_and_won_all(
    bids: list[Form], awards: list[Form], value: float | None
) -> None:
    found = of_code("R035", [release("x", *bids, awards=awards)])
    assert found.get("OCID", {}).get("x") == value


def test_r035_how_many_others_may_be_set_but_never_none() -> None:
    one_out = release("x", V, D, awards=[award("active", "V")])
    assert of_code("R035", [one_out], "[R035]\nthreshold = 2") == {}
    assert of_code("R035", [release("x", V, awards=[award("active", "V")])], "[R035]\nthreshold = 0") == {}


# R036


def test_r036_the_lowest_bid_is_disqualified() -> None:
    fair, bribe = bid("disqualified", "FairDeal", 100_000), bid("valid", "BribeCorp", 111_111)
    assert of_code("R036", [release("x", fair, bribe, awards=[award("active", "BribeCorp")])]) == {
        "OCID": {"x": 1.0}
    }


@pytest.mark.parametrize(
    ("bids", "status", "flagged"),
    [
        ([bid("disqualified", "D", 10), bid("valid", "V", 20), bid("invited", "I", 1)], "active", True),
        ([bid("disqualified", "D", 10), bid("valid", "V", 20), bid("withdrawn", "W", 1)], "active", True),
        ([bid("disqualified", "D", 10), bid("valid", "V", 10)], "active", True),
        ([bid("valid", "V", 10), bid("disqualified", "D", 10)], "active", False),
        ([bid("disqualified", "D", 10), bid("valid", "V", 20), bid("pending", "P", 1)], "active", False),
        ([bid("disqualified", "D", 10), bid("valid", "V", 1)], "active", False),
        ([bid("disqualified", "D", 10), bid("valid", "V")], "active", False),
        ([bid("disqualified", "D", 10), bid("valid", "V", 20)], "pending", False),
    ],
)
def test_r036_of_submitted_bids_the_lowest_is_out_and_a_valid_one_has_a_price(
    bids: list[Form], status: str, flagged: bool
) -> None:
    assert bool(of_code("R036", [release("x", *bids, awards=[award(status, "V")])])) is flagged


def test_prices_of_another_currency_than_the_main_one_are_left_out() -> None:
    dollars = {**bid("disqualified", "D"), "value": {"amount": 1, "currency": "USD"}}
    mixed = release("x", bid("valid", "V", 20), dollars, awards=[award("active", "V")])
    assert of_code("R036", [mixed]) == {}, "the first currency met is the main one"
    assert of_code("R036", [mixed], "currency = USD\n[R036]") == {}, "no valid bid is in dollars"
    both = release("x", *mixed["bids"]["details"], {**dollars, "status": "valid"}, awards=mixed["awards"])
    assert of_code("R036", [both], "currency = USD\n[R036]") == {"OCID": {"x": 1.0}}


# R038


def test_r038_a_tenderer_with_73_per_cent_disqualified_where_the_fence_is_60() -> None:
    out = {**{f"none-{n}": 0 for n in range(8)}, **{f"some-{n}": 24 for n in range(8)}, "MisconductCorp": 73}
    releases = [
        release(f"{name}-{n}", bid("disqualified" if n < number else "valid", name))
        for name, number in out.items()
        for n in range(100)
    ]
    assert of_code("R038", releases) == {"Tenderer": {"MisconductCorp": 0.73}}


def test_r038_buyers_and_procuring_entities_by_the_bids_they_received() -> None:
    def received(number: int, *statuses: str) -> Form:
        bids = [bid(status, f"T{number}-{place}") for place, status in enumerate(statuses)]
        entity = {"procuringEntity": {"id": f"P{number}"}}
        return release(f"r{number}", *bids, buyer={"id": f"B{number}"}, tender=entity)

    releases = [received(n, "valid", "pending") for n in range(1, 5)]
    releases.append(received(0, "valid", "disqualified", "withdrawn", "invited"))
    assert of_code("R038", releases) == {"Buyer": {"B0": 0.5}, "ProcuringEntity": {"P0": 0.5}}


def test_r038_too_few_bids_say_nothing() -> None:
    once = [release("x", bid("disqualified", "D"), buyer={"id": "B"})]
    assert of_code("R038", once, "[R038]\nthreshold = 0.5") == {}
    ini = "[R038]\nthreshold = 0.5\nminimum_submitted_bids = 1\nminimum_contracting_processes = 1"
    assert of_code("R038", once, ini) == {"Buyer": {"B": 1.0}, "Tenderer": {"D": 1.0}}


# R048


def supplied(ocid: str, supplier: str, *codes: str, status: str = "active", **more: object) -> Form:
    items = [{"classification": {"id": code}} for code in codes]
    return release(ocid, awards=[award(status, supplier, items=items)], **more)


def test_r048_a_supplier_of_twenty_categories_where_the_fence_is_eight_and_a_half() -> None:
    levels = {**{f"one-{n}": 1 for n in range(5)}, **{f"four-{n}": 4 for n in range(5)}, "RentSeekers": 20}
    releases = [
        supplied(f"{name}-{n}", name, f"{10 + n % number}000000")
        for name, number in levels.items()
        for n in range(20)
    ]
    assert of_code("R048", releases) == {"Tenderer": {"RentSeekers": 20.0}}


def test_r048_counts_first_levels_of_what_one_supplier_alone_was_awarded() -> None:
    releases = [supplied(str(n), f"S{n}", "10000000") for n in range(4)]
    releases += [
        supplied("F", "F", "10000000", "11000000", "10200000"),
        supplied("pending", "P", "10000000", "11000000", status="pending"),
        supplied("cancelled", "C", "10000000", "11000000", tender={"status": "cancelled"}),
        release(
            "shared",
            awards=[
                award(
                    "active",
                    "S",
                    "T",
                    items=[{"classification": {"id": "10"}}, {"classification": {"id": "11"}}],
                )
            ],
        ),
    ]
    ini = "[R048]\nminimum_contracting_processes = 1\n"
    assert of_code("R048", releases, ini) == {"Tenderer": {"F": 2.0}}
    assert of_code("R048", releases, ini + "digits = 3\nthreshold = 3") == {"Tenderer": {"F": 3.0}}
    assert of_code("R048", releases) == {}, "twenty processes are needed"


# Quartiles


def test_the_worked_examples_give_the_fences_they_name() -> None:
    assert fences([0.05] * 4 + [0.07] * 4).lower == pytest.approx(0.02)
    assert fences([0.05] * 4 + [0.07] * 4).upper == pytest.approx(0.10)
    assert fences([0.5] * 4 + [0.75] * 4).lower == 0.125
    assert fences([0.02] * 4 + [0.22] * 4).upper == pytest.approx(0.52)
    assert fences([1.0] * 4 + [4.0] * 4).upper == 8.5


def test_between_two_values_a_quartile_lies_by_the_median_unbiased_rule() -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.25) == pytest.approx(1 + 5 / 12)
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.75) == pytest.approx(3 + 7 / 12)
    assert quantile([7.0], 0.25) == 7.0
    assert str(quantile([], 0.25)) == "nan"
