"""Days and sums in a sentence are written as people write them."""

import pytest

from core.sentences import in_words


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2026-11-25支付 58000.00 元。", "2026年11月25日支付 58,000.00 元。"),
        ("于 2026-09-05 召开", "于2026年9月5日召开"),
        ("支2026-0003号", "支2026-0003号"),
        ("金额 388000.00 元", "金额 388,000.00 元"),
        ("金额 388,000.00 元，比例 0.3333", "金额 388,000.00 元，比例 0.3333"),
    ],
)
def test_a_sentence_says_days_and_sums_as_people_do(kept: str, said: str) -> None:
    assert in_words(kept) == said
