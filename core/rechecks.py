"""Judging anew what is too much for the request, or the import, that changed it: asked for with the change, done by a worker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Min

from core.models import Recheck

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3  # then the night does it, as it does every other
_kinds: dict[str, Callable[[str], object]] = {}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, and since when; None where nothing does."""

    number: int
    since: datetime | None


def register(kind: str, judge: Callable[[str], object]) -> None:
    """Let `judge` do the rechecks of `kind`; called in AppConfig.ready() by the app that knows the work."""
    _kinds[kind] = judge


def ask(kind: str, subject: object) -> None:
    """Let `subject` be judged anew once the transaction stands. Never waits for a worker that judges it at the moment."""
    from core.tasks import run_rechecks

    Recheck.objects.create(kind=kind, subject=str(subject))
    transaction.on_commit(run_rechecks.delay, robust=True)


def is_waiting(kind: str, *subjects: object) -> bool:
    """Whether something of `kind`, or one of these subjects of it, is still to be judged."""
    rows = Recheck.objects.filter(kind=kind)
    return (rows.filter(subject__in=map(str, subjects)) if subjects else rows).exists()


def waiting_rechecks() -> Waiting:
    """What waits to be judged anew; one query."""
    return Waiting(**Recheck.objects.aggregate(number=Count("pk"), since=Min("asked_at")))


def run_waiting() -> int:
    """Judge everything that waits, each once, in a transaction of its own; return how much was done. A failure is logged, tried again later."""
    done, passed = 0, set[int]()
    while (first := _next(passed)) is not None:
        passed.add(first.pk)
        try:
            done += _judge(first)
        except Exception:
            log.exception("recheck %s failed", first)
            Recheck.objects.filter(pk=first.pk).update(attempts=F("attempts") + 1)
            Recheck.objects.filter(attempts__gte=MOST_ATTEMPTS).delete()
    return done


def _next(besides: set[int]) -> Recheck | None:
    return Recheck.objects.exclude(pk__in=besides).order_by("pk").first()


@transaction.atomic
def _judge(first: Recheck) -> int:
    """Judge what `first` asks for, and with it everything that asks for the same; 0 where another worker does."""
    same = Recheck.objects.filter(kind=first.kind, subject=first.subject)
    rows = list(same.select_for_update(skip_locked=True).values_list("pk", flat=True))
    if first.pk not in rows:
        return 0
    _kinds[first.kind](first.subject)
    Recheck.objects.filter(pk__in=rows).delete()
    return 1
