"""Kinds of tenure (任职方式) and what follows from them: L3, L4."""

from dataclasses import dataclass
from enum import StrEnum


class TenureKind(StrEnum):
    """任职方式, as a roster spells it."""

    FULL = "正式"
    ACTING = "主持工作"
    CONCURRENT = "兼任"
    SECONDED = "挂职"


@dataclass(frozen=True, slots=True)
class TenureRule:
    """`owes`: whether the holder owes the duties of the calendar; `rank`: which post is the principal one, lowest first."""

    kind: TenureKind
    owes: bool
    rank: int


TENURES: dict[TenureKind, TenureRule] = {
    rule.kind: rule
    for rule in (
        TenureRule(TenureKind.FULL, owes=True, rank=1),
        TenureRule(TenureKind.ACTING, owes=True, rank=2),
        TenureRule(TenureKind.CONCURRENT, owes=True, rank=3),
        TenureRule(TenureKind.SECONDED, owes=False, rank=4),
    )
}
OWING: tuple[str, ...] = tuple(rule.kind for rule in TENURES.values() if rule.owes)


class Management(StrEnum):
    """管理层级: who manages the cadre that holds a post."""

    COUNTY = "县管"
    DEPARTMENT = "部门管"
