"""Lists of files of appointments, what lies ahead in them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from accounts.models import User
from appointments.choices import CaseState
from appointments.models import Case, CaseConsultation, CaseRecord
from appointments.policies import editable_cases, opinion_cases, visible_cases
from appointments.selectors.consulting import consulting_missing
from appointments.selectors.exercised import APPOINTMENTS
from core.searching import matches
from decisions.choices import DECIDED_STATES
from rulebook.duties import WARNED_DAYS
from rulebook.procedures.appointments import PROBATION_YEARS, PROMOTIONS, Record
from supervision.selectors.powers import Narrowing


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What the list is narrowed by; empty values ask for everything."""

    text: str = ""
    state: str = ""
    kind: str = ""
    year: int | None = None
    unit: int | None = None
    exercised: Narrowing | None = None


def cases_matching(user: User, on: date, query: CaseQuery) -> QuerySet[Case]:
    """Files `user` may read that answer `query`, newest first."""
    found = Q()
    for name, value in (
        ("state", query.state),
        ("kind", query.kind),
        ("opened_on__year", query.year),
        ("unit", query.unit),
    ):
        if value:
            found &= Q(**{name: value})
    if query.text:
        found &= matches(query.text) | matches(query.text, field="post__unit__search_keys")
    rows = visible_cases(user, on).filter(found)
    if query.exercised:
        rows = APPOINTMENTS.narrowed(rows, query.exercised)
    return rows.select_related("unit", "person", "post__unit", "post__section")


def opinions_due(user: User, on: date) -> QuerySet[Case]:
    """Files whose opinion the user's discipline body still owes, the longest waiting first."""
    given = CaseRecord.objects.filter(case=OuterRef("pk"), kind=Record.INTEGRITY)
    waiting = opinion_cases(user, on).filter(~Q(Exists(given)), state=CaseState.OPEN)
    return waiting.select_related("person", "post__unit", "post__section").order_by("opinion_asked_on", "pk")


def opinions_asked(user: User, on: date) -> QuerySet[Case]:
    """Every file on which the user's discipline body was asked, waiting ones first; `given` says whether it answered."""
    answered = CaseRecord.objects.filter(case=OuterRef("pk"), kind=Record.INTEGRITY)
    rows = (
        opinion_cases(user, on)
        .annotate(given=Exists(answered))
        .select_related("person", "post__unit", "post__section")
    )
    return rows.order_by("given", "-opinion_asked_on", "-pk")


def publicity_ending(user: User, on: date) -> QuerySet[Case]:
    """Files the user keeps whose publicity is over, or ends within a week, and which have no appointment yet; `due` is its last day."""
    last = CaseRecord.objects.filter(
        case=OuterRef("pk"), kind=Record.PUBLICITY, until__lte=on + timedelta(days=7)
    )
    rows = (
        editable_cases(user, on).filter(state=CaseState.OPEN).annotate(due=Subquery(last.values("until")[:1]))
    )
    return (
        rows.filter(due__isnull=False)
        .select_related("person", "post__unit", "post__section")
        .order_by("due", "pk")
    )


def probation_ending(user: User, on: date) -> QuerySet[Case]:
    """Files the user keeps whose year of probation ends soon, or is over, unassessed; `due` is its last day (N12)."""
    year = Func(Value(PROBATION_YEARS.value), function="make_interval")
    began = CaseRecord.objects.filter(case=OuterRef("pk"), kind=Record.APPOINTMENT).values("on")[:1]
    ends = ExpressionWrapper(Subquery(began) + year, output_field=DateField())
    assessed = CaseRecord.objects.filter(case=OuterRef("pk"), kind=Record.PROBATION)
    rows = editable_cases(user, on).filter(
        ~Q(Exists(assessed)), state=CaseState.APPOINTED, kind__in=sorted(PROMOTIONS)
    )
    soon = on + timedelta(days=WARNED_DAYS)
    return (
        rows.annotate(due=ends)
        .filter(due__lte=soon)
        .select_related("person", "post__unit", "post__section")
        .order_by("due", "pk")
    )


def unconsulted_files(user: User, on: date) -> QuerySet[Case]:
    """Files the user keeps, not yet decided, about somebody of whom a conclusion is in force that was not consulted for the file (C20)."""
    missing = consulting_missing(CaseConsultation, on)
    if not missing:
        return Case.objects.none()
    rows = editable_cases(user, on).filter(missing, state=CaseState.OPEN, past=False)
    return (
        rows.exclude(matter__state__in=DECIDED_STATES)
        .select_related("person", "post__unit", "post__section")
        .order_by("opened_on", "pk")
    )
