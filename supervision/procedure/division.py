"""Judging a unit's division of work (班子分工) as of a day by rulebook.division. Pure; time is an argument."""

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from core.found import Found as Fault
from core.workdays import WorkdayCalendar
from rulebook.division import DEPUTY_DAYS, FIELDS, Field, head_holds, without_deputy


class Stretch(Struct, frozen=True, kw_only=True):
    """Days from `since` up to, not including, `until`; open where that is None."""

    since: date
    until: date | None = None

    def includes(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.since <= day and (self.until is None or day < self.until)


class Held(Stretch, frozen=True, kw_only=True):
    """That a person was in charge of a field, by which document; `person` None: that the unit has no such work."""

    person: int | None
    name: str = ""
    basis: str = ""


class Term(Stretch, frozen=True, kw_only=True):
    """That a person was among the unit's leaders (班子成员), or its head."""

    person: int
    head: bool = False


class Division(Struct, frozen=True, kw_only=True):
    """What a unit's division of work is judged by: who held each field when, who led the unit when, from when on it is asked for, and
    when the county had set the rule aside. Each in the order of its days.
    """

    held: dict[Field, list[Held]]
    terms: list[Term]
    asked_from: date | None
    set_aside: list[Stretch] = []

    def held_on(self, field: Field, on: date) -> Held | None:
        """What is written of `field` for `on`, whether the person is still there or not."""
        return next((one for one in self.held.get(field, ()) if one.includes(on)), None)

    def leads(self, person: int, on: date) -> bool:
        """Whether `person` is among the leaders on `on`."""
        return any(term.person == person and term.includes(on) for term in self.terms)

    def heads(self, on: date) -> frozenset[int]:
        """Who heads the unit on `on`."""
        return frozenset(term.person for term in self.terms if term.head and term.includes(on))

    def holder(self, field: Field, on: date) -> int | None:
        """Who is in charge of `field` on `on`, being a leader of the unit that day; None where nobody is."""
        held = self.held_on(field, on)
        return held.person if held and held.person is not None and self.leads(held.person, on) else None

    def binds(self, field: Field, on: date) -> bool:
        """Whether the head must not hold `field` on `on`: the rule is in force and the county has not set it aside."""
        return FIELDS[field].since <= on and not any(one.includes(on) for one in self.set_aside)

    @property
    def has_a_head(self) -> bool:
        """Whether anybody ever headed the unit. Of others the rule says nothing."""
        return any(term.head for term in self.terms)


class State(StrEnum):
    """How a field stands on a day."""

    DEPUTY = "deputy"  # 副职分管
    HEAD = "head"  # “一把手”直接分管
    NOBODY = "nobody"  # 尚未明确
    NO_WORK = "no-work"  # 本单位没有这项工作


class Standing(Struct, frozen=True, kw_only=True):
    """A field on a day: who holds it since when, by what; where nobody does, why, and by when somebody is to be named.

    `due` is None where nothing is asked: the rule is set aside, or the head has no other leader beside them.
    """

    field: Field
    state: State
    held: Held | None = None
    since: date | None = None
    reason: str = ""
    due: date | None = None
    binds: bool = True


class Found(Fault, frozen=True, kw_only=True):
    """Something found, and in which field."""

    field: Field


def standing_of(division: Division, field: Field, on: date, calendar: WorkdayCalendar) -> Standing:
    """How `field` stands on `on`."""
    binds, held = division.binds(field, on), division.held_on(field, on)
    if held is not None and held.person is None:
        return Standing(field=field, state=State.NO_WORK, held=held, since=held.since, binds=binds)
    if held is None or held.person is None or not division.leads(held.person, on):
        return _vacant(division, field, on, calendar)
    state = State.HEAD if held.person in division.heads(on) else State.DEPUTY
    since = max(held.since, _headed_since(division, held.person, on) if state == State.HEAD else held.since)
    return Standing(field=field, state=state, held=held, since=since, binds=binds)


def judge(division: Division, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """Everything found in `division` as of `on`, in the order of the fields.

    A head who holds a field is found at once; a field without its deputy once the days for naming one have passed (DEPUTY_DAYS).
    """
    if not division.has_a_head:
        return []
    standings = (standing_of(division, field, on, calendar) for field in FIELDS)
    return [found for one in standings if (found := _fault(one, on)) is not None]


def _fault(one: Standing, on: date) -> Found | None:
    title = FIELDS[one.field].title
    if one.binds and one.state == State.HEAD and one.held and one.since:
        facts = {
            "names": one.held.name,
            "field": title,
            "since": one.since.isoformat(),
            "basis": one.held.basis,
        }
        return Found(field=one.field, rule=head_holds(one.field), facts=facts)
    if one.state == State.NOBODY and one.since and one.due and on > one.due:
        facts = {
            "field": title,
            "since": one.since.isoformat(),
            "reason": one.reason,
            "due": one.due.isoformat(),
        }
        return Found(field=one.field, rule=without_deputy(one.field), facts=facts)
    return None


def _vacant(division: Division, field: Field, on: date, calendar: WorkdayCalendar) -> Standing:
    """A field that nobody holds on `on`: since when, and by when somebody is to be named."""
    last = max(
        (one for one in division.held.get(field, ()) if one.since <= on),
        key=lambda one: one.since,
        default=None,
    )
    since, reason = _given_up(division, last, on)
    binds = division.binds(field, on)
    asked = binds and division.asked_from is not None and _has_deputies(division, on)
    if asked and division.asked_from is not None:
        ended = [one.until for one in division.set_aside if one.until is not None and one.until <= on]
        first = min(term.since for term in division.terms)
        since = max(since or first, division.asked_from, FIELDS[field].since, *ended)
    due = calendar.add(since, DEPUTY_DAYS.value) if asked and since else None
    return Standing(
        field=field, state=State.NOBODY, held=last, since=since, reason=reason, due=due, binds=binds
    )


def _given_up(division: Division, last: Held | None, on: date) -> tuple[date | None, str]:
    """From when on nobody held a field whose last entry is `last`, and why."""
    if last is None:
        return None, "没有明确过分管副职"
    ended = last.until if last.until is not None and last.until <= on else None
    if last.person is None:
        return ended, "原登记为没有这项工作"
    if ended is not None and division.leads(last.person, ended - timedelta(days=1)):
        return ended, f"{last.name}不再分管"
    left = [
        term.until
        for term in division.terms
        if term.person == last.person and term.until is not None and term.until <= (ended or on)
    ]
    return max([last.since, *left]), f"{last.name}已不是班子成员"


def _headed_since(division: Division, person: int, on: date) -> date:
    return min(
        term.since for term in division.terms if term.head and term.person == person and term.includes(on)
    )


def _has_deputies(division: Division, on: date) -> bool:
    """Whether the unit has a leader who is not its head: nobody else could be named."""
    heads = division.heads(on)
    return any(term.person not in heads and term.includes(on) for term in division.terms)
