"""Lines that hold no release are named and keep none of the others from being reckoned; a part that does not fit counts as missing."""

import json

import pytest

from decisions.procedure import Unfit
from finance.procedure.flags import EVERY_INDICATOR, reckon
from finance.procedure.flags.reading import Read, read
from tests.finance.cases import CALENDAR, CLEAN, bid, changed, lines_of, reckoned, release

SAME_PRICE = json.dumps(release("x", bid("valid", "A", 1), bid("valid", "B", 1))).encode()


@pytest.mark.parametrize(
    ("line", "field", "error"),
    [
        (b"oops", "", "不是完整的 JSON 对象。"),
        (b'{"ocid": "x"', "", "不是完整的 JSON 对象。"),
        (b'{"ocid": "\xff"}', "", "不是 UTF-8 编码的文字。"),
        (b"[]", "", "不是 JSON 对象。"),
        (b"7", "", "不是 JSON 对象。"),
        (b"{}", "ocid", "缺少字段“ocid”。"),
        (b'{"ocid": 7}', "ocid", "“ocid”应为文字。"),
        (b'{"ocid": null}', "ocid", "“ocid”应为文字。"),
        (b"[" * 5000, "", "不是完整的 JSON 对象。"),
    ],
)
def test_a_line_that_holds_no_release_is_named_and_the_others_are_reckoned(
    line: bytes, field: str, error: str
) -> None:
    done = reckoned([(1, line), (3, SAME_PRICE)])
    assert [(number, unfit.field, unfit.error) for number, unfit in done.unfit] == [(1, field, error)]
    assert done.results.as_json()["OCID"] == {"x": {"R028": 1.0}}


def test_a_line_that_is_too_long_is_named() -> None:
    done = reckon(lambda: iter([(2, None)]), EVERY_INDICATOR, CALENDAR)
    assert done.unfit == [(2, Unfit("", "这一行太长。"))]


def test_of_very_many_unfit_lines_the_first_thousand_are_named_and_all_counted() -> None:
    done = reckoned([(number, b"oops") for number in range(1, 1202)])
    assert (len(done.unfit), done.unfit_number) == (1000, 1201)


def test_a_part_of_another_type_counts_as_missing_and_is_told_of_by_its_path() -> None:
    line = json.dumps(
        {
            "ocid": "x",
            "tender": {
                "tenderPeriod": "soon",
                "numberOfTenderers": 1,
                "procurementMethod": "open",
                "status": 4,
            },
            "bids": {
                "details": [
                    None,
                    {"status": "valid", "value": {"amount": "5"}, "tenderers": [7, {"id": "A"}]},
                ]
            },
            "awards": {},
            "unread": {"anything": [1, {}]},
        }
    )
    told: list[tuple[int, str]] = []
    done = reckon(
        lambda: iter([(4, line.encode())]),
        EVERY_INDICATOR,
        CALENDAR,
        lambda number, unfit: told.append((number, unfit.field)),
    )
    assert told == [
        (4, "tender.status"),
        (4, "tender.tenderPeriod"),
        (4, "bids.details[0]"),
        (4, "bids.details[1].value.amount"),
        (4, "bids.details[1].tenderers[0]"),
        (4, "awards"),
    ]
    assert done.results.as_json()["OCID"] == {"x": {"R018": 1.0}}
    assert done.unfit_number == 0


def test_places_in_a_list_count_even_where_they_do_not_fit() -> None:
    """A bid of one organisation and one that cannot be read is a bid of two."""
    found = read('{"ocid": "x", "awards": [{"status": "active", "suppliers": [null, {"id": "A"}]}]}')
    assert isinstance(found, Read)
    assert found.release.awards is not None
    assert len(found.release.awards[0].suppliers or ()) == 2  # type: ignore[arg-type]


def test_sums_and_days_beyond_all_measure_count_as_missing() -> None:
    strange = changed(
        CLEAN,
        tender__value__amount=1e308,
        awards__0__value__amount=-5,
        awards__0__date="9999-12-31T00:00:00Z",
        contracts__0__value__amount=1e16,
        contracts__0__dateSigned="0001-01-01",
        contracts__0__amendments=[{"changes": [{"property": "value", "former_value": 1e300}]}],
    )
    done = reckoned(lines_of([strange]))
    assert set(done.results.as_json().get("OCID", {})) == set()


def test_null_and_unknown_fields_are_no_misfits() -> None:
    found = read('{"ocid": "x", "buyer": null, "tender": {"title": "采购", "lots": []}, "language": "zh"}')
    assert isinstance(found, Read)
    assert found.misfits == ()
