"""Handovers at leaving (C21): the leaver sees the own, who takes over what they take over, the unit's secretary helps with papers; the body
that must act on the duty leads the witnessing (A2, A9), finance, audit and discipline witness by their rows of part A; who reads what is
said to a head by mandate reads it, too. Nobody by office one of a relative, or one a relative takes over (N14).
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from audits.choices import HandoverState
from audits.models import Handover, HandoverItem
from decisions.policies import secretary_units
from organisation.models import Tenure
from rulebook.duties import HANDOVER
from rulebook.establishment import LEADING
from rulebook.procedures.handover import WITNESSES, WitnessRule
from rulebook.tenure import OWING
from supervision.policies import mandated, readable_people, scope_of
from supervision.selectors.acting import acting_duties

Asking = User | AnonymousUser
OPEN = (HandoverState.FILLING, HandoverState.CHECKING)
NONE = Q(pk__in=[])


def visible_handovers(user: Asking, on: date) -> QuerySet[Handover]:
    """Handovers `user` may read on `on`."""
    scope = scope_of(user, on)
    by_office = _led(user, on)
    for rule in WITNESSES:
        if not rule.leads:
            by_office |= mandated(scope, rule.function, rule.clause)
    tenures = readable_people(user, on)
    if tenures is not None:
        held = Tenure.objects.filter(tenures, person=OuterRef("person"), post=OuterRef("post"))
        by_office |= Q(Exists(held))
    kept = sorted(secretary_units(user, on))
    if kept:
        by_office |= Q(unit__in=kept)
    kin = sorted(scope.barred - {scope.person})
    without_kin = ~Q(person__in=kin) & ~Q(successor__in=kin, successor__isnull=False) if kin else Q()
    return Handover.objects.filter(own(user) | _taken_over(user, on) | (by_office & without_kin))


def own(user: Asking) -> Q:
    """The user's own leavings."""
    person = user.person_id if isinstance(user, User) else None
    return Q(person=person) if person else NONE


def own_handovers(user: Asking) -> QuerySet[Handover]:
    """Handovers of posts the user left."""
    return Handover.objects.filter(own(user))


def received_handovers(user: Asking, on: date) -> QuerySet[Handover]:
    """Handovers the user takes over, signed or not: of the post held now, of one acted in, for the body above a vacant post."""
    return Handover.objects.filter(_taken_over(user, on)).exclude(own(user))


def led_handovers(user: Asking, on: date) -> QuerySet[Handover]:
    """Handovers whose witnessing the user leads: those whose duty a body of the user must act on, but for whose successor is the user or
    a relative.
    """
    return Handover.objects.filter(_led(user, on)).exclude(_party(user, on))


def witnessed_handovers(user: Asking, on: date) -> list[tuple[WitnessRule, QuerySet[Handover]]]:
    """Handovers the user may witness, by the rule: the leading body's, then those of the bodies beside it."""
    scope, found = scope_of(user, on), []
    for rule in WITNESSES:
        where = _led(user, on) if rule.leads else mandated(scope, rule.function, rule.clause)
        if where:
            found.append((rule, Handover.objects.filter(where).exclude(_party(user, on))))
    return found


def prepared_handovers(user: Asking, on: date) -> QuerySet[Handover]:
    """Handovers still open to which the user may add papers: the leaver, the unit's secretary, who leads the witnessing."""
    kept = sorted(secretary_units(user, on))
    found = own(user) | (Q(unit__in=kept) if kept else NONE) | _led(user, on)
    kin = sorted(scope_of(user, on).barred - {scope_of(user, on).person})
    rows = Handover.objects.filter(found, state__in=OPEN)
    return rows.exclude(person__in=kin) if kin else rows


def followed_items(user: Asking, on: date) -> QuerySet[HandoverItem]:
    """Items taken over and not finished, of the posts the user answers for now."""
    rows = received_handovers(user, on).filter(state=HandoverState.SIGNED)
    return HandoverItem.objects.filter(handover__in=rows.order_by().values("pk"), open=True, closed_on=None)


def sees_handovers(user: Asking, on: date) -> bool:
    """Whether handovers are any business of `user`; at most one query, for whoever holds no office any more."""
    scope = scope_of(user, on)
    if scope.heads_units or secretary_units(user, on) or scope.bodies:
        return any((scope.heads_units, secretary_units(user, on), _witnesses(user, on)))
    if any(reach.reads for reach in scope.reaches):
        return True
    return own_handovers(user).exists()


def may_take_over(user: Asking, on: date) -> bool:
    """Whether a post may come to `user` at all: as a person, or for a body that stands above others. No query."""
    scope = scope_of(user, on)
    return scope.person is not None or _stands_above(user, on)


def may_lead(user: Asking, on: date) -> bool:
    """Whether `user` may lead the witnessing of any handover at all. No query."""
    leading = {rule.function for rule in WITNESSES if rule.leads}
    scope = scope_of(user, on)
    return any(body.function in leading for body in scope.bodies) or _stands_above(user, on)


def _stands_above(user: Asking, on: date) -> bool:
    """Whether a body of `user` leads the county, has units under it, or was given a mandate by hand."""
    scope = scope_of(user, on)
    bodies = {body.pk for body in scope.bodies}
    has_system = any(seat.is_under and seat.above in bodies for seat in scope.standing.seats.values())
    return has_system or any(body.function in LEADING for body in scope.bodies) or bool(scope.standing.given)


def _witnesses(user: Asking, on: date) -> bool:
    reaches = scope_of(user, on).reaches
    return any(reach.reads or (reach.acts and HANDOVER.kind in reach.kinds) for reach in reaches) or any(
        mandated(scope_of(user, on), rule.function, rule.clause) for rule in WITNESSES
    )


def _led(user: Asking, on: date) -> Q:
    if not isinstance(user, User):
        return NONE
    return Q(duty__in=acting_duties(user, on).filter(kind=HANDOVER.kind).order_by().values("pk"))


def _party(user: Asking, on: date) -> Q:
    """Handovers in which the user or a relative hands over or takes over."""
    scope = scope_of(user, on)
    near = sorted(scope.barred | ({scope.person} if scope.person else set()))
    return Q(person__in=near) | Q(successor__in=near) if near else NONE


def _taken_over(user: Asking, on: date) -> Q:
    scope = scope_of(user, on)
    found = NONE
    if scope.person:
        held = Tenure.objects.filter(
            person=scope.person, post__is_head=True, during__contains=on, kind__in=OWING
        )
        holder = Tenure.objects.filter(
            post=OuterRef("post"), post__is_head=True, during__contains=on, kind__in=OWING
        )
        found |= Q(post__in=held.values("post")) & ~Q(person=scope.person)
        found |= Q(successor=scope.person) & ~Q(Exists(holder))
    bodies = [body.pk for body in scope.bodies]
    if bodies:
        kin = sorted(scope.barred)
        found |= Q(successor=None, receiver__in=bodies) & (~Q(person__in=kin) if kin else Q())
    return found
