"""Whom a user supervises on a day, ground by ground (part A read from the other side)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Tenure, Unit
from organisation.selectors import Register, register_on
from rulebook.establishment import Function
from rulebook.mandates import BY_CLAUSE, BY_PERSON, FROM_INSIDE, MANDATES, SECTIONS_OF
from rulebook.tenure import Management
from rulebook.types import Basis, MandateRule
from supervision.policies import Scope, Standing, scope_of
from supervision.selectors.leaders import linked_to_who_must_stand_back

IN_POST = Q(post__is_head=True) | Q(post__section__isnull=False)


@dataclass(frozen=True, slots=True)
class SupervisedGroup:
    """Heads one body supervises under one clause: tenures held on the day, unevaluated, to be counted and paged."""

    clause: str
    subject: str
    body: str
    tenures: QuerySet[Tenure]


def groups_supervised(user: User, on: date) -> list[SupervisedGroup]:
    """Return the groups of heads `user` supervises on `on`, by clause. Recusal leaves out oneself and relatives."""
    scope = scope_of(user, on)
    register = register_on(on, counties={seat.county for seat in scope.standing.seats.values()})
    seats = {
        unit: replace(seat, function=register.units[unit].function) if unit in register.units else seat
        for unit, seat in scope.standing.seats.items()
    }
    then = replace(scope, standing=replace(scope.standing, seats=seats))
    grounds: dict[tuple[str, str], Q] = defaultdict(Q)
    for clause, body, where in _grounds(then, register, str(user)):
        grounds[clause, body] |= where
    order = [rule.clause for rule in MANDATES]
    ordered = sorted(grounds.items(), key=lambda item: order.index(item[0][0]))
    return [_group(BY_CLAUSE[clause], body, where, scope) for (clause, body), where in ordered]


def _group(rule: MandateRule, body: str, where: Q, scope: Scope) -> SupervisedGroup:
    tenures = Tenure.objects.filter(where, during__contains=scope.on).exclude(person_id__in=scope.barred)
    tenures = tenures.select_related("person", "post__unit", "post__section").order_by(
        "post__unit_id", "post_id"
    )
    return SupervisedGroup(rule.clause, rule.subject, body, tenures)


def _grounds(scope: Scope, register: Register, name: str) -> Iterator[tuple[str, str, Q]]:
    """Clause, body and heads, for each ground: as linked leader, for one's bodies, by hand, from inside one's units."""
    if scope.linked_units:
        for clause in BY_PERSON:
            yield clause, name, Q(post__is_head=True, post__unit__in=sorted(scope.linked_units))
    for body in scope.bodies:
        yield from _of_body(body, scope, register)
    yield from _passed_up(scope, register)
    yield from _by_hand(scope)
    for unit, row in scope.members_of.items():
        for clause in FROM_INSIDE:
            where = Q(post__is_head=True, post__unit=unit)
            yield clause, row.name, where & _without(scope.standing.taken_from(clause, unit))


def _of_body(body: Unit, scope: Scope, register: Register) -> Iterator[tuple[str, str, Q]]:
    standing = scope.standing
    for rule in MANDATES:
        where = _ground(rule, body.pk, standing, register)
        if where is not None:
            yield rule.clause, body.name, where & _without(standing.kept_from(rule.clause, body.pk))
    if standing.seats[body.pk].function == Function.COUNTY_COMMITTEE:
        yield from _in_place_of_leaders(body, scope)


def _passed_up(scope: Scope, register: Register) -> Iterator[tuple[str, str, Q]]:
    """What comes to a body of the user because one below must stand back."""
    standing, names = scope.standing, {body.pk: body.name for body in scope.bodies}
    for (unit, bearer), people in standing.passed_to(names).items():
        for rule in MANDATES:
            where = _ground(rule, unit, standing, register)
            taken = standing.taken_from(rule.clause, unit) | standing.taken_from(rule.clause, bearer)
            if where is not None and people - taken:
                yield rule.clause, names[bearer], where & Q(person_id__in=sorted(people - taken))


def _ground(rule: MandateRule, unit: int, standing: Standing, register: Register) -> Q | None:
    """The heads `rule` gives to `unit` if nobody stands back, or None where it gives none. What is seen from inside is not here."""
    seat = standing.seats[unit]
    if rule.basis == Basis.SYSTEM:
        below = standing.system(unit)
        return Q(post__is_head=True, post__unit__in=sorted(below)) if below else None
    if not rule.body or rule.body != seat.function:
        return None
    in_county = Q(post__unit__county=seat.county)
    if rule.basis in SECTIONS_OF:
        then = {pk: unit.category for pk, unit in register.units.items()}
        department = _then("post__unit", "category", SECTIONS_OF[rule.basis], then)
        return in_county & Q(post__section__isnull=False) & department
    heads = in_county & Q(post__is_head=True)
    if rule.basis == Basis.COUNTY_MANAGED:
        return heads & _then("post", "managed_by", Management.COUNTY, register.managed_by)
    return heads


def _then(path: str, name: str, value: str, otherwise: Mapping[int, str]) -> Q:
    """Rows whose unit or post (by `path`) had `value` on the day; `otherwise` are those that had another than today, by number."""
    found = Q(**{f"{path}__{name}": value})
    if otherwise:
        had = sorted(pk for pk, what in otherwise.items() if what == value)
        found = found & ~Q(**{f"{path}__in": sorted(otherwise)}) | Q(**{f"{path}__in": had})
    return found


def _in_place_of_leaders(committee: Unit, scope: Scope) -> Iterator[tuple[str, str, Q]]:
    """What the committee supervises because a linked leader is the head, or a relative of theirs."""
    where = linked_to_who_must_stand_back(scope.on, unit="post__unit")
    in_county = Q(post__is_head=True, post__unit__county=committee.county_id)
    for clause in BY_PERSON:
        kept_from = scope.standing.kept_from(clause, committee.pk)
        yield clause, committee.name, in_county & where & _without(kept_from)


def _by_hand(scope: Scope) -> Iterator[tuple[str, str, Q]]:
    """What exceptions give to the user's bodies, or to bodies below that must stand back."""
    standing, names = scope.standing, {body.pk: body.name for body in scope.bodies}
    inside = {unit: row.name for unit, row in scope.members_of.items()}
    for clause, body, person in sorted(standing.given):
        known = inside if clause in FROM_INSIDE else names
        bearer = body if clause in FROM_INSIDE else standing.bearer(body, person)
        if bearer in known and bearer is not None and person not in standing.taken_from(clause, bearer):
            yield clause, known[bearer], IN_POST & Q(person_id=person)


def _without(people: frozenset[int]) -> Q:
    return ~Q(person_id__in=sorted(people)) if people else Q()
