"""Superusers exist for the installation alone: `check --deploy` warns of any that is left."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError
from django.utils.translation import gettext as _

from accounts.models import User


def superusers_left(app_configs: Sequence[AppConfig] | None, **told: Any) -> list[CheckMessage]:
    """A warning that names the superusers who can still log in; nothing where there is no database to ask yet."""
    try:
        names = list(
            User.objects.filter(is_superuser=True, is_active=True).values_list("username", flat=True)
        )
    except DatabaseError:
        return []
    if not names:
        return []
    words = _("超级用户 %(names)s 仍在启用：超级用户只用于安装，安装后必须停用。") % {
        "names": "、".join(names)
    }
    hint = _(
        "运行 manage.py install_administrators，指定系统管理员、安全管理员、审计管理员，同时停用超级用户。"
    )
    return [Warning(words, hint=hint, id="accounts.W001")]
