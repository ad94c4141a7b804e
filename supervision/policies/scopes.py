"""A user's scope: everything their rights rest on, gathered once per request in a constant number of queries."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast
from guardian.models import UserObjectPermission

from accounts.models import User
from accounts.policies import grants_of
from organisation.models import Relative, Tenure, Unit
from organisation.selectors import links_on
from rulebook.establishment import LEADING
from rulebook.mandates import (
    BY_CLAUSE,
    BY_PERSON,
    EVERY_DUTY,
    FROM_INSIDE,
    MANDATES,
    NO_CADRES,
    SECTIONS_OF,
)
from rulebook.roles import Role
from rulebook.types import Basis, MandateRule
from supervision.policies.reaches import Reach, in_units_led_by, merged
from supervision.policies.standing import Seat, Standing, standing_of

GRANTED_BY_HAND = "supervise_unit"
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """All of a user's reaches on a day, with the people barred by recusal and the user's own person.

    `bodies` are the units the user acts for: as officer or head; `members_of` those they belong to, by post or as officer.
    """

    on: date
    reaches: tuple[Reach, ...] = ()
    barred: frozenset[int] = NOBODY
    person: int | None = None
    heads_units: frozenset[int] = NOBODY
    bodies: tuple[Unit, ...] = ()
    linked_units: frozenset[int] = NOBODY
    members_of: Mapping[int, Unit] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)

    @property
    def is_empty(self) -> bool:
        """Whether the user sees no head by office."""
        return not self.reaches

    def kept_from(self, body: int) -> frozenset[int]:
        """The people about whom `body` may not read even what it wrote itself: recused, or taken from it by hand."""
        reading = [rule.clause for rule in MANDATES if rule.reads]
        taken = (self.standing.taken_from(clause, body) for clause in reading)
        return self.standing.back.get(body, NOBODY).union(*taken)


def scope_of(user: User | AnonymousUser, on: date) -> Scope:
    """Gather what `user` reaches on `on`; at most eight queries, kept on the user object for the same day."""
    if not isinstance(user, User) or not user.is_active:
        return Scope(on)
    kept: dict[date, Scope] = user.__dict__.setdefault("_scopes", {})
    if on not in kept:
        kept[on] = _gather(user, on)
    return kept[on]


def _gather(user: User, on: date) -> Scope:
    person = user.person_id
    held = Tenure.objects.filter(person=person, during__contains=on).select_related("post__unit")
    tenures = list(held) if person else []
    grants = grants_of(user, on)
    bodies = {g.body.pk: g.body for g in grants if g.body and g.role == Role.OFFICER}
    bodies |= {t.post.unit_id: t.post.unit for t in tenures if t.post.is_head}
    members_of = {t.post.unit_id: t.post.unit for t in tenures} | bodies
    links = links_on(on).filter(leader=person)
    linked = dict(links.values_list("unit", "unit__county")) if person else {}
    standing = standing_of(bodies, members_of, on)
    reaches = [
        *(_oversight(g.body) for g in grants if g.role == Role.OVERSEER),
        *(reach for body in bodies.values() for reach in _of_body(body, standing)),
        *_passed_up(bodies, standing),
        *_by_name(bodies, members_of, standing),
        *_from_inside(members_of, standing),
        *(reach for clause in BY_PERSON for reach in _by_unit(linked, BY_CLAUSE[clause])),
        *_granted(user),
    ]
    return Scope(
        on=on,
        reaches=tuple(merged(reaches)),
        barred=_barred(person),
        person=person,
        heads_units=frozenset(tenure.post.unit_id for tenure in tenures if tenure.post.is_head),
        bodies=tuple(bodies.values()),
        linked_units=frozenset(linked),
        members_of=members_of,
        standing=standing,
    )


def _barred(person: int | None) -> frozenset[int]:
    if person is None:
        return NOBODY
    pairs = Relative.objects.filter(Q(person=person) | Q(relative=person)).values_list("person", "relative")
    return frozenset(one for pair in pairs for one in pair) | {person}


def _granted(user: User) -> Iterable[Reach]:
    """Single units opened to the user by hand."""
    held = UserObjectPermission.objects.filter(user=user, permission__codename=GRANTED_BY_HAND)
    numbers = held.annotate(unit=Cast("object_pk", BigIntegerField())).values("unit")
    units = dict(Unit.objects.filter(pk__in=numbers).values_list("pk", "county"))
    if units:
        yield Reach(
            units=frozenset(units),
            lies_in=frozenset(units.values()),
            kinds=frozenset(EVERY_DUTY),
            matters=frozenset(NO_CADRES),
            reads=True,
        )


def _oversight(body: Unit | None) -> Reach:
    kinds, matters = frozenset(EVERY_DUTY), frozenset(NO_CADRES)
    if body is None:
        return Reach(everywhere=True, kinds=kinds, matters=matters)
    return Reach(counties=frozenset({body.county_id}), kinds=kinds, matters=matters)


def _of_body(body: Unit, standing: Standing) -> Iterable[Reach]:
    """What a body reaches: the rows of part A that name it, what it must act on as leading body, its own system (A9)."""
    seat = standing.seats[body.pk]
    if seat.function in LEADING:
        yield Reach(
            counties=frozenset({seat.county}),
            without=standing.back.get(body.pk, NOBODY),
            kinds=frozenset(EVERY_DUTY),
            matters=frozenset(NO_CADRES),
            assesses=True,
            reads=True,
            acts=True,
        )
    for rule in _rules_of(seat):
        yield _by_function(rule, seat, without=standing.kept_from(rule.clause, body.pk))
    for rule in MANDATES:
        if rule.basis == Basis.SYSTEM:
            below = {unit: standing.seats[unit].county for unit in standing.system(body.pk)}
            yield from _by_unit(below, rule, without=standing.kept_from(rule.clause, body.pk))


def _rules_of(seat: Seat) -> list[MandateRule]:
    return [rule for rule in MANDATES if seat.function and rule.body == seat.function]


def _by_function(
    rule: MandateRule, seat: Seat, *, people: frozenset[int] = NOBODY, without: frozenset[int] = NOBODY
) -> Reach:
    return Reach(
        counties=frozenset({seat.county}),
        managed_only=rule.basis == Basis.COUNTY_MANAGED,
        sections=SECTIONS_OF.get(rule.basis, ""),
        people=people,
        without=without,
        kinds=frozenset(rule.sees),
        matters=frozenset(rule.matters),
        assesses=bool(rule.matters),
        reads=rule.reads,
        acts=bool(rule.sees),
    )


def _by_unit(
    units: dict[int, str], rule: MandateRule, *, without: frozenset[int] = NOBODY, acts: bool = True
) -> Iterable[Reach]:
    """The heads of `units` (id → county): those linked to, those in a body's system, one's own."""
    if units:
        yield Reach(
            units=frozenset(units),
            lies_in=frozenset(units.values()),
            without=without,
            kinds=frozenset(rule.sees),
            matters=frozenset(rule.matters),
            assesses=acts,
            reads=rule.reads,
            acts=acts,
        )


def _passed_up(bodies: Iterable[int], standing: Standing) -> Iterable[Reach]:
    """What comes to one of `bodies` from a body that stands back. A9 is not among it: whoever is above has that anyway."""
    for (unit, bearer), people in standing.passed_to(bodies).items():
        seat = standing.seats[unit]
        for rule in _rules_of(seat):
            left = people - standing.taken_from(rule.clause, unit) - standing.taken_from(rule.clause, bearer)
            if left:
                yield _by_function(rule, seat, people=left)


def _by_name(bodies: Container[object], members_of: Container[object], standing: Standing) -> Iterable[Reach]:
    """What an exception gives by hand, one head at a time."""
    people: dict[str, set[int]] = {}
    for clause, body, person in standing.given:
        inside = clause in FROM_INSIDE
        bearer = body if inside else standing.bearer(body, person)
        concerned = bearer in members_of if inside else bearer in bodies
        if concerned and bearer is not None and person not in standing.taken_from(clause, bearer):
            people.setdefault(clause, set()).add(person)
    for clause, named in people.items():
        rule = BY_CLAUSE[clause]
        from_outside = clause not in FROM_INSIDE
        yield Reach(
            people=frozenset(named),
            kinds=frozenset(rule.sees),
            matters=frozenset(rule.matters),
            assesses=bool(rule.matters) and from_outside,
            reads=rule.reads,
            acts=bool(rule.sees) and from_outside,
        )


def _from_inside(members_of: Mapping[int, Unit], standing: Standing) -> Iterable[Reach]:
    """The heads of one's own units (A10)."""
    for clause in FROM_INSIDE:
        by_exception: dict[frozenset[int], dict[int, str]] = {}
        for unit, row in members_of.items():
            taken = standing.taken_from(clause, unit)
            by_exception.setdefault(taken, {})[unit] = row.county_id
        for taken, units in by_exception.items():
            yield from _by_unit(units, BY_CLAUSE[clause], without=taken, acts=False)


def not_in_units_of_kin(scope: Scope, on: date) -> Q:
    """Rows whose unit no registered relative heads on `on`: those are out of reach by office; one's own unit is not reached by office."""
    others = frozenset(scope.barred - {scope.person})
    return ~in_units_led_by(others, on) if others else Q()
