"""The log in four parts, each as a table: what was done, who logged in, who failed to, what was changed. No part tells what stands in a record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.selectors import LogQuery, logged_changes, logged_events, logged_sessions
from accounts.services.locks import failures
from core.ledger.titles import title_of
from core.models import Event
from core.naming import table_title

Words = str | Promise
CHANGES = {"+": gettext_lazy("新增"), "~": gettext_lazy("修改"), "-": gettext_lazy("删除")}
TOLD = {"accounts", "organisation"}  # apps of whose rows an event's facts are shown: none of them is a case


@dataclass(frozen=True, slots=True)
class Log:
    """A part of the log: its rows for a query, and the cells of a row."""

    key: str
    title: Words
    headings: tuple[Words, ...]
    rows: Callable[[LogQuery], QuerySet[Any]]
    cells: Callable[[Any], Sequence[Any]]
    of_action: bool = False
    of_table: bool = False
    behind: int | None = None  # the place of the column that a page shows small behind the one before it

    @property
    def columns(self) -> list[Words]:
        """The headings of a page."""
        return [heading for place, heading in enumerate(self.headings) if place != self.behind]

    def shown(self, row: Any) -> list[tuple[Words, Any, Any]]:
        """The cells of `row` on a page: heading, what stands there, what stands small behind it."""
        cells = self.cells(row)
        return [
            (heading, cell, cells[place + 1] if place + 1 == self.behind and cells[place + 1] != cell else "")
            for place, (heading, cell) in enumerate(zip(self.headings, cells, strict=True))
            if place != self.behind
        ]


def who(user: Any) -> str:
    """A user by name and log-in name; the product itself where there is none."""
    if user is None:
        return _("系统")
    return f"{user}（{user.username}）" if user.person_id else str(user.username)


def _event(row: Event) -> Sequence[Any]:
    facts = row.facts if row.target_type.partition(".")[0] in TOLD else {}
    told = "；".join(f"{name}={value}" for name, value in facts.items())
    done, table = title_of(row.action), table_title(row.target_type)
    return (row.at, who(row.actor), done, row.action, table, row.target_id, told)


def _session(row: Any) -> Sequence[Any]:
    ended = row.get_end_display() if row.end else ""
    by = who(row.ended_by) if row.ended_by_id else ""
    return (row.begun_at, who(row.user), row.device, row.seen_at, row.ended_at, ended, by)


def _failures(asked: LogQuery) -> QuerySet[Any]:
    since, before = asked.bounds
    return failures(since, before, asked.who)


def _failure(row: Any) -> Sequence[Any]:
    return (row.attempt_time, row.username, row.failures_since_start)


def _change(row: Any) -> Sequence[Any]:
    model = row.instance_type
    number = getattr(row, model._meta.pk.attname)
    kind = str(CHANGES.get(row.history_type, row.history_type))
    return (row.history_date, who(row.history_user), str(model._meta.verbose_name), number, kind)


TIME, USER = gettext_lazy("时间"), gettext_lazy("用户")
LOGS: dict[str, Log] = {
    log.key: log
    for log in (
        Log(
            "events",
            gettext_lazy("操作记录"),
            (TIME, gettext_lazy("操作人"), gettext_lazy("操作"), gettext_lazy("操作代码"), gettext_lazy("对象"), gettext_lazy("编号"), gettext_lazy("说明")),
            logged_events,
            _event,
            of_action=True,
            behind=3,
        ),
        Log(
            "sessions",
            gettext_lazy("登录记录"),
            (TIME, USER, gettext_lazy("设备"), gettext_lazy("最近使用"), gettext_lazy("结束"), gettext_lazy("结束原因"), gettext_lazy("结束人")),
            logged_sessions,
            _session,
        ),
        Log(
            "failures",
            gettext_lazy("登录失败"),
            (TIME, gettext_lazy("输入的用户名"), gettext_lazy("连续失败次数")),
            _failures,
            _failure,
        ),
        Log(
            "changes",
            gettext_lazy("数据修改"),
            (TIME, gettext_lazy("修改人"), gettext_lazy("数据表"), gettext_lazy("编号"), gettext_lazy("修改")),
            logged_changes,
            _change,
            of_table=True,
        ),
    )
}  # fmt: skip
