"""Single sign-on by OpenID Connect, by Authlib: there only where the environment names a provider. It finds users, and never makes one."""

from functools import cache
from typing import Any

from authlib.integrations.django_client import OAuth
from django.conf import settings

from accounts.models import User

CALLBACK = "login-oidc-back"


def is_offered() -> bool:
    """Whether the environment names a provider."""
    return bool(settings.OIDC_ISSUER)


def provider() -> Any:
    """The client of the provider; what the provider says of itself is read at its first use."""
    return _client(settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)


@cache
def _client(issuer: str, client_id: str, secret: str) -> Any:
    return OAuth().register(
        name="oidc",
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": settings.OIDC_SCOPE, "code_challenge_method": "S256", "timeout": 10},
    )


def user_of(claims: dict[str, Any]) -> User | None:
    """The user the provider speaks of, by the claim and the field the environment names; None where there is none who may log in."""
    said = str(claims.get(settings.OIDC_CLAIM) or "")
    if not said:
        return None
    field = "person__staff_no" if settings.OIDC_MATCH == "staff-no" else "username"
    return User.objects.filter(**{field: said}, is_active=True).first()


def proved_twice(claims: dict[str, Any]) -> bool:
    """Whether the provider says that it asked for two factors, in words the environment trusts (amr, acr)."""
    ways = claims.get("amr") or []
    ways = ways if isinstance(ways, list) else [ways]
    return (
        bool(set(map(str, ways)) & set(settings.OIDC_AMR)) or str(claims.get("acr", "")) in settings.OIDC_ACR
    )
