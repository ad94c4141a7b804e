"""Who stands back, who was relieved and who was named by hand: what moves a mandate from the body the rulebook gives it to.

A body led by the head in question, or by a registered relative of theirs, stands back (回避); the mandate goes to the next
body up that need not. An exception (监督职责例外) takes a mandate from a body for one head, or names another body for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from rulebook.establishment import ANSWERS_TO_GOVERNMENT, LEADING, Function
from supervision.models import MandateException

# The units that answer to some bodies at any depth: those under them, and under who leads a county all that stand under nobody.
ANSWERING = """
WITH RECURSIVE below(id, above, is_under) AS (
    SELECT body, NULL::bigint, false FROM unnest(%(bodies)s::bigint[]) AS body
    UNION
    SELECT child.id, below.id, child.is_under
    FROM below CROSS JOIN LATERAL (
        SELECT unit_id, true FROM organisation_affiliation WHERE parent_id = below.id AND during @> %(on)s::date
        UNION ALL
        SELECT unit.id, false
        FROM organisation_unit boss JOIN organisation_unit unit ON unit.county_id = boss.county_id
        WHERE boss.id = below.id AND boss.function = ANY(%(leading)s) AND unit.id <> boss.id
            AND unit.function <> %(committee)s
            AND (unit.category = ANY(%(of_government)s)) = (boss.function = %(government)s)
            AND NOT EXISTS (SELECT FROM organisation_affiliation affiliation
                WHERE affiliation.unit_id = unit.id AND affiliation.during @> %(on)s::date)
    ) AS child(id, is_under)
)
SELECT below.id, below.above, below.is_under, unit.county_id, unit.function
FROM below CROSS JOIN LATERAL (SELECT county_id, function FROM organisation_unit WHERE id = below.id LIMIT 1) AS unit
"""
# Who leads each unit, and their relatives. Of `others` only people who ever led another unit: nobody else can be theirs to supervise.
BACK = """
SELECT chief.unit, kin.person
FROM (
    SELECT post.unit_id AS unit, tenure.person_id AS person
    FROM organisation_post post JOIN organisation_tenure tenure ON tenure.post_id = post.id
    WHERE post.is_head AND post.unit_id = ANY(%(bodies)s::bigint[] || %(others)s::bigint[])
        AND tenure.during @> %(on)s::date
) AS chief
CROSS JOIN LATERAL (
    SELECT chief.person
    UNION SELECT relative_id FROM organisation_relative WHERE person_id = chief.person
    UNION SELECT person_id FROM organisation_relative WHERE relative_id = chief.person
) AS kin(person)
WHERE chief.unit = ANY(%(bodies)s) OR EXISTS (
    SELECT FROM organisation_tenure tenure JOIN organisation_post post ON post.id = tenure.post_id
    WHERE tenure.person_id = kin.person AND post.is_head AND post.unit_id <> chief.unit)
"""
# The same asked from the other side: the units that some people, or relatives of theirs, lead.
LED_BY_KIN = """
SELECT post.unit_id, kin.person
FROM (
    SELECT person, person AS chief FROM unnest(%(people)s::bigint[]) AS person
    UNION SELECT person_id, relative_id FROM organisation_relative WHERE person_id = ANY(%(people)s)
    UNION SELECT relative_id, person_id FROM organisation_relative WHERE relative_id = ANY(%(people)s)
) AS kin
JOIN organisation_tenure tenure ON tenure.person_id = kin.chief
JOIN organisation_post post ON post.id = tenure.post_id
WHERE post.is_head AND tenure.during @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a unit stands: its county, its function there, the unit it answers to as far as that is known, and whether because
    it is under that unit (隶属), not only because that leads the county.
    """

    county: str
    function: str
    above: int | None
    is_under: bool


class ByHand(NamedTuple):
    """A mandate given or taken by hand: the clause, the body (unit) and the head (person)."""

    clause: str
    body: int
    person: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Some bodies on a day with all that answer to them, from whom each stands back, and what was given and taken by hand."""

    seats: Mapping[int, Seat] = field(default_factory=dict)
    back: Mapping[int, frozenset[int]] = field(default_factory=dict)
    given: frozenset[ByHand] = frozenset()
    taken: frozenset[ByHand] = frozenset()

    def system(self, body: int) -> frozenset[int]:
        """The units of the system of `body`, at any depth (A9); not the body itself."""
        found: set[int] = set()
        last = {body}
        while last:
            last = {unit for unit, seat in self.seats.items() if seat.is_under and seat.above in last} - found
            found |= last
        return frozenset(found - {body})

    def kept_from(self, clause: str, body: int) -> frozenset[int]:
        """The people `body` does not supervise under `clause` though the rulebook says so: recused, or taken by hand."""
        return self.back.get(body, frozenset()) | self.taken_from(clause, body)

    def taken_from(self, clause: str, body: int) -> frozenset[int]:
        """The people whose mandate under `clause` was taken from `body` by hand."""
        return frozenset(one.person for one in self.taken if (one.clause, one.body) == (clause, body))

    def bearer(self, unit: int | None, person: int, acting: str = "") -> int | None:
        """The first body from `unit` up that need not stand back from `person`; None where that is above what is known.

        With `acting`, a clause, also the first from which that was not taken: for something to be done, somebody must act.
        """
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            relieved = acting and ByHand(acting, unit, person) in self.taken
            if person not in self.back.get(unit, ()) and not relieved:
                return unit
            seen.add(unit)
            seat = self.seats.get(unit)
            unit = seat.above if seat else None
        return None

    def passed_to(self, bodies: Iterable[int]) -> dict[tuple[int, int], frozenset[int]]:
        """By (body that stands back, body it passes to) the people whose mandates pass so, for each of `bodies`."""
        wanted = set(bodies)
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        for unit, people in self.back.items():
            for person in people:
                bearer = self.bearer(unit, person)
                if bearer in wanted and bearer is not None:
                    found[unit, bearer].add(person)
        return {key: frozenset(people) for key, people in found.items()}


