"""/metrics: figures for a monitor, for nobody else, and none that tells of people."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core import metrics
from core.clock import now, today
from core.models import Heartbeat, JobRun
from core.tasks import heartbeat
from tests import factories

pytestmark = pytest.mark.django_db
LABELS = {"view", "method", "status", "task", "outcome", "part", "job", "state", "le"}


def value(text: str, line: str) -> float:
    """The value of a figure, 0 where it is not there."""
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0


def figures() -> str:
    return metrics.exposition(now()).decode()


def test_only_this_machine_reads_them_and_not_through_a_proxy(client: Client, settings):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-Proto": "https"}).status_code == 404
    settings.METRICS_TOKEN = "a long token"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    answer = client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers={"Authorization": "Bearer a long token"})
    assert answer.status_code == 200
    assert not answer.cookies


def test_requests_are_counted_by_view_and_those_of_the_public_are_not(client: Client):
    line = 'supervision_requests_total{method="GET",status="200",view="login"}'
    before = value(figures(), line)
    client.get("/login/")
    client.get("/report/")
    client.get("/healthz")
    after = figures()
    assert value(after, line) == before + 1
    assert 'supervision_request_seconds_bucket{le="0.05",view="login"}' in after
    for unobserved in ("report-about", "healthz"):
        assert f'view="{unobserved}"' not in after


def test_no_address_and_no_made_up_method_becomes_a_label(client: Client):
    client.get("/heads/330102199001011234/张三/")
    client.generic("ZHANGSAN", "/login/")
    text = figures()
    for word in ("3301021990", "张三", "ZHANGSAN"):
        assert word not in text
    assert set(re.findall(r'(\w+)="', text)) <= LABELS


def test_what_database_and_broker_know_is_told(client: Client):
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(seconds=40))
    JobRun.objects.create(job="digest", due=today(), started_at=now(), finished_at=now())
    text = figures()
    assert 40 <= value(text, 'supervision_heartbeat_age_seconds{part="worker"}') < 60
    assert value(text, 'supervision_last_run_timestamp_seconds{job="digest"}') > 1e9
    assert value(text, 'supervision_up{part="database"}') == 1
    assert value(text, 'supervision_up{part="broker"}') == 1
    assert value(text, "supervision_database_connections_most") == 100
    for name in ("supervision_queue_length", "supervision_jobs{", "supervision_rechecks_waiting"):
        assert name in text


def test_a_failed_backup_is_told_and_its_day_is_not_the_last_good_one():
    yesterday = now() - timedelta(days=1)
    JobRun.objects.create(
        job="backup",
        due=today() - timedelta(days=1),
        started_at=yesterday,
        finished_at=yesterday,
        result={"bytes": 7},
    )
    assert value(figures(), "supervision_backup_failed") == 0
    assert value(figures(), "supervision_backup_bytes") == 7
    JobRun.objects.create(
        job="backup", due=today(), started_at=now(), finished_at=now(), result={"problem": "备份没有完成"}
    )
    text = figures()
    assert value(text, "supervision_backup_failed") == 1
    assert value(text, 'supervision_last_run_timestamp_seconds{job="backup"}') == pytest.approx(
        yesterday.timestamp()
    )


def test_a_task_is_counted_with_how_it_ended():
    line = 'supervision_tasks_total{outcome="success",task="core.tasks.heartbeat"}'
    before = value(figures(), line)
    heartbeat.apply()
    assert value(figures(), line) == before + 1


def test_the_county_stays_out_of_the_figures():
    user = factories.make_user("wangxiaoming")
    client = Client()
    client.force_login(user)
    client.get("/")
    assert "wangxiaoming" not in figures()
