"""Where the facts of a finding stand: every app tells it of its own, as far as the reader may go there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from supervision.models import Finding


@dataclass(frozen=True, slots=True)
class Address:
    """Pages a finding leads to: of what it is about, and of the very facts; empty where the reader may not go."""

    matter: str = ""
    facts: str = ""


NOWHERE = Address()
Finder = Callable[[User, Finding, date], Address]
_finders: dict[str, Finder] = {}


def register(source: str, find: Finder) -> None:
    """Tell where findings of `source` lead; `source` may name a family, as `division` does of `division.finance`. In AppConfig.ready()."""
    _finders[source] = find


def address_of(user: User, finding: Finding, on: date) -> Address:
    """Where `finding` leads `user` on `on`."""
    find = _finders.get(finding.source) or _finders.get(finding.source.partition(".")[0])
    return find(user, finding, on) if find else NOWHERE
