"""Reading the first sheet of an .xlsx workbook that may be broken, hostile or huge."""

import re
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from core.importing.problems import Fault, Refused

LARGEST_UNPACKED = 1024 * 1024 * 1024
LARGEST_TREE = 8 * 1024 * 1024  # bytes of what is built up in memory as one tree: a part, a row, a text
LARGEST_STRINGS = 256 * 1024 * 1024  # bytes of the texts that cells share, all of which are kept in memory
LONGEST_TAG = 64
PIECE = 1024 * 1024  # bytes of a part that are looked through at once
MOST_PARTS = 2_000
LAST_ROW = 1_048_576
# Date formats of Chinese spreadsheets that stand in no workbook, because every program knows them (ECMA-376, 18.8.30).
EAST_ASIAN_DATES = frozenset({*range(27, 32), 36, *range(50, 55), 57, 58})
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"})
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
LISTED = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
PART_NAME, KIND = (
    re.compile(rb"\b" + name + rb"\s*=\s*[\"']/?([^\"']*)") for name in (b"PartName", b"ContentType")
)
PIECEWISE = {
    b"worksheet+xml": re.compile(rb"<(?:\w+:)?row\b"),
    b"sharedStrings+xml": re.compile(rb"<(?:\w+:)?si\b"),
}
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
Coordinates = frozenset[tuple[int, int]]


def read_workbook(content: bytes) -> Iterator[list[Any]]:
    """Yield the rows of the first sheet as plain values, blank rows too. Raises Refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _inspect(archive)
        yield from _rows(content)
    except Refused:
        raise
    except Exception as error:  # a broken workbook fails in as many ways as there are parts in it
        if any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__)):
            raise Refused(_entities()) from error
        raise Refused(_("文件已损坏，无法读取。请用表格软件打开后另存为 .xlsx，再重新上传。")) from error


def _entities() -> str:
    return _("文件含有外部实体或文档类型声明，不是正常的表格文件，已拒绝读取。")


def _inspect(archive: ZipFile) -> None:
    """Look at the parts before anything is unpacked into memory. Raises Refused, BadZipFile."""
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("文件已加密，无法读取。请取消密码后另存为 .xlsx，再重新上传。"))
    if "xl/workbook.bin" in names:
        raise Refused(_("这是 .xlsb 格式的文件。请另存为 .xlsx，再重新上传。"))
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused(_("文件不是 Excel 工作簿（.xlsx）。请使用下载的模板填写。"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _too_large()
    kinds = next(part for part in parts if part.filename.lower() == "[content_types].xml")
    if kinds.file_size > LARGEST_TREE:
        raise _too_large()
    listed = archive.read(kinds)
    if any(name.endswith("vbaproject.bin") for name in names) or b"macroEnabled" in listed:
        raise Refused(_("文件含有宏，已拒绝读取。请另存为不含宏的 .xlsx，再重新上传。"))
    for part in parts:
        _measure(archive, part, _kinds_of(part, listed))
    _look_for_entities(archive, parts)


def _look_for_entities(archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Raises Refused where a part begins with a document type; one that stands further back the parser refuses."""
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                start = file.read(4096).replace(b"\0", b"")
            if DOCTYPE.search(start):
                raise Refused(_entities())


def _too_large() -> Refused:
    return Refused(_("文件解压后过大，无法读取。请只保留要导入的工作表，删除多余的格式和空行。"))


def _kinds_of(part: ZipInfo, listed: bytes) -> set[bytes]:
    """As what the list of content types names `part`; it decides, not the name, as what a part is read."""
    found = set()
    for entry in LISTED.findall(listed):
        name, kind = PART_NAME.search(entry), KIND.search(entry)
        if name and kind and name[1].decode(errors="replace").lower() == part.filename.lower():
            found.add(kind[1].rsplit(b".", 1)[-1])
    return found


def _measure(archive: ZipFile, part: ZipInfo, kinds: set[bytes]) -> None:
    """Refuse a part of which more would be held in memory at once than any real one needs. Raises Refused.

    Rows and shared texts are read one after the other, so that there each of them is measured; all else is read whole.
    """
    if part.file_size <= LARGEST_TREE or not (kinds or part.filename.lower().endswith((".xml", ".rels"))):
        return
    starts = PIECEWISE.get(next(iter(kinds))) if len(kinds) == 1 else None
    if starts is None or (b"sharedStrings+xml" in kinds and part.file_size > LARGEST_STRINGS):
        raise _too_large()
    with archive.open(part) as file:
        before, since = b"", 0  # bytes since the last row or text began
        while piece := file.read(PIECE):
            last = deque(starts.finditer(before + piece), maxlen=1)
            since = len(before) + len(piece) - last[0].start() if last else since + len(piece)
            if since > LARGEST_TREE:
                raise _too_large()
            before = piece[-LONGEST_TAG:]


def _rows(content: bytes) -> Iterator[list[Any]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    if not book.worksheets:
        raise Refused(_("工作簿中没有工作表。"))
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    formulas = _formulas(content)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise BadZipFile("row beyond the last")
        yield [_value(cell, number, place, book.epoch, formulas) for place, cell in enumerate(cells, start=1)]


def _value(cell: Any, row: int, place: int, epoch: Any, formulas: Coordinates) -> Any:
    value = cell.value
    if value is None:
        if (row, place) in formulas and cell.data_type == "n":
            return Fault(_("公式没有计算结果，请粘贴为数值"))
        return None
    if cell.data_type == "e" or (isinstance(value, str) and value in ERROR_VALUES):
        return Fault(_("单元格是错误值“%(value)s”") % {"value": value})
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and cell.has_style and cell.style_array.numFmtId in EAST_ASIAN_DATES:
        return from_excel(value, epoch)
    return value


def _formulas(content: bytes) -> Coordinates:
    """Where the first sheet has formulas; looked for only if any sheet has one."""
    with ZipFile(BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/")]
        if not any(_has_formula(archive, name) for name in sheets if name.endswith(".xml")):
            return frozenset()
    sheet = load_workbook(BytesIO(content), read_only=True, data_only=False).worksheets[0]
    sheet.reset_dimensions()
    return frozenset(
        (row, place)
        for row, cells in enumerate(sheet.iter_rows(), start=1)
        for place, cell in enumerate(cells, start=1)
        if cell.data_type == "f"
    )


def _has_formula(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        before = b""
        while piece := part.read(PIECE):
            if FORMULA.search(before + piece):
                return True
            before = piece[-LONGEST_TAG:]
    return False


def workbook_rows(content: bytes) -> int:
    """About how many rows the first sheet has; one where that cannot be told."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            sheets = [one for one in archive.infolist() if one.filename.startswith("xl/worksheets/sheet")]
            first = min(sheets, key=lambda one: one.filename, default=None)
            if first is None or first.file_size > LARGEST_UNPACKED:
                return 1
            with archive.open(first) as part:
                return sum(piece.count(b"<row ") for piece in iter(lambda: part.read(PIECE), b"")) or 1
    except (BadZipFile, OSError):
        return 1
