"""Pages of integrity files, corrections and opinions (C14, N46)."""

from integrity.views.files.correcting import (
    integrity_correction,
    integrity_correction_file,
    integrity_correction_new,
    integrity_corrections,
)
from integrity.views.files.opinions import (
    integrity_opinion,
    integrity_opinion_edit,
    integrity_opinion_letter,
    integrity_opinion_new,
    integrity_opinion_step,
    integrity_opinions,
)
from integrity.views.files.reading import integrity_file, integrity_file_document, integrity_files

__all__ = [
    "integrity_correction",
    "integrity_correction_file",
    "integrity_correction_new",
    "integrity_corrections",
    "integrity_file",
    "integrity_file_document",
    "integrity_files",
    "integrity_opinion",
    "integrity_opinion_edit",
    "integrity_opinion_letter",
    "integrity_opinion_new",
    "integrity_opinion_step",
    "integrity_opinions",
]
