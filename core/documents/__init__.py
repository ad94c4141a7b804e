"""Official documents (公文) laid out by GB/T 9704-2012: the same blocks become .docx or PDF."""

from core.documents.blocks import Block, Heading, Line, Paragraph, Signature, Title, clean
from core.documents.docx import DOCX, write_docx
from core.documents.pdf import PDF, PdfUnavailable, write_pdf

__all__ = [
    "DOCX",
    "PDF",
    "Block",
    "Heading",
    "Line",
    "Paragraph",
    "PdfUnavailable",
    "Signature",
    "Title",
    "clean",
    "write_docx",
    "write_pdf",
]
