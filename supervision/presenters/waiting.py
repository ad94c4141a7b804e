"""What waits for a person (提醒): groups of rows, each with its reason, offered by every app for the one inbox and the daily mail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: what, why it is here, until when, where."""

    title: str
    reason: str
    url: str
    due: date | None = None


Telling = Callable[[Sequence[Any]], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Part:
    """What is there for one reason: the rows, the most pressing first; `tell` words those that are shown, `more_url` lists all.

    Nothing is read before the rows are asked for: the inbox's count takes the rows of all parts in one query.
    """

    key: str
    title: Words
    reason: Words
    rows: QuerySet[Any]
    more_url: str
    tell: Telling


Provider = Callable[[User, date], Iterable[Part]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Offer the parts `provider` gives of a user and a day; called in AppConfig.ready(), and shown in the order of the apps."""
    _providers.append(provider)


def parts_of(user: User, on: date) -> Iterator[Part]:
    """Every part the apps offer `user` on `on`, empty ones among them."""
    for provider in _providers:
        yield from provider(user, on)


def each(item: Callable[[Any], Item]) -> Telling:
    """Word every row by itself."""
    return lambda rows: [item(row) for row in rows]
