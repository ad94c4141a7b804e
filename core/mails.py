"""Reading a mail as it comes from a server: whatever its encodings, headers and parts look like, words and files come out, and nothing is raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "hz": "hz"}
LONGEST_LINE = 500  # characters of a header shown
MOST_PARTS = 200
_BLOCKS = frozenset(
    {
        "p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre",
        "section", "article", "hr",
    }
)  # fmt: skip
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BLANK_LINES = re.compile(r"\n[ \t\u3000]*(?:\n[ \t\u3000]*)+")
_ENCODED_GAP = re.compile(r"\?=\s+=\?")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a mail: its name, made up where it has none, and its bytes; None where they could not be read."""

    name: str
    content: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in words, and its files. `message_id` may be empty."""

    message_id: str
    sender: str
    subject: str
    sent: str
    text: str
    files: tuple[Attached, ...] = ()


def read(raw: bytes) -> Mail:
    """What `raw` says; where its structure is beyond reading, all of it is shown as text."""
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001 - a mail somebody broke on purpose must not keep the next from being read
        return Mail("", "", "", "", _visible(_decoded(raw, None)))


def _read(raw: bytes) -> Mail:
    message = message_from_bytes(raw)
    texts: list[str] = []
    pages: list[str] = []
    files: list[Attached] = []
    for number, part in enumerate(_leaves(message), start=1):
        if number > MOST_PARTS:
            break
        kind, name = part.get_content_type(), _file_name(part)
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            files.append(Attached(name or f"part-{number}{_ending(kind)}", _bytes_of(part)))
        elif kind == "text/html":
            pages.append(as_text(_words_of(part)))
        else:
            texts.append(_words_of(part))
    words = [one for one in texts if one.strip()] or [one for one in pages if one.strip()]
    return Mail(
        message_id=_header(message, "Message-ID"),
        sender=_header(message, "From") or _header(message, "Reply-To"),
        subject=_header(message, "Subject"),
        sent=_moment(_header(message, "Date")),
        text=_BLANK_LINES.sub("\n\n", _visible("\n\n".join(words))).strip(),
        files=tuple(files),
    )


def as_text(page: str) -> str:
    """The words of an HTML page, a line a block."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = ("".join(reader.found)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag == "body":
            self._silent = 0  # a head nobody closed
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data.replace("\n", " "))


def _leaves(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _bytes_of(part: Message) -> bytes | None:
    try:
        found = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - an attachment no part of the library can read is named as left out
        return None
    return found if isinstance(found, bytes) else None


def _words_of(part: Message) -> str:
    content = _bytes_of(part)
    if content is None:
        return str(part.get_payload())
    return _decoded(content, part.get_content_charset())


def _decoded(content: bytes, charset: str | None) -> str:
    told = CHARSETS.get((charset or "").lower(), charset or "")
    for one in (told, "utf-8", "gb18030"):
        try:
            return content.decode(one) if one else content.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _header(message: Message, name: str) -> str:
    """A header in words; raw bytes in it, as careless senders write them, are read as UTF-8 or GB18030."""
    found = (content for own, content in message.raw_items() if own.lower() == name.lower())
    return _of_header(str(next(found, "")))[:LONGEST_LINE]


def _moment(told: str) -> str:
    """When it was sent, by the sender's clock; as it stands where that is no moment."""
    try:
        return f"{parsedate_to_datetime(told):%Y-%m-%d %H:%M}"
    except ValueError:
        return told


def _of_header(found: str) -> str:
    joined = _ENCODED_GAP.sub("?==?", found)
    try:
        parts = decode_header(joined)
    except Exception:  # noqa: BLE001 - a broken encoded word is shown as it stands
        parts = [(joined, None)]
    words = []
    for content, charset in parts:
        if isinstance(content, str):
            words.append(_decoded(content.encode("utf-8", "surrogateescape"), None))
        else:
            words.append(_decoded(content, None if charset == "unknown-8bit" else charset))
    return " ".join(_visible("".join(words)).split())


def _file_name(part: Message) -> str:
    try:
        found = part.get_filename()
    except Exception:  # noqa: BLE001 - a broken name is none
        return ""
    return _of_header(found)[:LONGEST_LINE] if found else ""


def _ending(kind: str) -> str:
    return {
        "image/png": ".png", "image/jpeg": ".jpg", "application/pdf": ".pdf", "message/rfc822": ".eml",
    }.get(kind, ".bin")  # fmt: skip


def _visible(words: str) -> str:
    """Without control signs and halves of signs, which neither JSON nor a page takes."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in plain if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff")
    )
