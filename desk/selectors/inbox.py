"""Duties that ask for a user's attention on a day, each with its reason. Nothing that is done, nothing that is not theirs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.selectors.duties import in_state, pressing
from supervision.choices import DutyState
from supervision.models import Duty, Escalation, Snooze
from supervision.policies import own_duties
from supervision.selectors.acting import TO_THE_SUPERIOR, acting_duties, escalated_duties


@dataclass(frozen=True, slots=True)
class Part:
    """Duties that are in the inbox for one reason; `link` is the query string of the list that shows all of them."""

    key: str
    title: str | Promise
    reason: str | Promise
    rows: QuerySet[Duty]
    link: str


def duty_parts(user: User, on: date, *, reminding: bool = False) -> list[Part]:
    """The groups of duties, the most pressing first; `reminding` leaves out every row the user put off."""
    acting = acting_duties(user, on).filter(pressing(on))
    escalated = escalated_duties(user, on).exclude(pk__in=acting.values("pk"))
    groups = (
        (
            "own",
            _("要求我办的"),
            _("您本人应办的事项即将到期或者已经逾期"),
            own_duties(user).filter(pressing(on)),
            "whose=own&state=open",
        ),
        (
            "escalated",
            _("逾期上报到我（本机构）"),
            _("承办机构逾期仍未办结，按规定上报其上级机构"),
            escalated,
            "whose=escalated",
        ),
        (
            "overdue",
            _("应由我（本机构）承办，已经逾期"),
            _("由您或您所在机构承办，期限已过仍无记录"),
            acting.filter(in_state(DutyState.OVERDUE, on)),
            "whose=acting&state=overdue",
        ),
        (
            "due-soon",
            _("应由我（本机构）承办，即将到期"),
            _("由您或您所在机构承办，期限临近"),
            acting.filter(in_state(DutyState.DUE_SOON, on)),
            "whose=acting&state=due-soon",
        ),
    )
    return [
        Part(key, title, reason, _ready(user, rows, on, reminding), link)
        for key, title, reason, rows, link in groups
    ]


def snoozes_of(user: User, on: date) -> dict[int, Snooze]:
    """What `user` put off beyond `on`, by the duty's id."""
    return {row.duty_id: row for row in Snooze.objects.filter(user=user, until__gt=on)}


def _ready(user: User, rows: QuerySet[Duty], on: date, reminding: bool) -> QuerySet[Duty]:
    """Without what the user put off; what was raised to a superior stays in sight all the same."""
    put_off = Q(Exists(Snooze.objects.filter(user=user, duty=OuterRef("pk"), until__gt=on)))
    if not reminding:
        raised = Escalation.objects.filter(duty=OuterRef("pk"), level=TO_THE_SUPERIOR)
        put_off &= ~Q(Exists(raised))
    seen = rows.exclude(put_off).select_related("person", "unit", "post")
    return seen.defer("person__search_keys", "unit__search_keys").order_by("due", "id")
