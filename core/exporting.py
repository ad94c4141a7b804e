"""Writing .xlsx workbooks and .csv files that a spreadsheet program cannot be tricked by: text is text, never a formula."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GUARDED = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_767  # what one cell can hold
NARROWEST, WIDEST = 10, 50


Row = TypeVar("Row", bound=Model)
LONGEST_EXPORT, CHUNK = 50_000, 500  # rows; a longer list is narrowed first


def chunked(
    rows: QuerySet[Row], most: int, cells_of: Callable[[list[Row]], Iterable[Sequence[Any]]]
) -> Iterator[Sequence[Any]]:
    """The cells of the first `most` of `rows`, read chunk by chunk so that memory does not grow with them; `cells_of` is asked once a chunk."""
    found = rows[:most].iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield from cells_of(chunk)


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet program reads it as a formula, also after it was saved as .csv."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return (f"'{clean}" if clean.startswith(GUARDED) else clean)[:LONGEST_TEXT]


def _plain(value: Any) -> Any:
    """Numbers and dates stay what they are (times in local time); everything else becomes guarded text."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else guarded(str(value))


def write_workbook(file: IO[bytes], sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write one sheet with a bold, frozen header to `file`. Rows are taken one by one: memory does not grow with them."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet[:31])
    page.freeze_panes = "A2"
    for place, name in enumerate(header, start=1):
        width = min(WIDEST, max(NARROWEST, 2 * len(str(name)) + 4))
        page.column_dimensions[get_column_letter(place)].width = width

    def cell(value: Any, *, bold: bool = False) -> WriteOnlyCell:
        plain = _plain(value)
        made = WriteOnlyCell(page, value=plain)
        if isinstance(plain, str):
            made.data_type = TYPE_STRING
        if isinstance(plain, date):
            made.number_format = "yyyy-mm-dd hh:mm" if isinstance(plain, datetime) else "yyyy-mm-dd"
        if bold:
            made.font = Font(bold=True)
        return made

    page.append([cell(str(name), bold=True) for name in header])
    for row in rows:
        page.append([cell(value) for value in row])
    book.save(file)


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """Answer with a download named `filename` (ends in .csv), written row by row, with the mark by which spreadsheet programs know UTF-8."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[bytes]:
        yield codecs.BOM_UTF8 + writer.writerow(map(guarded, header)).encode()
        for row in rows:
            cells = ("" if value is None else guarded(str(_plain(value))) for value in row)
            yield writer.writerow(cells).encode()

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return answer


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def workbook_response(
    filename: str, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> FileResponse:
    """Answer with a download named `filename` (ends in .xlsx). Cells may be text, numbers, dates, None."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, sheet, [str(name) for name in header], rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)
