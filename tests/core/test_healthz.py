"""/healthz: what an operator's monitor asks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.models import Heartbeat
from core.tasks import _beat_has_sent, heartbeat

pytestmark = pytest.mark.django_db


def beat_ago(name: str, seconds: int) -> None:
    Heartbeat.objects.create(name=name, at=timezone.now() - timedelta(seconds=seconds))


def test_all_is_up_while_worker_and_beat_showed_life_lately(client: Client) -> None:
    beat_ago("worker", 30)
    beat_ago("beat", 90)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"web": "up", "database": "up", "worker": "up", "beat": "up"}


def test_a_part_silent_for_two_minutes_is_named(client: Client) -> None:
    beat_ago("worker", 125)
    beat_ago("beat", 5)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"web": "up", "database": "up", "worker": "down", "beat": "up"}


def test_parts_never_seen_are_down(client: Client) -> None:
    assert client.get("/healthz").json() == {"web": "up", "database": "up", "worker": "down", "beat": "down"}


@pytest.mark.django_db(transaction=True)
def test_worker_and_beat_each_note_themselves(client: Client) -> None:
    heartbeat()
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["worker"]
    _beat_has_sent(sender="desk.tasks.send_digests")
    assert not Heartbeat.objects.filter(name="beat").exists()
    _beat_has_sent(sender=heartbeat.name)
    assert client.get("/healthz").status_code == 200
    heartbeat()
    assert Heartbeat.objects.count() == 2
