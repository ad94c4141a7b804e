"""运行状态: who runs the product sees whether it runs, in states and counts; nothing of a person, a case or a report."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from celery import current_app
from django.conf import settings as configured
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.models import User
from core import health, jobs, metrics
from core.backups.keeping import name_at
from core.models import Heartbeat, Job, JobRun, Recheck
from core.scheduled import SCHEDULE_NAMES, SILENT, Outcome, ScheduleLine, schedule_lines
from desk.presenters import operation as page
from tests import factories
from tests.desk.world import World

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
OPERATIONS = (Path(configured.BASE_DIR) / "docs" / "operations.md").read_text()


@pytest.fixture
def alive() -> None:
    """Worker and scheduler gave a sign of life at NOON, and all scheduled work ended well an hour before."""
    for name in health.PARTS:
        Heartbeat.objects.create(name=name, at=NOON)
    for job in SCHEDULE_NAMES:
        ran(job, NOON - timedelta(minutes=1))


def ran(job: str, at: datetime, *, seconds: int | None = 3, **result: Any) -> JobRun:
    """A run of `job` begun at `at`; None where it did not end."""
    ended = None if seconds is None else at + timedelta(seconds=seconds)
    run, _new = JobRun.objects.update_or_create(
        job=job, due=DAY, defaults={"started_at": at, "finished_at": ended, "result": result}
    )
    return run


def line(key: str, at: datetime = NOON) -> ScheduleLine:
    return next(one for one in schedule_lines(at) if one.key == key)


def troubles(at: datetime = NOON) -> list[str]:
    """What is wrong, each with what to do."""
    return [one.what for one in page.operation(DAY, at).troubles]


def local(hour: int, minute: int = 0) -> datetime:
    """That hour of the day where the county is."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=current_app.timezone)


