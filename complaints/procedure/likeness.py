"""How alike two complaints are: the same unit or person, and words in common, in any order (C23). For an officer to look at, never to decide."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALIKE = 0.5  # share of the shorter one's pairs of signs that are also in the other
ALIKE_OF_ONE = 0.2  # where both are about the same unit or person
MOST_COMPARED, MOST_SHOWN = 300, 5
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two complaints have in common: `share` of their words, 0 to 1."""

    share: float
    same_unit: bool
    same_person: bool

    @property
    def is_likely(self) -> bool:
        """Whether they may be one."""
        return self.share >= (ALIKE_OF_ONE if self.same_unit or self.same_person else ALIKE)

    @property
    def weight(self) -> float:
        """The likeliest first."""
        return self.share + (self.same_unit + self.same_person) / 4


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> Likeness:
    """How alike two complaints are, as they were said."""
    first, second = _pairs(one), _pairs(other)
    shorter = min(len(first), len(second))
    same_unit = bool(one["unit"]) and one["unit"] == other["unit"]
    same_person = bool(one["person"]) and one["person"] == other["person"]
    written = "".join((one["person_words"] or "").split())
    if written and same_unit:
        same_person = same_person or written == "".join((other["person_words"] or "").split())
    return Likeness(len(first & second) / shorter if shorter else 0.0, same_unit, same_person)


def _pairs(said: Mapping[str, Any]) -> set[str]:
    words = _APART.sub("", f"{said['facts']}{said['person_words'] or ''}")
    return {words[at : at + 2] for at in range(len(words) - 1)}
