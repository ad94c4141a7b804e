"""Sessions end: unused, after so long, elsewhere, with password, role and account (等保 2.0 8.1.4.1 b)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import LoginSession, User
from accounts.services import end_role, give_role
from core.clock import today
from core.models import Event
from rulebook.roles import Role
from tests.accounts.logged import is_in, log_in
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db
AGENT = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"


@pytest.fixture
def bai() -> User:
    return make_user("bai")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let time pass."""

    def pass_by(**time: int) -> None:
        moved = timezone.now() + timedelta(**time)
        monkeypatch.setattr(
            "core.clock.timezone", SimpleNamespace(now=lambda: moved, localdate=timezone.localdate)
        )

    return pass_by


def inside(name: str = "bai", **headers: str) -> Client:
    """A client logged in with the password."""
    client = Client(headers=headers)
    assert log_in(client, name).status_code == 302
    return client


def test_a_session_not_used_for_half_an_hour_is_over_and_the_log_in_says_why(bai: User, later: Any) -> None:
    client = inside()
    later(minutes=29)
    assert is_in(client)
    later(minutes=58)
    assert is_in(client)  # used in between
    later(minutes=89)
    answer = client.get("/duties/?page=2")
    assert answer["Location"] == "/login/?next=/duties/%3Fpage%3D2"
    assert "较长时间没有操作" in client.get(answer["Location"]).content.decode()
    assert LoginSession.objects.get().end == "idle"


def test_who_handles_rights_is_out_after_a_quarter_of_an_hour(later: Any) -> None:
    make_user("guan", role=Role.ADMINISTRATOR)
    client = inside("guan")
    later(minutes=16)
    assert not is_in(client)


def test_after_twelve_hours_it_is_over_however_much_it_was_used(bai: User, later: Any) -> None:
    client = inside()
    for minutes in range(25, 12 * 60, 25):
        later(minutes=minutes)
        assert is_in(client), minutes
    later(minutes=12 * 60 + 1)
    assert not is_in(client)
    assert LoginSession.objects.get().end == "length"


def test_what_a_page_asks_by_itself_is_no_use_and_the_button_is(bai: User, later: Any) -> None:
    client = inside()
    later(minutes=20)
    assert client.get(reverse("session-left")).json()["left"] == pytest.approx(600, abs=5)
    assert client.post(reverse("session-left")).json()["left"] == pytest.approx(1800, abs=5)
    later(minutes=45)
    assert is_in(client)


def test_the_same_person_comes_back_to_the_page_and_another_to_the_first(bai: User, later: Any) -> None:
    make_user("yun")
    for name, back in (("bai", "/duties/"), ("yun", "/")):
        client = inside()
        later(minutes=31)
        client.get("/duties/")
        later(minutes=32)
        assert log_in(client, name, next="/duties/")["Location"] == back
        later(minutes=0)


def test_another_password_in_the_address_of_the_log_in_makes_no_second_session_of_one_key(bai: User) -> None:
    client = inside()
    log_in(client, "bai")
    assert LoginSession.objects.filter(ended_at=None).count() == 1
    assert is_in(client)


def test_one_sees_ones_own_sessions_in_words_and_ends_another(bai: User) -> None:
    here, there = inside(), inside(**{"User-Agent": AGENT})
    page = here.get(reverse("account-sessions")).content.decode()
    assert "Chrome · Windows" in page
    assert "当前登录" in page
    assert "127.0.0.1" not in page
    other = LoginSession.objects.get(device="Chrome · Windows")
    assert here.post(reverse("session-end", args=[other.pk])).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert Event.objects.filter(action="session.ended", target_id=other.pk, actor=bai).exists()


def test_nobody_ends_anothers_session(bai: User) -> None:
    inside()
    make_user("yun")
    url = reverse("session-end", args=[LoginSession.objects.get().pk])
    assert inside("yun").post(url).status_code == 404


def test_one_ends_all_others_at_once(bai: User) -> None:
    here, *others = inside(), inside(), inside()
    here.post(reverse("sessions-end"))
    assert is_in(here)
    assert [is_in(one) for one in others] == [False, False]


def test_an_administrator_ends_a_users_sessions(bai: User) -> None:
    client = inside()
    keeper = make_user("guan", role=Role.SECURITY_ADMINISTRATOR)
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    admin = inside("guan")
    url = reverse("admin:accounts_user_changelist")
    admin.post(url, {"action": "end_sessions", "_selected_action": [bai.pk]})
    assert (is_in(client), is_in(admin)) == (False, True)
    assert LoginSession.objects.get(user=bai).end == "administrator"


def test_a_role_given_or_ended_is_used_from_the_next_log_in(bai: User) -> None:
    client = inside()
    held = give_role(user=bai, role=Role.OFFICER, body=make_unit(), reason="分工", by=None, on=today())
    assert not is_in(client)
    client = inside()
    end_role(held=held, reason="调离", by=None, on=today())
    assert not is_in(client)
    assert set(LoginSession.objects.values_list("end", flat=True)) == {"role"}


def test_who_is_switched_off_is_out(bai: User) -> None:
    client = inside()
    keeper = make_user("guan", role=Role.SECURITY_ADMINISTRATOR)
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    form = {"username": "bai", "email": "", "digest": "on"}
    inside("guan").post(reverse("admin:accounts_user_change", args=[bai.pk]), form)
    bai.refresh_from_db()
    assert not bai.is_active
    assert not is_in(client)
    assert LoginSession.objects.get(user=bai).end == "deactivated"


def test_an_ordinary_page_asks_the_database_nothing_about_the_session(
    bai: User, django_assert_num_queries: Any
) -> None:
    client = inside()
    with django_assert_num_queries(2):  # Django's session and its user
        client.get(reverse("session-left"))
