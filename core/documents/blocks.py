"""What a document is made of, before it is laid out."""

import re
from dataclasses import dataclass

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without characters that no document can hold."""
    return UNPRINTABLE.sub("", text)


@dataclass(frozen=True, slots=True)
class Title:
    """The title (标题), 2号小标宋, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line centred under the title, such as the number (发文字号)."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text (层次标题): 一、 in 黑体, （一） in 楷体."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text (正文), its first line two characters in. `lead` stands in 黑体 before it."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the document and when (发文机关署名、成文日期), at the right."""

    name: str
    day: str


Block = Title | Line | Heading | Paragraph | Signature
