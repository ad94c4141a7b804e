"""Matters from filing to the meeting: what was filed, published, commented on, assessed; what could not wait; what was withdrawn."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from decisions.checks.filing import Filing, Proposed
from decisions.choices import ChangeOfPost, PreparationKind
from decisions.models import Matter, Preparation
from decisions.selectors.lists import listed_matters
from decisions.services.emergencies import declare_emergency
from decisions.services.matters import file_matter, withdraw_matter
from decisions.services.preparation import save_preparation
from decisions.services.publishing import Opened, take_comment
from desk.demo.decisions.houses import House
from desk.demo.decisions.timeline import Days, Timeline, dated, moment, rows

CHANGES = {"任职": ChangeOfPost.APPOINT.value, "免职": ChangeOfPost.REMOVE.value}
OPENED = datetime(2000, 1, 1, tzinfo=UTC)  # long ago: nobody in the demo wrote in a hurry
ANNOUNCED = (PreparationKind.CONSULTATION, PreparationKind.PUBLICITY)
TEXTS = {
    "机构或作者": "by", "意见": "opinion", "专家": "experts", "草案": "draft", "内容": "text", "采纳": "adoption", "答复": "answer",
}  # fmt: skip


@dataclass
class Docket:
    """The matters filed so far by the files' own keys, and the units they belong to."""

    units: dict[str, House]
    days: Days
    filed: dict[str, Matter] = field(default_factory=dict)
    house_of: dict[str, House] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know whose each matter is before it is filed."""
        self.house_of = {row["代号"]: self.units[row["单位"]] for row in rows("matters.csv")}

    def pk(self, key: str) -> int:
        """The number of a matter's row."""
        return self.filed[key].pk


def note_matters(timeline: Timeline, docket: Docket) -> None:
    """Note when each matter is filed and prepared."""
    days = docket.days
    for row in rows("matters.csv"):
        timeline.on(days.work(row["天前"]), partial(_file, docket, row))
    for row in rows("steps.csv"):
        announces = row["程序"] in ANNOUNCED and row["起"]
        day = days.day(row["登记"])
        entered = day if announces else min(days.calendar.on_or_after(day), days.today)
        timeline.on(entered, partial(_prepare, docket, row))
    for row in rows("comments.csv"):
        timeline.on(days.day(row["天前"]), partial(_comment, docket, row))
    for row in rows("emergencies.csv"):
        timeline.on(days.work(row["登记"]), partial(_declare, docket, row))
    for row in rows("withdrawn.csv"):
        timeline.on(days.work(row["天前"]), partial(_withdraw, docket, row))


def _file(docket: Docket, row: dict[str, str], on: date) -> None:
    key, house = row["代号"], docket.house_of[row["代号"]]
    seats = house.seats(on)
    filing = Filing(
        unit=house.unit,
        title=dated(row["标题"], on),
        category=row["类别"],
        proposed_on=on,
        summary=dated(row["内容"], on),
        flags=row["标记"].split(),
        amount=Decimal(row["金额"]) if row["金额"] else None,
        listed=listed_matters(house.unit, on).get(code=row["清单"]),
        proposer=row["提出人"],
        leader=None if row["人选"] else seats[-1].person,
        changes=docket.pk(row["变更"]) if row["变更"] else None,
        candidates=tuple(_proposed(house, one) for one in row["人选"].split(";") if one),
    )
    docket.filed[key] = file_matter(token=uuid5(NAMESPACE_OID, key), filing=filing, by=house.secretary, on=on)


def _proposed(house: House, text: str) -> Proposed:
    change, name, post = text.split(":")
    return Proposed(house.named(name), CHANGES[change], post)


def _prepare(docket: Docket, row: dict[str, str], on: date) -> None:
    values = _values(docket.days, row)
    by = docket.house_of[row["代号"]].secretary
    step = save_preparation(matter=docket.pk(row["代号"]), kind=row["程序"], values=values, by=by, on=on)
    if step.answer:
        Preparation.objects.filter(pk=step.pk).update(answered_at=moment(on, "16:00"))


def _values(days: Days, row: dict[str, str]) -> dict[str, Any]:
    """The fields a step was given: what is announced runs from day to day, what is done is done on a working day."""
    day = days.day if row["程序"] in ANNOUNCED else days.work
    values: dict[str, Any] = {name: row[column] for column, name in TEXTS.items() if row[column]}
    for column, name in (("起", "since"), ("日", "on"), ("止", "until")):
        if row[column]:
            values[name] = day(row[column])
    for column, name in (("人数", "respondents"), ("赞成", "in_favour")):
        if row[column]:
            values[name] = int(row[column])
    if row["公开"]:
        values["published"] = True
    if row["程序"] == PreparationKind.STABILITY_RISK:
        values["grade"] = values.pop("opinion")
    return values


def _comment(docket: Docket, row: dict[str, str], on: date) -> None:
    draft = Preparation.objects.get(matter=docket.pk(row["代号"]), kind=PreparationKind.CONSULTATION)
    form = Opened(draft.pk, uuid5(NAMESPACE_OID, row["意见"]), OPENED)
    take_comment(draft=draft.pk, form=form, text=row["意见"], name=row["署名"], on=on)


def _declare(docket: Docket, row: dict[str, str], on: date) -> None:
    declare_emergency(
        matter=docket.pk(row["代号"]), reason=row["理由"], decided_by=row["决定人"],
        decided_on=docket.days.work(row["决定"]), action=row["措施"],
        by=docket.house_of[row["代号"]].secretary, on=on,
    )  # fmt: skip


def _withdraw(docket: Docket, row: dict[str, str], on: date) -> None:
    by = docket.house_of[row["代号"]].secretary
    withdraw_matter(matter=docket.pk(row["代号"]), reason=row["理由"], by=by, on=on)
