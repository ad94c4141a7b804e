"""Sets of days as lists of spans: each from a first day up to, not including, a day. Always sorted, disjoint, never touching."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

EVER, FOREVER = date.min, date.max


class Span(NamedTuple):
    """Days from `start` up to, not including, `end`; EVER and FOREVER where it is open."""

    start: date
    end: date

    @classmethod
    def of(cls, during: DateRange) -> "Span":
        """The span of a database range."""
        return cls(during.lower or EVER, during.upper or FOREVER)

    @property
    def during(self) -> DateRange:
        """The database range of the span."""
        return DateRange(
            None if self.start == EVER else self.start, None if self.end == FOREVER else self.end
        )

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


Spans = list[Span]


def union(spans: Iterable[Span]) -> Spans:
    """The days in any of `spans`."""
    merged: Spans = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return merged


def intersection(these: Iterable[Span], those: Iterable[Span]) -> Spans:
    """The days in both."""
    others = list(those)
    return union(
        Span(max(a.start, b.start), min(a.end, b.end)) for a in these for b in others if a.overlaps(b)
    )


def difference(these: Iterable[Span], those: Iterable[Span]) -> Spans:
    """The days in `these` that are not in `those`."""
    left = union(these)
    for cut in union(those):
        left = [
            part
            for span in left
            for part in (
                Span(span.start, min(span.end, cut.start)),
                Span(max(span.start, cut.end), span.end),
            )
            if part.start < part.end
        ]
    return left
