"""Use cases of records: write a draft, enter it, withdraw it, answer it, plan."""

from integrity.services.answers import answer_record, finish_follow_up
from integrity.services.drafts import (
    AlreadySettled,
    ChangedMeanwhile,
    Content,
    FollowUpLine,
    HeadLine,
    attach,
    detach,
    discard_draft,
    save_draft,
)
from integrity.services.planning import plan_talks
from integrity.services.reading import note_reading
from integrity.services.registering import register_record, withdraw_record

__all__ = [
    "AlreadySettled",
    "ChangedMeanwhile",
    "Content",
    "FollowUpLine",
    "HeadLine",
    "answer_record",
    "attach",
    "detach",
    "discard_draft",
    "finish_follow_up",
    "note_reading",
    "plan_talks",
    "register_record",
    "save_draft",
    "withdraw_record",
]
