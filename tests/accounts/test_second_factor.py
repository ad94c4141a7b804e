"""Logging in by two factors: codes, recovery codes, who must, and that nothing opens before (等保 2.0 8.1.4.1 d)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Factor, RecoveryCode, User
from accounts.services.factors import make_codes
from complaints.models import ReceivingBody
from core.clock import today
from core.models import Event
from rulebook.establishment import Category
from rulebook.roles import Role
from tests.accounts.logged import SECRET, code_of, give_app, is_in, log_in
from tests.factories import PASSWORD, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bai() -> User:
    user = make_user("bai")
    give_app(user)
    return user


def test_after_the_password_the_code_is_asked_and_nothing_opens_before(client: Client, bai: User) -> None:
    log_in(client, "bai")
    asked = client.get(reverse("my-rights"))
    assert asked["Location"] == f"{reverse('login-second')}?next=%2Faccount%2F"
    for name in ("home", "account-security", "account-app", "account-sessions", "password-change"):
        assert client.get(reverse(name))["Location"].startswith(reverse("login-second")), name
    page = client.get(asked["Location"])
    assert "第二步验证" in page.content.decode()
    assert "我的权限" not in page.content.decode()
    answer = client.post(reverse("login-second"), {"code": code_of(), "next": "/account/"})
    assert answer["Location"] == "/account/"
    assert is_in(client)


def test_with_the_password_alone_another_system_is_answered_as_nobody(client: Client, bai: User) -> None:
    log_in(client, "bai")
    answer = client.post(reverse("decision-check"), "{}", content_type="application/json")
    assert answer.status_code == 401


def test_a_code_is_taken_once(client: Client, bai: User) -> None:
    log_in(client, "bai")
    code = code_of()
    client.post(reverse("login-second"), {"code": code})
    client.post(reverse("logout"))
    log_in(client, "bai")
    answer = client.post(reverse("login-second"), {"code": code})
    assert answer.status_code == 422
    assert "已经用过" in answer.content.decode()
    assert not is_in(client)
    assert client.post(reverse("login-second"), {"code": code_of(steps=1)}).status_code == 302


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "１２３４５６", "000000 000000", "\0", "x" * 41])
def test_what_is_no_code_opens_nothing(client: Client, bai: User, wrong: str) -> None:
    log_in(client, "bai")
    answer = client.post(reverse("login-second"), {"code": wrong})
    assert answer.status_code == 422
    assert not is_in(client)


def test_a_code_of_two_steps_ago_is_too_old(client: Client, bai: User) -> None:
    log_in(client, "bai")
    assert client.post(reverse("login-second"), {"code": code_of(steps=-3)}).status_code == 422


def test_wrong_codes_lock_the_name_like_wrong_passwords(client: Client, bai: User) -> None:
    log_in(client, "bai")
    tried = [client.post(reverse("login-second"), {"code": "000000"}).status_code for _ in range(5)]
    assert tried == [422] * 4 + [429]
    assert client.post(reverse("login-second"), {"code": code_of()}).status_code == 429
    again = Client()
    assert log_in(again, "bai").status_code == 429


def test_a_recovery_code_stands_in_once(client: Client, bai: User) -> None:
    codes = make_codes(user=bai, by=bai, on=today())
    assert len(set(codes)) == 10
    log_in(client, "bai")
    assert client.post(reverse("login-second"), {"code": codes[0].upper()}).status_code == 302
    client.post(reverse("logout"))
    log_in(client, "bai")
    assert client.post(reverse("login-second"), {"code": codes[0]}).status_code == 422
    assert client.post(reverse("login-second"), {"code": codes[1].replace("-", " ")}).status_code == 302
    assert Event.objects.filter(action="recovery-code.used", actor=bai).count() == 2


def test_new_recovery_codes_make_the_former_worthless(client: Client, bai: User) -> None:
    former = make_codes(user=bai, by=bai, on=today())
    make_codes(user=bai, by=bai, on=today())
    log_in(client, "bai")
    assert client.post(reverse("login-second"), {"code": former[0]}).status_code == 422


def test_in_the_database_stands_neither_secret_nor_code(bai: User) -> None:
    codes = make_codes(user=bai, by=bai, on=today())
    kept = str(list(RecoveryCode.objects.values())) + str(
        [bytes(one.material) for one in Factor.objects.all()]
    )
    assert SECRET not in kept
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    assert not [code for code in codes if code in str(list(Event.objects.values()))]


# adding and removing
def enrol(client: Client, **more: str) -> Any:
    """Add the app whose secret the page shows."""
    page = client.get(reverse("account-app"))
    secret = page.context["secret"].replace(" ", "")
    return client.post(reverse("account-app"), {"code": code_of(secret), "password": PASSWORD, **more})


def test_one_adds_an_app_with_the_password_and_sees_recovery_codes_once(
    as_user: Callable[[User], Client],
) -> None:
    user = make_user("yun")
    client = as_user(user)
    refused = enrol(client, password="Bu-zhidao-2026")
    assert refused.status_code == 422
    assert "密码不正确" in refused.content.decode()
    assert enrol(client, code="000000").status_code == 422
    added = enrol(client)
    assert added.status_code == 200
    assert "只显示这一次" in added.content.decode()
    assert "no-store" in added["Cache-Control"]
    assert (user.factors.count(), user.recovery_codes.count()) == (1, 10)
    assert Event.objects.filter(action="second-factor.added", actor=user).exists()


def test_one_takes_a_factor_away_with_the_password_alone_ones_own(
    as_user: Callable[[User], Client], client: Client, bai: User
) -> None:
    factor = bai.factors.get()
    url = reverse("account-factor-remove", args=[factor.pk])
    assert as_user(make_user("yun")).post(url, {"password": PASSWORD}).status_code == 404
    log_in(client, "bai")
    client.post(reverse("login-second"), {"code": code_of()})
    assert client.post(url, {"password": "x"}).status_code == 422
    assert client.post(url, {"password": PASSWORD}).status_code == 302
    assert not bai.factors.exists()


# who must have one
@pytest.fixture
def required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def test_an_administrator_must_add_one_before_anything_else_opens(client: Client, required: None) -> None:
    make_user("guan", role=Role.ADMINISTRATOR)
    log_in(client, "guan")
    assert client.get(reverse("home"))["Location"].startswith(reverse("account-security"))
    assert client.get(reverse("recovery-list")).status_code == 302
    assert client.get(reverse("account-security")).status_code == 200
    assert enrol(client).status_code == 200
    assert is_in(client)
    factor = User.objects.get(username="guan").factors.get()
    kept = client.post(reverse("account-factor-remove", args=[factor.pk]), {"password": PASSWORD})
    assert kept.status_code == 422
    assert "请先添加另一种" in kept.content.decode()


def test_officers_of_the_receiving_body_and_keepers_of_keys_must_have_one_and_others_not(
    required: None,
) -> None:
    from accounts.services.second import must_have

    body = make_unit("县纪委监委", Category.DISCIPLINE)
    ReceivingBody.objects.create(name="县纪委监委", county=body.county, unit=body)
    assert must_have(make_user(role=Role.OFFICER, body=body), today())
    assert must_have(make_user(role=Role.REGISTRAR, body=make_unit()), today())
    other = make_user(role=Role.OFFICER, body=make_unit())
    assert not must_have(other, today())


def test_the_demand_begins_on_its_day_and_only_where_it_is_made(settings: Any) -> None:
    from accounts.services.second import must_have

    user = make_user(role=Role.ADMINISTRATOR)
    assert not must_have(user, today())
    settings.REQUIRE_SECOND_FACTOR, settings.SECOND_FACTOR_FROM = True, today() + timedelta(days=1)
    assert not must_have(user, today())
    assert must_have(user, today() + timedelta(days=1))


def test_the_administration_has_no_log_in_of_its_own(client: Client, bai: User) -> None:
    answer = client.post("/admin/login/?next=/admin/", {"username": "bai", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/admin/")
