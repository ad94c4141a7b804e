"""A release as it came in (OCDS), with our own names for who takes part in it."""

from typing import Any

import msgspec

from finance.procedure.flags.form import Release
from finance.procedure.flags.reading import Read, read
from finance.procedure.parties import known_parties

PLACES = frozenset({"parties", "tenderers", "suppliers", "procuringEntity"})


def kept_release(form: str, purchase: int, unit: int) -> Release:
    """The release whose JSON text is `form`: the process is called by the number of its purchase, the buyer by that of its unit,
    bidders and suppliers by the keys of ours.
    """
    decoded: dict[str, Any] = msgspec.json.decode(form)
    names = {name: one.key for name, one in known_parties(decoded).items()}
    buyer = decoded.get("buyer")
    if isinstance(buyer, dict) and buyer.get("id") is not None:
        names[str(buyer["id"])] = str(unit)
    said = _renamed(decoded, names) | {"ocid": str(purchase), "buyer": {"id": str(unit)}}
    found = read(msgspec.json.encode(said))
    if not isinstance(found, Read):
        raise ValueError(f"purchase {purchase} keeps no release: {found.error}")
    return found.release


def _renamed(value: Any, names: dict[str, str], *, here: bool = False) -> Any:
    """A copy in which organisations bear other ids; only where organisations stand."""
    if isinstance(value, list):
        return [_renamed(one, names, here=here) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _renamed(part, names, here=name in PLACES) for name, part in value.items()}
    if here and str(made.get("id")) in names:
        made["id"] = names[str(made["id"])]
    return made
