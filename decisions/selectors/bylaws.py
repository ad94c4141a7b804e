"""The bylaws a unit decides by on a day: which it has, which it lacks, what they say of quorum and votes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from decisions.models import Bylaw, Meeting
from organisation.models import Tenure, Unit
from rulebook.procedures.regulator import BYLAWS, BylawKind, required_kinds


def in_force(on: date) -> Q:
    """Bylaws that hold on `on`."""
    return Q(withdrawn_reason="", since__lte=on) & (Q(until=None) | Q(until__gt=on))


def bylaws_of(unit: Unit) -> QuerySet[Bylaw]:
    """Every version of every bylaw of `unit`, by kind and name, the newest first; withdrawn ones too."""
    return Bylaw.objects.filter(unit=unit).order_by("kind", "name", "-since", "-pk")


def replaceable(unit: Unit) -> QuerySet[Bylaw]:
    """Bylaws of `unit` that a new version may replace: entered, not withdrawn, not replaced or ended yet."""
    return bylaws_of(unit).filter(withdrawn_reason="", until=None)


def lacking(on: date) -> Q:
    """Units that lack a required kind of bylaw on `on`."""
    found = Q(pk__in=[])
    for rule in BYLAWS.values():
        if rule.required_of and rule.since <= on:
            held = Bylaw.objects.filter(in_force(on), unit=OuterRef("pk"), kind=rule.kind)
            found |= Q(category__in=sorted(rule.required_of)) & ~Q(Exists(held))
    return found


def kinds_held(units: Iterable[Unit], on: date) -> dict[int, list[BylawKind]]:
    """The kinds of bylaw each of `units` has in force on `on`, one entry a bylaw; one query."""
    found: dict[int, list[BylawKind]] = {unit.pk: [] for unit in units}
    for unit, kind in Bylaw.objects.filter(in_force(on), unit__in=found).values_list("unit", "kind"):
        found[unit].append(BylawKind(kind))
    return found


def missing_kinds(unit: Unit, held: Iterable[BylawKind], on: date) -> list[BylawKind]:
    """The kinds `unit` must have on `on` and does not hold."""
    have = set(held)
    return [kind for kind in required_kinds(unit.category, on) if kind not in have]


def bound_units() -> QuerySet[Unit]:
    """The units of which bylaws are asked: those that have, or had, a head."""
    headed = Tenure.objects.filter(post__unit=OuterRef("pk"), post__is_head=True)
    return Unit.objects.filter(Exists(headed)).order_by("pk")


@dataclass(frozen=True, slots=True)
class OwnQuorum:
    """The quorum a unit sets itself (人数占比), and by which bylaw."""

    share: str
    bylaw: str


class OwnQuorums:
    """The own quorums of units through all days; one query for any number of units."""

    def __init__(self, units: Iterable[int]) -> None:
        """`units` are ids."""
        self._rows: Mapping[int, list[Bylaw]] = defaultdict(list)
        rows = Bylaw.objects.filter(unit__in=set(units), withdrawn_reason="").exclude(quorum="")
        for row in rows.order_by("pk"):
            self._rows[row.unit_id].append(row)

    def of(self, meeting: Meeting) -> OwnQuorum | None:
        """The strictest that holds for `meeting` on its day; None where no bylaw sets one."""
        on = timezone.localdate(meeting.at)
        rows = [
            row
            for row in self._rows.get(meeting.unit_id, ())
            if row.meeting in ("", meeting.kind) and row.is_in_force(on)
        ]
        strictest = max(rows, key=lambda row: Fraction(row.quorum), default=None)
        return OwnQuorum(strictest.quorum, strictest.name) if strictest else None


def own_quorum(meeting: Meeting) -> OwnQuorum | None:
    """The quorum the unit's bylaws set for `meeting`; one query."""
    return OwnQuorums([meeting.unit_id]).of(meeting)


def own_vote(unit: Unit, meeting: str, on: date) -> Bylaw | None:
    """The bylaw whose way of voting holds on `on` for matters decided by a meeting of the kind `meeting` where their list entry says
    nothing else: the one for that kind of meeting before a general one, of several the newest.
    """
    rows = Bylaw.objects.filter(in_force(on), unit=unit, meeting__in={"", meeting}).exclude(vote_fraction="")
    return rows.order_by(F("meeting").desc(), "-since", "-pk").first()
