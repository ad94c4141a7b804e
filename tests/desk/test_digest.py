"""The daily mail: at most one a person a day, only where there is something, each item with reason and address."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from core.models import JobRun
from desk.tasks import send_digests
from supervision.services.reminders import snooze
from tests.desk.world import DAY, World


@pytest.fixture(autouse=True)
def addresses(world: World) -> None:
    """Everybody has an address."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@county.invalid")


def receivers() -> list[str]:
    return [message.to[0].partition("@")[0] for message in mail.outbox]


def test_only_who_has_something_to_do_gets_it(world: World) -> None:
    send_digests()
    assert {"discipline-officer", "head", "leader", "committee-officer", "bureau-officer"} <= set(receivers())
    assert not {"nobody", "overseer", "registrar", "administrator", "member"} & set(receivers())


def test_a_repeat_sends_nothing_twice(world: World) -> None:
    send_digests()
    first = len(mail.outbox)
    send_digests()
    assert len(mail.outbox) == first
    assert len(set(receivers())) == first


def test_the_next_day_has_its_own_mail(world: World) -> None:
    send_digests()
    first = len(mail.outbox)
    send_digests((DAY + timedelta(days=1)).isoformat())
    assert len(mail.outbox) == 2 * first


def test_each_item_tells_its_reason_and_its_address(world: World, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://jd.example.invalid"
    send_digests()
    message = next(one for one in mail.outbox if one.to == ["discipline-officer@county.invalid"])
    duty = world.duty("head", period="2026Q3")
    assert "逾期" in message.subject
    assert isinstance(message, EmailMultiAlternatives)
    for text in (str(message.body), str(message.alternatives[0][0])):
        assert f"https://jd.example.invalid/duties/{duty.pk}/" in text
        assert "山既明（城关镇镇党委书记）" in text
        assert "应由县纪委监委、乔怀谷办理，已逾期 55 天（C16）" in text
        assert "https://jd.example.invalid/inbox/" in text


def test_who_turned_it_off_or_has_no_address_gets_none(world: World) -> None:
    User.objects.filter(username="head").update(digest=False)
    User.objects.filter(username="leader").update(email="")
    User.objects.filter(username="committee-officer").update(is_active=False)
    send_digests()
    assert not {"head", "leader", "committee-officer"} & set(receivers())


def test_what_was_put_off_is_not_mailed(world: World) -> None:
    user, duty = world.users["leader"], world.duty("head", period="2026Q3")
    snooze(by=user, on=DAY, duty=duty, until=DAY + timedelta(days=5), reason="已约定时间")
    send_digests()
    assert "leader" not in receivers()


def test_a_mail_that_failed_is_tried_again_by_a_later_run(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise SMTPException("server away")

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", refuse)
        send_digests()
    assert mail.outbox == []
    assert JobRun.objects.get(job="digest").result["failed"] > 0
    send_digests()
    assert "head" in receivers()
