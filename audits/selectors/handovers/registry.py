"""What the product knows of a post on the day it is left: each kind of record tells it by a provider, registered when the apps are ready."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Leaving:
    """A post left: the number of its handover, who left it and when (the first day no longer held)."""

    handover: int
    person: int
    post: int
    unit: int
    left_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """A line the product can fill in: under which kind of item (rulebook), of which record, in which words. `due` and `amount` where known."""

    kind: str
    source_id: int
    title: str
    text: str
    amount: Decimal | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """One kind of record: `source` is its model's label, `page` the name of the address that takes its number, `tell` what it knows of
    many leavings in a constant number of queries, `visible` the records somebody may open. `over` gives the records that are finished on a
    day, each with `over_on`, the day it was or None; without it an item is finished by hand alone.
    """

    source: str
    title: Any
    page: str
    tell: Callable[[Sequence[Leaving], date], Iterator[tuple[int, Known]]]
    visible: Callable[[User, date], QuerySet[Any]]
    over: Callable[[date], QuerySet[Any]] | None = None


_providers: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Add a kind of record; its items then stand in every handover opened from now on."""
    _providers[provider.source] = provider


def providers() -> list[Provider]:
    """All registered, in the order they were registered."""
    return list(_providers.values())


def provider_of(source: str) -> Provider | None:
    """The provider of `source`."""
    return _providers.get(source)


def settled(on: date) -> Q:
    """Items whose record is finished on `on`, whether or not the nightly run wrote that down yet; one subquery a kind of record."""
    found = Q(pk__in=[])
    for provider in _providers.values():
        if provider.over is not None:
            record = provider.over(on).order_by().filter(pk=OuterRef("source_id"))
            found |= Q(source=provider.source) & Q(Exists(record))
    return found


def left_open(on: date) -> Q:
    """Items that are still the successor's to finish on `on`."""
    return Q(open=True, closed_on=None) & ~settled(on)
