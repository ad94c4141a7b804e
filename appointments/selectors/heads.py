"""Who headed a unit when it decided."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from appointments.models import Case
from decisions.models import AgendaItem
from organisation.models import Tenure


@dataclass(frozen=True, slots=True)
class Heads:
    """The tenures on heads' posts by unit, and by matter who chaired when."""

    by_unit: dict[int, list[Tenure]]
    chaired: dict[int, tuple[int | None, date]]
    on: date

    def of(self, case: Case) -> Tenure | None:
        """The head on the day of deciding (of several the one who chaired), or as of today where nothing was decided."""
        chair, day = self.chaired.get(case.matter_id or 0, (None, self.on))
        held = [tenure for tenure in self.by_unit[case.unit_id] if holds(tenure, min(day, self.on))]
        return next((tenure for tenure in held if tenure.person_id == chair), held[0] if held else None)


def heads_of(cases: Sequence[Case], on: date) -> Heads:
    """What is to be known of the heads of the deciding units of `cases`; two queries."""
    by_unit = headed({case.unit_id for case in cases})
    matters = {case.matter_id for case in cases if case.matter_id}
    items = (
        AgendaItem.objects.filter(matter__in=matters).select_related("meeting").order_by("meeting__at", "pk")
    )
    chaired = {item.matter_id: (item.meeting.chair_id, localdate(item.meeting.at)) for item in items}
    return Heads(by_unit, chaired, on)


def headed(units: Collection[int]) -> dict[int, list[Tenure]]:
    """The tenures on heads' posts there ever were, by unit; one query."""
    by_unit: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__unit__in=units, post__is_head=True)
    for tenure in rows.select_related("person", "post").order_by("post_id", "during"):
        by_unit[tenure.post.unit_id].append(tenure)
    return by_unit


def holds(tenure: Tenure, day: date) -> bool:
    """Whether the post was held on `day`."""
    during = tenure.during
    return bool(during.lower <= day and (during.upper is None or day < during.upper))
