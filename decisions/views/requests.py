"""Who asks, and showing what a service refused."""

from django.http import HttpRequest

from accounts.models import User
from core.sending import refuse, token_of

__all__ = ["refuse", "token_of", "user_of"]


def user_of(request: HttpRequest) -> User:
    """The user of a request that has passed log-in."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("pages of decisions are asked for by users who logged in")
    return user
