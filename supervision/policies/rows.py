"""Who may see and do what. One place, three ways: yes/no, the reason, and the SQL filter every list goes through.

A user's rights follow from the mandates of part A: from the bodies they work for, the units they are linked to, the unit
they belong to. They are gathered once per request, in a constant number of queries, as a few *reaches*; each becomes one
condition in SQL. Nobody reaches themself or a registered relative by way of office (recusal, N14, N31).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q, QuerySet
from guardian.models import UserObjectPermission

from accounts.models import User
from accounts.policies import grants_of
from organisation.models import LeaderLink, Person, Relative, Tenure, Unit
from rulebook.establishment import Category, Function
from rulebook.mandates import BY_CLAUSE, EVERY_DUTY, MANDATES
from rulebook.roles import Role
from rulebook.tenure import Management
from rulebook.types import Basis
from supervision.models import Duty

GRANTED_BY_HAND = "supervise_unit"
SECTION_CATEGORIES = {
    Basis.PARTY_SECTIONS: Category.PARTY_DEPARTMENT,
    Basis.GOVERNMENT_SECTIONS: Category.GOVERNMENT_DEPARTMENT,
}
SUBTREE = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT a.unit_id FROM organisation_affiliation a JOIN below ON a.parent_id = below.id WHERE a.during @> %s::date
)
SELECT unit.id, unit.county_id FROM below JOIN organisation_unit unit ON unit.id = below.id
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """Heads that one ground lets a user see, and how far: which kinds of duty, the content of records, recording them.

    `lies_in` are the counties in which `units` lie, so that a county's reach can be known to cover them.
    """

    counties: frozenset[str] = frozenset()
    managed_only: bool = False
    units: frozenset[int] = frozenset()
    lies_in: frozenset[str] = frozenset()
    everywhere: bool = False
    sections: str = ""
    kinds: frozenset[str] = frozenset()
    reads: bool = False
    acts: bool = False

    def where(self, *, unit: str = "unit", post: str = "post") -> Q:
        """The condition on rows that carry a unit and a post, e.g. a duty or (unit="post__unit") a tenure."""
        found = Q()
        if self.units:
            found |= Q(**{f"{unit}__in": sorted(self.units)})
        if self.counties:
            county = self._county(unit)
            if self.managed_only:
                county &= Q(**{f"{post}__managed_by": Management.COUNTY})
            found |= county
        if self.everywhere:
            found = Q(pk__isnull=False)
        return found

    def _county(self, unit: str) -> Q:
        path = "county" if unit == "unit" else f"{unit}__county"
        values = sorted(self.counties)
        return Q(**{f"{path}_id": values[0]}) if len(values) == 1 else Q(**{f"{path}_id__in": values})


@dataclass(frozen=True, slots=True)
class Scope:
    """All of a user's reaches on a day, with the people barred by recusal and the user's own person."""

    on: date
    reaches: tuple[Reach, ...] = ()
    barred: frozenset[int] = frozenset()
    person: int | None = None
    heads_units: frozenset[int] = frozenset()
    bodies: tuple[Unit, ...] = ()
    linked_units: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_empty(self) -> bool:
        """Whether the user sees no head by office."""
        return not self.reaches


def scope_of(user: User | AnonymousUser, on: date) -> Scope:
    """Gather what `user` reaches on `on`; at most six queries, kept on the user object for the same day."""
    if not isinstance(user, User) or not user.is_active:
        return Scope(on)
    kept: dict[date, Scope] = user.__dict__.setdefault("_scopes", {})
    if on not in kept:
        kept[on] = _gather(user, on)
    return kept[on]


def _gather(user: User, on: date) -> Scope:
    person = user.person_id
    tenures = (
        list(Tenure.objects.filter(person=person, during__contains=on).select_related("post__unit"))
        if person
        else []
    )
    grants = grants_of(user, on)
    heads = frozenset(tenure.post.unit_id for tenure in tenures if tenure.post.is_head)
    bodies = {g.body.pk: g.body for g in grants if g.body and g.role == Role.OFFICER}
    bodies |= {t.post.unit_id: t.post.unit for t in tenures if t.post.is_head}
    links = LeaderLink.objects.filter(leader=person, during__contains=on)
    linked = dict(links.values_list("unit", "unit__county")) if person else {}
    own = {t.post.unit_id: t.post.unit.county_id for t in tenures}
    reaches = [
        *(_oversight(g.body) for g in grants if g.role == Role.OVERSEER),
        *(reach for body in bodies.values() for reach in _of_body(body)),
        *_by_unit(bodies, linked, own, _granted_units(user), on),
    ]
    return Scope(
        on=on,
        reaches=tuple(_merge(reaches)),
        barred=_barred(person),
        person=person,
        heads_units=heads,
        bodies=tuple(bodies.values()),
        linked_units=frozenset(linked),
    )


def _barred(person: int | None) -> frozenset[int]:
    if person is None:
        return frozenset()
    pairs = Relative.objects.filter(Q(person=person) | Q(relative=person)).values_list("person", "relative")
    return frozenset(one for pair in pairs for one in pair) | {person}


def _granted_units(user: User) -> list[int]:
    found = UserObjectPermission.objects.filter(user=user, permission__codename=GRANTED_BY_HAND)
    return [int(pk) for pk in found.values_list("object_pk", flat=True)]


def _oversight(body: Unit | None) -> Reach:
    if body is None:
        return Reach(everywhere=True, kinds=frozenset(EVERY_DUTY))
    return Reach(counties=frozenset({body.county_id}), kinds=frozenset(EVERY_DUTY))


def _of_body(body: Unit) -> Iterable[Reach]:
    """What a body reaches by its function in the county: the rows of part A that name it, and what it must act on."""
    county = frozenset({body.county_id})
    if body.function in {Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT}:
        yield Reach(counties=county, kinds=frozenset(EVERY_DUTY), reads=True, acts=True)
    for rule in MANDATES:
        if not body.function or rule.body != body.function:
            continue
        yield Reach(
            counties=county,
            managed_only=rule.basis == Basis.COUNTY_MANAGED,
            sections=SECTION_CATEGORIES.get(rule.basis, ""),
            kinds=frozenset(rule.sees),
            reads=rule.reads,
            acts=bool(rule.sees),
        )


def _by_unit(
    bodies: dict[int, Unit], linked: dict[int, str], own: dict[int, str], granted: list[int], on: date
) -> Iterable[Reach]:
    """What follows from units, each with its county: those linked to, those in the bodies' systems, one's own."""
    below = {unit: county for unit, county in _subtree([*bodies], on).items() if unit not in bodies}
    grounds = (("A1", linked, True), ("A9", below, True), ("A10", own, False))
    for clause, units, acts in grounds:
        if units:
            rule = BY_CLAUSE[clause]
            yield Reach(
                units=frozenset(units),
                lies_in=frozenset(units.values()),
                kinds=frozenset(rule.sees),
                reads=rule.reads,
                acts=acts,
            )
    if granted:
        yield Reach(units=frozenset(granted), kinds=frozenset(EVERY_DUTY), reads=True)


def units_below(roots: list[int], on: date) -> frozenset[int]:
    """The units of the systems of `roots` on `on`, at any depth (A9); the roots themselves included."""
    return frozenset(_subtree(roots, on))


def _subtree(roots: list[int], on: date) -> dict[int, str]:
    """The units below `roots` and the roots themselves, each with its county; one query."""
    if not roots:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SUBTREE, [roots, on])
        return dict(cursor.fetchall())


def _merge(reaches: Iterable[Reach]) -> list[Reach]:
    """Drop what a wider reach already gives, so that an officer of one county filters by one plain condition."""
    found: list[Reach] = []
    for reach in sorted(set(reaches), key=lambda r: (not r.everywhere, not r.counties, r.managed_only)):
        if not any(_covers(wide, reach) for wide in found):
            found.append(reach)
    return found


def _covers(wide: Reach, narrow: Reach) -> bool:
    if wide.sections != narrow.sections:
        return False
    if not (narrow.kinds <= wide.kinds and narrow.reads <= wide.reads and narrow.acts <= wide.acts):
        return False
    if wide.everywhere:
        return True
    if wide.counties and not wide.managed_only:
        inside = narrow.counties | narrow.lies_in
        return bool(inside) and inside <= wide.counties
    return False


def visible_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties `user` may see by office, unit or link on `on`. One's own are `own_duties`."""
    scope = scope_of(user, on)
    found = Q()
    for reach in scope.reaches:
        if reach.kinds and not reach.sections:
            kinds = Q() if reach.kinds >= set(EVERY_DUTY) else Q(kind__in=sorted(reach.kinds))
            found |= reach.where() & kinds
    if not found:
        return Duty.objects.none()
    duties = Duty.objects.filter(found)
    return duties.exclude(person_id__in=scope.barred) if scope.barred else duties


