"""Who may see, draft, sign and review responsibility lists (责任清单, C1).

A head drafts and signs their own; their unit's secretary helps with the evidence. The body that must act on the duty signs and reviews
(by its officer, or its head). It is read by these, and by whose mandate reads (A1, A2, A8, A9). Nobody reads or signs a relative's.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import User
from accounts.policies import grants_of
from integrity.choices import ListState
from integrity.models import ResponsibilityList
from organisation.models import Tenure
from rulebook.duties import RESPONSIBILITY_LIST
from rulebook.establishment import Function
from rulebook.roles import Role
from supervision.policies import readable_people, scope_of
from supervision.selectors.acting import acting_duties


def visible_lists(user: User | AnonymousUser, on: date) -> QuerySet[ResponsibilityList]:
    """Lists `user` may read on `on`."""
    found = _own(user) | _acted_on(user, on) | Q(unit__in=_kept_units(user, on))
    tenures = readable_people(user, on)
    if tenures is not None:
        held = Tenure.objects.filter(tenures, person=OuterRef("person"), post__unit=OuterRef("unit"))
        found |= Q(Exists(held))
    kin = sorted(scope_of(user, on).barred - {scope_of(user, on).person})
    rows = ResponsibilityList.objects.filter(found)
    return rows.exclude(person__in=kin) if kin else rows


def own_lists(user: User | AnonymousUser) -> QuerySet[ResponsibilityList]:
    """The user's own lists, as a head."""
    return ResponsibilityList.objects.filter(_own(user))


def shown_for_lists(user: User | AnonymousUser, on: date) -> QuerySet[ResponsibilityList]:
    """Lists in force for which `user` may enter evidence: own ones, and as secretary those of the unit; never a relative's."""
    rows = ResponsibilityList.objects.filter(
        _own(user) | Q(unit__in=_kept_units(user, on)), state=ListState.IN_FORCE
    )
    kin = sorted(scope_of(user, on).barred - {scope_of(user, on).person})
    return rows.exclude(person__in=kin) if kin else rows


def lists_from_above(user: User | AnonymousUser, on: date) -> QuerySet[ResponsibilityList]:
    """Lists that a body of `user` signs and reviews as the one above: those whose duty it must act on (C1)."""
    return ResponsibilityList.objects.filter(_acted_on(user, on))


def signs_lists(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` may act for a body above at all: the county committee, a department with units under it, one named by hand. No query."""
    scope = scope_of(user, on)
    bodies = {body.pk for body in scope.bodies}
    leads = any(body.function == Function.COUNTY_COMMITTEE for body in scope.bodies)
    has_system = any(seat.is_under and seat.above in bodies for seat in scope.standing.seats.values())
    return leads or has_system or bool(scope.standing.given)


def sees_lists(user: User | AnonymousUser, on: date) -> bool:
    """Whether lists are any business of `user`: as head, by a mandate that reads, as secretary, or for the body above."""
    scope = scope_of(user, on)
    kind = RESPONSIBILITY_LIST.kind
    reading = (reach.reads or (reach.acts and kind in reach.kinds) for reach in scope.reaches)
    if scope.heads_units or any(reading):
        return True
    return bool(_kept_units(user, on))


def _own(user: User | AnonymousUser) -> Q:
    person = user.person_id if isinstance(user, User) else None
    return Q(person=person) if person else Q(pk__in=[])


def _kept_units(user: User | AnonymousUser, on: date) -> list[int]:
    grants = grants_of(user, on) if isinstance(user, User) else []
    return sorted({one.body.pk for one in grants if one.role == Role.SECRETARY and one.body})


def _acted_on(user: User | AnonymousUser, on: date) -> Q:
    duties = acting_duties(user, on).filter(
        kind=RESPONSIBILITY_LIST.kind,
        person=OuterRef("person"),
        subject=OuterRef("unit"),
        period=Cast(OuterRef("year"), CharField()),
    )
    return Q(Exists(duties.order_by()))
