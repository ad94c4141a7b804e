"""What may give rise to asking a head (来源): every app names its own kinds; of a row they tell an officer the title and the facts.

What the head reads are the officer's own words. Of a kind that is kept from the head not even the kind is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from rulebook.findings import CODES
from supervision.models import Finding
from supervision.policies import visible_findings

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A row that gave rise to asking, as an officer may see it: about which head (number of the person) in which unit; `url` its page."""

    title: str
    facts: str
    person: int
    unit: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginKind:
    """A kind of origin. `find` tells of the row with a number what `user` may see of it on a day; `is_confidential`: kept from the head;
    `heard` is told the row, the day and today when the head was heard because of it: in a talk, or by their written answer.
    """

    key: str
    title: Words
    is_confidential: bool
    find: Callable[[User, int, date], Origin | None]
    heard: Callable[[int, date, date], None] | None = None


_kinds: dict[str, OriginKind] = {}


def register(kind: OriginKind) -> None:
    """Let heads be asked because of rows of `kind`; called in AppConfig.ready()."""
    _kinds[kind.key] = kind


def kind_of(key: str) -> OriginKind | None:
    """The kind called so; None where no app offers it."""
    return _kinds.get(key)


def origin_of(user: User, key: str, row: int | None, on: date) -> Origin | None:
    """What `user` may see of the origin; None where there is none, or it is not theirs to see."""
    kind = _kinds.get(key)
    return kind.find(user, row, on) if kind is not None and row is not None else None


def tell_heard(key: str, row: int | None, day: date, on: date) -> None:
    """Tell the app whose row gave rise to asking that the head was heard on `day`."""
    kind = _kinds.get(key)
    if kind is not None and kind.heard is not None and row is not None:
        kind.heard(row, day, on)


def _finding(user: User, row: int, on: date) -> Origin | None:
    found: Finding | None = visible_findings(user, on).filter(pk=row, person__isnull=False).first()
    if found is None or found.person_id is None:
        return None
    rule = CODES.get(found.code)
    return Origin(
        title=f"{_(rule.title)} · {found.title}" if rule else found.title,
        facts=found.message,
        person=found.person_id,
        unit=found.unit_id,
        url=reverse("finding", args=[found.pk]),
    )


FINDING = OriginKind(key="finding", title=gettext_lazy("问题登记"), is_confidential=False, find=_finding)
