"""Who may see and enter purchases, as conditions in SQL.

Bodies see those their mandate covers: funds all of them (A1, A5, A7, A8 …), projects those of works (A6); a unit's members see its own
(A10). Nobody looks by office into a unit that a registered relative heads (N14). The bookkeeper of a unit enters its purchases, its secretary
where it has none; the head, who must not handle any, does not.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from finance.choices import CategoryChoice, Origin
from finance.models import Purchase, Supplier
from finance.policies.units import entering_units, own_units
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.policies import Reach, Scope, not_in_units_of_kin, scope_of

PROJECTS = Q(category=CategoryChoice.WORKS) | Q(part_of_works=True)


def visible_purchases(user: User | AnonymousUser, on: date) -> QuerySet[Purchase]:
    """Purchases `user` may see on `on`, by mandate, unit or office."""
    scope = scope_of(user, on)
    own = own_units(user, on)
    found = Q(unit__in=own) if own else Q()
    mandated = _mandated(scope)
    if mandated:
        found |= mandated & not_in_units_of_kin(scope, on)
    return Purchase.objects.filter(found) if found else Purchase.objects.none()


def entered_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units whose purchases `user` enters."""
    return entering_units(user, on)


def editable_purchases(user: User | AnonymousUser, on: date) -> QuerySet[Purchase]:
    """Purchases `user` may change: of units whose purchases they enter; what came in as a release is kept where it came from."""
    return Purchase.objects.filter(unit__in=entered_units(user, on)).exclude(origin=Origin.OCDS)


def sees_any_purchase(user: User | AnonymousUser, on: date) -> bool:
    """Whether purchases are any business of `user` at all."""
    scope = scope_of(user, on)
    return bool(own_units(user, on) or any(_kinds(r) is not None for r in _of(scope)))


def surveyed_suppliers(user: User | AnonymousUser, on: date) -> QuerySet[Supplier]:
    """Suppliers whose standing beside all others of a county `user` may see: whose mandate covers the county's funds."""
    found = Q()
    for reach in _of(scope_of(user, on)):
        if MatterCategory.FUNDS not in reach.matters or reach.is_by_name or reach.units:
            continue
        if reach.everywhere:
            return Supplier.objects.all()
        found |= Q(county_id__in=sorted(reach.counties))
    return Supplier.objects.filter(found) if found else Supplier.objects.none()


def _of(scope: Scope) -> list[Reach]:
    return [reach for reach in scope.reaches if reach.matters and not reach.sections]


def _kinds(reach: Reach) -> Q | None:
    """Which purchases a mandate covers; None: none of them."""
    if MatterCategory.FUNDS in reach.matters:
        return Q()
    return PROJECTS if MatterCategory.PROJECT in reach.matters else None


def _mandated(scope: Scope) -> Q:
    found = Q()
    for reach in _of(scope):
        kinds = _kinds(reach)
        if kinds is not None:
            found |= reach.place(scope.on) & kinds
    return found
