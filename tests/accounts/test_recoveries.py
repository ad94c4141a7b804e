"""A lost password or second factor: one security administrator proposes, another confirms, neither for themself; the user is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountRecovery, User
from accounts.services.factors import make_codes
from core.clock import today
from core.models import Event
from desk.presenters.inbox import inbox_parts
from rulebook.roles import Role
from tests.accounts.logged import give_app, is_in, log_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bai() -> User:
    return make_user("bai")


@pytest.fixture
def one() -> User:
    return make_user("one", role=Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def other() -> User:
    return make_user("other", role=Role.SECURITY_ADMINISTRATOR)


def propose(client: Client, **change: str) -> Any:
    typed = {"username": "bai", "scope": "both", "reason": "持工作证到办公室提出"} | change
    return client.post(reverse("recovery-new"), typed)


def answer(client: Client, do: str) -> Any:
    return client.post(reverse("recovery-answer", args=[AccountRecovery.objects.get().pk]), {"do": do})


def test_two_let_somebody_in_again_who_is_told_and_makes_an_own_password(
    as_user: Callable[[User], Client], client: Client, bai: User, one: User, other: User
) -> None:
    give_app(bai)
    make_codes(user=bai, by=bai, on=today())
    assert propose(as_user(one))["Location"] == reverse("recovery-list")
    page = answer(as_user(other), "confirm")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    temporary = page.context["password"]
    assert len(temporary.replace("-", "")) == 16
    assert log_in(Client(), "bai", PASSWORD).status_code == 200  # the former opens nothing
    log_in(client, "bai", temporary)
    owed = client.get(reverse("home"))
    assert owed["Location"].startswith(reverse("password-change"))
    told = client.get(owed["Location"]).content.decode()
    assert "已由 one 提出、other 确认重置" in told
    assert "临时密码" in told
    new = "Chun-jiang-shui-nuan-1"
    client.post(
        reverse("password-change"), {"old_password": temporary, "new_password1": new, "new_password2": new}
    )
    assert is_in(client)
    assert not bai.factors.exists()
    assert not bai.recovery_codes.exists()
    assert list(
        Event.objects.filter(action__startswith="recovery.").order_by("pk").values_list("action", "actor")
    ) == [("recovery.proposed", one.pk), ("recovery.confirmed", other.pk), ("recovery.told", bai.pk)]
    assert temporary not in str(list(Event.objects.values())) + str(list(AccountRecovery.objects.values()))


def test_only_the_factor_leaves_the_password(
    as_user: Callable[[User], Client], client: Client, bai: User, one: User, other: User
) -> None:
    give_app(bai)
    propose(as_user(one), scope="factor")
    assert not answer(as_user(other), "confirm").context["password"]
    log_in(client, "bai")
    assert is_in(client)


def test_who_proposed_does_not_confirm_but_may_take_it_back(
    as_user: Callable[[User], Client], bai: User, one: User
) -> None:
    client = as_user(one)
    propose(client)
    page = answer(client, "confirm")
    assert page.status_code == 302
    assert AccountRecovery.objects.get().outcome == ""
    assert User.objects.get(pk=bai.pk).check_password(PASSWORD)
    answer(client, "decline")
    assert AccountRecovery.objects.get().outcome == "withdrawn"


def test_nobody_proposes_or_confirms_for_themself(
    as_user: Callable[[User], Client], one: User, other: User
) -> None:
    refused = propose(as_user(one), username="one")
    assert refused.status_code == 422
    assert "不能为自己" in refused.content.decode()
    propose(as_user(one), username="other")
    answer(as_user(other), "confirm")
    answer(as_user(other), "decline")
    assert AccountRecovery.objects.get().outcome == ""


def test_one_that_was_decided_is_decided_once(
    as_user: Callable[[User], Client], bai: User, one: User, other: User
) -> None:
    propose(as_user(one))
    answer(as_user(other), "decline")
    assert AccountRecovery.objects.get().outcome == "declined"
    assert answer(as_user(other), "confirm").status_code == 302
    assert User.objects.get(pk=bai.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "nobody"}, "没有用户名为“nobody”的在用账号"),
        ({"username": "\0"}, "用户名"),
        ({"reason": "  "}, "理由"),
        ({"scope": "all"}, "找回内容"),
        ({"reason": "长" * 201}, "理由"),
    ],
)
def test_what_is_missing_is_said_by_field_and_stays_typed(
    as_user: Callable[[User], Client], bai: User, one: User, change: dict[str, str], words: str
) -> None:
    refused = propose(as_user(one), **change)
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert not AccountRecovery.objects.exists()


def test_there_is_one_at_a_time_for_a_user(as_user: Callable[[User], Client], bai: User, one: User) -> None:
    propose(as_user(one))
    assert "已有待确认" in propose(as_user(one)).content.decode()


def test_a_temporary_password_runs_out(
    as_user: Callable[[User], Client], client: Client, bai: User, one: User, other: User
) -> None:
    propose(as_user(one), scope="password")
    temporary = answer(as_user(other), "confirm").context["password"]
    User.objects.filter(pk=bai.pk).update(temporary_until=timezone.now())
    refused = log_in(client, "bai", temporary)
    assert "临时密码已过期" in refused.content.decode()


def test_a_recovery_waits_in_the_inbox_of_the_other_administrator(
    as_user: Callable[[User], Client], bai: User, one: User, other: User
) -> None:
    propose(as_user(one))
    keys = {user.username: [part.key for part in inbox_parts(user, today())] for user in (one, other, bai)}
    assert keys == {"one": [], "other": ["recoveries"], "bai": []}


def test_the_list_costs_the_same_however_long(
    as_user: Callable[[User], Client], bai: User, one: User, other: User, django_assert_max_num_queries: Any
) -> None:
    for at in range(15):
        user = make_user(f"lost{at}")
        AccountRecovery.objects.create(
            user=user, scope="password", reason="忘记", proposed_by=one, proposed_at=timezone.now()
        )
    client = as_user(other)
    client.get(reverse("recovery-list"))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("recovery-list")).status_code == 200


def test_the_database_knows_two_people_and_changes_nothing_decided(
    as_user: Callable[[User], Client], bai: User, one: User, other: User
) -> None:
    propose(as_user(one))
    row = AccountRecovery.objects.all()
    at = timezone.now()
    for decided_by in (one, bai):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(outcome="confirmed", decided_by=decided_by, decided_at=at)
    answer(as_user(other), "decline")
    for change in ({"reason": "另"}, {"outcome": "confirmed"}, {"proposed_by": bai}):
        with pytest.raises(Error), transaction.atomic():
            row.update(**change)
    with pytest.raises(Error), transaction.atomic():
        row.delete()


def test_no_administrator_sets_anothers_password_alone(
    as_user: Callable[[User], Client], bai: User, one: User
) -> None:
    User.objects.filter(pk=one.pk).update(is_staff=True)
    client = as_user(User.objects.get(pk=one.pk))
    new = "Chun-jiang-shui-nuan-1"
    url = reverse("admin:auth_user_password_change", args=[bai.pk])
    client.post(url, {"password1": new, "password2": new, "usable_password": "true"})
    assert User.objects.get(pk=bai.pk).check_password(PASSWORD)
    assert (
        "password"
        not in client.get(reverse("admin:accounts_user_change", args=[bai.pk]))
        .context["adminform"]
        .form.fields
    )


def test_a_first_password_by_an_administrator_is_for_making_an_own_one(
    as_user: Callable[[User], Client], client: Client, one: User
) -> None:
    User.objects.filter(pk=one.pk).update(is_staff=True)
    admin = as_user(User.objects.get(pk=one.pk))
    first = "Chun-jiang-shui-nuan-1"
    typed = {"username": "xin", "usable_password": "true", "password1": first, "password2": first}
    assert admin.post(reverse("admin:accounts_user_add"), typed).status_code == 302
    log_in(client, "xin", first)
    assert client.get(reverse("home"))["Location"].startswith(reverse("password-change"))
