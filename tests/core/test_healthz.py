"""/healthz and /readyz: what an operator's monitor asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core import health
from core.models import Heartbeat
from core.tasks import _beat_has_sent, heartbeat

pytestmark = pytest.mark.django_db
ALL_UP = dict.fromkeys(("web", "disk", "redis", "database", "migrations", "worker", "beat"), "up")


def beat_ago(name: str, seconds: int) -> None:
    Heartbeat.objects.create(name=name, at=timezone.now() - timedelta(seconds=seconds))


def test_the_process_lives_whatever_the_others_do(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"web": "up"})
    assert not answer.cookies


def test_all_is_up_while_worker_and_beat_showed_life_lately(client: Client) -> None:
    beat_ago("worker", 30)
    beat_ago("beat", 90)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, ALL_UP)
    assert not answer.cookies


def test_a_part_silent_for_two_minutes_is_named(client: Client) -> None:
    beat_ago("worker", 125)
    beat_ago("beat", 5)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, ALL_UP | {"worker": "down"})


def test_parts_never_seen_are_down(client: Client) -> None:
    assert client.get("/readyz").json() == ALL_UP | {"worker": "down", "beat": "down"}


def test_silent_redis_a_full_disk_and_a_missing_migration_are_named(
    client: Client, settings, monkeypatch
) -> None:
    beat_ago("worker", 5)
    beat_ago("beat", 5)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health, "LEAST_FREE", 2**70)
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == ALL_UP | dict.fromkeys(("redis", "disk", "migrations"), "down")


@pytest.mark.django_db(transaction=True)
def test_worker_and_beat_each_note_themselves(client: Client) -> None:
    heartbeat()
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["worker"]
    _beat_has_sent(sender="desk.tasks.send_digests")
    assert not Heartbeat.objects.filter(name="beat").exists()
    _beat_has_sent(sender=heartbeat.name)
    assert client.get("/readyz").status_code == 200
    heartbeat()
    assert Heartbeat.objects.count() == 2
