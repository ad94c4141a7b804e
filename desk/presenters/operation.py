"""How the product runs (运行状态), for who runs it: states, times and counts, and what is wrong with what to do.

Nothing here tells of a person, a case, a finding or a report. Whether anybody reported is not told by any number either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis import RedisError

from accounts.services.locks import counted_failures
from core import health, metrics
from core.backups import keeping
from core.jobs import counted_jobs, newest_failures, waiting_since
from core.models import Job, JobRun
from core.rechecks import Waiting, waiting_rechecks
from core.runs import last_runs, problem_of
from core.scheduled import Outcome, ScheduleLine, schedule_lines
from core.templatetags.wording import file_size
from desk.selectors.operation import Sizes, sizes
from organisation.presenters.imports import kind_of

Words = str | Promise
FAILURES = 5  # shown of the jobs that failed
FAILED_LATELY = timedelta(days=1)
BACKUP_AGE = timedelta(hours=26)  # a night and two hours
LONG_WAIT = timedelta(minutes=10)
LONG_QUEUE = 100  # messages
MOST_CONNECTIONS = 80  # per cent of what the server takes
UNSENT = ("console", "dummy", "locmem", "filebased")  # ways of sending that send nothing
PARTS: dict[str, Words] = {
    "web": gettext_lazy("网页服务"),
    "worker": gettext_lazy("后台处理"),
    "beat": gettext_lazy("定时调度"),
    "database": gettext_lazy("数据库"),
    "redis": gettext_lazy("消息和缓存（Redis）"),
}
# Jobs that are no imports; an import is called as its page is.
OTHER_JOBS: dict[str, Words] = {
    "own-data": gettext_lazy("准备个人信息副本"),
    "appraisal-slips": gettext_lazy("生成评议票码"),
}
# The section of docs/operations.md that says more, by its heading.
WATCHING, BY_ITSELF, BACKUPS, UPGRADE = "Watching it", "What runs by itself", "Backups", "Upgrade"
TONES = {
    Outcome.DONE: "ok", Outcome.RUNNING: "info", Outcome.PROBLEM: "late", Outcome.CUT_OFF: "late",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, what to do, and which section of docs/operations.md tells more."""

    what: str
    do: str
    section: str
    is_grave: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the running product: whether it is up, and when it last showed that it lives."""

    key: str
    name: Words
    is_up: bool
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class JobCounts:
    """How many background jobs of one kind wait, run and failed."""

    name: Words
    waiting: int
    running: int
    failed: int


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups that lie in BACKUP_DIR; `problem` where the folder cannot be read."""

    is_set: bool
    number: int = 0
    newest: datetime | None = None
    size: int | None = None
    free: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mails:
    """What became of the last daily mails; `sends` is False where the settings only print them."""

    run: JobRun | None
    sent: int
    failed: int
    sends: bool


@dataclass(slots=True)
class Operation:
    """Everything the page tells."""

    parts: list[Part]
    schedule: list[ScheduleLine]
    jobs: list[JobCounts]
    failures: list[tuple[Words, Job]]
    jobs_wait_since: datetime | None
    rechecks: Waiting
    queue: int | None
    backups: Backups
    last_backup: JobRun | None
    applied: health.Applied
    lacking: int
    free: int | None
    database_free: int | None
    connections: int
    most_connections: int
    mails: Mails
    sizes: Sizes
    failed_log_ins: int
    locked: int
    troubles: list[Trouble] = field(default_factory=list)


def operation(on: date, at: datetime) -> Operation:
    """How the product runs at `at`, on the day `on`; a constant number of queries."""
    states, seen = health.readiness(at), health.signs_of_life()
    numbers, most = metrics.database_connections()
    counts = counted_jobs()
    failed_log_ins, locked = counted_failures(at)
    found = Operation(
        parts=[*_parts(states, seen, at)],
        schedule=[*schedule_lines(at)],
        jobs=[*_job_counts(counts)],
        failures=[(kind_name(job.kind), job) for job in newest_failures(FAILURES)],
        jobs_wait_since=waiting_since(),
        rechecks=waiting_rechecks(),
        queue=_queue(),
        backups=backups_kept(),
        last_backup=keeping.last_nightly(),
        applied=health.applied_migrations(),
        lacking=health.open_migrations(),
        free=_free(health.upload_folder()),
        database_free=_free(health.database_folder()),
        connections=sum(numbers.values()),
        most_connections=most,
        mails=_mails(),
        sizes=sizes(on, at),
        failed_log_ins=failed_log_ins,
        locked=locked,
    )
    found.troubles = sorted(_troubles(found, at), key=lambda one: not one.is_grave)
    return found


