"""Checking decisions recorded elsewhere, one after another: what the interchange (section 4) answers. Nothing is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.workdays import WorkdayCalendar
from decisions.procedure.form import Decision
from decisions.procedure.judging import Found, judge
from decisions.procedure.reading import Unfit, read


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one line: the decision with what was found in it, or why the line is unfit."""

    line: int
    decision: Decision | None
    found: list[Found] = field(default_factory=list)
    unfit: Unfit | None = None

    def as_json(self) -> dict[str, Any]:
        """The stable form of the interchange."""
        if self.decision is not None:
            return {"id": self.decision.id, "findings": [one.as_json() for one in self.found]}
        return {"line": self.line, **(self.unfit.as_json() if self.unfit else {})}


def answers(
    lines: Iterable[tuple[int, bytes | None]], on: date, calendar: WorkdayCalendar
) -> Iterator[Answer]:
    """Answer numbered lines, each one JSON object, as of `on`. A line that cannot be read keeps none of the others from it."""
    for number, line in lines:
        decision = read(line) if line is not None else Unfit("", _("这一行太长。"))
        if isinstance(decision, Decision):
            yield Answer(number, decision, judge(decision, on, calendar))
        else:
            yield Answer(number, None, unfit=decision)
