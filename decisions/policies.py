"""Who may see, prepare, decide and follow up matters. Seeing is decided in SQL, by mandate; cadre matters only by part in the step.

A unit's members see its matters (A10), bodies those their mandate covers (rulebook.mandates). A personnel matter (重要人事任免) is seen by
the unit's head, whoever entered it, the members called to the meeting once it has begun (L12), and the bodies whose mandate names
it; never by the candidate or a candidate's relative. Nobody looks by office into a unit that a registered relative heads (N14).
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.policies import grants_of
from decisions.choices import DECIDED_STATES, OPEN_STATES, MatterState, MeetingState, PreparationKind
from decisions.models import AgendaItem, Candidate, Execution, Matter, Meeting, Preparation, Resolution, Seat
from organisation.models import Tenure, Unit
from rulebook.establishment import Function
from rulebook.procedures.decisions import MatterCategory
from rulebook.roles import Role
from supervision.policies import Scope, scope_of

PERSONNEL = Q(category=MatterCategory.PERSONNEL)


def secretary_units(user: User | AnonymousUser, on: date) -> dict[int, Unit]:
    """The units `user` keeps the matters and meetings of, as secretary (议事秘书)."""
    return {g.body.pk: g.body for g in grants_of(user, on) if g.role == Role.SECRETARY and g.body}


def kept_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """The units whose matters and meetings `user` may prepare: as secretary or as head."""
    scope = scope_of(user, on)
    return Unit.objects.filter(pk__in={*secretary_units(user, on), *scope.heads_units})


def visible_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters `user` may see on `on`, by mandate, unit or part in the step."""
    scope = scope_of(user, on)
    found = _in_the_step(user, scope, on)
    mandated = _mandated(scope)
    if mandated:
        found |= mandated & _not_in_units_of_kin(scope, on)
    if not found:
        return Matter.objects.none()
    return Matter.objects.filter(found, _not_about_kin(scope))


def _mandated(scope: Scope) -> Q:
    """The matters the user's reaches give, each for the kinds of matter its mandate names."""
    found = Q()
    for reach in scope.reaches:
        if reach.matters and not reach.sections:
            kinds = Q() if reach.matters >= set(MatterCategory) else Q(category__in=sorted(reach.matters))
            found |= reach.place(scope.on) & kinds
    return found


def _in_the_step(user: User | AnonymousUser, scope: Scope, on: date) -> Q:
    """Matters of one's own office: those of units one keeps, entered oneself, or is called to decide."""
    found = Q()
    secretary = secretary_units(user, on)
    if secretary:
        found |= Q(unit__in=sorted(secretary)) & (~PERSONNEL | Q(entered_by=user.pk))
    if scope.heads_units:
        found |= Q(unit__in=sorted(scope.heads_units))
    if scope.person:
        called = Seat.objects.filter(
            person=scope.person, circulated_at__isnull=False, meeting__items__matter=OuterRef("pk")
        )
        deciding = called.filter(is_member=True, meeting__opened_at__isnull=False)
        found |= ~PERSONNEL & Q(Exists(called)) | PERSONNEL & Q(Exists(deciding))
    return found


def _not_in_units_of_kin(scope: Scope, on: date) -> Q:
    """Units headed by a registered relative are out of reach by office; one's own unit is not reached by office."""
    others = scope.barred - {scope.person}
    if not others:
        return Q()
    led = Tenure.objects.filter(person__in=sorted(others), post__is_head=True, during__contains=on)
    return ~Q(unit__in=led.values("post__unit"))


def _not_about_kin(scope: Scope) -> Q:
    """Not where the user or a relative is proposed: such matters are closed to them whatever their office."""
    if not scope.barred:
        return Q()
    proposed = Candidate.objects.filter(matter=OuterRef("pk"), person__in=sorted(scope.barred))
    return ~Q(Exists(proposed))


def editable_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters not decided yet that `user` may change: of units they keep."""
    return visible_matters(user, on).filter(
        unit__in=kept_units(user, on), state__in=OPEN_STATES, form__isnull=True
    )


def followed_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Decided matters whose carrying out `user` may record: of units they keep."""
    return visible_matters(user, on).filter(unit__in=kept_units(user, on), state__in=DECIDED_STATES)