def standing_of(bodies: Iterable[int], members_of: Iterable[int], on: date) -> Standing:
    """How `bodies` and all that answers to them stand on `on`; exceptions also of the units `members_of`. At most three queries."""
    roots = set(bodies)
    seats = _answering(roots, on) if roots else {}
    concerned = {*seats, *members_of}
    given, taken = exceptions_on(on, Q(body__in=concerned)) if concerned else (frozenset(), frozenset())
    excepted = {one.body for one in given | taken}
    whole = {unit for unit, seat in seats.items() if unit in roots or seat.function or unit in excepted}
    back = people_stood_back_from(whole, seats.keys() - whole, on) if seats else {}
    return Standing(seats=seats, back=back, given=given, taken=taken)


def exceptions_in_force(on: date) -> QuerySet[MandateException]:
    """Exceptions that count on `on`: of that day, and confirmed by their approver on it or before."""
    return MandateException.objects.filter(during__contains=on, confirmed_on__lte=on)


def exceptions_on(on: date, where: Q) -> tuple[frozenset[ByHand], frozenset[ByHand]]:
    """Mandates given and taken by hand that are in force on `on` for rows that answer `where`, and all others given for the
    same people, who then need no body above to step in; one query, two where something was taken.
    """
    named = ("effect", "clause", "body", "person")
    rows = set(exceptions_in_force(on).filter(where).order_by().values_list(*named))
    taken_from = {
        person for effect, _clause, _body, person in rows if effect == MandateException.Effect.REMOVE
    }
    if taken_from:
        rows |= set(exceptions_in_force(on).filter(person__in=taken_from).order_by().values_list(*named))
    given: set[ByHand] = set()
    taken: set[ByHand] = set()
    for effect, clause, body, person in rows:
        (given if effect == MandateException.Effect.ADD else taken).add(ByHand(clause, body, person))
    return frozenset(given), frozenset(taken)


def people_stood_back_from(
    bodies: Iterable[int], others: Iterable[int], on: date
) -> dict[int, frozenset[int]]:
    """From whom each unit stands back on `on`: who leads it, and their relatives; one query.

    Of the units `others` only people who ever led another unit are told.
    """
    return _people_by_unit(BACK, {"bodies": sorted(bodies), "others": sorted(others), "on": on})


def units_led_by_kin(people: Iterable[int], on: date) -> dict[int, frozenset[int]]:
    """From whom of `people` each unit stands back on `on`: those who lead it, or whose relative does; one query.

    Units that stand back from none of them are left out.
    """
    return _people_by_unit(LED_BY_KIN, {"people": sorted(set(people)), "on": on})


def _people_by_unit(statement: str, parameters: dict[str, Any]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for unit, person in cursor.fetchall():
            found[unit].add(person)
    return {unit: frozenset(people) for unit, people in found.items()}


def _answering(roots: Iterable[int], on: date) -> dict[int, Seat]:
    """The units that answer to `roots`, and the roots themselves; one query."""
    parameters: dict[str, Any] = {
        "bodies": sorted(roots),
        "on": on,
        "leading": sorted(LEADING),
        "committee": Function.COUNTY_COMMITTEE.value,
        "government": Function.COUNTY_GOVERNMENT.value,
        "of_government": sorted(ANSWERS_TO_GOVERNMENT),
    }
    seats: dict[int, Seat] = {}
    with connection.cursor() as cursor:
        cursor.execute(ANSWERING, parameters)
        for unit, above, is_under, county, function in cursor.fetchall():
            if unit not in seats or above is not None:
                seats[unit] = Seat(county, function, above, is_under)
    return seats
