"""What the units decide by: lists of matters in versions, large-sum thresholds over time."""

from datetime import date
from decimal import Decimal
from functools import partial

from decisions.selectors.lists import draft_list
from decisions.services.lists import (
    ListedRow,
    adopt_list,
    begin_list,
    change_list,
    last_change,
    set_threshold,
)
from desk.demo.decisions.houses import House
from desk.demo.decisions.timeline import Days, Timeline, rows
from rulebook.procedures.decisions import DEFAULT_BASE


def note_lists(timeline: Timeline, days: Days, units: dict[str, House]) -> None:
    """Note when each unit sets a threshold, and adopts or begins a version of its list."""
    for row in rows("thresholds.csv"):
        house = units[row["单位"]]
        timeline.on(days.work(row["天前"]), partial(_threshold, house, Decimal(row["金额"]), row["依据"]))
    listed = list(rows("lists.csv"))
    for row in rows("versions.csv"):
        mine = [
            _listed(one)
            for one in listed
            if one["清单"] == row["清单"] and row["版本"] in one["版本"].split()
        ]
        deed = partial(_version, units[row["单位"]], mine, row["通过的会议或文号"])
        timeline.on(days.work(row["天前"]), deed)


def _threshold(house: House, amount: Decimal, basis: str, on: date) -> None:
    set_threshold(unit=house.unit.pk, amount=amount, since=on, basis=basis, by=house.secretary, on=on)


def _version(house: House, listed: list[ListedRow], adopted_by: str, on: date) -> None:
    """A new version; one that was adopted by nothing yet stays a draft."""
    unit, by = house.unit.pk, house.secretary
    begin_list(unit=unit, by=by, on=on)
    draft = draft_list(house.unit)
    seen = last_change(draft) if draft else None
    change_list(unit=unit, rows=listed, seen=seen, by=by, on=on)
    if adopted_by:
        adopt_list(unit=unit, adopted_on=on, adopted_by=adopted_by, by=by, on=on)


def _listed(row: dict[str, str]) -> ListedRow:
    return ListedRow(
        code=row["编码"],
        name=row["名称"],
        category=row["类别"],
        meetings=row["会议"].split(),
        vote_base=DEFAULT_BASE.value,
        vote_fraction=row["比例"],
        vote_other=row["其他要求"],
        needs_legality=bool(row["合法性审查"]),
        secret_ballot=bool(row["无记名"]),
        threshold=Decimal(row["金额标准"]) if row["金额标准"] else None,
        note=row["备注"],
    )