def own_tasks(user: User | AnonymousUser) -> QuerySet[Execution]:
    """Tasks `user` owns, whatever else they may see of the matter."""
    person = user.person_id if isinstance(user, User) else None
    return Execution.objects.filter(owner=person, kind="task") if person else Execution.objects.none()


def visible_meetings(user: User | AnonymousUser, on: date) -> QuerySet[Meeting]:
    """Meetings `user` may open: of units they keep, those they are called to, and those with a matter they may see."""
    scope = scope_of(user, on)
    matters = AgendaItem.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))
    found = Q(unit__in=kept_units(user, on)) | Q(pk__in=matters.order_by().values("meeting"))
    if scope.person:
        called = Seat.objects.filter(person=scope.person, circulated_at__isnull=False)
        found |= Q(pk__in=called.order_by().values("meeting"))
    return Meeting.objects.filter(found)


def kept_meetings(user: User | AnonymousUser, on: date) -> QuerySet[Meeting]:
    """Meetings `user` may prepare, run and close: of units they keep, and those they chair."""
    scope = scope_of(user, on)
    found = Q(unit__in=kept_units(user, on))
    if scope.person:
        found |= Q(chair=scope.person)
    return Meeting.objects.filter(found).exclude(state=MeetingState.CLOSED)


def own_seats(user: User | AnonymousUser) -> QuerySet[Seat]:
    """The seats of `user` at meetings they were called to."""
    person = user.person_id if isinstance(user, User) else None
    return Seat.objects.filter(person=person) if person else Seat.objects.none()


def visible_items(user: User | AnonymousUser, on: date) -> QuerySet[AgendaItem]:
    """Items of agendas whose matter `user` may see; of cadre matters only where their part in the step gives it."""
    return AgendaItem.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))


def visible_resolutions(user: User | AnonymousUser, on: date) -> QuerySet[Resolution]:
    """Resolutions on matters `user` may see."""
    return Resolution.objects.filter(matter__in=visible_matters(user, on).order_by().values("pk"))


def kept_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters of whatever state of the units `user` keeps; imported ones are kept where they came from."""
    return visible_matters(user, on).filter(unit__in=kept_units(user, on), form__isnull=True)


def listing_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units whose list of matters, threshold and emergencies `user` may see: those whose matters they may reach at all."""
    scope = scope_of(user, on)
    own = Q(pk__in={*secretary_units(user, on), *scope.heads_units})
    for reach in scope.reaches:
        if reach.matters and not reach.sections:
            if reach.everywhere:
                return Unit.objects.all()
            own |= Q(pk__in=reach.units) if reach.units else Q()
            own |= Q(county_id__in=reach.counties) if reach.counties else Q()
    return Unit.objects.filter(own)


def sees_any_matter(user: User | AnonymousUser, on: date) -> bool:
    """Whether matters are any business of `user` at all."""
    scope = scope_of(user, on)
    return bool(scope.heads_units or any(r.matters for r in scope.reaches) or secretary_units(user, on))


def sees_viewers(user: User | AnonymousUser, matter: Matter, on: date) -> bool:
    """Whether `user` may see who opened a personnel matter: the unit's head, discipline and organisation (B2)."""
    scope = scope_of(user, on)
    watching = {Function.DISCIPLINE, Function.ORGANISATION}
    return matter.unit_id in scope.heads_units or any(body.function in watching for body in scope.bodies)


def published_drafts(on: date) -> QuerySet[Preparation]:
    """Drafts that anybody may read, without log-in: published ones whose day has come, of matters not withdrawn, never of cadres (C3)."""
    published = Preparation.objects.filter(
        kind=PreparationKind.CONSULTATION, published=True, since__lte=on, until__isnull=False
    )
    return published.exclude(matter__state=MatterState.WITHDRAWN).exclude(
        matter__category=MatterCategory.PERSONNEL
    )
