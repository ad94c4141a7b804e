"""Keys by which other systems act for a user: shown once, kept as a digest, for so many days, taken back at once."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import ApiKey, User
from accounts.services import make_api_key, revoke_api_key, user_of_key
from core.clock import today
from core.models import Event
from rulebook.roles import Role
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def user() -> User:
    return make_user(person=make_person("苗清越"))


def made(user: User, **options: Any) -> tuple[ApiKey, str]:
    return make_api_key(**{"user": user, "name": "县 OA", "by": None, "on": MONDAY, **options})


def test_a_key_acts_for_its_user_for_its_days(user: User) -> None:
    _key, text = made(user, days=30)
    assert user_of_key(text=text, on=MONDAY) == user
    assert user_of_key(text=text, on=date(2026, 3, 31)) == user
    assert user_of_key(text=text, on=date(2026, 4, 1)) is None


def test_only_the_digest_of_a_key_is_kept(user: User) -> None:
    key, text = made(user)
    stored = ApiKey.objects.filter(pk=key.pk).values().get()
    assert text not in str(stored)
    assert len(key.digest) == 64
    assert text.startswith(key.start)
    assert len(text) > 40
    assert made(user)[1] != text


def test_a_key_taken_back_acts_for_nobody(user: User) -> None:
    key, text = made(user)
    revoke_api_key(key=key, by=user)
    first = key.revoked_at
    assert user_of_key(text=text, on=MONDAY) is None
    revoke_api_key(key=key, by=user)
    assert key.revoked_at == first


def test_keys_of_a_user_who_was_switched_off_act_for_nobody(user: User) -> None:
    _key, text = made(user)
    User.objects.update(is_active=False)
    assert user_of_key(text=text, on=MONDAY) is None


@pytest.mark.parametrize("text", ["", "jk_", "x" * 5000, "\0", "密钥"])
def test_what_is_no_key_acts_for_nobody(user: User, text: str) -> None:
    made(user)
    assert user_of_key(text=text, on=MONDAY) is None


def test_the_last_day_of_use_is_noted(user: User) -> None:
    key, text = made(user)
    assert key.last_used_on is None
    user_of_key(text=text, on=date(2026, 3, 9))
    key.refresh_from_db()
    assert key.last_used_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("options", "field"),
    [({"name": " "}, "name"), ({"name": "名" * 61}, "name"), ({"days": 0}, "days"), ({"days": 731}, "days")],
)
def test_a_key_says_what_for_and_for_how_long(user: User, options: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        made(user, **options)
    assert list(refused.value.message_dict) == [field]
    assert not ApiKey.objects.exists()


def test_nobody_who_may_not_log_in_gets_one(user: User) -> None:
    user.is_active = False
    with pytest.raises(ValidationError):
        made(user)


def test_the_ledger_says_who_made_and_took_back_which_key(user: User) -> None:
    admin = make_user()
    key, text = made(user, by=admin)
    revoke_api_key(key=key, by=admin)
    events = Event.objects.filter(target_type="accounts.apikey", target_id=key.pk).order_by("pk")
    assert list(events.values_list("action", "actor")) == [
        ("api-key.made", admin.pk),
        ("api-key.revoked", admin.pk),
    ]
    assert text not in str(list(events.values()))


# the command
def test_the_command_prints_the_key_alone(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_api_key", user.username, "县 OA", "--days", "10")
    told = capsys.readouterr()
    assert user_of_key(text=told.out.strip(), on=today()) == user
    assert "只显示这一次" in told.err


@pytest.mark.parametrize(
    "arguments", [("nobody", "县 OA"), ("someone", ""), ("someone", "县 OA", "--days", "9999")]
)
def test_the_command_ends_with_one_where_it_makes_none(arguments: tuple[str, ...]) -> None:
    make_user("someone")
    with pytest.raises(CommandError) as refused:
        call_command("create_api_key", *arguments)
    assert refused.value.returncode == 1
    assert not ApiKey.objects.exists()


# the administration pages
@pytest.fixture
def administrator(client: Client) -> Client:
    admin = make_user("administrator", role=Role.SECURITY_ADMINISTRATOR)
    User.objects.filter(pk=admin.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=admin.pk))
    return client


def test_the_administrator_makes_a_key_and_sees_it_once(administrator: Client, user: User) -> None:
    page = administrator.post(
        reverse("admin:accounts_apikey_add"), {"user": user.pk, "name": "县 OA", "days": "90"}
    )
    key = ApiKey.objects.get()
    assert (key.user, key.made_by.username, key.name) == (user, "administrator", "县 OA")
    text = next(
        word
        for word in page.content.decode().replace("<", " ").replace(">", " ").split()
        if word.startswith("jk_")
    )
    assert user_of_key(text=text, on=today()) == user
    assert "no-store" in page["Cache-Control"]
    for name in ("changelist", "change"):
        url = reverse(f"admin:accounts_apikey_{name}", args=[key.pk] if name == "change" else [])
        shown = administrator.get(url)
        assert shown.status_code == 200
        assert key.start in shown.content.decode()
        assert text not in shown.content.decode()


def test_a_form_that_is_refused_says_why_beside_the_field(administrator: Client, user: User) -> None:
    page = administrator.post(
        reverse("admin:accounts_apikey_add"), {"user": user.pk, "name": "县 OA", "days": "0"}
    )
    assert page.status_code == 200
    assert not ApiKey.objects.exists()
    User.objects.filter(pk=user.pk).update(is_active=False)
    page = administrator.post(
        reverse("admin:accounts_apikey_add"), {"user": user.pk, "name": "县 OA", "days": "9"}
    )
    assert "该用户已停用" in page.content.decode()


def test_the_administrator_takes_keys_back_and_changes_or_deletes_none(
    administrator: Client, user: User
) -> None:
    key, text = made(user, on=today())
    url = reverse("admin:accounts_apikey_changelist")
    administrator.post(url, {"action": "revoke", "_selected_action": [key.pk]})
    assert user_of_key(text=text, on=today()) is None
    assert (
        administrator.post(
            reverse("admin:accounts_apikey_delete", args=[key.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert (
        administrator.post(reverse("admin:accounts_apikey_change", args=[key.pk]), {"name": "x"}).status_code
        == 403
    )
