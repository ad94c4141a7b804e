"""Writing .docx by GB/T 9704-2012."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents import layout
from core.documents.blocks import Block, Heading, Line, Paragraph, Signature, Title, clean
from core.uploads import WORD

DOCX = WORD
CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
TWIPS = 20  # in a point
INDENT = 200  # hundredths of a character: two characters
GRID_UNITS = 4096  # of a point, in which the grid's character space is written


def write_docx(blocks: Iterable[Block]) -> bytes:
    """The document as the bytes of a .docx file."""
    document = Document()
    _lay_out(document)
    for block in blocks:
        _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE[0]), Mm(layout.PAGE[1])
    section.top_margin, section.left_margin = Mm(layout.TOP), Mm(layout.LEFT)
    section.right_margin, section.bottom_margin = Mm(layout.RIGHT), Mm(layout.BOTTOM)
    section.header_distance = Mm(layout.TOP / 2)
    number_height = layout.PAGE_NUMBER / layout.POINTS_PER_MM
    section.footer_distance = Mm(layout.BOTTOM - layout.PAGE_NUMBER_BELOW - number_height)
    _grid(section)
    style = document.styles["Normal"]
    _face(style, layout.BODY_FACE, layout.BODY)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(layout.PITCH)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _grid(section: Any) -> None:
    """22 lines of 28 characters: the grid that Word and WPS keep the text to."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    advance = layout.TEXT[0] * layout.POINTS_PER_MM / layout.CHARACTERS
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(layout.PITCH * TWIPS)))
    grid.set(qn("w:charSpace"), str(round((advance - layout.BODY) * GRID_UNITS)))
    section._sectPr.append(grid)


def _face(styled: Any, face: str, size: float) -> None:
    styled.font.name, styled.font.size = face, Pt(size)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), face)


def _page_number(paragraph: Any, side: Any) -> None:
    """— 1 —, outside: at the right of odd pages, at the left of even ones, one character in."""
    paragraph.alignment = side
    for text, kind in (("— ", ""), ("", "begin"), (" PAGE ", "code"), ("", "end"), (" —", "")):
        run = paragraph.add_run(text if not kind else "")
        _face(run, layout.NUMBER_FACE, layout.PAGE_NUMBER)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _add(document: Any, block: Block) -> None:
    match block:
        case Title(text):
            _write(document, text, layout.TITLE_FACE, layout.TITLE, CENTRE)
        case Line(text):
            _write(document, text, layout.BODY_FACE, layout.BODY, CENTRE)
        case Heading(text, level):
            _indent(_write(document, text, layout.HEADING_FACES[level], layout.BODY, BOTH))
        case Paragraph(text, lead):
            _paragraph(document, text, lead)
        case Signature(name, day):
            for line in (name, day):
                _write(document, line, layout.BODY_FACE, layout.BODY, WD_ALIGN_PARAGRAPH.RIGHT)


def _paragraph(document: Any, text: str, lead: str) -> None:
    for at, line in enumerate(clean(text).splitlines() or [""]):
        paragraph = document.add_paragraph()
        paragraph.alignment = BOTH
        _indent(paragraph)
        if lead and not at:
            _face(paragraph.add_run(clean(lead)), layout.HEADING_FACES[1], layout.BODY)
        _face(paragraph.add_run(line), layout.BODY_FACE, layout.BODY)


def _write(document: Any, text: str, face: str, size: float, side: Any) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    _face(paragraph.add_run(clean(text)), face, size)
    if size > layout.BODY:
        paragraph.paragraph_format.line_spacing = Pt(size * layout.PITCH / layout.BODY)
    return paragraph


def _indent(paragraph: Any) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(INDENT))
    indent.set(qn("w:firstLine"), str(2 * layout.BODY * TWIPS))
