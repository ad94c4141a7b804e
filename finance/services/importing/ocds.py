"""Releases of the Open Contracting Data Standard as purchases: the form is kept, columns are filled from it for lists."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from core.importing import CellError, Refused
from decisions.procedure import Unfit
from finance.choices import BidStatus
from finance.procedure.flags.facts import is_cancelled
from finance.procedure.flags.purchase import (
    BUDGET_ADJUSTMENT,
    day_of,
    fen,
    first_day,
    in_fen,
    issued_on,
    item_code,
    purchase_of,
)
from finance.procedure.flags.purchase import Purchase as Facts
from finance.procedure.flags.reading import read
from finance.procedure.parties import Known, code_in, known, known_parties
from finance.services.importing.drafts import Draft
from finance.services.purchases import BidLine, PaymentLine
from organisation.models import Unit
from rulebook.procedures.procurement import OPEN_TENDER, Category

FEN = 100
LONGEST_NUMBER, LONGEST_ID = 60, 200
Numbered = tuple[int, bytes | None]


def is_json(content: bytes) -> bool:
    """Whether a file holds JSON, by how it begins."""
    return content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


class _Record(msgspec.Struct):
    compiled: msgspec.Raw = msgspec.field(name="compiledRelease", default=msgspec.Raw(b"null"))


class _Document(msgspec.Struct):
    """A package of releases or of records, or one release; what is inside stays text."""

    releases: list[msgspec.Raw] | None = None
    records: list[_Record] | None = None
    ocid: Any = None


def lines_of(content: bytes) -> list[Numbered] | None:
    """The releases of one JSON document: a list, a release package, a record package, or one release; None where it is JSON lines.

    Numbers are places in the document, from 1. Raises Refused for a document of something else.
    """
    is_list = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"["
    try:
        document: Any = msgspec.json.decode(content, type=list[msgspec.Raw] if is_list else _Document)
    except msgspec.ValidationError as error:
        raise _no_releases() from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    found = document if is_list else _listed(document, content)
    return [(place, bytes(one)) for place, one in enumerate(found, start=1)]


def _no_releases() -> Refused:
    return Refused(_("没有找到 OCDS 发布：应为发布的列表、发布包、记录包，或者每行一个发布。"))


def _listed(document: _Document, content: bytes) -> list[Any]:
    """Raises Refused where no release is in the document."""
    if document.releases is not None:
        return document.releases
    if document.records is not None:
        return [one.compiled for one in document.records]
    if document.ocid is None:
        raise _no_releases()
    return [content]


class ReleaseReader:
    """Turns lines into drafts; what is wrong goes to `errors`, by line and field."""

    def __init__(self, units: dict[str, Unit], errors: list[CellError]) -> None:
        """`units` by name."""
        self._units, self._errors = units, errors
        self._by_code = {unit.credit_code: unit for unit in units.values() if unit.credit_code}
        self._came: dict[str, int] = {}

    def draft(self, line: int, text: bytes | None) -> Draft | None:
        """What a line says, None where it cannot be stored; why is noted."""
        found = read(text) if text is not None else Unfit("", _("这一行太长。"))
        if text is None or isinstance(found, Unfit):
            self._refuse(line, getattr(found, "field", ""), getattr(found, "error", ""))
            return None
        before, release, form = len(self._errors), found.release, msgspec.json.decode(text)
        first = self._came.setdefault(release.ocid, line)
        if first != line:
            self._refuse(line, "ocid", _("与第 %(row)s 行重复") % {"row": first})
        elif not release.ocid.strip() or len(release.ocid) > LONGEST_ID or b"\\u0000" in text:
            self._refuse(line, "ocid", _("编号为空、太长，或者文字中有不可见的空字符"))
        unit, facts = self._unit(line, form), purchase_of(release, OPEN_TENDER.value)
        if facts.category is None:
            words = _("须写明采购类别（goods、services、works），或者品目编码")
            self._refuse(line, "tender.mainProcurementCategory", words)
        if facts.bought_on is None:
            self._refuse(line, "date", _("须写明发布、开标、中标或者合同的日期"))
        if unit is None or len(self._errors) > before:
            return None
        return _draft(line, unit, form, facts)

    def _unit(self, line: int, form: dict[str, Any]) -> Unit | None:
        """The unit that buys: by its credit code, else by its name."""
        buyer = form.get("buyer")
        if not isinstance(buyer, dict):
            self._refuse(line, "buyer", _("须写明采购人"))
            return None
        number = str(buyer.get("id") or "")
        party = next((one for one in _objects(form.get("parties")) if str(one.get("id")) == number), {})
        identifier = party.get("identifier")
        code = code_in(identifier.get("id") if isinstance(identifier, dict) else "", number)
        name = str(buyer.get("name") or party.get("name") or "").strip()
        unit = self._by_code.get(code) or self._units.get(name)
        if unit is None:
            words = _("没有名为“%(name)s”的单位，或者不在您可以导入的范围") % {"name": name or number}
            self._refuse(line, "buyer.name", words)
        return unit

    def _refuse(self, line: int, field: str, message: str) -> None:
        self._errors.append(CellError(line, field, message))


def _yuan(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / FEN


def _draft(line: int, unit: Unit, form: dict[str, Any], facts: Facts) -> Draft:
    release = facts.release
    parties = known_parties(form)
    winners = [_known(one, parties) for award in facts.awards for one in _references(award.suppliers)]
    values = _values(form, facts) | {"form": form, "happened_on": facts.bought_on}
    return Draft(
        line=line,
        unit=unit,
        key=release.ocid,
        values=values,
        supplier=winners[0] if winners else None,
        bids=_bids(form, parties, {one.key for one in winners}),
        payments=_payments(form),
    )


def _values(form: dict[str, Any], facts: Facts) -> dict[str, Any]:
    release = facts.release
    tender, planning = release.tender, release.planning
    budget = planning.budget if planning is not None else None
    said = form.get("tender")
    title = said.get("title") if isinstance(said, dict) else None
    return {
        "number": release.ocid[-LONGEST_NUMBER:],
        "title": " ".join(str(title or release.ocid).split())[:200],
        "category": facts.category.value if facts.category else "",
        "method": facts.method.value if facts.method else "",
        "method_name": ((tender.method_details if tender else None) or "")[:40],
        "item_code": (item_code(release) or "")[:20],
        "budget_item": str((budget.id if budget else None) or "")[:100],
        "project": str((budget.project_id or budget.project if budget else None) or "")[:100],
        "part_of_works": Category.WORKS.value in ((tender.more_categories if tender else None) or ()),
        "method_approved": facts.is_approved,
        "budget_adjusted": facts.has_document(BUDGET_ADJUSTMENT),
        "estimate": _yuan(facts.estimate),
        "cancelled": is_cancelled(release),
        **_days(facts),
        **_sums(facts),
    }


def _days(facts: Facts) -> dict[str, Any]:
    """Days for the timeline; where two contradict each other the later part is left out, the form says what was told."""
    tender = facts.release.tender
    issued = issued_on(tender) if tender else None
    opened = day_of(tender.period.end) if tender and tender.period else None
    offered = day_of(tender.documents_offered.end) if tender and tender.documents_offered else None
    span = next((one.publicity or one.standstill for one in facts.awards), None)
    first, last = (day_of(span.start), day_of(span.end)) if span else (None, None)
    return {
        "documents_on": issued,
        "documents_until": offered if issued is None or offered is None or offered >= issued else None,
        "opened_on": opened if issued is None or opened is None or opened >= issued else None,
        "publicity_from": first,
        "publicity_until": last if first is None or last is None or last >= first else None,
        "awarded_on": first_day(one.date for one in facts.awards),
        "contract_on": first_day(one.signed for one in facts.contracts),
    }


def _sums(facts: Facts) -> dict[str, Any]:
    awarded = [value for one in facts.awards if (value := fen(one.value)) is not None]
    agreed = [value for one in facts.contracts if (value := fen(one.value)) is not None]
    return {
        "award_amount": _yuan(sum(awarded)) if awarded else None,
        "contract_amount": _yuan(sum(agreed)) if agreed else None,
    }


def _references(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given] if given is not None else []


def _known(reference: Any, parties: dict[str, Known]) -> Known:
    return parties.get(str(reference.id)) or known(reference.name or str(reference.id))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _bids(form: dict[str, Any], parties: dict[str, Known], winners: set[str]) -> list[BidLine]:
    """Each bid; a second one of the same bidder stands under a lot of its own."""
    found: dict[tuple[str, str], BidLine] = {}
    bids = form.get("bids")
    for bid in _objects(bids.get("details") if isinstance(bids, dict) else None):
        value = bid.get("value")
        amount = value.get("amount") if isinstance(value, dict) else None
        status = bid.get("status")
        for one in _objects(bid.get("tenderers")):
            who = parties.get(str(one.get("id")))
            if who is None or not who.key:
                continue
            lot = str(next(iter(bid.get("relatedLots") or ()), ""))[:30]
            while (who.key, lot) in found:
                lot += "′"
            found[who.key, lot[:40]] = BidLine(
                who,
                amount=_yuan(in_fen(amount)) if isinstance(amount, int | float) else None,
                status=status if status in BidStatus.values else BidStatus.PENDING.value,
                lot=lot[:40],
                won=who.key in winners,
            )
    return list(found.values())


def _payments(form: dict[str, Any]) -> list[PaymentLine]:
    found = []
    for contract in _objects(form.get("contracts")):
        carried_out = contract.get("implementation")
        for one in _objects(carried_out.get("transactions") if isinstance(carried_out, dict) else None):
            paid_on, value = day_of(str(one.get("date") or "")), one.get("value")
            amount = value.get("amount") if isinstance(value, dict) else None
            if paid_on is not None:
                paid = _yuan(in_fen(amount)) if isinstance(amount, int | float) else None
                found.append(PaymentLine(paid_on, paid))
    return found
