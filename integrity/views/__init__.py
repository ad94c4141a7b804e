"""Pages of records."""

from integrity.views.acting import follow_up_done, record_answer, record_withdraw
from integrity.views.editing import record_discard, record_draft, record_edit, record_new
from integrity.views.planning import talk_plan, talk_plan_day
from integrity.views.reading import follow_up_list, record, record_export, record_file, record_list

__all__ = [
    "follow_up_done",
    "follow_up_list",
    "record",
    "record_answer",
    "record_discard",
    "record_draft",
    "record_edit",
    "record_export",
    "record_file",
    "record_list",
    "record_new",
    "record_withdraw",
    "talk_plan",
    "talk_plan_day",
]
