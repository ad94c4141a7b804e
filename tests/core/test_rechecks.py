"""Rechecks: asked for with the change, done once however often asked, by whichever worker comes, lost by none."""

from contextlib import closing

import pytest
from django.db import connections, transaction

from core import rechecks
from core.models import Heartbeat, Recheck
from core.tasks import run_rechecks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The doorbell, which nobody answers."""
    heard: list[str] = []
    monkeypatch.setattr(run_rechecks, "delay", lambda: heard.append("rung"))
    monkeypatch.setattr(rechecks, "_kinds", {})
    return heard


def test_what_is_asked_for_twice_is_done_once(rung: list[str]) -> None:
    done: list[str] = []
    rechecks.register("try", done.append)
    rechecks.ask("try", 7)
    rechecks.ask("try", 7)
    rechecks.ask("try", 8)
    assert len(rung) == 3
    assert rechecks.is_waiting("try", 7)
    assert rechecks.run_waiting() == 2
    assert done == ["7", "8"]
    assert not rechecks.is_waiting("try")
    assert rechecks.run_waiting() == 0


def test_it_is_asked_for_only_where_the_change_stands(rung: list[str]) -> None:
    with transaction.atomic():
        rechecks.ask("try", 7)
        transaction.set_rollback(True)
    assert not Recheck.objects.exists()
    assert not rung


def test_a_failure_leaves_it_to_be_tried_again_and_does_not_hold_up_others() -> None:
    done: list[str] = []

    def judge(subject: str) -> None:
        Heartbeat.objects.create(name=f"half {subject}", at="2026-11-01T00:00:00Z")
        if subject == "7":
            raise RuntimeError
        done.append(subject)

    rechecks.register("try", judge)
    rechecks.ask("try", 7)
    rechecks.ask("try", 8)
    assert rechecks.run_waiting() == 1
    assert done == ["8"]
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["half 8"]
    for _times in range(2):
        assert Recheck.objects.get().subject == "7"
        rechecks.run_waiting()
    assert not Recheck.objects.exists()


def test_what_another_worker_judges_is_left_to_it_and_asking_never_waits() -> None:
    rechecks.register("try", lambda subject: pytest.fail("judged twice"))
    rechecks.ask("try", 7)
    with closing(connections.create_connection("default")) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM core_recheck FOR UPDATE")
            assert rechecks.run_waiting() == 0
            Recheck.objects.create(kind="other", subject="1")
        other.rollback()
