"""Telling the apps above, in the same moment, that heads' tenures ended, or that a day of leaving was corrected.

Imports go down: who follows registers itself when the apps are ready.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Protocol

from django.db import transaction

from core import clock
from organisation.models import Tenure


class Follow(Protocol):
    """What is done for `people` (numbers of rows) whose leaving became known on `on`."""

    def __call__(self, *, people: list[int], on: date) -> object:
        """Do it, for any number of people in a constant number of queries."""


_followers: list[Follow] = []


def register(follow: Follow) -> None:
    """Call `follow` after leavings from now on."""
    if follow not in _followers:
        _followers.append(follow)


def tell(*, people: Iterable[int], on: date | None = None) -> None:
    """Let everyone registered follow, as of today or `on`, once the transaction stands. One that fails harms no write: the nightly run finds
    the leaving, too.
    """
    known = sorted(set(people))
    day = on or clock.today()
    for follow in _followers if known else ():
        transaction.on_commit(partial(follow, people=known, on=day), robust=True)


def leavers_in(tenures: Iterable[Tenure]) -> set[int]:
    """Whose leaving of a headed post the written `tenures` may bear on; one query."""
    numbers = [row.pk for row in tenures]
    return set(Tenure.objects.filter(pk__in=numbers, post__is_head=True).values_list("person", flat=True))
