"""Logging in as a person does, for the tests of what is asked then."""

import time
from typing import Any

import pyotp
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Factor, User
from accounts.services.factors import locked, new_secret
from tests.factories import PASSWORD

SECRET = new_secret()


def give_app(user: User) -> str:
    """An app that shows codes for `user`; its secret."""
    Factor.objects.create(user=user, kind="totp", name="身份验证器", material=locked(SECRET))
    return SECRET


def code_of(secret: str = SECRET, *, steps: int = 0) -> str:
    """The code an app shows now, or some steps of 30 seconds from now."""
    return pyotp.TOTP(secret).at(time.time() + 30 * steps)


def log_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    """The answer to name and password."""
    return client.post(reverse("login"), {"username": name, "password": password, **more})


def is_in(client: Client) -> bool:
    """Whether the client sees its own pages."""
    return client.get(reverse("my-rights")).status_code == 200
