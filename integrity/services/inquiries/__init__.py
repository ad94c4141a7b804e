"""Use cases of letters of inquiry and reminder talks (C17): drafting, approving, sending, answering, assessing, deciding."""

from integrity.services.inquiries.answering import (
    answer_inquiry,
    attach_to_explanation,
    hand_in_criticism,
    receive_inquiry,
    register_talk,
)
from integrity.services.inquiries.deciding import assess_inquiry, decide_inquiry, reconsider_inquiry
from integrity.services.inquiries.drafting import (
    Asking,
    approve_inquiry,
    change_inquiry,
    drop_inquiry,
    open_inquiry,
    return_inquiry,
    submit_inquiry,
)
from integrity.services.inquiries.held import NotPossible
from integrity.services.inquiries.reading import note_download, note_viewing
from integrity.services.inquiries.sending import blocks_of, send_inquiry

__all__ = [
    "Asking",
    "NotPossible",
    "answer_inquiry",
    "approve_inquiry",
    "assess_inquiry",
    "attach_to_explanation",
    "blocks_of",
    "change_inquiry",
    "decide_inquiry",
    "drop_inquiry",
    "hand_in_criticism",
    "note_download",
    "note_viewing",
    "open_inquiry",
    "receive_inquiry",
    "reconsider_inquiry",
    "register_talk",
    "return_inquiry",
    "send_inquiry",
    "submit_inquiry",
]
