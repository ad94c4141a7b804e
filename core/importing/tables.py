"""A file as a table: its header compared with the columns a form declares, every cell read as its column asks."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from core.importing.cells import EDGES, INVISIBLE, Reader, plain
from core.importing.delimited import read_delimited
from core.importing.problems import CellError, Refused, Unreadable
from core.importing.workbook import read_workbook, workbook_rows

LARGEST_FILE = 200 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_ERRORS = 5_000  # nobody mends more of them by a list
TOLD_EVERY = 200  # rows
MOST_COLUMNS = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
HINT = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its name, how its cells are read, whether each row needs one.

    `options` and `hint` tell whoever fills in the form what belongs there.
    """

    name: str
    read: Reader
    required: bool = False
    options: tuple[str, ...] = ()
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `values` by column, None where nothing is given; `bad` the columns that could not be read.

    `columns`: those the file has; what an absent one would say is not known, what an empty cell says is.
    """

    number: int
    values: dict[str, Any]
    bad: frozenset[str]
    columns: frozenset[str]

    def __getitem__(self, column: str) -> Any:
        """The value of `column`, None where it is empty, unreadable or the file has no such column."""
        return self.values.get(column)


@dataclass(slots=True)
class Table:
    """What was read from a file, and everything that could not be."""

    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read_table(
    content: bytes, name: str, columns: Sequence[Column], tell: Callable[[int], None] | None = None
) -> Table:
    """Read all of `content`, as `read_rows` does."""
    table = Table()
    table.rows.extend(read_rows(content, name, columns, table.errors, tell))
    return table


def read_rows(
    content: bytes,
    name: str,
    columns: Sequence[Column],
    errors: list[CellError],
    tell: Callable[[int], None] | None = None,
) -> Iterator[Row]:
    """Yield the rows of `content`, a file called `name` (may be empty), by `columns`, in memory that does not grow with them.

    What cannot be read goes to `errors`; after very many reading ends. `tell` is told now and then how many were read.
    Raises Refused where the file as a whole is unfit.
    """
    records = records_of(content, name)
    places = _header(next(records, []), columns, errors)
    if errors:
        return
    present = frozenset(column.name for column in places.values())
    count = 0
    for number, record in enumerate(records, start=2):
        cells = trimmed(record)
        if not cells:
            continue
        if count == MOST_ROWS:
            raise Refused(
                _("文件超过 %(most)s 行。请按乡镇、部门或者年度分成几个文件导入。")
                % {"most": f"{MOST_ROWS:,}"}
            )
        count += 1
        if tell is not None and count % TOLD_EVERY == 1:
            tell(count)
        yield _row(number, cells, places, present, errors)
        if len(errors) >= MOST_ERRORS:
            return


def rows_in(content: bytes) -> int:
    """About how many rows a file has under its header, for a progress bar."""
    lines = (
        workbook_rows(content)
        if content.startswith(ZIPPED)
        else content.count(b"\n") + (not content.endswith(b"\n"))
    )
    return max(lines - 1, 1)


def bare(heading: str) -> str:
    """Return a heading without the asterisk, the hint in parentheses and the spaces around them."""
    found = re.sub(rf"[\s{EDGES}{INVISIBLE}]", "", unicodedata.normalize("NFKC", heading))
    while found != (shorter := HINT.sub("", found).strip("*")):
        found = shorter
    return found


def records_of(content: bytes, name: str) -> Iterator[list[Any]]:
    """The records of the file by what it contains, whatever it is called. Raises Refused."""
    if len(content) > LARGEST_FILE:
        words = _("文件超过 %(most)s MB。请删除图片和多余的工作表，或分成几个文件导入。")
        raise Refused(words % {"most": LARGEST_FILE // 1024 // 1024})
    if not content.strip():
        raise Refused(_("文件是空的。请使用下载的模板填写。"))
    if content.startswith(OLE):
        raise Refused(_ole_reason(content))
    if name.lower().endswith((".xlsm", ".xltm", ".xlsb")):
        raise Refused(_("不接受含宏或二进制格式的工作簿。请另存为不含宏的 .xlsx，再重新上传。"))
    if content.startswith(ZIPPED):
        return read_workbook(content)
    if name.lower().endswith(".xlsx"):
        raise Refused(_("文件已损坏，或不是真正的 .xlsx 文件。请用表格软件打开后另存为 .xlsx，再重新上传。"))
    if content.startswith(FOREIGN) or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Refused(_("文件不是 .xlsx 或 .csv。请使用下载的模板填写。"))
    return read_delimited(content)


def _ole_reason(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("文件设有打开密码，无法读取。请取消密码后另存为 .xlsx，再重新上传。")
    return _("这是旧版 .xls 格式的文件。请另存为 .xlsx，再重新上传。")


def trimmed(record: Sequence[Any]) -> list[Any]:
    """The cells without the empty ones at the end. Raises Refused for a row wider than any form."""
    cells = list(record)
    while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip(EDGES))):
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(_("文件的列数超过 %(most)s。请使用下载的模板填写。") % {"most": MOST_COLUMNS})
    return cells


def _header(record: Sequence[Any], columns: Sequence[Column], errors: list[CellError]) -> dict[int, Column]:
    """Which column stands in which place; what is missing, doubled or unknown goes to `errors`."""
    known = {column.name: column for column in columns}
    places: dict[int, Column] = {}
    for place, cell in enumerate(trimmed(record)):
        try:
            heading = plain(cell)
        except Unreadable as error:
            errors.append(CellError(1, _letter(place), str(error)))
            continue
        name = bare(heading)
        if not name:
            continue
        if name not in known:
            errors.append(CellError(1, heading, _("没有名为“%(name)s”的列") % {"name": heading}))
        elif known[name] in places.values():
            errors.append(CellError(1, name, _("列“%(name)s”重复出现") % {"name": name}))
        else:
            places[place] = known[name]
    for column in columns:
        if column.required and column not in places.values():
            errors.append(CellError(1, column.name, _("缺少必需的列“%(name)s”") % {"name": column.name}))
    if not places:
        names = "、".join(column.name for column in columns if column.required)
        errors.insert(0, CellError(1, "", _("第一行没有认出任何列名，应含有：%(names)s") % {"names": names}))
    return places


def _letter(place: int) -> str:
    return _("第 %(letter)s 列") % {"letter": get_column_letter(place + 1)}


def _row(
    number: int, cells: list[Any], places: dict[int, Column], present: frozenset[str], errors: list[CellError]
) -> Row:
    """One row read; what cannot be goes to `errors`."""
    values: dict[str, Any] = {}
    bad: set[str] = set()

    def refuse(column: str, message: str) -> None:
        bad.add(column)
        errors.append(CellError(number, column, message))

    for place, content in enumerate(cells):
        column = places.get(place)
        try:
            given = plain(content)
            if column is None and given:
                refuse(_letter(place), _("这一列没有列名，却填有“%(given)s”") % {"given": given[:40]})
            elif column is not None and given:
                values[column.name] = column.read(content)
        except Unreadable as error:
            refuse(column.name if column else _letter(place), str(error))
    for column in places.values():
        if column.required and column.name not in values and column.name not in bad:
            refuse(column.name, _("不能为空"))
    return Row(number, values, frozenset(bad), present)
