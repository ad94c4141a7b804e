"""Who may see and handle files of appointments, as conditions in SQL. Confidential: those in the step alone (B2).

The organisation department by its mandate (A2; where it stands back, the body it passes to), the secretary who opened a file, its named
handlers, the members called to decide once their meeting has begun, and of the discipline body only its own opinion. Nobody reaches a
file about themself or a registered relative by any of these ways (N14). What one may not see is not there.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from appointments.choices import CaseState
from appointments.models import Case, Handler
from decisions.models import Matter, Seat
from decisions.policies import secretary_units, visible_matters
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.decisions import MatterCategory
from supervision.policies import Scope, mandated, scope_of

ORGANISING, WATCHING = "A2", "A8"


def visible_cases(user: User | AnonymousUser, on: date) -> QuerySet[Case]:
    """Files `user` may read on `on`."""
    scope = scope_of(user, on)
    found = _handled(user, scope, on)
    if scope.person:
        deciding = Seat.objects.filter(
            person=scope.person, is_member=True, circulated_at__isnull=False, meeting__opened_at__isnull=False,
            meeting__items__matter=OuterRef("matter"),
        )  # fmt: skip
        found |= Q(Exists(deciding))
    return _without_kin(found, scope)


def kept_cases(user: User | AnonymousUser, on: date) -> QuerySet[Case]:
    """Files `user` may write in: by office or as a named handler; not who only decides."""
    scope = scope_of(user, on)
    return _without_kin(_handled(user, scope, on), scope)


def editable_cases(user: User | AnonymousUser, on: date) -> QuerySet[Case]:
    """Those of them in which something is still to be entered."""
    return kept_cases(user, on).filter(state__in=(CaseState.OPEN, CaseState.APPOINTED))


def opinion_cases(user: User | AnonymousUser, on: date) -> QuerySet[Case]:
    """Files on which the user's discipline body was asked for its opinion: of these it sees its opinion, not the file."""
    scope = scope_of(user, on)
    return _without_kin(mandated(scope, Function.DISCIPLINE, WATCHING), scope).filter(
        opinion_asked_on__isnull=False
    )


def watched_cases(user: User | AnonymousUser, on: date) -> QuerySet[Case]:
    """Files of which the user's discipline body is shown who saw them, and when."""
    scope = scope_of(user, on)
    return _without_kin(mandated(scope, Function.DISCIPLINE, WATCHING), scope)


def watches(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a discipline body."""
    return any(body.function == Function.DISCIPLINE for body in scope_of(user, on).bodies)


def deciding_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units for whose leading body `user` may open a file: as secretary, or for the organisation department the county's committee."""
    scope = scope_of(user, on)
    found = Q(pk__in=sorted(secretary_units(user, on)))
    counties = sorted({body.county_id for body in scope.bodies if body.function == Function.ORGANISATION})
    if counties:
        bodies = [body.pk for body in scope.bodies if body.function == Function.ORGANISATION]
        found |= Q(county__in=counties, function=Function.COUNTY_COMMITTEE) | Q(pk__in=bodies)
    return Unit.objects.filter(found)


def linkable_matters(user: User | AnonymousUser, on: date, case: Case) -> QuerySet[Matter]:
    """Personnel matters of the deciding unit that propose the candidate: what the discussion is taken from.

    Who keeps the file is in the step and may point to them even where the register itself is closed to them; nothing of them is shown
    but number and day.
    """
    mine = visible_matters(user, on).values("pk")
    proposed = Matter.objects.filter(
        unit=case.unit_id, category=MatterCategory.PERSONNEL, candidates__person=case.person_id
    )
    return proposed if kept_cases(user, on).filter(pk=case.pk).exists() else proposed.filter(pk__in=mine)


def sees_cases(user: User | AnonymousUser, on: date) -> bool:
    """Whether files are any business of `user`: by office, or by name. One query where it is not by office."""
    by_office = any(body.function == Function.ORGANISATION for body in scope_of(user, on).bodies)
    return by_office or bool(secretary_units(user, on)) or visible_cases(user, on).exists()


def _handled(user: User | AnonymousUser, scope: Scope, on: date) -> Q:
    found = mandated(scope, Function.ORGANISATION, ORGANISING)
    secretary = secretary_units(user, on)
    if secretary:
        found |= Q(unit__in=sorted(secretary), entered_by=user.pk)
    if scope.person:
        found |= Q(Exists(Handler.objects.filter(case=OuterRef("pk"), person=scope.person)))
    return found


def _without_kin(found: Q, scope: Scope) -> QuerySet[Case]:
    if not found:
        return Case.objects.none()
    cases = Case.objects.filter(found)
    return cases.exclude(person__in=sorted(scope.barred)) if scope.barred else cases
