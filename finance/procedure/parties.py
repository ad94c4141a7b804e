"""What an organisation of a release is known by, so that the same one is one row however it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core.credit_code import is_valid

CODE_LENGTH = 18
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation: its name, its unified social credit code where one is given, and what it is known by."""

    name: str
    credit_code: str

    @property
    def key(self) -> str:
        """The code, else the name."""
        return self.credit_code or self.name


def known(name: str, code: str = "") -> Known:
    """An organisation by its name and code; one without a name is called by its code."""
    name = " ".join(name.split())
    return Known((name or code)[:LONGEST_NAME], code)


def code_in(*texts: object) -> str:
    """The first credit code among `texts`, also behind a scheme's prefix; empty where none of them ends in one."""
    for text in texts:
        tail = str(text or "").strip().upper()[-CODE_LENGTH:]
        if is_valid(tail):
            return tail
    return ""


def known_parties(form: Mapping[str, Any]) -> dict[str, Known]:
    """The organisations of a release, by the id it gives them."""
    found: dict[str, Known] = {}
    told = {str(one["id"]): one for one in _objects(form.get("parties")) if one.get("id") is not None}
    for one in (*told.values(), *references(form)):
        if one.get("id") is None:
            continue
        name = str(one["id"])
        party = told.get(name, one)
        identifier = party.get("identifier")
        number = identifier.get("id") if isinstance(identifier, dict) else ""
        said = party.get("name") or one.get("name") or name
        found.setdefault(name, known(str(said), code_in(number, name)))
    return found


def references(form: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Every place of a release that names a bidder or a supplier."""
    bids = form.get("bids")
    for bid in _objects(bids.get("details") if isinstance(bids, dict) else None):
        yield from _objects(bid.get("tenderers"))
    for award in _objects(form.get("awards")):
        yield from _objects(award.get("suppliers"))


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