def text_of(client: Client) -> str:
    answer = client.get(reverse("operation"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_who_runs_the_product_reads_it_and_is_led_to_it(world: World, client_of: ClientOf) -> None:
    answers = {name: client_of(name).get(reverse("operation")).status_code for name in world.users}
    assert answers == dict.fromkeys(world.users, 404) | {"administrator": 200}
    for name in ("administrator", "security", "log-auditor", "registrar"):
        led = reverse("operation") in client_of(name).get("/").content.decode()
        assert led == (name == "administrator"), name


def test_where_all_is_well_it_says_so(alive: None, settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = str(tmp_path)
    (tmp_path / name_at(NOON - timedelta(hours=4))).write_bytes(b"x" * 2048)
    found = page.operation(DAY, NOON)
    assert found.troubles == []
    assert [(part.key, part.is_up) for part in found.parts] == [
        ("web", True), ("worker", True), ("beat", True), ("database", True), ("redis", True),
    ]  # fmt: skip
    assert (found.backups.number, found.backups.size) == (1, 2048)
    assert found.lacking == 0
    assert found.applied.number == len(MigrationLoader(connection).applied_migrations)
    assert found.free
    assert found.database_free
    assert found.most_connections == 100


def test_a_worker_that_is_silent_stands_on_top_with_what_to_do(
    world: World, client_of: ClientOf, alive: None
) -> None:
    Heartbeat.objects.filter(name="worker").update(at=NOON - timedelta(minutes=3))
    worker = next(part for part in page.operation(DAY, NOON).parts if part.key == "worker")
    assert (worker.is_up, worker.seen) == (False, NOON - timedelta(minutes=3))
    assert troubles()[0] == "“后台处理”没有运行。"
    text = text_of(client_of("administrator"))
    assert text.index("“后台处理”没有运行。") < text.index("定时任务</h2>")
    assert "重新启动 supervision-worker" in text
    assert "“后台处理”没有运行。" in client_of("administrator").get("/").content.decode()


@pytest.mark.parametrize(
    ("began", "seen", "late"),
    [
        (local(1, 10), local(13, 20), False),  # the second run of the day was asked for ten minutes ago
        (local(1, 10), local(13, 26), True),
        (local(13, 10), local(23, 59), False),
        (local(13, 10) - timedelta(days=1), local(1, 0), False),
        (local(13, 10) - timedelta(days=1), local(1, 26), True),
        (local(13, 10) - timedelta(days=3), local(1, 0), True),
    ],
)
def test_work_of_the_clock_is_late_a_quarter_of_an_hour_after_its_time(
    began: datetime, seen: datetime, late: bool
) -> None:
    ran("calendar-of-duties", began)
    assert line("calendar-of-duties", seen).is_overdue == late


def test_work_that_never_ran_is_late_only_where_its_time_came_since_the_last_release() -> None:
    installed = health.applied_migrations().last
    assert installed
    assert not line("calendar-of-duties", installed + timedelta(minutes=1)).is_overdue
    late = line("calendar-of-duties", installed + timedelta(days=2))
    assert (late.outcome, late.is_overdue, late.last) == (Outcome.NEVER, True, None)


def test_work_in_trouble_is_never_folded_away_with_what_went_well(
    world: World, client_of: ClientOf, alive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.views.operation.now", lambda: NOON)
    ran("check-of-funds", NOON - timedelta(minutes=5), problem="磁盘已满")
    text = text_of(client_of("administrator"))
    schedule = text[text.index("定时任务</h2>") : text.index("后台任务</h2>")]
    shown, folded = schedule.split("<details")
    name = SCHEDULE_NAMES["check-of-funds"]
    assert str(name) in shown
    assert str(name) not in folded
    assert f"{len(SCHEDULE_NAMES) - 1} 项定时任务没有问题" in folded


@pytest.mark.parametrize(
    ("ago", "seconds", "result", "outcome"),
    [
        (timedelta(minutes=5), 3, {"problem": ""}, Outcome.DONE),
        (timedelta(minutes=5), 3, {"problem": "磁盘已满"}, Outcome.PROBLEM),
        (timedelta(minutes=5), None, {}, Outcome.RUNNING),
        (timedelta(hours=3), None, {}, Outcome.CUT_OFF),
    ],
)
def test_how_the_last_run_ended_is_told(
    ago: timedelta, seconds: int | None, result: dict[str, str], outcome: Outcome
) -> None:
    ran("check-of-funds", NOON - ago, seconds=seconds, **result)
    told = line("check-of-funds")
    assert told.outcome == outcome
    assert page.duration(told.took) == ("3 秒" if seconds else "")


def test_what_is_not_asked_for_is_off_and_not_late(settings: Any) -> None:
    settings.BACKUP_DIR, settings.IMAP_HOST = "", ""
    later = NOON + timedelta(days=9)
    for key in ("backup", "pick-up-of-mail"):
        assert (line(key, later).outcome, line(key, later).is_overdue) == (Outcome.OFF, False)


def test_every_scheduled_work_has_a_name_and_is_noted_under_it() -> None:
    assert set(current_app.conf.beat_schedule) == set(SCHEDULE_NAMES)
    JobRun.objects.all().delete()
    for key in ("calendar-of-duties", "check-of-bylaws", "retention", "days-of-appraisals", "digest"):
        import_string(current_app.conf.beat_schedule[key]["task"]).apply()
        assert JobRun.objects.filter(job=key).exists(), key


def test_backups_are_told_by_age_and_size_and_none_is_a_word_of_its_own(
    alive: None, settings: Any, tmp_path: Path
) -> None:
    settings.BACKUP_DIR = ""
    assert troubles() == ["没有设置每晚自动备份。"]
    settings.BACKUP_DIR = str(tmp_path)
    (tmp_path / name_at(NOON - timedelta(hours=27))).write_bytes(b"x")
    assert "最新的备份已超过 26 小时。" in troubles()
    ran("backup", NOON - timedelta(hours=1), problem="磁盘已满")
    assert "上次备份没有成功：磁盘已满" in troubles()


def test_jobs_are_counted_by_kind_and_the_newest_failures_are_without_anybodys_content(
    world: World, client_of: ClientOf, alive: None
) -> None:
    owner = world.users["registrar"]
    for state in (Job.State.WAITING, Job.State.FAILED, Job.State.FAILED, Job.State.DONE):
        Job.objects.create(
            kind="roster", owner=owner, state=state, file_name="张三名册.xlsx", finished_at=NOON
        )
    found = page.operation(DAY, NOON)
    assert [(str(row.name), row.waiting, row.running, row.failed) for row in found.jobs] == [
        ("导入名册", 1, 0, 2)
    ]
    assert len(found.failures) == 2
    assert "最近一天有后台任务出错。" in [one.what for one in found.troubles]
    text = text_of(client_of("administrator"))
    assert "最近出错的任务" in text
    for word in ("张三", owner.username):
        assert word not in text


def test_every_kind_of_background_job_is_called_by_a_name() -> None:
    for kind in jobs._kinds.keys() - {"try"}:
        assert str(page.kind_name(kind)) != kind


def test_what_waits_too_long_is_told(alive: None) -> None:
    Recheck.objects.create(kind="purchases", subject="1")
    Recheck.objects.update(asked_at=NOON - timedelta(minutes=11))
    assert "有后台任务等待超过 10 分钟。" in troubles()


def test_mails_that_were_not_sent_are_a_number(alive: None) -> None:
    ran("digest", NOON - timedelta(minutes=1), sent=40, failed=2)
    assert "最近一次每日邮件有 2 封没有发出。" in troubles()


def test_failed_log_ins_and_locked_names_are_numbers(world: World, client_of: ClientOf) -> None:
    now = datetime.now(UTC)
    for name, failures, age in (("zhang", 5, 1), ("li", 2, 1), ("wang", 5, 60)):
        attempt = AccessAttempt.objects.create(username=name, failures_since_start=failures, ip_address=None)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - timedelta(minutes=age))
    found = page.operation(DAY, now)
    assert (found.failed_log_ins, found.locked) == (7, 1)
    assert "zhang" not in text_of(client_of("administrator"))


def test_log_ins_are_counted_by_state(world: World) -> None:
    before = page.operation(DAY, NOON).sizes.log_ins
    User.objects.filter(username="nobody").update(is_active=False)
    User.objects.filter(username="member").update(temporary_until=NOON)
    after = page.operation(DAY, NOON).sizes.log_ins
    assert (after.on, after.off, after.temporary) == (before.on - 1, before.off + 1, before.temporary + 1)


def test_the_page_asks_the_same_number_of_queries_however_much_there_is(
    world: World, client_of: ClientOf, alive: None
) -> None:
    client = client_of("administrator")
    text_of(client)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client)
        return len(queries)

    before = asked()
    for n in range(12):
        factories.make_person()
        Job.objects.create(kind=f"kind-{n}", owner=world.users["head"], state=Job.State.FAILED)
        Recheck.objects.create(kind="purchases", subject=str(n))
        JobRun.objects.create(job="digest", due=DAY - timedelta(days=n + 1), started_at=NOON)
    assert asked() == before <= 45


def test_no_number_of_it_tells_whether_anybody_reported(
    world: World, client_of: ClientOf, alive: None, settings: Any
) -> None:
    """Two counties, one with mail that came in and drafts that were deleted, show the same page but for the moment."""
    settings.IMAP_HOST = "mail.example"
    client = client_of("administrator")

    def shown() -> str:
        return re.sub(r'\d\d:\d\d(:\d\d)?|X-CSRFToken[^}]*|value="\S+"|left="\d+"', "", text_of(client))

    for key in SILENT:
        ran(key, NOON - timedelta(minutes=1), seconds=1, taken=0, left=0, problem="")
    none = shown()
    for key in SILENT:
        ran(key, NOON - timedelta(minutes=1), seconds=95, taken=7, left=1, deleted=3, problem="附件没有收下")
    assert shown() == none
    run = JobRun.objects.get(job="pick-up-of-mail")
    text = client.get(reverse("admin:core_jobrun_change", args=[run.pk])).content.decode()
    assert "taken" not in text
    assert "附件没有收下" not in text


def test_no_query_of_it_reads_a_table_of_cases(world: World, alive: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        page.operation(DAY, NOON)
    apps = (
        "complaints|decisions|integrity|audits|appraisals|appointments|finance|projects|inspections|retention"
    )
    read = {name for one in queries for name in re.findall(rf'FROM "((?:{apps})_\w+)"', one["sql"])}
    assert read == set()
    assert ContentType.objects.filter(app_label="complaints").exists()


def test_a_mailbox_that_cannot_be_opened_is_told_in_words(alive: None, settings: Any) -> None:
    settings.IMAP_HOST = "mail.example"
    ran("pick-up-of-mail", NOON - timedelta(minutes=1), left=0, problem="邮箱拒绝了登录")
    assert "定时任务“收取举报邮件”遇到问题：邮箱拒绝了登录" in troubles()


def test_every_section_named_is_one_of_the_manual(alive: None) -> None:
    headings = set(re.findall(r"^#+ (.+)$", OPERATIONS, re.MULTILINE))
    assert {page.WATCHING, page.BY_ITSELF, page.BACKUPS, page.UPGRADE} <= headings
    assert set(page.DO) == {"worker", "beat", "redis"}


def test_redis_that_is_silent_is_told_and_the_page_stands(
    world: World, client_of: ClientOf, alive: None, settings: Any
) -> None:
    client = client_of("administrator")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": settings.REDIS_URL}}
    assert page.operation(DAY, NOON).queue is None
    assert "“消息和缓存（Redis）”没有运行。" in troubles()
    assert "“消息和缓存（Redis）”没有运行。" in text_of(client)


def test_the_figures_for_a_monitor_name_no_single_mail(alive: None) -> None:
    ran("digest:17", NOON)
    ran("pick-up-of-mail", NOON, problem="")
    told = metrics.exposition(NOON).decode()
    assert "digest:17" not in told
    assert 'supervision_last_run_timestamp_seconds{job="pick-up-of-mail"}' in told
