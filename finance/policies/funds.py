"""Who may see, enter, sign and follow up uses of funds, budgets, self-checks and off-book money, as conditions in SQL.

Bodies see those their mandate over funds covers (A1, A5, A7, A8 …), a unit's members its own (A10), and whoever is named on a sheet that
sheet. Nobody looks by office into a unit that a registered relative heads (N14). The unit's bookkeeper enters, its secretary where it has none;
whoever handles a use of funds may start its sheet; each signs under their own log-in.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from finance.choices import SIGNER_FIELDS, UseOrigin
from finance.models import Budget, FundUse, OffBookAccount, SelfCheck
from finance.models.offbook import SIGNS
from finance.policies.units import entering_units, handling_units, own_units
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.policies import Scope, not_in_units_of_kin, scope_of

Asking = User | AnonymousUser


def own_fund_units(user: Asking, on: date) -> QuerySet[Unit]:
    """Units whose uses of funds, budgets and self-checks `user` enters."""
    return entering_units(user, on)


def started_fund_units(user: Asking, on: date) -> QuerySet[Unit]:
    """Units in which `user` may start a sheet: those whose funds they enter, and those in which they may handle a use of their own."""
    entered, handled = (
        rows.order_by().values("pk") for rows in (entering_units(user, on), handling_units(user, on))
    )
    return Unit.objects.filter(Q(pk__in=entered) | Q(pk__in=handled))


def visible_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Uses of funds `user` may see on `on`: by mandate, unit, or as a signer."""
    found = _of_funds(user, on)
    person = scope_of(user, on).person
    for signer in SIGNER_FIELDS if person else ():
        found |= Q(**{signer: person})
    return FundUse.objects.filter(found) if found else FundUse.objects.none()


def editable_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Sheets `user` may still change, before anybody signed: of units whose funds they enter, and those they started to handle themself."""
    unsigned = {f"{signer}_on": None for signer in SIGNER_FIELDS}
    return _open_uses().filter(_kept_by(user, on), **unsigned)


def cancellable_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Sheets `user` may withdraw: not paid yet, of units whose funds they enter, and those they started to handle themself."""
    return _open_uses().filter(_kept_by(user, on))


def payable_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Sheets on which everybody who is named has signed, for whoever enters the unit's funds to note the payment."""
    rows = _open_uses().filter(unit__in=own_fund_units(user, on))
    for signer in SIGNER_FIELDS:
        rows = rows.filter(Q(**{signer: None}) | Q(**{f"{signer}_on__isnull": False}))
    return rows.filter(handler__isnull=False)


def signable_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Sheets on which it is the turn of `user` to sign: named, not signed yet, and everybody named before has."""
    person = scope_of(user, on).person
    if not person:
        return FundUse.objects.none()
    found, before = Q(), Q()
    for signer in SIGNER_FIELDS:
        found |= before & Q(**{signer: person, f"{signer}_on": None})
        before &= Q(**{f"{signer}__isnull": True}) | Q(**{f"{signer}_on__isnull": False})
    return _open_uses().filter(found)


def named_uses(user: Asking, on: date) -> QuerySet[FundUse]:
    """Sheets that name `user` as a signer, signed or not."""
    person = scope_of(user, on).person
    found = Q(pk__in=[])
    for signer in SIGNER_FIELDS if person else ():
        found |= Q(**{signer: person})
    return FundUse.objects.filter(found, origin=UseOrigin.ENTERED)


def visible_budgets(user: Asking, on: date) -> QuerySet[Budget]:
    """Budgets `user` may see, with their adjustments."""
    found = _of_funds(user, on)
    return Budget.objects.filter(found) if found else Budget.objects.none()


def kept_budgets(user: Asking, on: date) -> QuerySet[Budget]:
    """Budgets `user` enters and adjusts."""
    return Budget.objects.filter(unit__in=own_fund_units(user, on))


def visible_self_checks(user: Asking, on: date) -> QuerySet[SelfCheck]:
    """Self-checks `user` may see."""
    found = _of_funds(user, on)
    return SelfCheck.objects.filter(found) if found else SelfCheck.objects.none()


def stated_self_checks(user: Asking, on: date) -> QuerySet[SelfCheck]:
    """Self-checks `user` states, as they enter the unit's funds, until somebody signed."""
    unsigned = {f"{sign}_on": None for sign in SIGNS}
    return SelfCheck.objects.filter(unit__in=own_fund_units(user, on), **unsigned)


