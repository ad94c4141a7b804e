"""Keys by which other systems act for a user: made once, shown once, taken back at any time."""

import hashlib
from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import ApiKey, User
from accounts.policies import usable_keys
from core.clock import now, today
from core.ledger import service

MARK = "jk_"  # 接口: so that a key found in a file is known for what it is
DAYS, MOST_DAYS = 365, 730
SHOWN = 9  # characters by which keys are told apart


def make_api_key(
    *, user: User, name: str, by: Any, on: date | None = None, days: int = DAYS
) -> tuple[ApiKey, str]:
    """Make a key that acts for `user` for `days` days from `on` (today); return it and its text, which is kept nowhere.

    Raises ValidationError by field: without a name, for more days than MOST_DAYS, for a user who may not log in.
    """
    check_api_key(user=user, name=name, days=days)
    text = MARK + token_urlsafe(32)
    key = _keep(
        user=user, name=name.strip(), text=text, by=by, expires_on=(on or today()) + timedelta(days=days)
    )
    return key, text


def check_api_key(*, user: User, name: str, days: int) -> None:
    """Raise ValidationError, by field, for a key that may not be made as it stands."""
    if not user.is_active:
        raise ValidationError({"user": _("该用户已停用")})
    if not name.strip():
        raise ValidationError({"name": _("请写明哪个系统使用")})
    if len(name.strip()) > (ApiKey._meta.get_field("name").max_length or 0):
        raise ValidationError({"name": _("文字太长。")})
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("有效期须为 1 至 %(most)s 天") % {"most": MOST_DAYS}})


@service("api-key.made")
def _keep(*, user: User, name: str, text: str, by: Any, expires_on: date) -> ApiKey:
    return ApiKey.objects.create(
        user=user, name=name, start=text[:SHOWN], digest=_digest(text), made_by=by, expires_on=expires_on
    )


@service("api-key.revoked")
def revoke_api_key(*, key: ApiKey, by: Any) -> ApiKey:
    """Take a key back; from this moment it acts for nobody. A second time changes nothing."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now())
    key.refresh_from_db()
    return key


def user_of_key(*, text: str, on: date) -> User | None:
    """The user for whom the key `text` acts on `on`, None where there is none. Notes the day on which it was last used."""
    key = usable_keys(on).select_related("user__person").filter(digest=_digest(text)).first()
    if key is None:
        return None
    if key.last_used_on != on:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=on)
    return key.user


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
