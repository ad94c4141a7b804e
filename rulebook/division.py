"""Division of work (班子分工): five fields that a unit's head does not hold directly (五个不直接分管), each with a named deputy.

The practice comes from the same city; a county may set it aside for a time, by its own decision (supervision.models.Suspension).
Its source gives no clause and no days. By which clause a fault is found, how long a field may be without its deputy, and that some
units have no projects or approvals at all are the county's own rules.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.procedures.decisions import MatterCategory
from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity, Source

FIVE_FIELDS = Source(
    "“五个不直接分管”做法（安康市岚皋县）：副职分管、正职监管、集体领导、民主决策", read=False
)


class Field(StrEnum):
    """What the head leaves to a deputy (不直接分管的工作)."""

    FINANCE = "finance"  # 财务
    PERSONNEL = "personnel"  # 组织人事
    CONSTRUCTION = "construction"  # 工程项目建设
    PROCUREMENT = "procurement"  # 物资采购和资产处置
    APPROVAL = "approval"  # 行政审批和执法


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One of the five: by which clause a fault in it is found, and as what kind of matter it is looked at, which decides whose mandates
    reach it. `everywhere` says that every unit has this work; of the others a unit may say that it has none.
    """

    field: Field
    title: str
    clause: str
    kind: MatterCategory
    everywhere: bool = True
    source: Source = FIVE_FIELDS
    since: date = UNDATED


FIELDS: dict[Field, FieldRule] = {
    rule.field: rule
    for rule in (
        FieldRule(Field.FINANCE, "财务", "B3", MatterCategory.FUNDS),
        # Who is in charge of personnel is no personnel matter: the unit's own people know it.
        FieldRule(Field.PERSONNEL, "组织人事", "B2", MatterCategory.POLICY),
        FieldRule(Field.CONSTRUCTION, "工程项目建设", "B5", MatterCategory.PROJECT, everywhere=False),
        FieldRule(Field.PROCUREMENT, "物资采购和资产处置", "B4", MatterCategory.FUNDS),
        # No clause of part B names approvals; they are among the other grave matters of the first.
        FieldRule(Field.APPROVAL, "行政审批和执法", "B1", MatterCategory.POLICY, everywhere=False),
    )
}

DEPUTY_DAYS = Limit(
    "deputy-days", "L21", "一项工作没有分管副职的最长时间", 15, "个工作日", LOCAL_DEFAULT, at_least=0, at_most=30
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (DEPUTY_DAYS,)


def head_holds(field: Field) -> FindingRule:
    """The head is directly in charge of `field`."""
    return CODES[f"head-holds-{field}"]


def without_deputy(field: Field) -> FindingRule:
    """Nobody is named for `field`, though the days for it have passed."""
    return CODES[f"no-deputy-{field}"]


def _rules(rule: FieldRule) -> tuple[FindingRule, FindingRule]:
    return (
        FindingRule(
            f"head-holds-{rule.field}", rule.clause, f"“一把手”直接分管{rule.title}",
            "“一把手”{names}自 {since} 起直接分管{field}（依据：{basis}）。", Severity.SERIOUS,
        ),
        FindingRule(
            f"no-deputy-{rule.field}", rule.clause, f"{rule.title}没有分管副职",
            "自 {since} 起{field}没有分管副职（{reason}），到 {due} 仍没有明确。", rules=(DEPUTY_DAYS.rule,),
        ),
    )  # fmt: skip


CODES: dict[str, FindingRule] = {one.code: one for rule in FIELDS.values() for one in _rules(rule)}
