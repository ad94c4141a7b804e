"""Which heads a user may hold a talk, report or forum with, and for which open periods."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from core.periods import quarter_of, year_of
from integrity.policies import actionable_tenures, open_duties
from organisation.models import Person, Post, Tenure, Unit
from organisation.selectors import first_day
from rulebook.duties import BY_KIND
from rulebook.tenure import OWING, TENURES, TenureKind
from rulebook.types import Cadence, Proof
from supervision.choices import DutyState


@dataclass(slots=True)
class Candidate:
    """A head who can be entered in a record, under one unit. `open_periods` are those of open duties, `overdue` the late ones."""

    person: int
    unit: int
    name: str
    unit_name: str
    post: str
    category: str
    since: date
    keys: str
    open_periods: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The value by which a form names this head."""
        return f"{self.person}-{self.unit}"


def candidates(user: User, kind: str, on: date, held_on: date | None = None) -> dict[str, Candidate]:
    """Heads `user` may enter in a record of `kind` held on `held_on`, by form value; three queries.

    Duty reports are counted per headed unit (C12): who heads two units is offered under each. Else once, under the principal post.
    """
    days = {on, held_on or on}
    tenures = actionable_tenures(user, kind, on, days).select_related("person", "post__unit")
    found: dict[str, Candidate] = {}
    by_person: dict[int, Candidate] = {}
    for tenure in _by_rank(tenures):
        _add(found, by_person, kind, tenure.person, tenure.post, tenure.during.lower)
    duties = open_duties(user, kind, on).select_related("person", "post__unit", "unit").order_by("due", "id")
    for duty in duties:
        candidate = _add(found, by_person, kind, duty.person, duty.post, duty.owed_from)
        candidate.since = min(candidate.since, duty.owed_from)
        candidate.open_periods.append(duty.period)
        if duty.state == DutyState.OVERDUE:
            candidate.overdue.append(duty.period)
    return dict(sorted(found.items(), key=lambda item: (item[1].category, item[1].unit, item[1].person)))


def is_per_unit(kind: str) -> bool:
    """Whether a record of `kind` is counted per headed unit."""
    return kind == Proof.DUTY_REPORT


def period_of(kind: str, day: date) -> str:
    """The key of the period a record of `kind` held on `day` counts for by itself."""
    return (year_of(day) if BY_KIND[kind].cadence == Cadence.YEAR else quarter_of(day)).key


def find(offered: dict[str, Candidate], kind: str, person: int, unit: int | None) -> Candidate | None:
    """The candidate for a head already entered: under that unit, or where units do not count, under any."""
    exact = offered.get(f"{person}-{unit}")
    if exact or is_per_unit(kind):
        return exact
    return next((candidate for candidate in offered.values() if candidate.person == person), None)


def _by_rank(tenures: Iterable[Tenure]) -> list[Tenure]:
    """By kind, then by how long the post is held without a break, touching tenures joined, then by its number (L3)."""
    tenures = list(tenures)
    posts: dict[int, set[int]] = defaultdict(set)
    for tenure in tenures:
        posts[tenure.person_id].add(tenure.post_id)
    several = [person for person, held in posts.items() if len(held) > 1]
    whole: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.filter(person__in=several, post__is_head=True, kind__in=OWING):
        whole[tenure.person_id].append(tenure)

    def rank(tenure: Tenure) -> tuple[int, date, int]:
        since = first_day(tenure, whole[tenure.person_id])
        return TENURES[TenureKind(tenure.kind)].rank, since, tenure.post_id

    return sorted(tenures, key=rank)


def _add(
    found: dict[str, Candidate],
    by_person: dict[int, Candidate],
    kind: str,
    person: Person,
    post: Post,
    since: date,
) -> Candidate:
    unit: Unit = post.unit
    known = found.get(f"{person.pk}-{unit.pk}") if is_per_unit(kind) else by_person.get(person.pk)
    if known:
        known.since = min(known.since, since)
        return known
    keys = " ".join((*person.search_keys, *unit.search_keys))
    made = Candidate(person.pk, unit.pk, person.name, unit.name, post.title, unit.category, since, keys)
    found[made.key] = made
    by_person.setdefault(person.pk, made)
    return made


def clause_of(kind: str) -> str:
    """The clause a record of `kind` carries out."""
    return BY_KIND[kind].clause


def periods_of(offered: Iterable[Candidate]) -> list[str]:
    """Every open period of the heads offered, oldest first."""
    return sorted({period for candidate in offered for period in candidate.open_periods})
