"""To whom a complaint goes, decided before anything is stored (N23, N31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rulebook.establishment import Category
from rulebook.procedures.complaints import MANAGED_ABOVE, PRINCIPAL_MANAGED_ABOVE


class Way(StrEnum):
    """Why a complaint stays or goes on."""

    HERE = "here"  # 本机关受理
    MANAGED_ABOVE = "managed-above"  # 上级管理的干部
    OWN_PEOPLE = "own-people"  # 反映本机关人员，或者涉及办理人员及其亲属


@dataclass(frozen=True, slots=True)
class Seat:
    """A post the person reported held on the day: whether it heads or leads its unit, and of what kind that is."""

    unit: int
    category: Category
    is_head: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a complaint is about, as far as the roster knows: people (their numbers and seats), the unit chosen, and everything it says."""

    people: frozenset[int]
    seats: tuple[Seat, ...]
    unit: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Officers:
    """Who would handle it: the unit, its people by number and name, and their registered relatives by number."""

    unit: int
    people: dict[int, str]
    relatives: frozenset[int]


def way_of(named: Named, officers: Officers) -> Way:
    """Where it goes. A name that only happens to be an officer's goes up, too: better so than the other way."""
    if any(_is_managed_above(seat) for seat in named.seats):
        return Way.MANAGED_ABOVE
    if officers.unit == named.unit or any(seat.unit == officers.unit for seat in named.seats):
        return Way.OWN_PEOPLE
    if named.people & (officers.people.keys() | officers.relatives):
        return Way.OWN_PEOPLE
    return Way.OWN_PEOPLE if _mentions(named.words, officers.people.values()) else Way.HERE


def _is_managed_above(seat: Seat) -> bool:
    if seat.category in MANAGED_ABOVE:
        return seat.leads
    return seat.is_head and seat.category in PRINCIPAL_MANAGED_ABOVE


def _mentions(words: str, names: Iterable[str]) -> bool:
    together = "".join(words.split())
    return any(name and name in together for name in names)
