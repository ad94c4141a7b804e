"""The ledger: every write is one service, and the wrapper records it in the same transaction."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import models, transaction

P = ParamSpec("P")
R = TypeVar("R")


def record(
    action: str,
    *,
    by: Any,
    target: models.Model | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write one event; `by` is the acting user, or None for the product itself (scheduled work, commands)."""
    from core.models import Event

    Event.objects.create(
        actor=by,
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        facts=facts or {},
    )


class Again(Exception):
    """Raised by a service: what it was asked for stands already, since the same form came twice. Nothing is written, and no event."""

    def __init__(self, standing: Any) -> None:
        """`standing` is what the first call made; the second call returns it, too."""
        super().__init__()
        self.standing = standing


def service(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only use case atomic and recorded under `action`.

    The function takes `by`; where it returns a model instance that becomes the event's target. An exception undoes all of it; of Again
    nobody learns but by what is returned.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    target = result if isinstance(result, models.Model) else None
                    record(action, by=kwargs.get("by"), target=target)
            except Again as again:
                return cast("R", again.standing)
            return result

        return call

    return wrap


__all__ = ["Again", "record", "service"]
