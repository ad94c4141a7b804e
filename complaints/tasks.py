"""Scheduled work of complaints. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task
from django.utils.translation import gettext as _

from complaints.selectors import served_body
from complaints.services.attachments import forget_without_row
from complaints.services.mails import account, pick_up
from complaints.services.reporters import forget_what_is_over
from core.clock import now, today
from core.runs import noted_run

FORGOTTEN, PICKED_UP = "forgetting-of-drafts", "pick-up-of-mail"


@shared_task
def forget_drafts_today(day: str | None = None) -> None:
    """Delete what citizens kept and did not send, once its days are over as of today, or `day`; and files that belong to nothing."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(FORGOTTEN, on) as result:
        result.update(deleted=forget_what_is_over(on=on), files=forget_without_row(now=now()))


@shared_task
def pick_up_mail(day: str | None = None) -> None:
    """Take new mail from the body's mailbox, where the settings name one; what stood in the way is noted with the run."""
    found = account()
    if found is None:
        return
    on = date.fromisoformat(day) if day else today()
    body = served_body()
    with noted_run(PICKED_UP, on) as result:
        if body is None:
            result.update(problem=_("还没有设置受理机关，邮件留在邮箱里。"))
        else:
            result.update(pick_up(of=found, body=body, on=on))
