"""The list of audits, the team of one, and who can be taken into it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import RoleHeld, User
from audits.models import Audit, PlanLine, TeamMember
from audits.policies import own_memberships, visible_audits
from core.searching import matches
from organisation.models import Person, Tenure, Unit
from rulebook.roles import Role

UNITS_OFFERED = 300


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What the list of audits is narrowed by; empty values ask for everything."""

    year: int | None = None
    kind: str = ""
    state: str = ""
    unit: int | None = None
    text: str = ""
    origin: str = ""


def audits_matching(user: User, on: date, query: AuditQuery) -> QuerySet[Audit]:
    """Audits `user` may see that answer `query`, newest first."""
    found = Q()
    for name in ("year", "kind", "state", "unit", "origin"):
        value = getattr(query, name)
        if value:
            found &= Q(**{name: value})
    if query.text:
        found &= matches(query.text)
    rows = visible_audits(user, on).filter(found).select_related("person", "unit", "post", "body")
    return rows.defer("search_keys", "unit__search_keys", "person__search_keys").order_by("-year", "-pk")


def years_offered(user: User, on: date) -> list[int]:
    """The years of the audits `user` may see, the latest first."""
    years = visible_audits(user, on).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def units_offered(user: User, on: date) -> list[Unit]:
    """The units the list can be narrowed to; none where they are too many to choose from."""
    audited = visible_audits(user, on).order_by().values("unit")
    units = Unit.objects.filter(pk__in=audited).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1]
    return list(units) if len(units) <= UNITS_OFFERED else []


def team_of(audit: Audit) -> QuerySet[TeamMember]:
    """Everyone who is, or was, in the team of `audit`."""
    return audit.team.select_related("person").order_by("left_on", "pk")


def lines_of(audit: Audit) -> QuerySet[PlanLine]:
    """The lines of plans that took `audit` in, or out."""
    rows = PlanLine.objects.filter(audit=audit, revision__approved_on__isnull=False)
    return rows.select_related("revision__plan", "proposal").order_by("revision__number")


def people_offered(audit: Audit, on: date) -> QuerySet[Person]:
    """Who can be taken into the team: the people of the body that carries it out, and whoever acts for it."""
    serving = Tenure.objects.filter(post__unit=audit.body_id, during__contains=on).order_by().values("person")
    acting = (
        RoleHeld.objects.filter(role=Role.OFFICER, body=audit.body_id, during__contains=on)
        .order_by()
        .values("user__person")
    )
    return Person.objects.filter(Q(pk__in=serving) | Q(pk__in=acting)).order_by("staff_no")


def declarations_owed(user: User) -> QuerySet[TeamMember]:
    """Audits in whose team `user` is without having signed the declaration of independence."""
    rows = own_memberships(user).filter(declared_on=None).select_related("audit__person", "audit__unit")
    return rows.order_by("pk")
