"""How a sentence says what is kept as JSON has it: 2026-09-30 becomes 2026年9月30日, 388000.00 becomes 388,000.00."""

import re

# A day takes the spaces around it with it; letters of Chinese may follow a figure at once.
DAY_OR_SUM = re.compile(r" ?(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d) ?|(?<![\d.,])(\d{4,})(?=\.\d\d(?!\d))")


def in_words(text: str) -> str:
    """`text` with its days and sums as people write them."""
    return DAY_OR_SUM.sub(_as_people_write, text)


def _as_people_write(found: re.Match[str]) -> str:
    year, month, day, yuan = found.groups()
    return f"{int(yuan):,}" if yuan else f"{year}年{int(month)}月{int(day)}日"
