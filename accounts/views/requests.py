"""Who asks."""

from django.http import HttpRequest

from accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The user of a request that has passed log-in."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("this page is asked for by users who logged in")
    return user