def own_duties(user: User | AnonymousUser) -> QuerySet[Duty]:
    """What is asked of `user` as a head."""
    person = user.person_id if isinstance(user, User) else None
    return Duty.objects.filter(person=person) if person else Duty.objects.none()


def actionable_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties `user` may record the carrying out of: those of heads their mandate lets them act on."""
    scope = scope_of(user, on)
    found = Q()
    for reach in scope.reaches:
        if reach.acts and not reach.sections:
            found |= reach.where() & Q(kind__in=sorted(reach.kinds))
    return Duty.objects.filter(found).exclude(person_id__in=scope.barred) if found else Duty.objects.none()


def visible_tenures(user: User | AnonymousUser, on: date) -> QuerySet[Tenure]:
    """Tenures of heads, and of section heads where A3 or A4 gives them, that `user` may see on `on`; own tenures included."""
    scope = scope_of(user, on)
    found = Q(person=scope.person) if scope.person else Q()
    others = Q()
    for reach in scope.reaches:
        where = reach.where(unit="post__unit", post="post")
        if reach.sections:
            others |= where & Q(post__section__isnull=False, post__unit__category=reach.sections)
        else:
            others |= where & Q(post__is_head=True)
    if others:
        found |= others & ~Q(person_id__in=scope.barred)
    if not found:
        return Tenure.objects.none()
    return Tenure.objects.filter(found).filter(Q(post__is_head=True) | Q(post__section__isnull=False))


def visible_people(user: User | AnonymousUser, on: date) -> QuerySet[Person]:
    """People whose page `user` may open on `on`: every one with a visible tenure, now or before."""
    return Person.objects.filter(pk__in=visible_tenures(user, on).values("person"))


def visible_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units `user` may open on `on`."""
    scope = scope_of(user, on)
    found = Q(pk__in=scope.heads_units) if scope.heads_units else Q()
    for reach in scope.reaches:
        if reach.everywhere:
            return Unit.objects.all()
        if reach.units:
            found |= Q(pk__in=reach.units)
        if reach.counties:
            found |= Q(county_id__in=reach.counties)
    return Unit.objects.filter(found) if found else Unit.objects.none()


def readable_people(user: User | AnonymousUser, on: date) -> Q | None:
    """The condition on a tenure by which `user` may read what was said to its holder in talks, reports and forums; None: never."""
    scope = scope_of(user, on)
    found = Q()
    for reach in scope.reaches:
        if reach.reads and not reach.sections:
            found |= reach.where(unit="post__unit", post="post") & Q(post__is_head=True)
    return found & ~Q(person_id__in=scope.barred) if found else None
