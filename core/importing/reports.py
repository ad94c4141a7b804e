"""What an import did or would do: counts for the interchange, lines for people."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from core.importing.problems import CellError

What = Literal["created", "changed", "ended"]
MOST_LINES = 20_000  # kept with a job, to be shown; the counts tell of all
OUTCOMES = ("created", "changed", "unchanged")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing created, changed or ended: its noun, its name, the row that says so, and what was and is (label, before, after)."""

    what: What
    noun: str
    name: str
    row: int
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Report:
    """Counts per outcome and noun, the lines behind them, and the errors that kept everything from being stored."""

    nouns: Sequence[str]
    counts: dict[str, dict[str, int]] = field(init=False)
    lines: list[Line] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counts = {outcome: dict.fromkeys(self.nouns, 0) for outcome in OUTCOMES}

    def count(self, outcome: str, noun: str, number: int = 1) -> None:
        """Add `number` to what became of `noun`."""
        self.counts[outcome][noun] += number

    def refuse(self, errors: Iterable[CellError]) -> "Report":
        """Turn this into a refusal: errors by row, nothing created or changed."""
        refused = Report(self.nouns)
        refused.errors = sorted(set(errors))
        return refused

    @property
    def is_refused(self) -> bool:
        """Whether nothing was stored because of errors."""
        return bool(self.errors)

    def as_json(self) -> dict[str, Any]:
        """The stable form of the interchange (sections 1 and 2)."""
        return {**self.counts, "errors": [error.as_json() for error in self.errors]}

    def in_full(self) -> dict[str, Any]:
        """The interchange's form with the first lines, to be kept with a job."""
        return self.as_json() | {"lines": [asdict(line) for line in self.lines[:MOST_LINES]]}
