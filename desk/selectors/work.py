"""What a person's first page counts: the work of their bodies, their own duties, their linked units, their unit's head."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from core.periods import quarter_of, year_of
from desk.selectors.duties import in_state
from organisation.models import Tenure, Unit
from supervision.choices import OPEN_STATES, DutyState
from supervision.models import Duty
from supervision.policies import Scope, own_duties, scope_of, visible_duties, visible_tenures
from supervision.selectors.acting import acting_duties, escalated_duties

ROWS = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """How a set of duties stands on a day; `done`: of those due in the current quarter."""

    open: int = 0
    week: int = 0
    soon: int = 0
    overdue: int = 0
    done: int = 0
    escalated: int = 0

    @property
    def has_any(self) -> bool:
        """Whether there is anything to count."""
        return any((self.open, self.done, self.escalated))


def office_work(user: User, on: date) -> Counted:
    """How the duties stand that `user`'s bodies, or `user` as linked leader, must act on; two queries."""
    counts = acting_duties(user, on).filter(_recent(on)).order_by().aggregate(**_counts(on))
    return Counted(**counts, escalated=escalated_duties(user, on).order_by().count())


def office_rows(user: User, on: date) -> list[Duty]:
    """The most pressing duties `user`'s bodies must act on."""
    return list(_loaded(acting_duties(user, on).filter(in_state("open", on)))[:ROWS])


def overall(user: User, on: date) -> Counted:
    """How all duties stand that `user` may see; one query over what is open or was done this quarter."""
    return Counted(**visible_duties(user, on).filter(_recent(on)).order_by().aggregate(**_counts(on)))


def overdue_rows(user: User, on: date) -> list[Duty]:
    """What is overdue longest among all duties `user` may see."""
    return list(_loaded(visible_duties(user, on).filter(in_state(DutyState.OVERDUE, on)))[:ROWS])


def own_work(user: User, on: date) -> list[Duty]:
    """What is asked of `user` as a head: everything open, and what was done or waived this year or quarter."""
    year = year_of(on)
    asked = own_duties(user).filter(Q(state__in=OPEN_STATES) | Q(due__range=(year.starts, year.ends)))
    return _waiting_first(asked.exclude(state=DutyState.CANCELLED))


def linked_units(user: User, on: date) -> list[dict[str, Any]]:
    """The units `user` is linked to as county leader, each with heads and counts; two queries beside the scope."""
    scope = scope_of(user, on)
    units = Unit.objects.filter(pk__in=scope.linked_units).order_by("category", "pk").defer("search_keys")
    return _with_heads(units, user, scope, on)


def own_units(user: User, on: date) -> list[dict[str, Any]]:
    """The units `user` belongs to without leading them, each with its heads and how their duties stand (A10)."""
    scope = scope_of(user, on)
    if scope.person is None:
        return []
    held = Tenure.objects.filter(person=scope.person, during__contains=on).values("post__unit")
    units = Unit.objects.filter(pk__in=held).exclude(pk__in=scope.heads_units).defer("search_keys")
    rows = _with_heads(units, user, scope, on)
    return [row for row in rows if row["heads"] or row["is_barred"]]


def duties_of_units(user: User, units: Iterable[int], on: date) -> list[Duty]:
    """What is open or fell due this year for the heads of `units` (ids), as far as `user` may see it."""
    year = year_of(on)
    recent = Q(state__in=OPEN_STATES) | Q(due__range=(year.starts, year.ends))
    rows = visible_duties(user, on).filter(recent, unit__in=list(units)).exclude(state=DutyState.CANCELLED)
    return _waiting_first(rows)


def _waiting_first(duties: QuerySet[Duty]) -> list[Duty]:
    rows = list(duties.select_related("person", "unit", "post", "fulfilment"))
    waiting = sorted((duty for duty in rows if duty.is_open), key=lambda duty: duty.due)
    closed = sorted((duty for duty in rows if not duty.is_open), key=lambda duty: duty.due, reverse=True)
    return waiting + closed


def _with_heads(units: QuerySet[Unit], user: User, scope: Scope, on: date) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {
        unit.pk: {"unit": unit, "heads": [], "is_barred": False, "counts": Counted()} for unit in units
    }
    if not found:
        return []
    heads = Tenure.objects.filter(post__unit__in=found, post__is_head=True, during__contains=on)
    seen = visible_tenures(user, on).filter(pk=OuterRef("pk"))
    for tenure in heads.annotate(seen=Exists(seen)).select_related("person", "post").order_by("post_id"):
        row = found[tenure.post.unit_id]
        if tenure.person_id in scope.barred:
            row["is_barred"] = True
        elif tenure.seen:
            row["heads"].append(tenure)
    for unit, counts in _by_unit(visible_duties(user, on), found, on).items():
        found[unit]["counts"] = counts
    return list(found.values())


def counted_by_unit(user: User, units: Iterable[int], on: date) -> dict[int, Counted]:
    """How the duties shown under each of `units` (ids) stand, as far as `user` may see them; one query."""
    return _by_unit(visible_duties(user, on), units, on)


def _by_unit(duties: QuerySet[Duty], units: Iterable[int], on: date) -> dict[int, Counted]:
    rows = duties.filter(_recent(on), unit__in=list(units)).order_by().values(unit_pk=F("unit"))
    found: list[dict[str, Any]] = [dict(row) for row in rows.annotate(**_counts(on))]
    return {row.pop("unit_pk"): Counted(**row) for row in found}


def _recent(on: date) -> Q:
    """What is open, or fell due this quarter: all that the counts ask about."""
    quarter = quarter_of(on)
    return Q(state__in=OPEN_STATES) | Q(due__range=(quarter.starts, quarter.ends))


def _counts(on: date) -> dict[str, Count]:
    quarter = quarter_of(on)
    done = Q(state=DutyState.DONE, due__range=(quarter.starts, quarter.ends))
    return {
        "open": Count("pk", filter=in_state("open", on)),
        "week": Count("pk", filter=in_state("week", on)),
        "soon": Count("pk", filter=in_state(DutyState.DUE_SOON, on)),
        "overdue": Count("pk", filter=in_state(DutyState.OVERDUE, on)),
        "done": Count("pk", filter=done),
    }


def _loaded(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    needed = rows.select_related("person", "unit", "post", "fulfilment")
    return needed.defer("person__search_keys", "unit__search_keys").order_by("due", "id")
