"""Correcting a release before it is judged, as OCDS Cardinal's `prepare` documents it, by the same sections of the settings file."""

from collections.abc import Iterable

from msgspec import UNSET

from finance.procedure.flags.facts import CANCELLED, all_bids
from finance.procedure.flags.form import Award, Bid, Bids, Id, Reference, Release
from finance.procedure.flags.settings import Settings, names_in


class Preparation:
    """The corrections a settings file asks for. Ids become texts and a lone organisation a list of one, whatever it asks for."""

    def __init__(self, settings: Settings) -> None:
        self._defaults, self._codelists = settings.defaults, settings.codelists
        self._modifications, self._by_contract = (
            settings.modifications,
            settings.corrections.award_status_by_contract_status,
        )
        self._no_amounts = frozenset(_numbers(names_in(settings.redactions.amount)))
        self._no_organisations = names_in(settings.redactions.organization_id)

    def apply(self, release: Release) -> None:
        """Correct `release` where it stands."""
        self._buyers(release)
        if self._modifications.move_auctions:
            _move_auctions(release)
        for party in release.parties or ():
            party.id = self._organisation(party.id, "")
        for bid in all_bids(release) or ():
            self._bid(bid)
        cancelled = _cancelled(release) if self._by_contract else {}
        for award in release.awards or ():
            self._award(award, cancelled)

    def _buyers(self, release: Release) -> None:
        prefix = self._modifications.prefix_buyer_or_procuring_entity_id
        tender = release.tender
        self._organisations([release.buyer, tender.entity if tender else None], prefix)
        separator = self._modifications.split_procurement_method_details
        if separator and tender is not None and tender.method_details is not None:
            tender.method_details = tender.method_details.split(separator)[0].rstrip()

    def _bid(self, bid: Bid) -> None:
        if bid.value is not None:
            if bid.value.amount in self._no_amounts:
                bid.value.amount = None
            if bid.value.currency is UNSET:
                bid.value.currency = self._defaults.currency
        if bid.status is UNSET:
            bid.status = self._defaults.bid_status
        if isinstance(bid.status, str):
            bid.status = self._codelists.bid_status.get(bid.status, bid.status)
        if isinstance(bid.tenderers, Reference):
            bid.tenderers = [bid.tenderers]
        self._organisations(bid.tenderers or (), self._modifications.prefix_tenderer_or_supplier_id)

    def _award(self, award: Award, cancelled: dict[str, bool]) -> None:
        award.id = _text(award.id)
        for item in award.items or ():
            if item.classification is not None:
                item.classification.id = _text(item.classification.id)
        if award.status is UNSET:
            award.status = self._defaults.award_status
        if isinstance(award.status, str):
            award.status = self._codelists.award_status.get(award.status, award.status)
        if isinstance(award.id, str) and cancelled.get(award.id):
            award.status = CANCELLED
        if isinstance(award.suppliers, Reference):
            award.suppliers = [award.suppliers]
        self._organisations(award.suppliers or (), self._modifications.prefix_tenderer_or_supplier_id)

    def _organisations(self, references: Iterable[Reference | None], prefix: str) -> None:
        for reference in references:
            if reference is not None:
                reference.id = self._organisation(reference.id, prefix)

    def _organisation(self, given: Id, prefix: str) -> str | None:
        name = _text(given)
        if not isinstance(name, str) or name in self._no_organisations:
            return None
        return name if name.startswith(prefix) else prefix + name


def _text(given: Id) -> str | None:
    return str(given) if isinstance(given, int) else given


def _numbers(texts: Iterable[str]) -> Iterable[float]:
    for text in texts:
        try:
            yield float(text)
        except ValueError:
            continue


def _move_auctions(release: Release) -> None:
    """Bids of auctions become the bids, unless there are bids already."""
    if release.auctions is None or release.bids is not UNSET:
        return
    stages = (stage for auction in release.auctions for stage in auction.stages or ())
    release.bids = Bids(details=[bid for stage in stages for bid in stage.bids or ()])


def _cancelled(release: Release) -> dict[str, bool]:
    """By the award's id: whether every contract made under it is cancelled."""
    cancelled: dict[str, bool] = {}
    for contract in release.contracts or ():
        award_id = _text(contract.award_id)
        if award_id is not None:
            contract.award_id = award_id
            cancelled[award_id] = cancelled.get(award_id, True) and contract.status == CANCELLED
    return cancelled
