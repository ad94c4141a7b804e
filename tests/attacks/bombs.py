"""Files made to break whoever opens them: small as they come, without end as they are read."""

from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

MB = 1024 * 1024
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES, BOOK, KINDS = (
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml",
)  # fmt: skip
ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    b"<!DOCTYPE a [<!ENTITY l0 'ha'>"
    + b"".join(b"<!ENTITY l%d '%s'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


def workbook(**cells: str) -> bytes:
    """An ordinary workbook whose first row has these headings, and a text so that strings are shared."""
    made = Workbook()
    made.worksheets[0].append(list(cells) or ["单位名称"])
    made.worksheets[0].append(list(cells.values()) or ["城关镇"])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(name: str, head: bytes, again: bytes, tail: bytes, size: int) -> bytes:
    """A workbook whose part `name` is `head`, `again` until `size` bytes, `tail`; never held in memory whole."""
    file, block = BytesIO(), again * (MB // len(again))
    with ZipFile(BytesIO(workbook())) as old, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, _listing_strings(old.read(other)) if other == KINDS else old.read(other))
        made = ZipInfo(name)
        made.compress_type = ZIP_DEFLATED
        with new.open(made, "w", force_zip64=True) as part:
            part.write(head)
            for _time in range(size // len(block)):
                part.write(block)
            part.write(tail)
    return file.getvalue()


def _listing_strings(kinds: bytes) -> bytes:
    """The list of content types with shared texts in it."""
    if STRINGS.encode() in kinds:
        return kinds
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    return kinds.replace(
        b"</Types>", b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), kind)
    )


def with_parts(**parts: bytes) -> bytes:
    """A workbook with other parts; `__` in a name stands for a slash, the last `_` for a dot."""
    file = BytesIO()
    named = {".".join(name.replace("__", "/").rsplit("_", 1)): content for name, content in parts.items()}
    with ZipFile(BytesIO(workbook())) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for other in old.namelist():
            new.writestr(other, named.pop(other, None) or old.read(other))
        for name, content in named.items():
            new.writestr(name, content)
    return file.getvalue()


def lying(name: str, said: int) -> bytes:
    """A workbook that says of a part of many megabytes that it has `said` bytes."""
    whole = with_part(name, b"", b" ", b"", 300 * MB)
    true = pack("<L", 300 * MB)
    assert true in whole
    return whole.replace(true, pack("<L", said))


def sheet_of(inside: bytes) -> bytes:
    """The XML of a sheet."""
    return b"<worksheet " + MAIN + b"><sheetData>" + inside + b"</sheetData></worksheet>"


def deep(opening: bytes, closing: bytes, depth: int = 200_000) -> bytes:
    """Brackets within brackets."""
    return opening * depth + closing * depth
