"""Single sign-on by OpenID Connect, against a real provider: a process of its own on this machine, asked over HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.logged import give_app, is_in
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db
STARTS_WITHIN = 60  # seconds


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--require-nonce",
    ]
    provider = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    home, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
    while True:
        try:
            requests.get(f"{home}/.well-known/openid-configuration", timeout=2).raise_for_status()
            break
        except requests.RequestException:
            assert provider.poll() is None, "the provider ended by itself"
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.2)
    yield home
    provider.terminate()
    provider.wait(30)


@pytest.fixture
def single(issuer: str, settings: Any) -> Any:
    """The product, told of the provider as the environment tells it."""
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "县统一身份认证"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "county", "a secret between the two"
    return settings


def known(issuer: str, sub: str, **claims: object) -> None:
    """Tell the provider of somebody."""
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()


def come(client: Client, sub: str, asked: str = "") -> HttpResponse:
    """To the provider, there as `sub`, and back with the code."""
    there = client.get(reverse("login-oidc"), {"next": asked})
    assert there.status_code == 302
    sent = requests.post(there["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(sent.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_without_a_provider_there_is_neither_button_nor_address(client: Client) -> None:
    assert "login-oidc" not in client.get(reverse("login")).content.decode()
    assert reverse("login-oidc") not in client.get(reverse("login")).content.decode()
    assert client.get(reverse("login-oidc")).status_code == 404
    assert client.get(reverse("login-oidc-back")).status_code == 404


def test_the_log_in_offers_it_by_its_name(client: Client, single: Any) -> None:
    page = client.get(reverse("login") + "?next=/duties/").content.decode()
    assert "用县统一身份认证登录" in page
    assert f"{reverse('login-oidc')}?next=/duties/" in page


def test_it_is_asked_with_state_nonce_and_a_proof_of_the_code(client: Client, single: Any) -> None:
    asked = parse_qs(urlsplit(client.get(reverse("login-oidc"))["Location"]).query)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]


def test_a_known_user_comes_in_and_is_led_back(client: Client, single: Any, issuer: str) -> None:
    make_user("bai")
    known(issuer, "1001", preferred_username="bai")
    assert come(client, "1001", "/duties/")["Location"] == "/duties/"
    assert is_in(client)


def test_by_staff_number_where_the_environment_says_so(client: Client, single: Any, issuer: str) -> None:
    single.OIDC_CLAIM, single.OIDC_MATCH = "employee_no", "staff-no"
    make_user("bai", person=make_person(staff_no="ZP9001"))
    known(issuer, "1002", preferred_username="other", employee_no="ZP9001")
    come(client, "1002")
    assert is_in(client)


@pytest.mark.parametrize("claims", [{"preferred_username": "nobody"}, {}, {"preferred_username": ""}])
def test_nobody_is_made_of_whom_only_the_provider_knows(
    client: Client, single: Any, issuer: str, claims: dict[str, str]
) -> None:
    known(issuer, "1003", **claims)
    before = User.objects.count()
    answer = come(client, "1003")
    assert "没有对应的在用账号" in client.get(answer["Location"]).content.decode()
    assert User.objects.count() == before
    assert not is_in(client)


def test_who_is_switched_off_stays_out(client: Client, single: Any, issuer: str) -> None:
    User.objects.filter(pk=make_user("bai").pk).update(is_active=False)
    known(issuer, "1001", preferred_username="bai")
    come(client, "1001")
    assert not is_in(client)


@pytest.mark.parametrize(
    ("claims", "opened"), [({}, False), ({"amr": ["pwd"]}, False), ({"amr": ["pwd", "mfa"]}, True)]
)
def test_the_second_factor_is_asked_unless_the_provider_says_it_asked(
    client: Client, single: Any, issuer: str, claims: dict[str, Any], opened: bool
) -> None:
    give_app(make_user("bai"))
    known(issuer, "1001", preferred_username="bai", **claims)
    come(client, "1001")
    assert is_in(client) is opened


def test_no_answer_for_another_browser_or_a_second_time_is_taken(
    client: Client, single: Any, issuer: str
) -> None:
    make_user("bai")
    known(issuer, "1001", preferred_username="bai")
    there = client.get(reverse("login-oidc"))["Location"]
    sent = requests.post(there, data={"sub": "1001"}, allow_redirects=False, timeout=5)
    back = urlsplit(sent.headers["Location"])
    stranger = Client()
    assert stranger.get(f"{back.path}?{back.query}")["Location"] == reverse("login")
    assert not is_in(stranger)
    client.get(f"{back.path}?{back.query}")
    assert is_in(client)
    client.post(reverse("logout"))
    client.get(f"{back.path}?{back.query}")
    assert not is_in(client)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=y", "?error=access_denied&error_description=%3Cb%3E"]
)
def test_what_is_no_answer_is_refused_politely(client: Client, single: Any, query: str) -> None:
    answer = client.get(reverse("login-oidc-back") + query)
    assert answer["Location"] == reverse("login")
    page = client.get(reverse("login")).content.decode()
    assert "没有完成" in page
    assert "<b>" not in page


def test_a_provider_that_does_not_answer_leaves_the_password(client: Client, single: Any) -> None:
    single.OIDC_ISSUER = "http://127.0.0.1:9"
    assert client.get(reverse("login-oidc"))["Location"] == reverse("login")
    assert "没有完成" in client.get(reverse("login")).content.decode()
