"""Logging in, the lock after wrong passwords, and changing one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rulebook.roles import Role
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
WRONG = "Bu-zhidao-2026"


def try_to_log_in(client: Client, username: str, password: str) -> int:
    """The answer's status to a log-in."""
    return client.post(reverse("login"), {"username": username, "password": password}).status_code


def test_the_right_password_leads_home(client: Client) -> None:
    make_user("bai")
    answer = client.post(reverse("login"), {"username": "bai", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


def test_five_wrong_passwords_lock_the_user_name_even_for_the_right_one(client: Client) -> None:
    make_user("bai")
    tried = [try_to_log_in(client, "bai", WRONG) for _ in range(5)]
    assert tried[:4] == [200] * 4
    assert tried[4] == 429
    locked = client.post(reverse("login"), {"username": "bai", "password": PASSWORD})
    assert locked.status_code == 429
    assert "锁定" in locked.content.decode()


def test_one_locked_name_does_not_lock_another(client: Client) -> None:
    make_user("bai")
    make_user("yun")
    for _ in range(6):
        try_to_log_in(client, "bai", WRONG)
    assert try_to_log_in(client, "yun", PASSWORD) == 302


def test_the_administrator_unlocks_a_name(client: Client) -> None:
    bai = make_user("bai")
    for _ in range(6):
        try_to_log_in(client, "bai", WRONG)
    keeper = make_user(role=Role.SECURITY_ADMINISTRATOR)
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("admin:accounts_user_changelist"), {"action": "unlock", "_selected_action": [bai.pk]})
    client.logout()
    assert try_to_log_in(client, "bai", PASSWORD) == 302


def test_someone_switched_off_cannot_log_in(client: Client) -> None:
    User.objects.filter(pk=make_user("bai").pk).update(is_active=False)
    assert try_to_log_in(client, "bai", PASSWORD) == 200


def test_one_changes_ones_own_password_with_the_old_one(client: Client) -> None:
    user = make_user("bai")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    new = "Yun-juan-yun-shu-9"
    typed = {"old_password": WRONG, "new_password1": new, "new_password2": new}
    refused = client.post(reverse("password-change"), typed)
    assert refused.status_code == 200
    changed = client.post(reverse("password-change"), typed | {"old_password": PASSWORD})
    assert changed.status_code == 302
    assert User.objects.get(pk=user.pk).check_password(new)


@pytest.mark.parametrize("name", ["home", "my-rights", "password-change"])
def test_nobody_sees_a_page_without_logging_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))


def test_what_a_password_must_be_is_said_politely(client: Client) -> None:
    client.force_login(make_user("柏知远"), backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/account/password/").content.decode()
    assert "不少于 10 个字符" in text
    assert "你的" not in text
