"""Second factors: adding and taking away, codes of an app, recovery codes. Passkeys themselves are in passkeys.py."""

import hmac
from base64 import b32encode
from datetime import date
from hashlib import sha256
from secrets import token_bytes

import pyotp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import FactorKind
from accounts.limits import CODE_STEPS, RECOVERY_CODES
from accounts.models import Factor, RecoveryCode, User
from accounts.services.second import must_have
from core import sealing
from core.clock import now, today
from core.ledger import service

STEP = 30  # seconds


def new_secret() -> str:
    """A secret for an app, 160 bits by chance."""
    return pyotp.random_base32()


def address_of(secret: str, user: User) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=_("一把手监督"))


def locked(secret: str) -> bytes:
    """A secret as it is kept: a copy of the database alone shows no codes."""
    return sealing.lock(_key(), secret.encode())


def unlocked(material: bytes) -> str:
    """The secret of an app. Raises sealing.DoesNotOpen."""
    return sealing.unlock(_key(), material).decode()


@service("second-factor.added")
def add_app(*, user: User, secret: str, code: str, by: User, on: date) -> Factor:
    """Add an app that shows codes, or exchange it for the one there was. Raises ValidationError for a code that does not fit."""
    step = _step_of(secret, code)
    if step is None:
        raise ValidationError({"code": _("口令不正确。请核对手机时间后输入当前显示的 6 位数字。")})
    Factor.objects.filter(user=user, kind=FactorKind.TOTP).delete()
    return Factor.objects.create(
        user=user, kind=FactorKind.TOTP, name=_("身份验证器"), material=locked(secret), counter=step
    )


@service("second-factor.removed")
def remove(*, factor: Factor, by: User, on: date) -> User:
    """Take a factor away. Raises ValidationError for the last one of who must have one."""
    user = factor.user
    others = user.factors.select_for_update().exclude(pk=factor.pk)
    if not list(others) and must_have(user, on):
        raise ValidationError(_("您的岗位须有第二验证方式，请先添加另一种再移除这一种。"))
    factor.delete()
    if not user.factors.exists():
        user.recovery_codes.all().delete()
    return user


@service("recovery-codes.made")
def _keep_codes(*, user: User, codes: list[str], by: User, on: date) -> User:
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    return user


def make_codes(*, user: User, by: User, on: date) -> list[str]:
    """New recovery codes; the former ones are worth nothing from now on. They are shown once and kept nowhere."""
    codes = [b32encode(token_bytes(10)).decode().lower() for _number in range(RECOVERY_CODES)]
    _keep_codes(user=user, codes=codes, by=by, on=on)
    return [f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}" for code in codes]


def takes_code(user: User, typed: str) -> bool:
    """Whether `typed` is the present code of the user's app, or a recovery code; neither is taken twice."""
    said = "".join(sign for sign in typed.casefold() if sign.isalnum())
    return _takes_app_code(user, said) or _takes_recovery_code(user, said)


def _takes_app_code(user: User, said: str) -> bool:
    factor = user.factors.filter(kind=FactorKind.TOTP).first()
    step = _step_of(unlocked(bytes(factor.material)), said) if factor else None
    if factor is None or step is None:
        return False
    fresh = Factor.objects.filter(Q(counter__lt=step), pk=factor.pk)
    return fresh.update(counter=step, used_at=now()) == 1


def _takes_recovery_code(user: User, said: str) -> bool:
    fresh = RecoveryCode.objects.filter(user=user, digest=_digest(said), used_at=None)
    if fresh.update(used_at=now()) != 1:
        return False
    _note_use(user=user, by=user, on=today())
    return True


@service("recovery-code.used")
def _note_use(*, user: User, by: User, on: date) -> User:
    return user


def _step_of(secret: str, code: str) -> int | None:
    """The step of 30 seconds whose code this is, among those that count."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    totp, present = pyotp.TOTP(secret), int(now().timestamp()) // STEP
    steps = range(present - CODE_STEPS, present + CODE_STEPS + 1)
    return next((one for one in steps if hmac.compare_digest(totp.generate_otp(one), code)), None)


def _key() -> bytes:
    return hmac.digest(settings.CODE_KEY.encode(), b"second-factor", sha256)


def _digest(code: str) -> str:
    return hmac.new(settings.CODE_KEY.encode(), b"recovery-code:" + code.encode(), sha256).hexdigest()
