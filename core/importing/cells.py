"""What a column asks of its cells. Each maker returns a function from a cell's content to a value; it raises Unreadable."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from core.importing.problems import Fault, Unreadable

Reader = Callable[[Any], Any]

EXACT_NUMBERS = 10**15  # spreadsheets keep fifteen digits of a number
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
EDGES = " \t\r\n\v\f\u00a0\u3000" + INVISIBLE
MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
SEPARATED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
BETWEEN_IDEOGRAPHS = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000\u00a0]+(?=[\u3400-\u9fff])")


def plain(content: Any) -> str:
    """Return the content of any cell as trimmed text, empty for nothing. Raises Unreadable."""
    if isinstance(content, Fault):
        raise Unreadable(content.message)
    if content is None:
        return ""
    if isinstance(content, int | float) and not isinstance(content, bool):
        return _number(content)
    if isinstance(content, datetime) and content.time() == time():
        return content.date().isoformat()
    return str(content).strip(EDGES)


def _number(content: float) -> str:
    if abs(content) >= EXACT_NUMBERS:
        raise Unreadable(_("数字超过 15 位，表格软件可能已改变末位。请把单元格设为文本格式后重新填写"))
    return str(int(content)) if content == int(content) else repr(content)


def _checked(found: str, longest: int) -> str:
    if len(found) > longest:
        raise Unreadable(
            _("不能超过 %(longest)s 个字，现有 %(length)s 个字") % {"longest": longest, "length": len(found)}
        )
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in found):
        raise Unreadable(_("含有不可见的控制字符"))
    return found


def text(longest: int) -> Reader:
    """One line of text; line breaks and tabs inside become a space."""

    def read(content: Any) -> str:
        return _checked(re.sub(r"[\r\n\t\v\f]+", " ", plain(content)), longest)

    return read


def person_name(longest: int) -> Reader:
    """A name; spaces set between two ideographs to align a list (张　三) are not part of it."""
    line = text(longest)

    def read(content: Any) -> str:
        return BETWEEN_IDEOGRAPHS.sub("", line(content))

    return read


def code(longest: int) -> Reader:
    """A code or number kept as text; full-width letters and digits become ordinary ones."""
    line = text(longest)

    def read(content: Any) -> str:
        return unicodedata.normalize("NFKC", line(content)).strip(EDGES)

    return read


def choice(options: Iterable[str]) -> Reader:
    """Exactly one of `options`."""
    allowed = tuple(options)

    def read(content: Any) -> str:
        found = plain(content)
        if found not in allowed:
            raise Unreadable(
                _("“%(found)s”不在可选范围内，应为：%(allowed)s")
                % {"found": found, "allowed": "、".join(allowed)}
            )
        return found

    return read


def flag(content: Any) -> bool:
    """是 or 否."""
    found = plain(content)
    if found not in {"是", "否"}:
        raise Unreadable(_("“%(found)s”无法识别，应填“是”或“否”") % {"found": found})
    return found == "是"


def day(content: Any) -> date:
    """A real date cell, or a date as people type it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301."""
    if isinstance(content, datetime):
        if content.time() != time():
            raise Unreadable(_("应只填日期，不含时间"))
        content = content.date()
    if isinstance(content, date):
        return _sensible((content.year, content.month, content.day), content.isoformat())
    found = plain(content)
    typed = MIDNIGHT.sub("", unicodedata.normalize("NFKC", found))
    match = SEPARATED.fullmatch(typed) or COMPACT.fullmatch(typed)
    if match is None:
        raise Unreadable(_("“%(found)s”不是日期，应为 2026-03-01 这样的格式") % {"found": found})
    year, month, day_of_month = (int(part) for part in match.groups())
    return _sensible((year, month, day_of_month), found)


def _sensible(parts: tuple[int, int, int], found: str) -> date:
    try:
        read = date(*parts)
    except ValueError as error:
        raise Unreadable(_("“%(found)s”这一天不存在") % {"found": found}) from error
    if not EARLIEST_YEAR <= read.year <= LATEST_YEAR:
        raise Unreadable(_("“%(found)s”的年份不合理") % {"found": found})
    return read
