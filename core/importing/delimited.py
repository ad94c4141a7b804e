"""Reading .csv text in the encodings Chinese offices use."""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Any

from django.utils.translation import gettext as _

from core.importing.problems import Refused

UTF16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (",", "\t", ";")
ENCODINGS = ("utf-8-sig", "gb18030")
PIECE = 1024 * 1024  # bytes
LONGEST_LINE = 8 * 1024 * 1024  # signs


def read_delimited(content: bytes) -> Iterator[list[Any]]:
    """Yield the records, a quoted line break inside one record counting as one row; no copy of all the text is made. Raises Refused."""
    encoding = encoding_of(content)
    first = content[: content.find(b"\n") + 1 or PIECE][:PIECE].decode(encoding, "replace")
    delimiter = max(DELIMITERS, key=first.count)  # the comma where none is there
    reader = csv.reader(_lines(content, encoding), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Refused(
            _("第 %(line)s 行附近的引号不成对或单元格过长，无法读取。请检查后重新上传。")
            % {"line": reader.line_num}
        ) from error


def _lines(content: bytes, encoding: str) -> Iterator[str]:
    """Raises Refused for a line that has no end in sight: all its cells would be held in memory at once."""
    text = TextIOWrapper(BytesIO(content), encoding, newline="")
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise Refused(_("文件的列数过多或单元格过长，无法读取。请使用下载的模板填写。"))
        yield line


def encoding_of(content: bytes) -> str:
    """The encoding of a text: UTF-8 with or without byte order mark, else GB18030. Raises Refused."""
    if content.startswith(UTF16):
        raise Refused(_("文件是 UTF-16 编码。请另存为 UTF-8 编码的 .csv 或 .xlsx，再重新上传。"))
    if b"\0" in content:
        raise Refused(_("文件含有空字节，不是文本文件。请使用 .xlsx 或 .csv 文件。"))
    for encoding in ENCODINGS:
        if _reads_as(content, encoding):
            return encoding
    raise Refused(
        _("无法识别文件的文字编码（既不是 UTF-8 也不是 GB18030）。请另存为 UTF-8 编码，再重新上传。")
    )


def _reads_as(content: bytes, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(content), PIECE):
            decoder.decode(content[at : at + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
