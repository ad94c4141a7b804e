"""What became of the resolutions: tasks, the heads' own supervision, payments, departures, a loss and the case opened over it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from decisions.services.following import (
    close_matter,
    finish_task,
    give_task,
    note_carrying_out,
    note_progress,
    note_supervision,
)
from decisions.services.losses import record_loss
from desk.demo.decisions.houses import House
from desk.demo.decisions.matters import Docket
from desk.demo.decisions.timeline import Timeline, rows


@dataclass
class Follower:
    """Enters what is done to carry resolutions out; knows the tasks given by matter."""

    docket: Docket
    tasks: dict[tuple[str, str], int] = field(default_factory=dict)

    def do(self, row: dict[str, str], on: date) -> None:
        """Enter one row."""
        deeds: dict[str, Callable[[dict[str, str], House, date], None]] = {
            "task": self._give,
            "progress": self._progress,
            "done": self._done,
            "supervise": self._supervise,
            "close": self._close,
        }
        deeds.get(row["事情"], self._carry_out)(row, self.docket.house_of[row["代号"]], on)

    def _give(self, row: dict[str, str], house: House, on: date) -> None:
        due = self.docket.days.work(row["期限"])
        task = give_task(
            matter=self.docket.pk(row["代号"]), text=row["内容"], owner=house.named(row["责任人"]), due=due,
            by=house.secretary, on=on,
        )  # fmt: skip
        self.tasks[row["代号"], row["任务"]] = task.pk

    def _progress(self, row: dict[str, str], house: House, on: date) -> None:
        task = self.tasks[row["代号"], row["任务"]]
        note_progress(task=task, day=on, text=row["内容"], by=house.secretary, on=on)

    def _done(self, row: dict[str, str], house: House, on: date) -> None:
        task = self.tasks[row["代号"], row["任务"]]
        finish_task(task=task, done_on=on, result=row["内容"], by=house.secretary, on=on)

    def _supervise(self, row: dict[str, str], house: House, on: date) -> None:
        matter = self.docket.pk(row["代号"])
        note_supervision(matter=matter, day=on, text=row["内容"], by=house.head(on), on=on)

    def _close(self, row: dict[str, str], house: House, on: date) -> None:
        close_matter(matter=self.docket.pk(row["代号"]), by=house.secretary, on=on)

    def _carry_out(self, row: dict[str, str], house: House, on: date) -> None:
        note_carrying_out(
            matter=self.docket.pk(row["代号"]), kind=row["事情"], day=on, text=row["内容"],
            amount=Decimal(row["金额"]) if row["金额"] else None, departs=bool(row["偏离"]),
            by_decision=self.docket.pk(row["依据"]) if row["依据"] else None, by=house.secretary, on=on,
        )  # fmt: skip

    def lose(self, row: dict[str, str], on: date) -> None:
        """A body notes that a decision caused a loss."""
        house = self.docket.house_of[row["代号"]]
        record_loss(
            matter=self.docket.pk(row["代号"]), found_on=on, description=row["损失情况"],
            by=house.cast.logins[row["由谁"]], on=on,
        )  # fmt: skip


def note_following(timeline: Timeline, docket: Docket) -> None:
    """Note when what was done."""
    follower = Follower(docket)
    for row in rows("following.csv"):
        timeline.on(docket.days.work(row["天前"]), partial(follower.do, row))
    for row in rows("losses.csv"):
        timeline.on(docket.days.work(row["天前"]), partial(follower.lose, row))
