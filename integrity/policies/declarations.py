"""Who may see and make declarations of personal events (N48): the person, the organisation department (A2), the discipline body (A8)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from integrity.models import Declaration, Extension, YearlyDeclaration
from integrity.policies.incidents import WATCHING
from organisation.models import Unit
from rulebook.establishment import Function
from supervision.policies import Scope, mandated, scope_of

ORGANISING = "A2"


def visible_declarations(user: User | AnonymousUser, on: date) -> QuerySet[Declaration]:
    """Declarations `user` may read; of relatives none."""
    return Declaration.objects.filter(_readable(scope_of(user, on)))


def visible_yearly(user: User | AnonymousUser, on: date) -> QuerySet[YearlyDeclaration]:
    """Yearly declarations `user` may know of, by the same rule."""
    return YearlyDeclaration.objects.filter(_readable(scope_of(user, on)))


def watched_declarations(user: User | AnonymousUser, on: date) -> QuerySet[Declaration]:
    """Declarations of which the user's discipline body is shown who saw them, and when."""
    return Declaration.objects.filter(_by_office(scope_of(user, on), (Function.DISCIPLINE, WATCHING)))


def declares(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` heads a unit of a county that has its heads declare personal events on `on`. At most one query."""
    units = scope_of(user, on).heads_units
    if not units:
        return False
    counties = Unit.objects.filter(pk__in=sorted(units)).values("county")
    return Extension.objects.filter(county__in=counties, during__contains=on).exists()


def reads_declarations(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a body that reads declarations."""
    scope = scope_of(user, on)
    return bool(
        mandated(scope, Function.ORGANISATION, ORGANISING) | mandated(scope, Function.DISCIPLINE, WATCHING)
    )


def watches_declarations(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` is shown who saw declarations: whoever acts for a discipline body."""
    return bool(mandated(scope_of(user, on), Function.DISCIPLINE, WATCHING))


def _readable(scope: Scope) -> Q:
    found = _by_office(scope, (Function.ORGANISATION, ORGANISING), (Function.DISCIPLINE, WATCHING))
    return found | Q(person=scope.person) if scope.person else found


def _by_office(scope: Scope, *offices: tuple[Function, str]) -> Q:
    found = Q()
    for function, clause in offices:
        found |= mandated(scope, function, clause)
    if not found:
        return Q(pk__in=[])
    return found & ~Q(person__in=sorted(scope.barred)) if scope.barred else found
