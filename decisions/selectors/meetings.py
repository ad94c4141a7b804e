"""Reading meetings: lists, who should sit, who stands too near a matter, what a meeting still waits for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from core.searching import matches
from decisions.choices import OPEN_STATES, MeetingState, Outcome
from decisions.models import (
    AgendaItem,
    Candidate,
    ListedMatter,
    Matter,
    MatterList,
    Meeting,
    Resolution,
    Seat,
    Stance,
)
from decisions.policies import visible_meetings, visible_resolutions
from decisions.selectors.bylaws import OwnQuorum
from organisation.models import Relative, Tenure, Unit
from rulebook.procedures.decisions import MatterCategory, VoteBase, attendance_needed, quorum_of, votes_needed
from rulebook.tenure import TENURES, TenureKind

# Stances of those there for the item and not recused: the same as Stance.takes_part.
TAKING_PART = Q(seat__attended=True, away="") & ~Q(recused=True)


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """Someone who by post belongs to a unit's leading body."""

    person: int
    name: str
    position: str
    is_head: bool


def proposed_seats(unit: Unit, on: date) -> list[ProposedSeat]:
    """The heads and deputies of `unit` on `on`: posts outside its inner sections. One is marked as head, the first in rank."""
    held = Tenure.objects.filter(post__unit=unit, post__section=None, during__contains=on)
    rows = sorted(
        held.select_related("person", "post"),
        key=lambda row: (
            not row.post.is_head,
            TENURES[TenureKind(row.kind)].rank,
            row.post_id,
            row.during.lower,
        ),
    )
    found: dict[int, ProposedSeat] = {}
    for row in rows:
        if row.person_id not in found:
            marked = row.post.is_head and not any(seat.is_head for seat in found.values())
            found[row.person_id] = ProposedSeat(row.person_id, row.person.name, row.post.title, marked)
    return list(found.values())


def offered_kinds(unit: Unit, on: date) -> list[str]:
    """The kinds of meeting (会议类型) that the unit's list of matters in force on `on` names; empty where it has none."""
    adopted = MatterList.objects.filter(unit=unit, adopted_on__lte=on).order_by("-adopted_on", "-version")
    current = adopted.first()
    rows = ListedMatter.objects.filter(list=current).values_list("meetings", flat=True) if current else ()
    return list(dict.fromkeys(kind for kinds in rows for kind in kinds))


def next_kind(matter: Matter) -> str:
    """The kind of meeting `matter` must go to next; empty where any will do."""
    items = AgendaItem.objects.filter(matter=matter, meeting__state=MeetingState.CLOSED)
    passed = (
        items.filter(outcome=Outcome.PASSED).order_by("meeting__at").values_list("meeting__kind", flat=True)
    )
    at = 0
    for kind in passed:
        if at < len(matter.meetings_required) and kind == matter.meetings_required[at]:
            at += 1
    return matter.meetings_required[at] if at < len(matter.meetings_required) else ""


