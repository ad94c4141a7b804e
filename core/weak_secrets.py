"""Secrets come from the environment alone (config/environment.py); `check --deploy` warns of what could be guessed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.utils.translation import gettext as _

# As Django asks of SECRET_KEY, which it looks at itself.
LEAST_LENGTH, LEAST_DIFFERENT = 50, 5
LEAST_TOKEN = 32
LEAST_PASSWORD = 12
EXAMPLES = frozenset({"PASSWORD"})  # what deploy/environment.example shows


def weak_secrets(app_configs: Sequence[AppConfig] | None, **told: Any) -> list[CheckMessage]:
    """A warning for each secret that is short, is another one again, or is still the example's. No secret is shown."""
    hint = _("生成一个：python3 -c 'import secrets; print(secrets.token_urlsafe(64))'")
    return [Warning(words, hint=hint, id=f"core.W{number:03}") for number, words in _found()]


def _found() -> Iterator[tuple[int, str]]:
    code, token = settings.CODE_KEY, settings.METRICS_TOKEN
    if len(code) < LEAST_LENGTH or len(set(code)) < LEAST_DIFFERENT:
        yield 1, _("CODE_KEY 太短或太简单：至少 %(n)s 个随机字符。") % {"n": LEAST_LENGTH}
    if code == settings.SECRET_KEY:
        yield 2, _("CODE_KEY 与 SECRET_KEY 相同：两者须各自生成、分开保管。")
    if token and len(token) < LEAST_TOKEN:
        yield 3, _("METRICS_TOKEN 太短：至少 %(n)s 个随机字符。") % {"n": LEAST_TOKEN}
    password = str(settings.DATABASES["default"].get("PASSWORD") or "")
    if password and (password in EXAMPLES or len(password) < LEAST_PASSWORD):
        yield 4, _("DATABASE_URL 中的数据库密码太短，或仍是示例：至少 %(n)s 个字符。") % {"n": LEAST_PASSWORD}
