"""Interests and interference: for the discipline body alone, by its mandate (A8), never about its officers or their relatives (N14, N31).

Where the discipline body is led by the person concerned, or by a relative, it stands back, and the next body up sees in its place. A
leader sees the own declared interests. Who enters interference sees that it was received, and nothing of what becomes of it but its state.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from decisions.policies import secretary_units
from organisation.models import Person, Tenure, Unit
from projects.models import Interest, Interference, Match
from rulebook.establishment import Function
from supervision.policies import Scope, scope_of

WATCHING = "A8"


def watches(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a discipline body, or for one its mandates pass to."""
    return bool(_grounds(scope_of(user, on)))


def watched_interference(user: User | AnonymousUser, on: date) -> QuerySet[Interference]:
    """Entries of the register of interference that `user` handles or may take on for the discipline body."""
    scope = scope_of(user, on)
    found = Q()
    for county, people, without in _grounds(scope):
        named = Q(_naming(people)) if people else Q(pk__isnull=False)
        found |= (Q(county=county) if county else Q()) & named & ~Q(_naming(without))
    return (
        Interference.objects.filter(found, ~Q(_naming(scope.barred)))
        if found
        else Interference.objects.none()
    )


def _naming(people: frozenset[int]) -> Exists:
    """That an entry names one of `people`."""
    named = Interference.people.through.objects.filter(interference=OuterRef("pk"), person__in=sorted(people))
    return Exists(named)


def watched_interests(user: User | AnonymousUser, on: date) -> QuerySet[Interest]:
    """Declared interests `user` may see for the discipline body: of whoever serves, or served, in its county."""
    scope = scope_of(user, on)
    found = Q()
    for county, people, without in _grounds(scope):
        serving = Tenure.objects.filter(post__unit__county=county).order_by().values("person")
        found |= (Q(person__in=serving) if county else Q()) & _among("person", people, without)
    return Interest.objects.filter(found, _not_about("person", scope)) if found else Interest.objects.none()


def watched_matches(user: User | AnonymousUser, on: date) -> QuerySet[Match]:
    """Bidders in which a leader declared an interest, as far as `user` may see the declaration."""
    return Match.objects.filter(holds=True, interest__in=watched_interests(user, on))


def own_interests(user: User | AnonymousUser) -> QuerySet[Interest]:
    """The interests `user` declared, or that were declared for them."""
    person = user.person_id if isinstance(user, User) else None
    return Interest.objects.filter(person=person) if person else Interest.objects.none()


def may_declare_for(user: User | AnonymousUser, on: date) -> QuerySet[Person]:
    """Whose interests `user` declares: as a leader of a unit (head or deputy) their own; an officer of the discipline body those of every
    leader of its county, from paper.
    """
    scope = scope_of(user, on)
    leaders = Tenure.objects.filter(post__section=None, during__contains=on).order_by()
    found = Q(pk__in=leaders.filter(person=scope.person).values("person")) if scope.person else Q()
    for county, people, without in _grounds(scope):
        serving = leaders.filter(post__unit__county=county) if county else leaders
        theirs = Q(pk__in=serving.values("person")) & _among("pk", people, without)
        found |= theirs & ~Q(pk__in=sorted(scope.barred))
    return Person.objects.filter(found) if found else Person.objects.none()


def reportable_units(user: User | AnonymousUser, on: date) -> dict[int, Unit]:
    """The units in which `user` may enter interference: those they belong to."""
    return {**scope_of(user, on).members_of, **secretary_units(user, on)}


def reports_interference(user: User | AnonymousUser, on: date) -> bool:
    """Whether the register of interference is any business of `user`: to enter one, or for the discipline body. No query of its own."""
    return bool(reportable_units(user, on)) or watches(user, on)


def own_entries(user: User | AnonymousUser, on: date) -> QuerySet[Interference]:
    """What `user` entered, for number, day and state alone; not what names them or a relative."""
    if not isinstance(user, User):
        return Interference.objects.none()
    return Interference.objects.filter(~Q(_naming(scope_of(user, on).barred)), source__entered_by=user.pk)


Ground = tuple[
    str, frozenset[int], frozenset[int]
]  # county (empty: any), these people alone (empty: all), not these


def _grounds(scope: Scope) -> list[Ground]:
    """On which grounds the user sees what is the discipline body's: its county but for whom it stands back from, whom another body
    stood back from, and whom an exception by hand gave it.
    """
    found: list[Ground] = []
    standing, bodies = scope.standing, {body.pk for body in scope.bodies}
    for body in scope.bodies:
        if body.function == Function.DISCIPLINE:
            found.append((body.county_id, frozenset(), standing.kept_from(WATCHING, body.pk)))
    for (unit, _bearer), people in standing.passed_to(bodies).items():
        seat = standing.seats[unit]
        if seat.function == Function.DISCIPLINE and people:
            found.append((seat.county, people, frozenset()))
    given = frozenset(one.person for one in standing.given if one.clause == WATCHING and one.body in bodies)
    return [*found, ("", given, frozenset())] if given else found


def _among(name: str, people: frozenset[int], without: frozenset[int]) -> Q:
    found = Q(**{f"{name}__in": sorted(people)}) if people else Q()
    return found & ~Q(**{f"{name}__in": sorted(without)}) if without else found


def _not_about(name: str, scope: Scope) -> Q:
    return ~Q(**{f"{name}__in": sorted(scope.barred)}) if scope.barred else Q()
