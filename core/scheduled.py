"""What runs by itself (config/celery.py): how its tables call it, when each ran and runs, whether it is late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import health
from core.models import JobRun
from core.runs import last_runs, problem_of

SCHEDULE_NAMES = {
    "audit-proposals": gettext_lazy("生成审计建议"),
    "backup": gettext_lazy("备份"),
    "calendar-of-duties": gettext_lazy("检查履职日历"),
    "check-of-appointments": gettext_lazy("检查干部任用"),
    "check-of-audit-stages": gettext_lazy("检查审计和整改进度"),
    "check-of-audit-teams": gettext_lazy("检查审计组回避"),
    "check-of-bylaws": gettext_lazy("检查议事决策制度"),
    "check-of-divisions": gettext_lazy("检查班子分工"),
    "check-of-funds": gettext_lazy("检查资金使用"),
    "check-of-handovers": gettext_lazy("检查离任交接"),
    "check-of-inspections": gettext_lazy("检查视察建议答复"),
    "check-of-integrity": gettext_lazy("检查廉政责任"),
    "check-of-matters": gettext_lazy("检查决策事项"),
    "check-of-minutes": gettext_lazy("检查会议纪要"),
    "check-of-projects": gettext_lazy("检查工程项目"),
    "check-of-purchases": gettext_lazy("检查采购"),
    "days-of-appraisals": gettext_lazy("按日开始、截止评议"),
    "days-of-evidence": gettext_lazy("计算每日存证根值"),
    "digest": gettext_lazy("发送每日邮件摘要"),
    "forgetting-of-drafts": gettext_lazy("清除过期举报草稿"),
    "forgetting-of-slips": gettext_lazy("清除过期票码文件"),
    "heartbeat": gettext_lazy("运行心跳"),
    "jobs": gettext_lazy("接续后台任务"),
    "pick-up-of-mail": gettext_lazy("收取举报邮件"),
    "rechecks": gettext_lazy("核对大量变化"),
    "retention": gettext_lazy("清理期满材料"),
    "roots-by-mail": gettext_lazy("邮送每日存证根值"),
    "sealing-of-evidence": gettext_lazy("封存存证"),
    "verification-of-evidence": gettext_lazy("核对存证"),
}
# Run too often to be noted: that they run follows from the signs of life of the scheduler and a worker.
UNNOTED = frozenset({"heartbeat", "jobs", "rechecks", "sealing-of-evidence"})
# Of these it is told that they ran: what they found, and how long it took them, would tell whether somebody reported.
SILENT = frozenset({"pick-up-of-mail", "forgetting-of-drafts"})
GRACE = timedelta(minutes=15)  # a busy worker, a restart
LONGEST_RUN = timedelta(hours=2)  # what has not ended by then was cut off


class Outcome(models.TextChoices):
    """How the last run of scheduled work ended, or why there is none."""

    DONE = "done", gettext_lazy("已完成")
    RUNNING = "running", gettext_lazy("正在运行")
    PROBLEM = "problem", gettext_lazy("遇到问题")
    CUT_OFF = "cut-off", gettext_lazy("没有完成")
    NEVER = "never", gettext_lazy("尚未运行")
    UNNOTED = "unnoted", gettext_lazy("不单独记录")
    OFF = "off", gettext_lazy("未启用")


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One entry of the schedule as seen at a moment: when it runs, how the last run went, when the next is, whether it is late."""

    key: str
    name: str | Promise
    task: str
    when: str
    last: datetime | None
    took: timedelta | None
    outcome: Outcome
    problem: str
    next: datetime
    is_overdue: bool


def schedule_lines(at: datetime) -> Iterator[ScheduleLine]:
    """Every entry of the static schedule as seen at `at`, by its key; three queries."""
    entries = sorted(current_app.conf.beat_schedule.items())
    runs, beats = last_runs(SCHEDULE_NAMES), health.signs_of_life()
    since = health.applied_migrations().last
    for key, entry in entries:
        when, run = entry["schedule"], runs.get(key)
        outcome = _outcome(key, run, at)
        last = beats.get("beat") if key == "heartbeat" else run.started_at if run else None
        begun = last or since
        is_judged = outcome not in {Outcome.OFF, Outcome.UNNOTED, Outcome.RUNNING}
        yield ScheduleLine(
            key=key,
            name=SCHEDULE_NAMES[key],
            task=str(entry["task"]),
            when=_worded(when),
            last=last,
            took=_took(run) if key not in SILENT else None,
            outcome=outcome,
            problem=operational_problem(run) if run else "",
            next=_due_after(when, at),
            is_overdue=is_judged and begun is not None and _due_after(when, begun) + GRACE < at,
        )


def operational_problem(run: JobRun) -> str:
    """What stood in the way of a run, as far as whoever runs the product may be told: nothing that is about a single mail."""
    return "" if run.job in SILENT and run.result.get("left") else problem_of(run)


def told_result(run: JobRun) -> dict[str, Any]:
    """What a run noted, as far as whoever runs the product may be told."""
    return {"problem": operational_problem(run)} if run.job in SILENT else run.result


def _outcome(key: str, run: JobRun | None, at: datetime) -> Outcome:
    if key in UNNOTED:
        return Outcome.UNNOTED
    needed = {"backup": settings.BACKUP_DIR, "pick-up-of-mail": settings.IMAP_HOST}
    if not needed.get(key, True):
        return Outcome.OFF
    if run is None:
        return Outcome.NEVER
    if run.finished_at is None:
        return Outcome.RUNNING if at - run.started_at < LONGEST_RUN else Outcome.CUT_OFF
    return Outcome.PROBLEM if operational_problem(run) else Outcome.DONE


def _took(run: JobRun | None) -> timedelta | None:
    return run.finished_at - run.started_at if run and run.finished_at else None


def _seconds(when: Any) -> float | None:
    return float(when) if isinstance(when, int | float) else None


def _due_after(when: Any, moment: datetime) -> datetime:
    """The first run the schedule asks for after `moment`."""
    if (seconds := _seconds(when)) is not None:
        return moment + timedelta(seconds=seconds)
    begins, until, _now = when.remaining_delta(moment)
    due: datetime = begins + until
    return due


def _worded(when: Any) -> str:
    if (seconds := _seconds(when)) is not None:
        return _("每 %(n)s 秒") % {"n": int(seconds)}
    minute = min(when.minute)
    return _("每日 %(times)s") % {"times": "、".join(f"{hour}:{minute:02}" for hour in sorted(when.hour))}