def goes_on(matter: Matter, kind: str) -> bool:
    """Whether a matter passed by a meeting of `kind` must go to a further meeting."""
    return next_kind(matter) == kind and matter.meetings_required[-1:] != [kind]


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody should withdraw from a matter, and whether there is no choice (N14)."""

    words: str
    binding: bool


def recusal_grounds(matter: Matter, people: Collection[int]) -> dict[int, Ground]:
    """Who of `people` stands too near `matter`: a candidate, a registered relative of one, a relative of the leader or owner named."""
    candidates = {row.person_id: row.person.name for row in matter.candidates.select_related("person")}
    named = {matter.leader_id: matter.leader.name} if matter.leader else {}
    named |= {
        row.owner_id: row.owner.name
        for row in matter.executions.select_related("owner")
        if row.owner_id is not None and row.owner is not None
    }
    kin = _kin({*candidates, *(pk for pk in named if pk)})
    found: dict[int, Ground] = {}
    for person in people:
        if person in candidates:
            found[person] = Ground("本人是该事项的人选", True)
            continue
        near = kin.get(person, set())
        for pk, name in candidates.items():
            if pk in near:
                found[person] = Ground(f"人选{name}是其登记的亲属", True)
        for other, name in named.items():
            if other in near and person not in found:
                found[person] = Ground(f"事项所列负责人{name}是其登记的亲属", False)
    return found


def _kin(people: Collection[int]) -> dict[int, set[int]]:
    """Each registered relative of `people`, with whom of them they are related to."""
    found: dict[int, set[int]] = {}
    pairs = Relative.objects.filter(Q(person__in=people) | Q(relative__in=people))
    for one, other in pairs.values_list("person", "relative"):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """How an item stands in numbers: members, those taking part, how many must (by `rule`: N9, N10, or the unit's own bylaw), and how many
    votes pass (by `majority_rule`).
    """

    rule: str
    majority_rule: str
    members: int
    taking_part: int
    quorum: int
    base: int
    needed: int

    @property
    def has_quorum(self) -> bool:
        """Whether enough members are there for the item and not recused."""
        return self.taking_part >= self.quorum


def numbers_of(matter: Matter, stances: Iterable[Stance], own: OwnQuorum | None) -> Numbers:
    """Quorum and majority of an item by the rulebook (N9, N10), from the stances of all its members; `own` is the quorum the unit's
    bylaws set for the meeting, which counts where it is stricter.
    """
    rows = list(stances)
    present = sum(row.takes_part for row in rows)
    rule = quorum_of(matter.category)
    least = rule.of(len(rows))
    needed = attendance_needed(matter.category, len(rows), own.share if own else None)
    base = len(rows) if matter.vote_base == VoteBase.DUE else present
    return Numbers(
        rule=f"《{own.bylaw}》" if own and needed > least else rule.rule,
        majority_rule=rule.rule,
        members=len(rows),
        taking_part=present,
        quorum=needed,
        base=base,
        needed=votes_needed(base, matter.vote_fraction),
    )


def meetings_matching(user: User, on: date, *, state: str = "", unit: int | None = None) -> QuerySet[Meeting]:
    """Meetings `user` may open, newest first, with the number of their items (`count`)."""
    found = visible_meetings(user, on).select_related("unit", "chair")
    if state:
        found = found.filter(state=state)
    if unit:
        found = found.filter(unit=unit)
    return found.annotate(count=Count("items", distinct=True)).order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class ResolutionQuery:
    """What the archive is narrowed by; empty values ask for everything."""

    text: str = ""
    unit: int | None = None
    year: int | None = None
    category: str = ""
    outcome: str = ""


def resolutions_matching(user: User, on: date, query: ResolutionQuery) -> QuerySet[Resolution]:
    """Resolutions `user` may read that answer `query`, newest first."""
    found = _said(query.text)
    if query.unit:
        found &= Q(matter__unit=query.unit)
    if query.year:
        found &= Q(on__range=(date(query.year, 1, 1), date(query.year, 12, 31)))
    if query.category:
        found &= Q(matter__category=query.category)
    if query.outcome:
        found &= Q(outcome=query.outcome)
    rows = visible_resolutions(user, on).filter(found).select_related("matter__unit", "item")
    return rows.defer("content", "search_keys", "matter__search_keys", "matter__form").order_by("-on", "-id")


def _said(text: str) -> Q:
    """Title, number, words or opinions hold every word of `text`. Pairs of characters find them; longer words are then looked at whole."""
    found = matches(text)
    for word in text.split():
        if not word.isascii() and len(word) > 2:
            places = ("text", "number", "matter__title", "content__members", "content__reasons")
            wholly = (Q(**{f"{place}__icontains": word}) for place in places)
            found &= reduce(or_, wholly)
    return found | matches(text, field="matter__search_keys")


def ready_matters(meeting: Meeting, matters: QuerySet[Matter]) -> list[Matter]:
    """Of `matters`, those of the meeting's unit that are open and whose next meeting is of its kind."""
    rows = matters.filter(unit=meeting.unit_id, state__in=OPEN_STATES, form__isnull=True)
    rows = rows.select_related("unit").prefetch_related("candidates__person").order_by("proposed_on", "id")
    return [matter for matter in rows if next_kind(matter) in ("", meeting.kind)]


def open_matters(matters: QuerySet[Matter], units: Collection[int]) -> QuerySet[Matter]:
    """Of `matters`, those of `units` that were entered here and are on no agenda and undecided, newest first."""
    rows = matters.filter(unit__in=sorted(units), state__in=OPEN_STATES, form__isnull=True)
    return rows.select_related("unit").order_by("-proposed_on", "-id")


def questions_on(matters: Iterable[Matter]) -> dict[int, dict[int | None, str]]:
    """What is voted on in each of `matters`, by number of the row: each candidate with the post, or the matter itself as None."""
    found: dict[int, dict[int | None, str]] = {matter.pk: {} for matter in matters}
    for row in Candidate.objects.filter(matter__in=found).select_related("person").order_by("place", "pk"):
        found[row.matter_id][row.pk] = f"{row.person.name}（{row.post}）"
    return {pk: asked or {None: ""} for pk, asked in found.items()}


def meeting_day(meeting: Meeting) -> date:
    """The day the meeting is on, where the county is."""
    return timezone.localdate(meeting.at)


def seats_of(meeting: Meeting) -> list[Seat]:
    """Everyone called, members first, in their order."""
    return list(meeting.seats.select_related("person").order_by("-is_member", "place", "id"))


def stances_by_item(items: Sequence[AgendaItem]) -> dict[int, list[Stance]]:
    """The stances of each of `items`, in the order of the seats; one query, and one for open votes on candidates."""
    found: dict[int, list[Stance]] = {item.pk: [] for item in items}
    rows = Stance.objects.filter(item__in=found).select_related("seat__person")
    for row in rows.prefetch_related("candidate_votes").order_by("seat__place", "pk"):
        found[row.item_id].append(row)
    return found


def is_about_cadres(item: AgendaItem) -> bool:
    """Whether the item is for those in the step alone."""
    return item.matter.category == MatterCategory.PERSONNEL
