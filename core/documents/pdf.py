"""Writing PDF by GB/T 9704-2012, where the machine has what WeasyPrint needs."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from core.documents import layout
from core.documents.blocks import Block, Heading, Line, Paragraph, Signature, Title, clean

PDF = "application/pdf"
NEEDED = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PdfUnavailable(Exception):
    """This machine cannot write PDF; says what is to be installed."""


def write_pdf(blocks: Iterable[Block]) -> bytes:
    """The document as the bytes of a PDF file. Raises PdfUnavailable, with what to do, where a library is missing."""
    html = renderer()
    body = "".join(_shown(block) for block in blocks)
    page = f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>{_style()}</style><body>{body}</body></html>'
    written: bytes = html(page).write_pdf()
    return written


def renderer() -> Callable[[str], Any]:
    """What makes a document of HTML, which fetches nothing. Raises PdfUnavailable."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        words = _("本机没有生成 PDF 所需的组件，请下载 Word 文件；管理员可安装：%(packages)s。")
        raise PdfUnavailable(words % {"packages": " ".join(NEEDED)}) from error
    return lambda text: HTML(string=text, url_fetcher=_fetch_nothing)


def _fetch_nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    """A document needs no address; nothing is fetched whatever its text says."""
    raise ValueError(url)


def _family(face: str) -> str:
    return ", ".join(name if name.endswith("serif") else f'"{name}"' for name in layout.SUBSTITUTES[face])


def _style() -> str:
    number = (
        f'content: "— " counter(page) " —"; font: {layout.PAGE_NUMBER}pt {_family(layout.NUMBER_FACE)};'
        f" vertical-align: top; padding-top: {layout.PAGE_NUMBER_BELOW}mm;"
    )
    return f"""
@page {{ size: {layout.PAGE[0]}mm {layout.PAGE[1]}mm; margin: {layout.TOP}mm {layout.RIGHT}mm {layout.BOTTOM}mm {layout.LEFT}mm; }}
@page :right {{ @bottom-right {{ {number} }} }}
@page :left {{ @bottom-left {{ {number} }} }}
body {{ margin: 0; font: {layout.BODY}pt/{layout.PITCH}pt {_family(layout.BODY_FACE)}; }}
h1, h2, h3, p {{ margin: 0; font-weight: normal; font-size: {layout.BODY}pt; text-align: justify; }}
h1 {{ font: {layout.TITLE}pt/1.8 {_family(layout.TITLE_FACE)}; text-align: center; }}
h2 {{ font-family: {_family(layout.HEADING_FACES[1])}; text-indent: 2em; break-after: avoid; }}
h3 {{ font-family: {_family(layout.HEADING_FACES[2])}; text-indent: 2em; break-after: avoid; }}
p {{ text-indent: 2em; overflow-wrap: anywhere; orphans: 1; widows: 1; }}
p b {{ font-family: {_family(layout.HEADING_FACES[1])}; font-weight: normal; }}
.centred {{ text-align: center; text-indent: 0; }}
.signed {{ text-align: right; }}
"""


def _shown(block: Block) -> str:
    match block:
        case Title(text):
            return f"<h1>{escape(clean(text))}</h1>"
        case Line(text):
            return f'<p class="centred">{escape(clean(text))}</p>'
        case Heading(text, level):
            return f"<h{level + 1}>{escape(clean(text))}</h{level + 1}>"
        case Paragraph(text, lead):
            lines = clean(text).splitlines() or [""]
            first = f"<p><b>{escape(clean(lead))}</b>{escape(lines[0])}</p>"
            return first + "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
        case Signature(name, day):
            return f'<p class="signed">{escape(clean(name))}</p><p class="signed">{escape(clean(day))}</p>'
