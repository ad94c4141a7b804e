"""What can be wrong with an imported file, named by row and column."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class CellError:
    """One thing wrong. `row` as in the spreadsheet (header = 1); `column` as the form names it, empty for the whole row."""

    row: int
    column: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """The stable form of the interchange."""
        return {"row": self.row, "column": self.column, "message": self.message}


@dataclass(frozen=True, slots=True, order=True)
class LineError(CellError):
    """One thing wrong in a file of JSON lines: `row` is the line, `column` the path of the field."""

    def as_json(self) -> dict[str, Any]:
        """The stable form of the interchange (section 4)."""
        return {"line": self.row, "field": self.column, "error": self.message}


class Refused(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def errors(self) -> list[CellError]:
        """The refusal as an error of the first row."""
        return [CellError(1, "", self.message)]


class Unreadable(ValueError):
    """A cell whose content is not what its column asks for; the message says what it should be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Stands in the place of a cell's content that the file itself could not give (an error value, an uncomputed formula)."""

    message: str