def kind_name(kind: str) -> Words:
    """What background jobs of `kind` are called."""
    imported = kind_of(kind)
    return imported.title if imported else OTHER_JOBS.get(kind, kind)


def tone(line: ScheduleLine) -> str:
    """The colour of a line of the schedule."""
    return "late" if line.is_overdue else TONES.get(line.outcome, "muted")


def duration(took: timedelta | None) -> str:
    """How long a run took, in words; empty where that is not known, or not told."""
    if took is None:
        return ""
    minutes, seconds = divmod(round(took.total_seconds()), 60)
    if minutes:
        return _("%(minutes)s 分 %(seconds)s 秒") % {"minutes": minutes, "seconds": seconds}
    return _("%(seconds)s 秒") % {"seconds": seconds} if seconds else _("不到 1 秒")


def backups_kept() -> Backups:
    """What lies where the nightly backup is kept."""
    if not settings.BACKUP_DIR:
        return Backups(is_set=False)
    folder = Path(settings.BACKUP_DIR)
    try:
        kept = keeping.backups(folder) if folder.exists() else {}
        newest = max(kept, key=lambda path: kept[path], default=None)
        size = newest.stat().st_size if newest else None
        return Backups(True, len(kept), kept[newest] if newest else None, size, health.free_at(folder))
    except OSError as error:
        return Backups(is_set=True, problem=str(error.strerror or type(error).__name__))


def _parts(states: Mapping[str, str], seen: Mapping[str, datetime], at: datetime) -> Iterator[Part]:
    """Web and database answer this very page, Redis is asked for it; the others leave signs of life."""
    for key, name in PARTS.items():
        if key in states:
            is_up = states[key] == health.UP
            yield Part(key, name, is_up, seen.get(key) if key in health.PARTS else at if is_up else None)


def _job_counts(counts: Mapping[tuple[str, str], int]) -> Iterator[JobCounts]:
    for kind in sorted({kind for kind, _state in counts}):
        waiting, running, failed = (
            counts.get((kind, state), 0) for state in (Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED)
        )
        if waiting or running or failed:
            yield JobCounts(kind_name(kind), waiting, running, failed)


def _queue() -> int | None:
    try:
        return metrics.queue_length()
    except (RedisError, OSError):
        return None


def _free(folder: Path | None) -> int | None:
    try:
        return health.free_at(folder) if folder else None
    except OSError:
        return None


def _mails() -> Mails:
    run = last_runs(["digest"]).get("digest")
    result: dict[str, Any] = run.result if run else {}
    sends = settings.EMAIL_BACKEND.split(".")[-2] not in UNSENT
    return Mails(run, result.get("sent", 0), result.get("failed", 0), sends)


def _troubles(found: Operation, at: datetime) -> Iterator[Trouble]:
    """What is wrong."""
    yield from _silent_parts(found)
    yield from _without_room(found)
    yield from _late_work(found, at)
    yield from _missing_backup(found, at)
    yield from _unsent_mails(found.mails)


DO: dict[str, Words] = {
    "worker": gettext_lazy(
        "后台任务和定时任务都不会处理。重新启动 supervision-worker，再看它的日志；已提交的内容不会丢失。"
    ),
    "beat": gettext_lazy("定时任务不会按时开始。重新启动 supervision-beat；全系统只能运行一个。"),
    "redis": gettext_lazy("后台任务要等它恢复。启动 redis-server；丢失的消息一分钟内会重新发出。"),
}


def _silent_parts(found: Operation) -> Iterator[Trouble]:
    for part in found.parts:
        if not part.is_up:
            yield Trouble(_("“%(part)s”没有运行。") % {"part": part.name}, str(DO[part.key]), WATCHING)
    if found.lacking:
        what = _("数据库还缺 %(n)s 项结构更新。") % {"n": found.lacking}
        yield Trouble(what, _("运行 manage.py migrate，然后重新加载网页服务。"), UPGRADE)


