"""Quartiles and the fences beyond which a value is an outlier."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite, nan

from rulebook.procedures.procurement import FENCE


@dataclass(frozen=True, slots=True)
class Fences:
    """The quartiles of a set of values, and one and a half interquartile ranges beyond them; not a number where there are no values."""

    q1: float
    q3: float

    @property
    def lower(self) -> float:
        """Q1 − 1.5 × IQR."""
        return _beyond(self.q1, self.q1 - self.q3)

    @property
    def upper(self) -> float:
        """Q3 + 1.5 × IQR."""
        return _beyond(self.q3, self.q3 - self.q1)


def fences(values: Iterable[float]) -> Fences:
    """The fences of `values`."""
    ordered = sorted(values)
    return Fences(quantile(ordered, 0.25), quantile(ordered, 0.75))


def quantile(ordered: list[float], share: float) -> float:
    """The value below which `share` of `ordered` lies, median-unbiased (Hyndman and Fan's type 8)."""
    number = len(ordered)
    if not number or not 0 <= share <= 1:
        return nan
    place = (number + 1 / 3) * share + 1 / 3
    whole = int(place)
    if whole <= 0 or share == 0:
        return ordered[0]
    if whole >= number or share == 1:
        return ordered[-1]
    below, above = ordered[whole - 1], ordered[whole]
    return below + (place - whole) * (above - below)


def _beyond(quartile: float, distance: float) -> float:
    """`quartile` + 1.5 × `distance`, rounded once, so that a value on the fence is not lost to rounding."""
    if not isfinite(quartile) or not isfinite(distance):
        return quartile + FENCE[0] / FENCE[1] * distance
    return float(Fraction(quartile) + Fraction(distance) * Fraction(*FENCE))
