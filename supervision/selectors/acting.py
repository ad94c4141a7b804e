"""Which duties a user must act on, as a condition in SQL: the same answer as Directory.acting, read from the other side."""

from collections import defaultdict
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from organisation.models import Affiliation, LeaderLink, Unit
from rulebook.duties import DUTIES, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import ANSWERS_TO_GOVERNMENT, Function
from rulebook.tenure import Management
from supervision.choices import OPEN_STATES
from supervision.models import Duty, Escalation
from supervision.policies import Scope, scope_of
from supervision.selectors.bodies import Body, Directory

LEADING = frozenset({Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT})
TO_THE_SUPERIOR = 2  # the level of an escalation that goes to the body's superior (L2)


def acting_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties, open or closed, a body of `user`, or `user` as linked leader, must act on; never their own or a relative's."""
    scope = scope_of(user, on)
    found = _by_link(scope)
    directory = _directory(user, scope)
    for body in scope.bodies:
        found |= _by_body(body, on) & ~_recused(body, directory)
        if body.function in LEADING:
            found |= _passed_up(body, directory)
    return _without_barred(found, scope)


def escalated_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Open duties long overdue that were put before a body of `user` as the superior of the body that must act (L2)."""
    scope = scope_of(user, on)
    raised = Q(Exists(Escalation.objects.filter(duty=OuterRef("pk"), level=TO_THE_SUPERIOR)))
    directory = _directory(user, scope)
    found = Q()
    for body in scope.bodies:
        below = answering_to(body, on)
        managed = Affiliation.objects.filter(parent__in=below, during__contains=on).values("unit")
        found |= must_act(MANAGING_COMMITTEE) & Q(unit__in=managed)
        for unit in below.exclude(function="") if body.function in LEADING else ():
            found |= must_act(unit.function) & Q(county_id=body.county_id) & ~_recused(unit, directory)
        if body.function == Function.COUNTY_COMMITTEE:
            linked = LeaderLink.objects.filter(unit=OuterRef("unit"), during__contains=on)
            found |= _pairs(LINKED_LEADER) & Q(county_id=body.county_id) & Q(Exists(linked))
    return _without_barred(found & raised & Q(state__in=OPEN_STATES) if found else found, scope)


def _directory(user: User | AnonymousUser, scope: Scope) -> Directory:
    """The bodies of the user's counties; kept on the user object for the same day, as the scope is."""
    kept: dict[date, Directory] = user.__dict__.setdefault("_directories", {})
    if scope.on not in kept:
        kept[scope.on] = Directory(counties={body.county_id for body in scope.bodies}, on=scope.on)
    return kept[scope.on]


def must_act(who: str) -> Q:
    """Duties that `who`, as the rulebook names it (a function, the managing committee, the linked leader), must act on.

    The managing committee is taken in its two forms: 县委 for 县管, and under its own name for 部门管.
    """
    if who == Function.COUNTY_COMMITTEE:
        return _pairs(who) | _pairs(MANAGING_COMMITTEE, Management.COUNTY)
    if who == MANAGING_COMMITTEE:
        return _pairs(who, Management.DEPARTMENT)
    return _pairs(who)


def answering_to(body: Unit, on: date) -> QuerySet[Unit]:
    """The units whose superior `body` is on `on`: those under it, and where it leads the county those under nobody."""
    found = Q(pk__in=Affiliation.objects.filter(parent=body, during__contains=on).values("unit"))
    if body.function in LEADING:
        of_government = Q(category__in=sorted(ANSWERS_TO_GOVERNMENT))
        is_government = body.function == Function.COUNTY_GOVERNMENT
        alone = ~Exists(Affiliation.objects.filter(unit=OuterRef("pk"), during__contains=on))
        found |= Q(county_id=body.county_id) & (of_government if is_government else ~of_government) & Q(alone)
    return Unit.objects.filter(found).exclude(pk=body.pk).order_by()


def _pairs(who: str, *levels: Management) -> Q:
    """The kinds `who` must act on, by who manages the head; one plain condition where that makes no difference."""
    asked = levels or tuple(Management)
    county = {rule.kind for rule in DUTIES if who in rule.by and Management.COUNTY in asked}
    department = {
        rule.kind for rule in DUTIES if who in rule.by_department and Management.DEPARTMENT in asked
    }
    found = Q(kind__in=sorted(county & department)) if county & department else Q(pk__in=[])
    if county - department:
        found |= Q(kind__in=sorted(county - department), post__managed_by=Management.COUNTY)
    if department - county:
        found |= Q(kind__in=sorted(department - county), post__managed_by=Management.DEPARTMENT)
    return found


def _by_body(body: Unit, on: date) -> Q:
    found = Q()
    if body.function:
        named = must_act(body.function)
        if body.function == Function.COUNTY_COMMITTEE:
            above = Affiliation.objects.filter(unit=OuterRef("unit"), during__contains=on)
            named |= must_act(MANAGING_COMMITTEE) & ~Q(Exists(above))
        found |= Q(county_id=body.county_id) & named
    children = Affiliation.objects.filter(parent=body, during__contains=on).values("unit")
    return found | (must_act(MANAGING_COMMITTEE) & Q(unit__in=children))


def _recused(body: Unit, directory: Directory) -> Q:
    """Duties a body may not act on: those of its own unit, of whoever leads it, of their relatives."""
    return Q(unit=body) | Q(person__in=sorted(directory.barred_from(body.pk)))


def _passed_up(body: Unit, directory: Directory) -> Q:
    """Duties that come to `body` because every body between it and the one that should act is recused."""
    found = Q()
    for (county, function), unit in directory.functions.items():
        if county == body.county_id and unit != body:
            duties = must_act(function) & Q(county_id=county)
            found |= _up_to(body, Body(unit.name, unit.pk), duties, directory)
    for parent, children in _led_departments(body.county_id, directory).items():
        duties = must_act(MANAGING_COMMITTEE) & Q(unit__in=children)
        found |= _up_to(body, parent, duties, directory)
    return found


def _up_to(body: Unit, first: Body, duties: Q, directory: Directory) -> Q:
    """Those of `duties`, which `first` must act on, that pass from it up to `body`."""
    passed, at = duties, first
    while at.unit not in (None, body.pk):
        passed &= Q(unit=at.unit) | Q(person__in=sorted(directory.barred_from(int(at.unit or 0))))
        at = directory.above(at, body.county_id)
    return passed & ~_recused(body, directory) if at.unit == body.pk else Q()


def _led_departments(county: str, directory: Directory) -> dict[Body, list[int]]:
    """Competent departments that must leave duties under them to the next body up, with the units of those duties."""
    barred = {person for unit in directory.heads for person in directory.barred_from(unit)}
    owed = Duty.objects.filter(must_act(MANAGING_COMMITTEE), county_id=county, person__in=barred)
    found: dict[Body, list[int]] = defaultdict(list)
    for unit, person in owed.order_by().values_list("unit", "person").distinct():
        step = directory.parents.get(unit)
        if step is not None and person in directory.barred_from(step.parent_id):
            found[Body(step.parent.name, step.parent_id)].append(unit)
    return found


def _by_link(scope: Scope) -> Q:
    if not scope.linked_units:
        return Q()
    return _pairs(LINKED_LEADER) & Q(unit__in=sorted(scope.linked_units))


def _without_barred(found: Q, scope: Scope) -> QuerySet[Duty]:
    if not found:
        return Duty.objects.none()
    duties = Duty.objects.filter(found)
    return duties.exclude(person_id__in=scope.barred) if scope.barred else duties
