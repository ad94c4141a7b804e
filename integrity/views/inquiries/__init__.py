"""Pages of letters of inquiry and reminder talks (C17)."""

from integrity.views.inquiries.answering import (
    inquiry_answer,
    inquiry_assess,
    inquiry_criticism,
    inquiry_talk,
)
from integrity.views.inquiries.drafting import inquiry_edit, inquiry_new, inquiry_step
from integrity.views.inquiries.reading import inquiry, inquiry_file, inquiry_letter, inquiry_list

__all__ = [
    "inquiry",
    "inquiry_answer",
    "inquiry_assess",
    "inquiry_criticism",
    "inquiry_edit",
    "inquiry_file",
    "inquiry_letter",
    "inquiry_list",
    "inquiry_new",
    "inquiry_step",
    "inquiry_talk",
]
