"""A quarter's talks on one screen: whom they are still owed to, and what is planned already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Prefetch

from accounts.models import User
from integrity.choices import RecordState
from integrity.models import Participation, Record
from integrity.policies import editable_drafts, open_duties
from integrity.selectors.heads import is_per_unit, period_of
from organisation.choices import CATEGORIES
from organisation.models import Tenure
from supervision.models import Duty

AHEAD = timedelta(days=14)  # how far the first page looks ahead at what is planned


@dataclass(slots=True)
class PlanRow:
    """An open duty with the draft that plans it, if there is one."""

    duty: Duty
    planned: Record | None = None


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The rows of one category of units (单位类别)."""

    category: str
    rows: list[PlanRow]


@dataclass(slots=True)
class Meeting:
    """What is planned of one kind for one day: its drafts, and who is to come."""

    held_on: date
    kind: str
    drafts: list[Record] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The heads who are to come."""
        return [line.person.name for draft in self.drafts for line in draft.lines]  # type: ignore[attr-defined]

    @property
    def title(self) -> str:
        """What is planned."""
        return str(self.drafts[0].get_kind_display())


def meetings_ahead(user: User, on: date) -> list[Meeting]:
    """What `user` and their bodies planned up to AHEAD from `on`, and what was planned for a day gone by and is not recorded
    yet; by day and kind; three queries.
    """
    lines = Participation.objects.select_related("person").order_by("id")
    planned = editable_drafts(user, on).filter(held_on__lte=on + AHEAD).order_by("held_on", "kind", "id")
    found: dict[tuple[date, str], Meeting] = {}
    for draft in planned.prefetch_related(Prefetch("participations", queryset=lines, to_attr="lines")):
        if draft.held_on:
            key = (draft.held_on, draft.kind)
            found.setdefault(key, Meeting(*key)).drafts.append(draft)
    return list(found.values())


def planned_drafts(user: User, kind: str, on: date) -> list[Record]:
    """Drafts of `kind` with a day set, by day; each with its heads as `lines`, each of these with its `post`."""
    lines = Participation.objects.select_related("person", "unit").order_by("id")
    planned = editable_drafts(user, on).filter(kind=kind, held_on__isnull=False, state=RecordState.DRAFT)
    found = planned.select_related("body").prefetch_related(
        Prefetch("participations", queryset=lines, to_attr="lines")
    )
    drafts: list[Record] = list(found.order_by("held_on", "id"))
    all_lines = [line for draft in drafts for line in draft.lines]  # type: ignore[attr-defined]
    held = Tenure.objects.filter(person__in=[line.person_id for line in all_lines], post__is_head=True)
    titles = {
        (tenure.person_id, tenure.post.unit_id): tenure.post.title
        for tenure in held.select_related("post").order_by("during")
    }
    for line in all_lines:
        line.post = titles.get((line.person_id, line.unit_id or 0), "")
    return drafts


def planned_by_head(kind: str, planned: Iterable[Record]) -> dict[tuple[int, int | None, str], Record]:
    """The drafts of planned_drafts by head, unit where units count, and the period they are for."""
    return {
        _key(kind, line.person_id, line.unit_id, line.period or period_of(kind, draft.held_on)): draft
        for draft in planned
        if draft.held_on
        for line in draft.lines  # type: ignore[attr-defined]
    }


def planned_for(duty: Duty, planned: dict[tuple[int, int | None, str], Record]) -> Record | None:
    """The draft that plans `duty`, out of planned_by_head."""
    return planned.get(_key(duty.kind, duty.person_id, duty.unit_id, duty.period))


def _key(kind: str, person: int, unit: int | None, period: str) -> tuple[int, int | None, str]:
    return (person, unit if is_per_unit(kind) else None, period)


def open_by_period(user: User, kind: str, on: date) -> dict[str, int]:
    """How many duties of `kind` the user may act on stand open, by period, newest first."""
    counted = open_duties(user, kind, on).order_by().values("period").annotate(open=Count("pk"))
    return {row["period"]: row["open"] for row in counted.order_by("-period")}


def plan_of(user: User, kind: str, period: str, on: date, planned: list[Record]) -> list[PlanGroup]:
    """Open duties of `kind` and `period` the user may act on, by unit category, each with its planned draft."""
    by_duty = planned_by_head(kind, planned)
    order = {value: place for place, (value, _name) in enumerate(CATEGORIES)}
    duties = (
        open_duties(user, kind, on)
        .filter(period=period)
        .select_related("person", "unit", "post")
        .defer("person__search_keys", "unit__search_keys")
    )
    groups: dict[str, list[PlanRow]] = {}
    for duty in sorted(duties, key=lambda d: (order[d.unit.category], d.unit_id, d.person_id)):
        row = PlanRow(duty, planned_for(duty, by_duty))
        groups.setdefault(duty.unit.category, []).append(row)
    return [PlanGroup(category, rows) for category, rows in groups.items()]
