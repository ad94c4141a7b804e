"""Who may see and handle appraisals, rewards and removals, as conditions in SQL. Confidential like files of appointments (B2, C20).

Whoever keeps files of appointments keeps these: the organisation department by its mandate (A2; where it stands back, the body it passes
to), the secretary of a deciding unit what they opened. The head reads the own file once it is decided. Nobody reaches a file about a
registered relative by any way, nor keeps one about themself (N14).
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from appointments.choices import ActionState
from appointments.models import PersonnelAction
from appointments.policies.cases import ORGANISING, WATCHING
from decisions.choices import DECIDED_STATES
from decisions.models import Candidate, Matter
from decisions.policies import secretary_units
from organisation.models import Affiliation, Post, Unit
from rulebook.establishment import Function
from rulebook.procedures.decisions import MatterCategory
from rulebook.tenure import Management
from supervision.policies import Scope, mandated, scope_of

OF_THE_COUNTY = (Function.COUNTY_COMMITTEE, Function.ORGANISATION)


def visible_actions(user: User | AnonymousUser, on: date) -> QuerySet[PersonnelAction]:
    """Files `user` may read on `on`: those they keep, and the own ones that were decided."""
    scope = scope_of(user, on)
    kept, own = _kept(user, scope, on), _own(scope)
    if not (kept or own):
        return PersonnelAction.objects.none()
    return PersonnelAction.objects.filter(kept | own if kept and own else kept or own)


def own_actions(user: User | AnonymousUser, on: date) -> QuerySet[PersonnelAction]:
    """What was decided about `user`."""
    own = _own(scope_of(user, on))
    return PersonnelAction.objects.filter(own) if own else PersonnelAction.objects.none()


def kept_actions(user: User | AnonymousUser, on: date) -> QuerySet[PersonnelAction]:
    """Files `user` keeps."""
    kept = _kept(user, scope_of(user, on), on)
    return PersonnelAction.objects.filter(kept) if kept else PersonnelAction.objects.none()


def editable_actions(user: User | AnonymousUser, on: date) -> QuerySet[PersonnelAction]:
    """Those of them in which something may still be entered."""
    return kept_actions(user, on).exclude(state=ActionState.WITHDRAWN)


def watched_actions(user: User | AnonymousUser, on: date) -> QuerySet[PersonnelAction]:
    """Files of which the user's discipline body is shown who saw them, and when."""
    scope = scope_of(user, on)
    found = _without_kin(mandated(scope, Function.DISCIPLINE, WATCHING), scope)
    return PersonnelAction.objects.filter(found) if found else PersonnelAction.objects.none()


def sees_actions(user: User | AnonymousUser, on: date) -> bool:
    """Whether these files are any business of `user`: by office, or by what was decided about them. One query where not by office."""
    by_office = any(body.function == Function.ORGANISATION for body in scope_of(user, on).bodies)
    return by_office or bool(secretary_units(user, on)) or visible_actions(user, on).exists()


def may_decide_about(unit: Unit, post: Post, on: date) -> bool:
    """Whether `unit` manages the head on `post`: the county those it manages, a competent department those of its own units (干部管理权限)."""
    if unit.function in OF_THE_COUNTY:
        return True
    below = Affiliation.objects.filter(unit=post.unit_id, parent=unit, during__contains=on)
    return post.managed_by == Management.DEPARTMENT and below.exists()


def action_matters(action: PersonnelAction) -> QuerySet[Matter]:
    """Decided personnel matters of the deciding unit that name the head. Of the matter nothing is shown but number and day."""
    named = Candidate.objects.filter(matter=OuterRef("pk"), person=action.person_id)
    return Matter.objects.filter(
        Exists(named), unit=action.unit_id, category=MatterCategory.PERSONNEL, state__in=DECIDED_STATES
    )


def _own(scope: Scope) -> Q:
    return Q(person=scope.person, decided_on__isnull=False) if scope.person else Q()


def _kept(user: User | AnonymousUser, scope: Scope, on: date) -> Q:
    found = mandated(scope, Function.ORGANISATION, ORGANISING)
    secretary = secretary_units(user, on)
    if secretary:
        found |= Q(keeper__in=sorted(secretary), entered_by=user.pk)
    return _without_kin(found, scope)


def _without_kin(found: Q, scope: Scope) -> Q:
    return found & ~Q(person__in=sorted(scope.barred)) if found and scope.barred else found
