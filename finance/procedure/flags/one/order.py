"""What came before what it had to wait for, and who has an interest in whom."""

from collections.abc import Iterable
from datetime import date

from finance.procedure.flags.facts import all_bids, ids
from finance.procedure.flags.form import Contract, Milestone, Party, Person, Release
from finance.procedure.flags.purchase import ACCEPTED, Purchase, day_of, first_day
from finance.procedure.flags.results import Put
from rulebook.procedures.procurement import Group

APPROVAL, ACCEPTANCE, DELIVERY = "approval", "acceptance", "delivery"
FLAGGED = 1.0


def award_before_decision(purchase: Purchase, put: Put) -> None:
    """An award made before the collective decision (an `approval` among the milestones of planning, else of the tender)."""
    awarded = first_day(award.date for award in purchase.awards)
    decisions = _decisions(purchase.release)
    if awarded is None or not decisions:
        return
    decided = first_day(one.met for one in decisions) or day_of(purchase.release.date)
    if decided is not None and awarded < decided:
        put(Group.OCID, purchase.release.ocid, "award-before-decision", float((decided - awarded).days))


def _decisions(release: Release) -> list[Milestone]:
    for part in (release.planning, release.tender):
        found = _of_kind(part.milestones, APPROVAL) if part is not None else []
        if found:
            return found
    return []


def paid_before_acceptance(purchase: Purchase, put: Put) -> None:
    """Payments dated before the first acceptance, or made though nothing was accepted that was to be (验收)."""
    early = 0
    for contract in purchase.contracts:
        carried_out = contract.implementation
        paid = [day_of(one.date) for one in (carried_out.transactions if carried_out else None) or ()]
        if not any(paid):
            continue
        is_told, accepted = _acceptance(contract)
        if is_told:
            early += sum(day is not None and (accepted is None or day < accepted) for day in paid)
    if early:
        put(Group.OCID, purchase.release.ocid, "paid-before-acceptance", float(early))


def _acceptance(contract: Contract) -> tuple[bool, date | None]:
    """Whether an acceptance is told of, and the day of the first: a milestone `acceptance`, a certificate, else a `delivery`."""
    carried_out = contract.implementation
    milestones = (carried_out.milestones if carried_out else None) or ()
    documents = (*(contract.documents or ()), *((carried_out.documents if carried_out else None) or ()))
    certified = first_day(one.published for one in documents if one.kind == ACCEPTED)
    accepted = _of_kind(milestones, ACCEPTANCE)
    if accepted or certified is not None:
        days = [day for day in (first_day(one.met for one in accepted), certified) if day is not None]
        return True, min(days, default=None)
    delivered = _of_kind(milestones, DELIVERY)
    return bool(delivered), first_day(one.met for one in delivered)


def _of_kind(milestones: Iterable[Milestone] | None, kind: str) -> list[Milestone]:
    return [one for one in milestones or () if one.kind == kind]


def interest_in_bidder(purchase: Purchase, put: Put) -> None:
    """A bidder or supplier in whom an interest is declared, or behind whom stands a person who also stands behind the buyer."""
    release = purchase.release
    parties = [party for party in release.parties or () if isinstance(party.id, str)]
    if not any(party.interests or party.persones or party.owners for party in parties):
        return
    bidders, buyers = _bidders(release), _buyers(release)
    ours = {person for party in parties if party.id in buyers for person in _people(party)}
    tied = {
        party.id
        for party in parties
        if party.id in bidders and (party.interests or not ours.isdisjoint(_people(party)))
    }
    if tied:
        put(Group.OCID, release.ocid, "interest-in-bidder", float(len(tied)))
    for bidder in tied:
        if isinstance(bidder, str):
            put(Group.TENDERER, bidder, "interest-in-bidder", FLAGGED)


def _bidders(release: Release) -> set[str]:
    named = {name for bid in all_bids(release) or () for name in ids(bid.tenderers)}
    return named.union(*(ids(award.suppliers) for award in release.awards or ()))


def _buyers(release: Release) -> set[str]:
    entity = release.tender.entity if release.tender is not None else None
    return {one.id for one in (release.buyer, entity) if one is not None and isinstance(one.id, str)}


def _people(party: Party) -> set[str]:
    """The people behind an organisation, by the number that identifies them: a name alone is no proof."""
    people = (*(party.persones or ()), *(party.owners or ()))
    return {name for person in people if (name := _number(person)) is not None}


def _number(person: Person) -> str | None:
    identifier = person.identifier.id if person.identifier is not None else None
    number = identifier if identifier is not None else person.id
    return None if number is None else str(number)
