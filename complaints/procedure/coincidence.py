"""What a text to the person reported has in common with the report (C23): what would let them guess who wrote it."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

LEAST_PHRASE = 6  # signs in a row that two texts have hardly by chance
LEAST_DIGITS = 3
_DIGITS = re.compile(rf"\d[\d\-]{{{LEAST_DIGITS - 1},}}")
_APART = re.compile(r"[\s，。、；：！？“”‘’（）《》,.;:!?()\"']+")


def shared(text: str, said: dict[str, Any], others: Iterable[str] = ()) -> list[str]:
    """The reporter's name and ways to reach them, numbers, and phrases that `text` has in common with what was `said`; longest first.

    `others` are texts besides it: what the reporter added.
    """
    plain = _APART.sub("", text)
    report = [str(said.get(name) or "") for name in ("facts", "when")] + list(others)
    found = {
        one
        for one in (str(said.get(name) or "").strip() for name in ("name", "contact"))
        if one and one in text
    }
    together = " ".join(report)
    found |= {number for number in _DIGITS.findall(text) if number in together}
    for other in report:
        found |= set(_phrases(plain, _APART.sub("", other)))
    return sorted(found, key=lambda one: (-len(one), one))


def _phrases(one: str, other: str) -> Iterable[str]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size >= LEAST_PHRASE:
            yield one[block.a : block.a + block.size]
