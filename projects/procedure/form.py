"""The form of a project: what was planned, decided, tendered, changed, accepted and paid, when. Absent or null: it did not happen."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field


class Piece(Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A piece of the form; every field may be absent."""


class Record(Piece):
    """A record of a stage, or why this project needs none."""

    on: date | None = None
    spared: str | None = None


class Stage(Piece):
    """A stage: planned and actual days, the day its decision was made in favour (`decided_on`), or how the matter stands (`matter`,
    `refused`). `spared`: why the project goes without it. `checks` are the days of the head's own checks; `records` by rulebook Record.
    """

    planned_from: date | None = None
    planned_until: date | None = None
    began_on: date | None = None
    ended_on: date | None = None
    matter: str | None = None
    decided_on: date | None = None
    refused: bool | None = None
    spared: str | None = None
    checks: list[date] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)


class Change(Piece):
    """A change order (工程变更): by how much the contract grows (negative: shrinks), and the day its resolution was made, if any."""

    on: date
    amount: Decimal
    decided_on: date | None = None


class Measure(Piece):
    """What was accepted by that day, as a sum in all (累计验收计量)."""

    on: date
    amount: Decimal


class Payment(Piece):
    """A payment."""

    on: date
    amount: Decimal


class Part(Piece):
    """A part (标段) with its contract. `exempt`: by which approval it need not be tendered. `bidders` stood to their bid."""

    name: str
    category: Literal["works", "goods", "services"] = "works"
    estimate: Decimal | None = None
    tendered: bool = False
    method: str = ""
    exempt: str | None = None
    bidders: int | None = None
    documents_on: date | None = None
    opened_on: date | None = None
    publicity_from: date | None = None
    publicity_until: date | None = None
    awarded_on: date | None = None
    contract_on: date | None = None
    contract: Decimal | None = None
    started_on: date | None = None
    accepted_on: date | None = None
    final_on: date | None = None
    final: Decimal | None = None
    changes: list[Change] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)

    @property
    def planned_sum(self) -> Decimal | None:
        """By what N33 is measured: the estimate, else the contract."""
        return self.estimate if self.estimate is not None else self.contract


class Project(Piece):
    """A project: total investment, the budget money in it, its stages by rulebook Stage, its parts. Sums in yuan."""

    title: str = ""
    total: Decimal | None = None
    public: Decimal | None = None
    cancelled: bool = False
    stages: dict[str, Stage] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
