"""Who stops deletion, who approves it, who sees what was deleted; decided in SQL.

A hold and a list speak of people: an officer is shown nothing of themself, a relative, or whom they stand back from (N31).
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Unit
from retention.choices import ListState
from retention.models import DestructionItem, DestructionList, LegalHold, Tombstone
from rulebook.establishment import Function
from rulebook.retention import HOLDERS, RULES
from supervision.policies import Scope, scope_of

Asking = User | AnonymousUser
HOLDING = tuple(function for function, _clause in HOLDERS)


def holding_bodies(user: Asking, on: date) -> list[Unit]:
    """The bodies for which `user` places holds. No query beside the scope."""
    return [body for body in scope_of(user, on).bodies if body.function in HOLDING]


def visible_holds(user: Asking, on: date) -> QuerySet[LegalHold]:
    """Holds `user` may see: the discipline body all of its county, the audit bureau its own; none about whom they stand back from."""
    found = Q()
    for body in holding_bodies(user, on):
        found |= Q(county=body.county_id) if body.function == Function.DISCIPLINE else Q(body=body.pk)
    return (
        LegalHold.objects.filter(found & ~Q(person__in=_barred(user, on)))
        if found
        else LegalHold.objects.none()
    )


def liftable_holds(user: Asking, on: date) -> QuerySet[LegalHold]:
    """Holds `user` may lift: those of their own body that stand."""
    bodies = [body.pk for body in holding_bodies(user, on)]
    return visible_holds(user, on).filter(body__in=bodies, lifted_on=None)


def visible_lists(user: Asking, on: date) -> QuerySet[DestructionList]:
    """Destruction lists of the bodies that approve them."""
    found = Q()
    for body in scope_of(user, on).bodies:
        rules = [rule.key for rule in RULES.values() if body.function in dict(rule.approved_by)]
        if rules:
            found |= Q(county=body.county_id, rule__in=rules)
    return DestructionList.objects.filter(found) if found else DestructionList.objects.none()


def lists_to_approve(user: Asking, on: date) -> QuerySet[DestructionList]:
    """Lists that wait for a body of `user`, and not for others alone."""
    if not approves(user, on):
        return DestructionList.objects.none()
    functions = [body.function for body in scope_of(user, on).bodies]
    waiting = visible_lists(user, on).filter(state=ListState.WAITING)
    return waiting.exclude(approvals__function__in=functions).exclude(items__person__in=_barred(user, on))


def approving_functions(user: Asking, on: date, of: DestructionList) -> set[str]:
    """For which of the bodies that approve the list `user` may do so. No query beside the scope."""
    asked = {function for function, _clause in RULES[of.rule].approved_by}
    return {body.function for body in _bodies(scope_of(user, on), of.county_id) if body.function in asked}


def knows_somebody_on(user: Asking, on: date, of: DestructionList) -> bool:
    """Whether the list names `user`, a relative, or somebody they stand back from."""
    return of.items.filter(person__in=_barred(user, on)).exists()


def shown_items(user: Asking, on: date, of: DestructionList) -> QuerySet[DestructionItem]:
    """The lines of a list `user` is shown."""
    return of.items.exclude(person__in=_barred(user, on))


def visible_tombstones(user: Asking, on: date) -> QuerySet[Tombstone]:
    """What is left of deleted rows, for the bodies that hold or approve: it names nobody."""
    return Tombstone.objects.all() if handles(user, on) else Tombstone.objects.none()


def approves(user: Asking, on: date) -> bool:
    """Whether `user` acts for a body that approves destruction. No query beside the scope."""
    functions = {function for rule in RULES.values() for function, _clause in rule.approved_by}
    return any(body.function in functions for body in scope_of(user, on).bodies)


def handles(user: Asking, on: date) -> bool:
    """Whether holds, lists and tombstones are any business of `user`. No query beside the scope."""
    return bool(holding_bodies(user, on)) or approves(user, on)


def _bodies(scope: Scope, county: str) -> list[Unit]:
    return [body for body in scope.bodies if body.county_id == county]


def _barred(user: Asking, on: date) -> list[int]:
    scope = scope_of(user, on)
    return sorted({*scope.barred, *({scope.person} if scope.person else ())})
