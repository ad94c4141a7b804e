"""Periods the law gives bidders and others: N34–N37. Days are counted by N42, the first one not."""

from datetime import date, timedelta

from core.workdays import WorkdayCalendar
from finance.procedure.flags.form import Award, Contract, Tender
from finance.procedure.flags.purchase import EVALUATION_REPORTS, Purchase, day_of, first_day, issued_on
from finance.procedure.flags.results import Put
from rulebook.procedures.procurement import TENDERED, Category, Group


class Windows:
    """The periods of one purchase, by a calendar of working days."""

    def __init__(self, calendar: WorkdayCalendar) -> None:
        self._calendar = calendar

    def __call__(self, purchase: Purchase, put: Put) -> None:
        tender = purchase.release.tender
        if tender is not None and purchase.method in TENDERED:
            self._tender(purchase, tender, put)
            self._documents(purchase, tender, put)
        if purchase.category == Category.WORKS:
            for award in purchase.awards:
                _publicity(purchase, award, put)
        for contract in purchase.contracts:
            self._contract(purchase, contract, put)

    def _tender(self, purchase: Purchase, tender: Tender, put: Put) -> None:
        """From the issue of the documents to the closing (N34)."""
        is_works = purchase.category == Category.WORKS
        least = purchase.numbers.tender_days_works if is_works else purchase.numbers.tender_days
        issued, closing = issued_on(tender), _last(tender)
        if least is None or issued is None or closing is None:
            return
        days = max((closing - issued).days, 0)
        if days < least:
            put(Group.OCID, purchase.release.ocid, "tender-window-short", float(days))

    def _documents(self, purchase: Purchase, tender: Tender, put: Put) -> None:
        """How long the documents could be had (N35): as told, else as long as questions could be asked, at most to the closing."""
        offered = tender.documents_offered
        since = (day_of(offered.start) if offered is not None else None) or issued_on(tender)
        until = day_of(offered.end) if offered is not None else None
        if until is None and tender.enquiries is not None:
            until = day_of(tender.enquiries.end)
        until = until or _last(tender)
        is_works = purchase.category == Category.WORKS
        least = purchase.numbers.document_days_works if is_works else purchase.numbers.document_days
        if least is None or since is None or until is None:
            return
        days = max((until - since).days if is_works else self._calendar.between(since, until), 0)
        if days < least:
            put(Group.OCID, purchase.release.ocid, "documents-window-short", float(days))

    def _contract(self, purchase: Purchase, contract: Contract, put: Put) -> None:
        """Signed within thirty days of the award, or by the next working day where the thirtieth is none (N37, N42)."""
        within, signed = purchase.numbers.contract_days, day_of(contract.signed)
        award = award_of(contract, purchase.awards)
        awarded = day_of(award.date) if award is not None else None
        if within is None or signed is None or awarded is None:
            return
        days = (signed - awarded).days
        if days > within and signed > self._calendar.on_or_after(awarded + timedelta(days=within)):
            put(Group.OCID, purchase.release.ocid, "contract-late", float(days))


def _publicity(purchase: Purchase, award: Award, put: Put) -> None:
    """The candidate is published within three days of the report, for three days at least (N36)."""
    span = award.publicity or award.standstill
    least, within = purchase.numbers.publicity_days, purchase.numbers.publicity_within
    since, until = (day_of(span.start), day_of(span.end)) if span is not None else (None, None)
    if least is None or within is None or since is None or until is None:
        return
    days = max((until - since).days, 0)
    if days < least or _is_late(purchase, award, since, within):
        put(Group.OCID, purchase.release.ocid, "publicity-short", float(days))


def _is_late(purchase: Purchase, award: Award, since: date, within: int) -> bool:
    documents = (*purchase.documents(), *(award.documents or ()))
    reported = first_day(one.published for one in documents if one.kind == EVALUATION_REPORTS)
    return reported is not None and (since - reported).days > within


def _last(tender: Tender) -> date | None:
    return day_of(tender.period.end) if tender.period is not None else None


def award_of(contract: Contract, awards: list[Award]) -> Award | None:
    """The award a contract was made under: the one it names, or the only one where it names none."""
    if contract.award_id is None:
        return awards[0] if len(awards) == 1 else None
    name = str(contract.award_id)
    return next((award for award in awards if award.id is not None and str(award.id) == name), None)
