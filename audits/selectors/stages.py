"""What is read of the stages of audits: findings, rectifications, decisions and payments of the period, how a matter was voted on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, When

from accounts.models import User
from audits.choices import RectificationState, State
from audits.models import Audit, AuditFinding, Delivery, Objection, Rectification, RequestedItem
from audits.policies import own_audits
from audits.policies.audits import unit_audits
from audits.policies.stages import (
    answered_rectifications,
    answering_audits,
    checked_rectifications,
    confirmed_rectifications,
    own_deliveries,
    owned_rectifications,
    visible_audit_findings,
    visible_rectifications,
    written_audits,
)
from audits.selectors.rectified import AGES, CLOSED, in_audits, reported_on
from core.searching import matches
from decisions.choices import ItemState
from decisions.models import Matter, Stance
from decisions.policies import visible_matters
from finance.models import FundUse
from finance.policies import visible_uses
from organisation.models import Unit
from rulebook.procedures.auditing import REPEATED_IN
from rulebook.procedures.auditing import Step as Kind
from rulebook.procedures.decisions import MatterCategory

AUDITS = Audit._meta.label_lower
OF_UNITS = f"{AUDITS}.unit"  # of one audit what the audited unit answers for
ISSUES = AuditFinding._meta.label_lower
OFFERED = 200
UNITS_OFFERED = 300
LATE, OPEN_, OVER = "late", "open", "over"


@dataclass(frozen=True, slots=True)
class RectificationQuery:
    """What the list of rectifications is narrowed by; empty values ask for everything. `state` is LATE, OPEN_, OVER or a stored state; `age` a band
    (AGES), which asks for what is open; `sum` one of SUMS; `repeated` asks for what comes back in another audit of the unit.
    """

    unit: int | None = None
    state: str = ""
    due: date | None = None
    text: str = ""
    category: str = ""
    age: str = ""
    sum: str = ""
    repeated: str = ""


# Which sums of a rectification are asked for.
SUMS: dict[str, Q] = {
    "found": Q(finding__amount__gt=0),
    "mended": Q(finding__amount__gt=0, state=RectificationState.MENDED),
    "recovered": Q(recovered__gt=0),
}


def rectifications_matching(user: User, on: date, query: RectificationQuery) -> QuerySet[Rectification]:
    """Rectifications `user` may see that answer `query`; what is open before what is over, the longest late first."""
    found = Q(finding__withdrawn_on=None)
    still = ~Q(state__in=CLOSED)
    if query.unit:
        found &= Q(finding__audit__unit=query.unit)
    if query.state in {LATE, OPEN_, OVER}:
        found &= {LATE: still & Q(due__lt=on), OPEN_: still, OVER: ~still}[query.state]
    elif query.state:
        found &= Q(state=query.state)
    if query.due:
        found &= Q(due__lte=query.due)
    if query.text:
        found &= matches(query.text, field="finding__audit__search_keys") | Q(
            finding__title__icontains=query.text.strip()
        )
    if query.category:
        found &= Q(finding__category=query.category)
    if query.sum:
        found &= SUMS[query.sum]
    rows = visible_rectifications(user, on).filter(found)
    if query.age:
        rows = rows.alias(reported_on=reported_on()).filter(still, AGES[query.age].condition(on))
    if query.repeated:
        rows = rows.alias(in_audits=in_audits(user, on)).filter(in_audits__gte=REPEATED_IN.value)
    rows = rows.select_related("finding__audit__unit", "finding__audit__person", "owner")
    return rows.order_by(Case(When(state__in=CLOSED, then=1), default=0), "due", "pk")


def rectified_units(user: User, on: date) -> list[Unit]:
    """The units the list can be narrowed to; none where they are too many to choose from."""
    units = visible_rectifications(user, on).order_by().values("finding__audit__unit")
    rows = Unit.objects.filter(pk__in=units).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1]
    return list(rows) if len(rows) <= UNITS_OFFERED else []


def findings_of_audit(audit: Audit, user: User, on: date) -> QuerySet[AuditFinding]:
    """What was found in `audit`, as far as `user` may see it."""
    rows = visible_audit_findings(user, on).filter(audit=audit)
    return rows.select_related("rectification__owner").order_by("number")


def matters_of_period(audit: Audit, user: User, on: date) -> QuerySet[Matter]:
    """Decisions of the unit in the days audited that a finding may rest on; none about cadres."""
    rows = visible_matters(user, on).filter(unit=audit.unit_id, proposed_on__range=(audit.since, audit.until))
    numbers = list(
        rows.exclude(category=MatterCategory.PERSONNEL)
        .order_by("-proposed_on", "-pk")
        .values_list("pk", flat=True)[:OFFERED]
    )
    return Matter.objects.filter(pk__in=numbers).order_by("-proposed_on", "-pk")


def uses_of_period(audit: Audit, user: User, on: date) -> QuerySet[FundUse]:
    """Uses of funds of the unit in the days audited that a finding may rest on, the largest first."""
    rows = visible_uses(user, on).filter(
        unit=audit.unit_id, happened_on__range=(audit.since, audit.until), cancelled=False
    )
    numbers = list(rows.order_by("-amount", "-pk").values_list("pk", flat=True)[:OFFERED])
    return FundUse.objects.filter(pk__in=numbers).order_by("-amount", "-pk")


def stances_on(matters: list[int], user: User, on: date) -> QuerySet[Stance]:
    """What every member said and voted on `matters` where they were decided, as far as `user` may see those."""
    seen = visible_matters(user, on).filter(pk__in=matters).order_by().values("pk")
    rows = Stance.objects.filter(item__matter__in=seen, item__state=ItemState.DECIDED, seat__is_member=True)
    return rows.select_related("seat__person", "item__meeting", "item__matter").order_by(
        "item__matter_id", "item__meeting__at", "seat__place", "pk"
    )


def opinions_waiting(user: User, on: date) -> QuerySet[Audit]:
    """Audits whose draft waits for the opinion of `user`, as the head or for the unit."""
    waiting = Q()
    for audits, kind in ((own_audits, Kind.HEAD_OPINION), (unit_audits, Kind.UNIT_OPINION)):
        said = Audit.objects.filter(steps__kind=kind, steps__void_on=None)
        mine = audits(user, on).filter(state=State.DRAFTED).order_by().values("pk")
        waiting |= Q(pk__in=mine) & ~Q(pk__in=said.order_by().values("pk"))
    return Audit.objects.filter(waiting).select_related("unit", "person").order_by("pk")


def preparing(user: User, on: date) -> QuerySet[Audit]:
    """Audits that were notified and wait for what `user` brings to the meeting of entry."""
    waiting = Q()
    for audits, kinds in (
        (own_audits, (Kind.STATEMENT, Kind.HEAD_PROMISE)),
        (unit_audits, (Kind.UNIT_PROMISE,)),
    ):
        mine = Q(pk__in=audits(user, on).filter(state=State.NOTIFIED).order_by().values("pk"))
        for kind in kinds:
            brought = Audit.objects.filter(steps__kind=kind, steps__void_on=None).order_by().values("pk")
            waiting |= mine & ~Q(pk__in=brought)
    return Audit.objects.filter(waiting).select_related("unit", "person").order_by("pk")


def items_waiting(user: User, on: date) -> QuerySet[RequestedItem]:
    """What `user` is asked to hand in, the most pressing first."""
    live = answering_audits(user, on).exclude(state__in=(State.CLOSED, State.TERMINATED))
    rows = RequestedItem.objects.filter(audit__in=live.order_by().values("pk"), delivered_on=None)
    return rows.select_related("audit__unit").order_by("due", "pk")


def rectifications_waiting(user: User, on: date) -> QuerySet[Rectification]:
    """Rectifications `user` owns, plans, has to check or, for the bureau, to confirm; the longest late first."""
    owned = Q(pk__in=owned_rectifications(user).order_by().values("pk"), done_on=None)
    planned = Q(pk__in=answered_rectifications(user, on).order_by().values("pk"), owner=None)
    planned |= Q(pk__in=checked_rectifications(user, on).order_by().values("pk")) & (
        Q(done_on__isnull=False, checked_on=None) & ~Q(owner=user.person_id)
    )
    confirmed = Q(pk__in=confirmed_rectifications(user, on).order_by().values("pk"), checked_on__isnull=False)
    rows = Rectification.objects.filter(owned | planned | confirmed, finding__withdrawn_on=None)
    rows = rows.exclude(state__in=CLOSED)
    return rows.select_related("finding__audit__unit").order_by("due", "pk")


def objections_waiting(user: User, on: date) -> QuerySet[Objection]:
    """Objections nobody answered yet, for the bureau's people who were not in the team."""
    mine = (
        written_audits(user, on).exclude(team__person=user.person_id)
        if user.person_id
        else written_audits(user, on)
    )
    rows = Objection.objects.filter(audit__in=mine.order_by().values("pk"), outcome="")
    return rows.select_related("audit__person", "audit__unit").order_by("due", "pk")


def receipts_waiting(user: User, on: date) -> QuerySet[Delivery]:
    """Results sent to a body of `user` that nobody acknowledged yet."""
    rows = own_deliveries(user, on).filter(received_on=None)
    return rows.select_related("audit__person", "audit__unit", "body").order_by("sent_on", "pk")