def _without_room(found: Operation) -> Iterator[Trouble]:
    places = {
        _("上传的文件"): found.free, _("数据库"): found.database_free, _("备份"): found.backups.free,
    }  # fmt: skip
    for place, free in places.items():
        if free is not None and free < health.LEAST_FREE:
            what = _("存放“%(place)s”的磁盘只剩 %(size)s。") % {"place": place, "size": file_size(free)}
            yield Trouble(what, _("清理磁盘或扩大容量；旧备份会自动清理。"), WATCHING)
    if found.connections * 100 > found.most_connections * MOST_CONNECTIONS:
        what = _("数据库连接已用 %(used)s 个，上限 %(most)s 个。")
        told = what % {"used": found.connections, "most": found.most_connections}
        yield Trouble(told, _("减少 WEB_WORKERS 或 WEB_THREADS，或提高 max_connections。"), WATCHING)


def _late_work(found: Operation, at: datetime) -> Iterator[Trouble]:
    for line in found.schedule:
        if line.is_overdue:
            what = _("定时任务“%(job)s”没有按时运行。") % {"job": line.name}
            do = _("先看“后台处理”和“定时调度”是否在运行；恢复后下一次运行会补上。")
            yield Trouble(what, do, BY_ITSELF)
        elif line.outcome == Outcome.CUT_OFF:
            what = _("定时任务“%(job)s”上次没有完成。") % {"job": line.name}
            yield Trouble(
                what, _("查看 supervision-worker 的日志中同一时间的错误；下一次运行会重做。"), BY_ITSELF
            )
        elif line.outcome == Outcome.PROBLEM and line.key != "backup":
            what = _("定时任务“%(job)s”遇到问题：%(problem)s") % {"job": line.name, "problem": line.problem}
            yield Trouble(what, _("按提示排除后，下一次运行会补上。"), BY_ITSELF)
    failed = [
        job for _name, job in found.failures if job.finished_at and at - job.finished_at < FAILED_LATELY
    ]
    if failed:
        what = _("最近一天有后台任务出错。")
        do = _("查看 supervision-worker 的日志中同一时间的错误；发起人可以重新提交。")
        yield Trouble(what, do, WATCHING, is_grave=False)
    for since in filter(None, (found.jobs_wait_since, found.rechecks.since)):
        if at - since > LONG_WAIT:
            what = _("有后台任务等待超过 %(n)s 分钟。") % {"n": LONG_WAIT // timedelta(minutes=1)}
            do = _("先看“后台处理”是否在运行；在运行则可能正忙，或须增加后台处理的数量。")
            yield Trouble(what, do, WATCHING, is_grave=False)
            break
    if (found.queue or 0) > LONG_QUEUE:
        what = _("有 %(n)s 条消息等待处理。") % {"n": found.queue}
        yield Trouble(what, _("增加后台处理的数量，或查明哪项任务耗时过长。"), WATCHING, is_grave=False)


def _missing_backup(found: Operation, at: datetime) -> Iterator[Trouble]:
    kept, last = found.backups, found.last_backup
    if not kept.is_set:
        what = _("没有设置每晚自动备份。")
        do = _("设置 BACKUP_DIR 和 BACKUP_PUBLIC_KEY，然后重新启动各部件。")
        yield Trouble(what, do, BACKUPS, is_grave=False)
        return
    if kept.problem:
        what = _("存放备份的文件夹无法读取：%(problem)s") % {"problem": kept.problem}
        yield Trouble(what, _("检查 BACKUP_DIR 所在磁盘是否挂接、权限是否正确。"), BACKUPS)
    if last and problem_of(last):
        what = _("上次备份没有成功：%(problem)s") % {"problem": problem_of(last)}
        yield Trouble(what, _("排除后运行 manage.py backup，不必等到夜间。"), BACKUPS)
    elif kept.newest and at - kept.newest > BACKUP_AGE:
        what = _("最新的备份已超过 %(n)s 小时。") % {"n": BACKUP_AGE // timedelta(hours=1)}
        yield Trouble(what, _("先看“备份”这项定时任务；必要时运行 manage.py backup。"), BACKUPS)


def _unsent_mails(mails: Mails) -> Iterator[Trouble]:
    if mails.failed:
        what = _("最近一次每日邮件有 %(n)s 封没有发出。") % {"n": mails.failed}
        yield Trouble(
            what, _("检查邮件服务器的设置（EMAIL_…）和日志；次日的邮件会包含仍待办的事项。"), BY_ITSELF
        )
