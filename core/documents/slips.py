"""Sheets of slips to be cut apart, each with a code of its own as text and as QR: tens of thousands in minutes, in memory that grows with the file.

The words of a stack are set once, by WeasyPrint, as a picture of one slip; every slip shows that picture and has only its code drawn over it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

import segno
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from core.documents.layout import POINTS_PER_MM
from core.documents.pdf import renderer

PAGE, SLIP = (210.0, 297.0), (95.0, 55.0)  # mm
COLUMNS, ROWS = 2, 5
A_PAGE = COLUMNS * ROWS
EDGE = ((PAGE[0] - COLUMNS * SLIP[0]) / 2, (PAGE[1] - ROWS * SLIP[1]) / 2)
QR, QR_AT = 28.0, (63.0, 14.0)  # mm, the square and its lower left corner on the slip
CODE_AT, CODE_SIZE = (6.0, 5.0), 14  # mm, pt
MASK = 2  # any of the eight is read; choosing the best of them for each code would take four times as long


@dataclass(frozen=True, slots=True)
class Stack:
    """Slips that differ in their codes alone: heading, lines, what stands at the foot; each code with the address behind its QR."""

    title: str
    lines: Sequence[str]
    foot: str
    codes: Sequence[tuple[str, str]]


class Sheets:
    """A PDF that takes stack after stack; each begins on a page of its own, so that stacks can be parted before they are cut."""

    def __init__(self) -> None:
        """Begin. Raises PdfUnavailable."""
        self._set = renderer()
        self.file = Pdf.new()
        fixed = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Courier-Bold"))
        self._font = self.file.make_indirect(fixed)

    def add(self, stacks: Sequence[Stack]) -> None:
        """Add stacks; their words are set together, for that costs the most."""
        with Pdf.open(BytesIO(self._set(_words(stacks)).write_pdf())) as pictures:
            for stack, page in zip(stacks, pictures.pages, strict=True):
                picture = self.file.copy_foreign(page.as_form_xobject())
                for at in range(0, len(stack.codes), A_PAGE):
                    self._page(picture, stack.codes[at : at + A_PAGE])

    def written(self) -> bytes:
        """The file."""
        to = BytesIO()
        self.file.save(to, compress_streams=True)
        return to.getvalue()

    def _page(self, picture: Object, codes: Sequence[tuple[str, str]]) -> None:
        drawn = "\n".join(_slip(at, *one) for at, one in enumerate(codes))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, PAGE[0] * POINTS_PER_MM, PAGE[1] * POINTS_PER_MM]),
            Resources=Dictionary(XObject=Dictionary(Words=picture), Font=Dictionary(Code=self._font)),
            Contents=self.file.make_stream(drawn.encode("ascii")),
        )
        self.file.pages.append(Page(page))


def _slip(at: int, code: str, address: str) -> str:
    left = EDGE[0] + at % COLUMNS * SLIP[0]
    bottom = PAGE[1] - EDGE[1] - (at // COLUMNS + 1) * SLIP[1]
    return "\n".join(_drawn(left * POINTS_PER_MM, bottom * POINTS_PER_MM, code, address))


def _drawn(left: float, bottom: float, code: str, address: str) -> Iterator[str]:
    """Cutting lines, the words, the code, and its QR as a stencil: one bit a module."""
    wide, high = (side * POINTS_PER_MM for side in SLIP)
    yield f"q 1 0 0 1 {left:.2f} {bottom:.2f} cm"
    yield f"q 0.4 w [3 3] 0 d 0.5 G 0 0 {wide:.2f} {high:.2f} re S Q /Words Do"
    x, y = (one * POINTS_PER_MM for one in CODE_AT)
    yield f"BT /Code {CODE_SIZE} Tf {x:.2f} {y:.2f} Td ({code}) Tj ET"
    x, y = (one * POINTS_PER_MM for one in QR_AT)
    rows = segno.make(address, error="m", micro=False, mask=MASK, boost_error=False).matrix
    side = len(rows)
    bits = "".join(_packed(row) for row in rows)
    yield f"{QR * POINTS_PER_MM:.2f} 0 0 {QR * POINTS_PER_MM:.2f} {x:.2f} {y:.2f} cm"
    yield f"BI /W {side} /H {side} /IM true /D [1 0] /F /AHx ID {bits}> EI Q"


def _packed(row: Iterable[int]) -> str:
    """A row of modules as hexadecimal bytes, dark ones set."""
    bits = "".join("1" if one else "0" for one in row)
    whole = -(-len(bits) // 8)
    return f"{int(bits.ljust(whole * 8, '0'), 2):0{whole * 2}x}"


def _words(stacks: Iterable[Stack]) -> str:
    """One page of a slip's size for each stack."""
    pages = "".join(
        f"<section><h1>{escape(stack.title)}</h1>{''.join(f'<p>{escape(line)}</p>' for line in stack.lines)}"
        f"<footer>{escape(stack.foot)}</footer></section>"
        for stack in stacks
    )
    style = f"""
@page {{ size: {SLIP[0]}mm {SLIP[1]}mm; margin: 0; }}
body {{ margin: 0; font: 8.5pt/1.35 "Noto Sans CJK SC", "Noto Sans SC", "SimHei", sans-serif; }}
section {{ position: relative; height: {SLIP[1] - 0.2}mm; overflow: hidden; break-after: page; }}
section:last-child {{ break-after: auto; }}
h1 {{ position: absolute; top: 4mm; left: 6mm; width: 84mm; margin: 0; font-size: 10.5pt; line-height: 1.25; }}
p {{ margin: 0 0 0.8mm 6mm; width: 54mm; overflow-wrap: anywhere; }}
h1 + p {{ padding-top: 12mm; font-weight: 700; }}
footer {{ position: absolute; bottom: 4.5mm; right: 3mm; width: 32mm; text-align: center; font-weight: 700; }}
"""
    return f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><style>{style}</style><body>{pages}</body></html>'
