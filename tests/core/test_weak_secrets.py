"""Secrets come from the environment alone, and `check --deploy` warns of those that could be guessed."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from django.core.management import get_commands, load_command_class

from core.weak_secrets import weak_secrets

GOOD = "k9Jx2mVq7Lw4Zt8Rb1Nc5Pd0Fs6Gh3Ya" * 2
OTHER = "pW3vT7yB2nK8dF5sX9aJ4hQ6mE1cR0uZ" * 2
SECRET = re.compile(r"SECRET|PASSWORD$|TOKEN$|^CODE_KEY$|DATABASE_URL|REDIS_URL")
NOT_SECRET = {"REQUIRE_SECOND_FACTOR"}
# What a person types at a prompt, or a file: never the secret itself, which `ps` and the shell's history would show.
SPOKEN = re.compile(r"password|secret|token|passphrase|private")


@pytest.fixture(autouse=True)
def as_deployed(settings: Any) -> None:
    settings.SECRET_KEY, settings.CODE_KEY, settings.METRICS_TOKEN = GOOD, OTHER, "x" * 43
    settings.DATABASES = {"default": {"PASSWORD": "eighteen signs long"}}


def found() -> list[str]:
    return [str(one.id) for one in weak_secrets(None)]


def test_of_good_secrets_nothing_is_said(settings: Any) -> None:
    assert found() == []
    settings.METRICS_TOKEN, settings.DATABASES = "", {"default": {}}
    assert found() == []  # no figures over the net; PostgreSQL knows the user by the socket


@pytest.mark.parametrize(
    ("name", "value", "id"),
    [
        ("CODE_KEY", "short", "core.W001"),
        ("CODE_KEY", "ab" * 40, "core.W001"),
        ("CODE_KEY", GOOD, "core.W002"),
        ("METRICS_TOKEN", "monitor", "core.W003"),
        ("DATABASES", {"default": {"PASSWORD": "PASSWORD"}}, "core.W004"),
        ("DATABASES", {"default": {"PASSWORD": "supervision"}}, "core.W004"),
    ],
)
def test_what_could_be_guessed_is_told_and_not_shown(settings: Any, name: str, value: Any, id: str) -> None:
    setattr(settings, name, value)
    assert found() == [id]
    shown = str([(one.msg, one.hint) for one in weak_secrets(None)])
    for secret in (settings.CODE_KEY, settings.METRICS_TOKEN, "supervision"):
        assert not secret or secret not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("deploy", [True, False])
def test_it_is_said_where_the_product_is_deployed(settings: Any, deploy: bool) -> None:
    settings.CODE_KEY = "short"
    told = run_checks(tags=["security"], include_deployment_checks=deploy)
    assert ("core.W001" in {one.id for one in told}) == deploy


def test_the_settings_take_every_secret_from_the_environment() -> None:
    tree = ast.parse((Path(configured.BASE_DIR) / "config" / "settings.py").read_text())
    given = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if SECRET.search(name) and name not in NOT_SECRET:
                given[name] = ast.unparse(statement.value)
    assert {"SECRET_KEY", "CODE_KEY", "IMAP_PASSWORD", "OIDC_CLIENT_SECRET", "METRICS_TOKEN"} <= set(given)
    assert "EMAIL_HOST_PASSWORD" in given
    for name, value in given.items():
        assert value.startswith(f"env.text('{name}'"), name


def test_no_command_takes_a_secret_as_an_argument() -> None:
    own = {name: app for name, app in get_commands().items() if app in configured.OWN_APPS}
    assert len(own) > 10
    for name, app in own.items():
        parser = load_command_class(str(app), name).create_parser("manage.py", name)
        for action in parser._actions:
            words = " ".join([action.dest, *action.option_strings])
            assert not SPOKEN.search(words), (name, words)
