"""An earlier audit and what it found, as the rows of a file say them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audits.choices import RectificationState
from core.importing.tables import Row
from organisation.models import Person, Post

OVER = {RectificationState.MENDED, RectificationState.ACCEPTED}


@dataclass(slots=True)
class FoundDraft:
    """A finding as its row says it, with its rectification."""

    line: int
    values: dict[str, Any]
    rectification: dict[str, Any]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be put right."""
        return self.rectification["state"] in OVER


@dataclass(slots=True)
class AuditDraft:
    """An audit as its rows say it. `again`: its first rows came in a batch before, these tell of further findings."""

    row: Row
    number: str
    person: Person
    post: Post
    values: dict[str, Any]
    reported: date
    findings: list[FoundDraft] = field(default_factory=list)
    again: bool = False
