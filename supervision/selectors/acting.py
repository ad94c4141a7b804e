"""Which duties a user must act on, as a condition in SQL: the same answer as Directory.acting, read from the other side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from organisation.models import Affiliation
from rulebook.duties import DUTIES, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import Function
from rulebook.mandates import ACTS_UNDER
from rulebook.tenure import Management
from supervision.choices import OPEN_STATES
from supervision.models import Duty, Escalation
from supervision.policies import Scope, Standing, scope_of
from supervision.selectors.leaders import linked_to_who_may_act, linked_to_who_must_stand_back

TO_THE_SUPERIOR = 2  # the level of an escalation that goes to the body's superior (L2)
NOBODY: frozenset[int] = frozenset()
ACTORS = frozenset(who for rule in DUTIES for who in (*rule.by, *rule.by_department))


@dataclass(frozen=True, slots=True)
class Office:
    """What a unit must act on by the rulebook: `where` are its duties, `clause` the row of part A it acts under, if any."""

    unit: int
    clause: str
    where: Q


def acting_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties, open or closed, a body of `user`, or `user` as linked leader, must act on; never their own or a relative's."""
    scope = scope_of(user, on)
    found = _acted_on_by({body.pk for body in scope.bodies}, scope.standing, on)
    if scope.linked_units:
        found |= _pairs(LINKED_LEADER) & Q(unit__in=sorted(scope.linked_units))
    return _without_barred(found, scope)


def escalated_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Open duties long overdue that were put before a body of `user` as the superior of the body that must act (L2)."""
    scope = scope_of(user, on)
    bodies, standing = {body.pk for body in scope.bodies}, scope.standing
    found = Q()
    for above in {seat.above for seat in standing.seats.values() if seat.above is not None}:
        people = standing.back.get(above, NOBODY)
        passed = {person for person in people if standing.bearer(above, person) in bodies}
        if above not in bodies and not passed:
            continue
        below = _comes_before(above, standing, on)
        if below and above in bodies:
            found |= below & _without(people - passed)
        elif below:
            found |= below & Q(person_id__in=sorted(passed))
    raised = Q(Exists(Escalation.objects.filter(duty=OuterRef("pk"), level=TO_THE_SUPERIOR)))
    return _without_barred(found & raised & Q(state__in=OPEN_STATES) if found else found, scope)


def must_act(who: str) -> Q:
    """Duties that `who`, as the rulebook names it (a function, the managing committee, the linked leader), must act on.

    The managing committee is taken in its two forms: 县委 for 县管, and under its own name for 部门管.
    """
    if who == Function.COUNTY_COMMITTEE:
        return _pairs(who) | _pairs(MANAGING_COMMITTEE, Management.COUNTY)
    if who == MANAGING_COMMITTEE:
        return _pairs(who, Management.DEPARTMENT)
    return _pairs(who)


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


def _comes_before(superior: int, standing: Standing, on: date) -> Q:
    """What units that answer to `superior` must act on; to the committee answer the linked leaders, too."""
    below = {unit for unit, seat in standing.seats.items() if seat.above == superior}
    found, seat = _acted_on_by(below, standing, on), standing.seats[superior]
    if seat.function == Function.COUNTY_COMMITTEE:
        found |= _pairs(LINKED_LEADER) & Q(county_id=seat.county) & linked_to_who_may_act(on)
    return found


def _acted_on_by(bodies: set[int], standing: Standing, on: date) -> Q:
    """What `bodies` must act on: by the rulebook unless they stand back or were relieved, in place of bodies that do, by hand.
    Empty where there is nothing.
    """
    found = _in_place_of_leaders(bodies, standing, on) | _undisturbed(bodies, standing)
    for office in _offices(bodies, standing, on):
        moved = standing.kept_from(office.clause, office.unit)
        coming = {person for person in moved if _bearer(office, person, standing) in bodies}
        if office.unit in bodies:
            found |= office.where & _without(moved - coming)
        elif coming:
            found |= office.where & Q(person_id__in=sorted(coming))
    for who, clause in ACTS_UNDER.items():
        named = {
            one.person
            for one in standing.given
            if one.clause == clause and standing.bearer(one.body, one.person, clause) in bodies
        }
        if named and who in ACTORS:
            found |= must_act(who) & Q(person_id__in=sorted(named))
    return found


def _bearer(office: Office, person: int, standing: Standing) -> int | None:
    """Who acts over `person` instead of the office; None where another body was named in its place."""
    replaced = any((one.clause, one.person) == (office.clause, person) for one in standing.given)
    if replaced and person in standing.taken_from(office.clause, office.unit):
        return None
    return standing.bearer(office.unit, person, office.clause)


def _offices(bodies: set[int], standing: Standing, on: date) -> Iterator[Office]:
    """The offices of `bodies` that are theirs alone, and those of units below from which something may come to one of them.

    What a body would have to do over its own unit is the office of the one above it, also where whoever led the unit has left.
    """
    moved = _moved(standing)
    performing = {unit for unit, seat in standing.seats.items() if seat.function in ACTORS}
    for unit in sorted(bodies | performing | (moved & standing.seats.keys())):
        seat = standing.seats[unit]
        if seat.function in ACTORS:
            clause = ACTS_UNDER.get(seat.function, "")
            duties = must_act(seat.function) & Q(county_id=seat.county)
            yield Office(unit, clause, duties & ~Q(unit=unit))
            if seat.above is not None:
                yield Office(seat.above, clause, duties & Q(unit=unit))
        if seat.function == Function.COUNTY_COMMITTEE:
            above = Affiliation.objects.filter(unit=OuterRef("unit"), during__contains=on)
            duties = must_act(MANAGING_COMMITTEE) & Q(county_id=seat.county)
            yield Office(unit, "", duties & ~Q(unit=unit) & ~Q(Exists(above)))
        below = _directly_under({unit}, standing) if unit in moved else []
        if below:
            where = must_act(MANAGING_COMMITTEE) & Q(unit__in=below)
            yield Office(unit, ACTS_UNDER[MANAGING_COMMITTEE], where)


def _undisturbed(bodies: set[int], standing: Standing) -> Q:
    """What those of `bodies` from which nothing moves must act on as competent departments; one condition for all of them."""
    below = _directly_under(bodies - _moved(standing), standing)
    return must_act(MANAGING_COMMITTEE) & Q(unit__in=below) if below else Q()


def _moved(standing: Standing) -> set[int]:
    """The units from which something moves: they stand back from somebody, or somebody was taken from them."""
    return {*standing.back, *(one.body for one in standing.taken)}


def _directly_under(units: set[int], standing: Standing) -> list[int]:
    return sorted(unit for unit, seat in standing.seats.items() if seat.is_under and seat.above in units)


def _in_place_of_leaders(bodies: set[int], standing: Standing, on: date) -> Q:
    """What comes to a committee among `bodies` because a linked leader must stand back."""
    found = Q()
    for unit in bodies:
        seat = standing.seats[unit]
        if seat.function == Function.COUNTY_COMMITTEE:
            where = _pairs(LINKED_LEADER) & Q(county_id=seat.county) & linked_to_who_must_stand_back(on)
            found |= where & _without(standing.back.get(unit, NOBODY))
    return found


def _without(people: frozenset[int] | set[int]) -> Q:
    return ~Q(person_id__in=sorted(people)) if people else Q()


def _without_barred(found: Q, scope: Scope) -> QuerySet[Duty]:
    if not found:
        return Duty.objects.none()
    duties = Duty.objects.filter(found)
    return duties.exclude(person_id__in=scope.barred) if scope.barred else duties
