"""The ledger: every write is one service, and the wrapper records it in the same transaction."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

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


def service(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only use case atomic and recorded under `action`.

    The function takes `by`; where it returns a model instance that becomes the event's target. An exception undoes all of it.
    """

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                result = function(*args, **kwargs)
                target = result if isinstance(result, models.Model) else None
                record(action, by=kwargs.get("by"), target=target)
            return result

        return call

    return wrap


__all__ = ["record", "service"]
