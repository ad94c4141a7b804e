"""What the page of keys shows."""

from datetime import date
from typing import Any

from accounts.models import User
from complaints import policies
from complaints.choices import KeyState
from complaints.models import BodyKey, ComplaintKey, KeyGrant, ReceivingBody, Recovery
from core.rows import as_product


def key_page(user: User, on: date) -> dict[str, Any]:
    """All of it for `user`. Whoever logs in may set a passphrase: only then can they be asked to keep a part of a key."""
    return {
        "own": policies.own_key(user),
        "bodies": [
            _body(body, user, on) for body in policies.receiving_bodies(user, on).select_related("above")
        ],
        "shares": list(policies.own_shares(user).select_related("key__body")),
        "asked": list(policies.shares_to_release(user).select_related("key__body", "holder__owner__person")),
    }


def _body(body: ReceivingBody, user: User, on: date) -> dict[str, Any]:
    keys = list(body.keys.prefetch_related("shares__holder__owner__person"))
    current = next((key for key in keys if key.state == KeyState.IN_FORCE), None)
    grants = (
        KeyGrant.objects.filter(key=current, holder__replaced_at=None) if current else KeyGrant.objects.none()
    )
    held = [grant.holder.owner for grant in grants.select_related("holder__owner__person")]
    own = any(one.pk == user.pk for one in held)
    return {
        "body": body,
        "current": current,
        "proposed": next((key for key in keys if key.state == KeyState.PROPOSED), None),
        "holders": held,
        "opens": own,
        "grantable": _grantable(body, held, on) if own else [],
        "unfinished": _unfinished(keys, current),
        "unattended": policies.unattended(body, on) if held else 0,
        "recovery": Recovery.objects.filter(
            key=current, holder__owner=user, holder__replaced_at=None, done_at=None
        )
        .prefetch_related("released")
        .first()
        if current
        else None,
    }


def _grantable(body: ReceivingBody, held: list[User], on: date) -> list[User]:
    officers = policies.officers_of(body, on).filter(pk__in=policies.holders_of_keys())
    return list(officers.exclude(pk__in=[one.pk for one in held]).select_related("person"))


@as_product("officers are told that something is left sealed to a former key, whatever it is")
def _unfinished(keys: list[BodyKey], current: BodyKey | None) -> bool:
    """Whether something is still sealed to a former key, or former grants are left."""
    former = [key.pk for key in keys if key.state == KeyState.RETIRED]
    return current is not None and (
        ComplaintKey.objects.filter(key__in=former).exists()
        or KeyGrant.objects.filter(key__in=former).exists()
    )