def signable_self_checks(user: Asking, on: date) -> QuerySet[SelfCheck]:
    """Self-checks on which it is the turn of `user` to sign."""
    person = scope_of(user, on).person
    if not person:
        return SelfCheck.objects.none()
    found, before = Q(), Q()
    for sign in SIGNS:
        found |= before & Q(**{sign: person, f"{sign}_on": None})
        before &= Q(**{f"{sign}_on__isnull": False})
    return SelfCheck.objects.filter(found, none_found__isnull=False)


def visible_off_book(user: Asking, on: date) -> QuerySet[OffBookAccount]:
    """Off-book money `user` may see."""
    found = _of_funds(user, on)
    return OffBookAccount.objects.filter(found) if found else OffBookAccount.objects.none()


def recorded_off_book_units(user: Asking, on: date) -> QuerySet[Unit]:
    """Units of which `user` may record off-book money: their own as bookkeeper, secretary or head, and those a body of theirs supervises in funds."""
    scope = scope_of(user, on)
    own = Q(pk__in=own_units(user, on))
    supervised = _supervised(scope, unit="pk")
    if supervised:
        own |= supervised & ~Q(pk__in=_of_kin(scope, on))
    return Unit.objects.filter(own)


def followed_off_book(user: Asking, on: date) -> QuerySet[OffBookAccount]:
    """Off-book money whose recovery `user` may follow to its end and close: a supervising body's, never the unit's own (N14)."""
    scope = scope_of(user, on)
    found = _supervised(scope)
    if not found:
        return OffBookAccount.objects.none()
    own = scope.heads_units.union(scope.members_of)
    rows = OffBookAccount.objects.filter(found & not_in_units_of_kin(scope, on))
    return rows.filter(closed_on=None).exclude(unit__in=sorted(own))


def sees_any_funds(user: Asking, on: date) -> bool:
    """Whether uses of funds are any business of `user` at all."""
    return bool(_of_funds(user, on)) or signable_uses(user, on).exists()


def _open_uses() -> QuerySet[FundUse]:
    return FundUse.objects.filter(origin=UseOrigin.ENTERED, paid_on=None, cancelled=False)


def _kept_by(user: Asking, on: date) -> Q:
    """Sheets of units whose funds `user` enters, and those of which they are the handler and made the sheet."""
    found = Q(unit__in=own_fund_units(user, on))
    person = scope_of(user, on).person
    if person and isinstance(user, User):
        found |= Q(entered_by=user.pk, handler=person, unit__in=handling_units(user, on))
    return found


def _of_funds(user: Asking, on: date) -> Q:
    """Rows of units whose funds `user` may look at."""
    scope = scope_of(user, on)
    own = own_units(user, on)
    found = Q(unit__in=own) if own else Q()
    mandated = Q()
    for reach in scope.reaches:
        if MatterCategory.FUNDS in reach.matters and not reach.sections:
            mandated |= reach.place(scope.on)
    if mandated:
        found |= mandated & not_in_units_of_kin(scope, on)
    return found


def _supervised(scope: Scope, *, unit: str = "unit") -> Q:
    """Rows of units that a body of the user supervises in funds."""
    found = Q()
    for reach in scope.reaches:
        if MatterCategory.FUNDS in reach.matters and reach.assesses and not reach.sections:
            found |= reach.place(scope.on, unit=unit)
    return found


def _of_kin(scope: Scope, on: date) -> QuerySet[Unit, int]:
    """Numbers of the units that a registered relative heads on `on`."""
    others = sorted(scope.barred - {scope.person})
    led = Unit.objects.filter(
        posts__is_head=True, posts__tenures__person__in=others, posts__tenures__during__contains=on
    )
    return led.values_list("pk", flat=True)
