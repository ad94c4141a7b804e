"""An officer's own pair of keys and the passphrase that opens it. A passphrase is used, never kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import PersonalKey
from complaints.policies import own_key
from core import clock, sealing
from core.ledger import service
from core.throttling import within

LEAST = 12  # characters of a passphrase
MOST_TRIES, STRETCH = 10, 600  # wrong passphrases of one user in so many seconds


def opened(*, by: User, passphrase: str) -> bytes:
    """The private key of `by`. Raises ValidationError by field: no key yet, another passphrase, tried too often."""
    found = own_key(by)
    if found is None:
        raise ValidationError({"passphrase": [_("您还没有设置密钥口令。")]})
    return _open(found, by, passphrase, "passphrase")


@service("complaints.personal-key")
def make_personal_key(*, by: User, passphrase: str, again: str, lost: bool = False) -> PersonalKey:
    """Make a pair for `by`, wrapped by `passphrase`. Where there is one already, `lost` says that its passphrase is gone.

    What was granted to the former pair stays closed then: a body's key must be granted, or recovered, anew. Raises ValidationError by field.
    """
    _check(passphrase, again)
    former = PersonalKey.objects.select_for_update().filter(owner=by, replaced_at=None).first()
    if former is not None and not lost:
        raise ValidationError(
            _("您已经设置过密钥口令。要换口令，请用“更换口令”；忘记口令的，请用“口令遗失”。")
        )
    if former is not None:
        former.replaced_at = clock.now()
        former.save(update_fields=["replaced_at"])
    pair = sealing.new_pair()
    return PersonalKey.objects.create(owner=by, public=pair.public, **_wrapped(passphrase, pair.private))


@service("complaints.passphrase-changed")
def change_passphrase(*, by: User, former: str, passphrase: str, again: str) -> PersonalKey:
    """Wrap the same pair by another passphrase. Raises ValidationError by field."""
    _check(passphrase, again)
    found = PersonalKey.objects.select_for_update().filter(owner=by, replaced_at=None).first()
    if found is None:
        raise ValidationError({"former": [_("您还没有设置密钥口令。")]})
    private = _open(found, by, former, "former")
    for name, value in _wrapped(passphrase, private).items():
        setattr(found, name, value)
    found.save()
    return found


def _open(key: PersonalKey, by: User, passphrase: str, field: str) -> bytes:
    if not within(f"passphrase:{by.pk}", most=MOST_TRIES, seconds=STRETCH):
        raise ValidationError({field: [_("试的次数太多，请十分钟以后再试。")]})
    wrapped = sealing.Wrapped(bytes(key.locked), bytes(key.salt), key.operations, key.memory)
    try:
        return sealing.unwrap(passphrase, wrapped)
    except sealing.DoesNotOpen as error:
        raise ValidationError({field: [_("口令不对。")]}) from error


def _check(passphrase: str, again: str) -> None:
    if len(passphrase) < LEAST:
        raise ValidationError(
            {"passphrase": [_("口令至少 %(least)s 个字符，可以用一句只有自己知道的话。") % {"least": LEAST}]}
        )
    if len(set(passphrase)) < LEAST // 2:
        raise ValidationError({"passphrase": [_("口令里重复的字符太多。")]})
    if passphrase != again:
        raise ValidationError({"again": [_("两次输入的口令不一样。")]})


def _wrapped(passphrase: str, private: bytes) -> dict[str, Any]:
    wrapped = sealing.wrap(passphrase, private)
    return {
        "locked": wrapped.locked,
        "salt": wrapped.salt,
        "operations": wrapped.operations,
        "memory": wrapped.memory,
    }
