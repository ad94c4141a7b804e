"""Putting off the reminders of a duty. The duty itself does not move."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from core.templatetags.wording import cn_date
from rulebook.limits import SNOOZE
from supervision.models import Duty, Snooze


@service("duty.snoozed")
def snooze(*, by: User, on: date, duty: Duty, until: date, reason: str) -> Snooze:
    """Remind `by` of `duty` again on `until`, not before. Raises ValidationError for a day too near or too far, or no reason."""
    last = on + timedelta(days=SNOOZE.value)
    if until <= on:
        raise ValidationError({"until": _("“暂缓至”应晚于今天。")})
    if until > last:
        raise ValidationError(
            {
                "until": _("“暂缓至”最迟为 %(last)s（最多暂缓 %(days)s 天）。")
                % {"last": cn_date(last), "days": SNOOZE.value}
            }
        )
    if not reason.strip():
        raise ValidationError({"reason": _("请填写暂缓提醒的理由。")})
    found, _created = Snooze.objects.update_or_create(
        user=by, duty=duty, defaults={"until": until, "reason": reason.strip()}
    )
    return found
