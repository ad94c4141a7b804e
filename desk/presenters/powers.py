"""The picture of a head's power in words: every number with the address of the records it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.selectors.powers import Like, Line, Panel, Span
from organisation.models import Unit
from rulebook.clauses import CLAUSES
from supervision.selectors.powers import WANTING, WHOLE, Narrowing


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A kind of record: how many and how many of them whole or wanting, each with its list; `like` says how like units stand."""

    title: str
    exercised: int
    whole: int
    wanting: int
    amount: Any
    url: str
    whole_url: str
    wanting_url: str
    like: str


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """One power."""

    clause: str
    title: str
    lines: list[ShownLine]
    findings: int
    findings_url: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was exercised and nothing is open."""
        return not self.findings and not any(line.exercised for line in self.lines)


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """The six powers of a unit in a span of days."""

    unit: Unit
    since: date
    until: date
    panels: list[ShownPanel]


def shown_unit(span: Span, panels: Iterable[Panel]) -> ShownUnit:
    """What a head did in a unit."""
    days = span.days
    return ShownUnit(span.unit, days.since, days.until, shown_panels(span.unit.pk, panels, days))


def shown_panels(unit: int, panels: Iterable[Panel], days: Narrowing) -> list[ShownPanel]:
    """The six powers of the unit numbered `unit`."""
    return [
        ShownPanel(
            panel.clause,
            CLAUSES[panel.clause].title,
            [_line(unit, line, days) for line in panel.lines],
            panel.findings,
            f"{reverse('finding-list')}?{urlencode({'unit': unit, 'power': panel.clause, 'state': 'unsettled'})}",
        )
        for panel in panels
    ]


def _line(unit: int, line: Line, days: Narrowing) -> ShownLine:
    counts, listed = line.counts, reverse(line.exercise.page)
    asked = {"unit": unit, "since": days.since.isoformat(), "until": days.until.isoformat()}

    def address(**more: str) -> str:
        return f"{listed}?{urlencode(asked | more)}"

    return ShownLine(
        title=str(line.exercise.title),
        exercised=counts.exercised,
        whole=counts.whole,
        wanting=counts.wanting,
        amount=counts.amount,
        url=address(),
        whole_url=address(procedure=WHOLE),
        wanting_url=address(procedure=WANTING),
        like=_compared(line.like) if line.like else "",
    )


def _compared(like: Like) -> str:
    told = {"units": like.units, "median": number_format(like.median, 1 if like.median % 1 else 0)}
    words = ngettext(
        "同类单位 %(units)d 个，每个单位的中位数为 %(median)s 项",
        "同类单位 %(units)d 个，每个单位的中位数为 %(median)s 项",
        like.units,
    )
    if not like.exercised:
        return words % told
    whole = _("，共 %(all)d 项中 %(whole)d 项程序完整")
    return words % told + whole % {"all": like.exercised, "whole": like.whole}
