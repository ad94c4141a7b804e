"""The inbox: what asks for a user's attention on a day, each with its reason. Nothing that is done, nothing that is not theirs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from appointments.selectors.cases import opinions_due, probation_ending, publicity_ending
from decisions.models import AccountabilityCase, Execution
from decisions.policies import cases_to_close, cases_to_state_on, own_tasks
from decisions.selectors.ahead import emergencies_to_report, seats_waiting
from desk.selectors.duties import in_state, pressing
from desk.selectors.findings import to_answer, to_assess
from integrity.models import Participation
from integrity.policies import own_bodies
from integrity.selectors import follow_ups_due, objections, records_awaiting_answer
from integrity.selectors.follow_ups import WARNED_DAYS
from supervision.choices import DutyState
from supervision.models import Duty, Escalation, Snooze
from supervision.policies import exceptions_to_confirm, own_duties
from supervision.selectors.acting import TO_THE_SUPERIOR, acting_duties, escalated_duties

BADGE_LIMIT = 100  # the badge says "99+" beyond this; counting on would help nobody


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


def objections_to_settle(user: User, on: date) -> QuerySet[Participation]:
    """Objections of heads to records that a body of `user` keeps."""
    bodies = [body.pk for body in own_bodies(user, on)]
    return objections(user, on).filter(record__body__in=bodies)


def tasks_due(user: User, on: date) -> QuerySet[Execution]:
    """Own tasks from resolutions that are due within WARNED_DAYS, or past their day (C9)."""
    return open_tasks(user).filter(due__lte=on + timedelta(days=WARNED_DAYS))


def unstated_cases(user: User) -> QuerySet[AccountabilityCase]:
    """Open cases over decisions `user` chaired to which they have said nothing yet (C11)."""
    return cases_to_state_on(user).filter(statement="")


def open_tasks(user: User) -> QuerySet[Execution]:
    """Own tasks still to be done, the most pressing first."""
    rows = own_tasks(user).filter(done_on=None).select_related("matter__unit")
    return rows.defer("matter__search_keys", "matter__unit__search_keys").order_by("due", "id")


def inbox_count(user: User, on: date) -> int:
    """How many things ask for attention, at most a little above BADGE_LIMIT; one query beside the user's scope."""
    sources = [
        *(part.rows for part in duty_parts(user, on)),
        records_awaiting_answer(user),
        objections_to_settle(user, on),
        follow_ups_due(user, on),
        to_answer(user),
        to_assess(user, on),
        seats_waiting(user, on),
        emergencies_to_report(user, on),
        tasks_due(user, on),
        cases_to_close(user, on),
        unstated_cases(user),
        exceptions_to_confirm(user, on),
        opinions_due(user, on),
        publicity_ending(user, on),
        probation_ending(user, on),
    ]
    first, *others = (rows.order_by().values_list("pk", flat=True)[:BADGE_LIMIT] for rows in sources)
    return first.union(*others, all=True).count()


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
