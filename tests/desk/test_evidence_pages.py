"""The roots: shown to everybody, mailed to the bodies that keep them, once."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from core.evidence.sealing import close_days, seal
from core.evidence.verifying import VERIFICATION
from core.ledger import record
from core.models import EvidenceBatch, EvidenceDay
from core.runs import last_run
from core.tasks import verify_evidence
from desk.tasks import send_roots
from tests.desk.world import DAY, World
from tests.tampering import past_the_product

YESTERDAY = DAY - timedelta(days=1)
RECEIVERS = {"discipline-officer", "committee-officer", "overseer"}
ClientOf = Callable[[str], Client]


@pytest.fixture
def day(world: World) -> EvidenceDay:
    """Yesterday's root."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@county.invalid")
    record("test.done", by=None)
    seal(at=datetime.combine(YESTERDAY, time(12), tzinfo=UTC))
    (closed,) = close_days(before=DAY)
    return closed


def receivers() -> set[str]:
    return {message.to[0].partition("@")[0] for message in mail.outbox}


def test_the_bodies_that_keep_roots_are_mailed_each_day_once(day: EvidenceDay) -> None:
    send_roots()
    assert receivers() == RECEIVERS
    send_roots()
    assert len(mail.outbox) == len(RECEIVERS)
    message = mail.outbox[0]
    assert str(day.day) in message.subject
    assert day.shown in message.body
    assert f"/evidence/{day.day}/" in message.body


def test_a_mail_that_failed_is_sent_the_next_time(day: EvidenceDay, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_message: object) -> None:
        raise SMTPException

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fails)
        send_roots()
    assert not mail.outbox
    send_roots()
    assert receivers() == RECEIVERS


def test_the_roots_are_listed_and_a_day_shows_its_batches(day: EvidenceDay, client_of: ClientOf) -> None:
    client = client_of("nobody")
    assert "/evidence/" in client.get("/rules/").text
    listed = client.get("/evidence/")
    assert day.shown in listed.text
    shown = client.get(f"/evidence/{day.day}/")
    assert day.shown in shown.text
    assert EvidenceBatch.objects.earliest("number").shown in shown.text
    assert client.get("/evidence/2020-01-01/").status_code == 404
    assert client.get("/evidence/yesterday/").status_code == 404


def test_the_night_verifies_and_the_page_says_what_it_found(day: EvidenceDay, client_of: ClientOf) -> None:
    client = client_of("nobody")
    verify_evidence()
    assert "全部一致" in client.get("/evidence/").text
    with past_the_product() as execute:
        execute("UPDATE core_event SET action = 'other' WHERE action = 'test.done'")
    verify_evidence()
    assert "发现 1 处与存证不符" in client.get("/evidence/").text
    assert "1 处" in last_run(VERIFICATION).result["problem"]


def test_pages_ask_a_constant_number_of_queries(
    day: EvidenceDay, client_of: ClientOf, django_assert_max_num_queries
) -> None:
    client = client_of("nobody")
    with django_assert_max_num_queries(20) as few:
        client.get("/evidence/")
    for back in range(2, 60):
        EvidenceDay.objects.create(
            day=DAY - timedelta(days=back), first=1, batches=1, entries=1, algorithm="sm3", root=bytes(32)
        )
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "2" in client.get("/evidence/?page=2").text
