"""Passkeys (WebAuthn), by Yubico's library: what the browser is asked, and judging what it answers. Only the own host is taken."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from accounts.choices import FactorKind
from accounts.limits import PASSKEYS_MOST
from accounts.models import Factor, User
from core.clock import now
from core.ledger import service

STATE = "passkey"  # in the session: what was asked, for one answer


def ask_new(request: HttpRequest, user: User) -> str:
    """What a browser is asked to make a passkey, as JSON."""
    entity = PublicKeyCredentialUserEntity(
        id=f"user-{user.pk}".encode(), name=user.username, display_name=str(user)
    )
    asked, state = _server(request).register_begin(
        entity, _known(user), user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[STATE] = state
    return json.dumps(dict(asked))


def ask_known(request: HttpRequest, user: User) -> str:
    """What a browser is asked to show one of the user's passkeys, as JSON; nothing where they have none."""
    known = _known(user)
    if not known:
        return ""
    asked, state = _server(request).authenticate_begin(
        known, user_verification=UserVerificationRequirement.PREFERRED
    )
    request.session[STATE] = state
    return json.dumps(dict(asked))


def add_passkey(*, request: HttpRequest, user: User, answer: str, name: str, by: User, on: date) -> Factor:
    """Add the passkey a browser made. Raises ValidationError where it does not fit what was asked, or there are too many."""
    if user.factors.filter(kind=FactorKind.PASSKEY).count() >= PASSKEYS_MOST:
        raise ValidationError(_("通行密钥最多 %(most)s 个，请先移除不用的。") % {"most": PASSKEYS_MOST})
    state = request.session.pop(STATE, None)
    try:
        data = _server(request).register_complete(state, RegistrationResponse.from_dict(json.loads(answer)))
    except Exception as error:  # the library raises many kinds for what a stranger sent
        raise ValidationError(_("没有添加：浏览器给出的通行密钥无法核对，请重试。")) from error
    if data.credential_data is None:
        raise ValidationError(_("没有添加：浏览器给出的通行密钥无法核对，请重试。"))
    return _keep(user=user, made=data.credential_data, counter=data.counter, name=name, by=by, on=on)


@service("second-factor.added")
def _keep(*, user: User, made: AttestedCredentialData, counter: int, name: str, by: User, on: date) -> Factor:
    return Factor.objects.create(
        user=user,
        kind=FactorKind.PASSKEY,
        name=name.strip() or _("通行密钥"),
        material=bytes(made),
        credential=made.credential_id,
        counter=counter,
    )


def takes_passkey(request: HttpRequest, user: User, answer: str) -> bool:
    """Whether `answer` shows one of the user's passkeys for what was asked in this session, once."""
    state = request.session.pop(STATE, None)
    if state is None:
        return False
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        found = _server(request).authenticate_complete(state, _known(user), response)
        counter = response.response.authenticator_data.counter
    except Exception:  # as above
        return False
    rows = Factor.objects.filter(user=user, credential=found.credential_id)
    # A counter that does not grow was copied; one that stays 0 does not count (WebAuthn 6.1.1).
    fresh = rows.filter(counter__lt=counter) if counter else rows.filter(counter=0)
    return fresh.update(counter=counter, used_at=now()) == 1


def _known(user: User) -> list[AttestedCredentialData]:
    rows = user.factors.filter(kind=FactorKind.PASSKEY)
    return [AttestedCredentialData(bytes(row.material)) for row in rows]


def _server(request: HttpRequest) -> Fido2Server:
    origin = f"{request.scheme}://{request.get_host()}"
    host = urlsplit(origin).hostname or ""
    party: Any = PublicKeyCredentialRpEntity(id=host, name=_("一把手监督"))
    return Fido2Server(party, verify_origin=lambda said: said == origin)
