"""What a use of funds pays for: a purchase of the unit, or a part of one of its projects. Parts are told by the field, for their app lies above."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat

from finance.models import FundUse, Purchase
from organisation.models import Unit

PARTS: Any = FundUse._meta.get_field("part").related_model
OFFERED = 10


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What was meant: a purchase, or a part."""

    purchase: Purchase | None = None
    part: Any = None


def named(unit: Unit, text: str) -> PaidFor | None:
    """The purchase or part of `unit` that `text` names: by number, or as it is offered; None where there is none."""
    for rows in (_purchases(unit), _parts(unit)):
        found = rows.filter(label=text).first() or rows.filter(code=text).first()
        if found is not None:
            return PaidFor(purchase=found) if isinstance(found, Purchase) else PaidFor(part=found)
    return None


def label_of(use: FundUse) -> str:
    """How what `use` pays for is offered; empty where it names nothing."""
    if use.purchase is not None:
        return f"{use.purchase.number} {use.purchase.title}"
    return f"{use.part.project.number}/{use.part.name}" if use.part is not None else ""


def offered(unit: Unit, text: str) -> list[tuple[str, str]]:
    """The first purchases and parts of `unit` whose number or name holds `text`: as they are named, and from whom they were bought."""
    found: list[tuple[str, str]] = []
    for rows in (_purchases(unit), _parts(unit)):
        matching = rows.filter(label__icontains=text).select_related("supplier").order_by("-pk")[:OFFERED]
        found += [(one.label, one.supplier.name if one.supplier else "") for one in matching]
    return found[:OFFERED]


def codes_of(unit: Unit) -> dict[str, tuple[int | None, int | None]]:
    """By number or name: the numbers of the purchase or the part it stands for; two queries."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for pk, code, label in _parts(unit).values_list("pk", "code", "label"):
        found |= {code: (None, pk), label: (None, pk)}
    for pk, code, label in _purchases(unit).values_list("pk", "code", "label"):
        found |= {code: (pk, None), label: (pk, None)}
    return found


def _purchases(unit: Unit) -> Any:
    rows = Purchase.objects.filter(unit=unit, cancelled=False).defer("form", "search_keys")
    return rows.annotate(code=F("number"), label=Concat("number", Value(" "), "title"))


def _parts(unit: Unit) -> Any:
    rows = PARTS.objects.filter(project__unit=unit, project__cancelled=False)
    label = Concat("project__number", Value("/"), "name")
    return rows.annotate(code=label, label=label)
