"""Numbers of complaints in a year: for the officers who opened them by everything, for the county's leading bodies without small ones (L53)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Complaint, ComplaintStep
from complaints.procedure.suppression import shown
from organisation.models import Unit
from rulebook.procedures.complaints import CHANNELS, CONDUCTS, OVER, RESULTS, STATES, Step

MOST_UNITS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: None where the number is kept back; `url` leads to the list it counts."""

    title: str
    count: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One way of counting."""

    title: str
    lines: list[Line]


def in_year(rows: QuerySet[Complaint], year: int) -> QuerySet[Complaint]:
    """Those received in `year`."""
    return rows.filter(received_on__year=year)


def for_others(rows: QuerySet[Complaint]) -> list[Table]:
    """By channel and by what came of it, small numbers kept back."""
    by_channel = dict.fromkeys(CHANNELS.values(), 0)
    by_channel |= {CHANNELS[channel]: count for channel, count in _counted(rows, "channel")}  # type: ignore[index]
    return [
        _kept_back(_("按渠道"), by_channel),
        _kept_back(_("按结论"), _results(rows)),
    ]


def for_officers(
    rows: QuerySet[Complaint], summaries: Mapping[int, Mapping[str, Any]], on: date
) -> list[Table]:
    """By channel, state, lateness, conclusion; by conduct and unit as far as they open."""
    listed = reverse("complaint-list")
    late = rows.exclude(state__in=OVER).filter(due__lt=on).count()
    return [
        Table(
            _("按渠道"),
            [
                Line(CHANNELS[channel], count, f"{listed}?state=&channel={channel}")  # type: ignore[index]
                for channel, count in _counted(rows, "channel")
            ],
        ),
        Table(
            _("按状态"),
            [
                Line(STATES[state], count, f"{listed}?state={state}")  # type: ignore[index]
                for state, count in _counted(rows, "state")
            ]
            + [Line(_("其中逾期"), late, f"{listed}?state=open&late=on")],
        ),
        Table(_("按结论"), [Line(title, count) for title, count in _results(rows).items()]),
        Table(_("按问题"), _by_conduct(summaries.values())),
        Table(_("按单位"), _by_unit(summaries.values())),
    ]


def _counted(rows: QuerySet[Complaint], name: str) -> list[tuple[str, int]]:
    return list(rows.order_by().values_list(name).annotate(count=Count("pk")).order_by("-count", name))


def _results(rows: QuerySet[Complaint]) -> dict[str, int]:
    """By the last conclusion of each."""
    last = (
        ComplaintStep.objects.filter(kind=Step.CONCLUDE, complaint__in=rows.order_by().values("pk"))
        .order_by("complaint_id", "-pk")
        .distinct("complaint_id")
        .values_list("choice", flat=True)
    )
    counts = Counter(last)
    return {title: counts[result.value] for result, title in RESULTS.items()}


def _by_conduct(said: Iterable[Mapping[str, Any]]) -> list[Line]:
    counts = Counter(key for one in said for key in one["conducts"])
    return [Line(one.title, counts[one.key]) for one in CONDUCTS if counts[one.key]]


def _by_unit(said: Iterable[Mapping[str, Any]]) -> list[Line]:
    counts = Counter(one["unit"] for one in said if one.get("unit"))
    most = counts.most_common(MOST_UNITS)
    names = dict(Unit.objects.filter(pk__in=[unit for unit, _count in most]).values_list("pk", "name"))
    return [Line(names[unit], count) for unit, count in most if unit in names]


def _kept_back(title: str, counts: Mapping[str, int]) -> Table:
    return Table(title, [Line(name, count) for name, count in shown(counts).items()])
