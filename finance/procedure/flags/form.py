"""The part of an Open Contracting Data Standard (OCDS) compiled release that is read. Everything else in a line is passed over.

Any part may be missing. Texts stay texts: a day or time is read where a sign counts with it, and one that is none counts as missing.
Fields that OCDS does not have are marked "ours"; they are listed in docs/interchange.md.
"""

from msgspec import UNSET, Struct, UnsetType

Id = str | int | None
# What `prepare` fills in only where the field is absent, so that absent and null must be told apart.
Text = str | None | UnsetType


class Part(Struct, kw_only=True, gc=False):
    """A part of the form; unknown fields are passed over."""


class Value(Part):
    """A sum of money."""

    amount: float | None = None
    currency: Text = UNSET


class Span(Part, rename={"start": "startDate", "end": "endDate"}):
    """A period."""

    start: str | None = None
    end: str | None = None


class Classification(Part):
    """What an item is, by a code of some scheme (品目编码)."""

    id: Id = None


class Item(Part):
    """Something bought."""

    classification: Classification | None = None


class Reference(Part):
    """An organisation by its id."""

    id: Id = None
    name: str | None = None


class Document(Part, rename={"kind": "documentType", "published": "datePublished"}):
    """A document and the day it was published."""

    kind: str | None = None
    published: str | None = None


class Milestone(Part, rename={"kind": "type", "met": "dateMet"}):
    """Something to happen, and when it did."""

    kind: str | None = None
    status: str | None = None
    met: str | None = None


class Person(Part):
    """A natural person connected with an organisation."""

    id: Id = None
    name: str | None = None
    identifier: Reference | None = None


class Interest(Part):
    """Ours: an interest someone declared or was found to have in a bidder (利害关系)."""

    person: str | None = None
    relation: str | None = None


class Party(Part, rename={"owners": "beneficialOwners"}):
    """An organisation that takes part, with the people behind it."""

    id: Id = None
    roles: list[str] | None = None
    persones: list[Person] | None = None
    owners: list[Person] | None = None
    interests: list[Interest] | None = None


class Budget(Part, rename={"project_id": "projectID"}):
    """What the purchase is paid from (预算项目)."""

    id: Id = None
    project: str | None = None
    project_id: Id = None
    amount: Value | None = None


class Planning(Part):
    """Before the tender."""

    budget: Budget | None = None
    documents: list[Document] | None = None
    milestones: list[Milestone] | None = None


class Tender(
    Part,
    rename={
        "method": "procurementMethod",
        "method_details": "procurementMethodDetails",
        "category": "mainProcurementCategory",
        "more_categories": "additionalProcurementCategories",
        "period": "tenderPeriod",
        "enquiries": "enquiryPeriod",
        "documents_offered": "documentsPeriod",
        "tenderers_number": "numberOfTenderers",
        "entity": "procuringEntity",
    },
):
    """The tender. `documents_offered` is ours: from when to when the tender documents could be had (招标文件提供期限)."""

    status: str | None = None
    method: str | None = None
    method_details: str | None = None
    category: str | None = None
    more_categories: list[str] | None = None
    value: Value | None = None
    period: Span | None = None
    enquiries: Span | None = None
    documents_offered: Span | None = None
    tenderers_number: int | float | None = None
    entity: Reference | None = None
    items: list[Item] | None = None
    documents: list[Document] | None = None
    milestones: list[Milestone] | None = None


class Bid(Part):
    """A bid. A single tenderer may stand without a list; only `prepare` takes it for one."""

    status: Text = UNSET
    date: str | None = None
    value: Value | None = None
    tenderers: list[Reference] | Reference | None = None


class Bids(Part):
    """The bids."""

    details: list[Bid] | None = None


class Stage(Part):
    """A stage of an auction, where some publishers keep bids."""

    bids: list[Bid] | None = None


class Auction(Part):
    """An auction."""

    stages: list[Stage] | None = None


class Award(Part, rename={"publicity": "publicityPeriod", "standstill": "standstillPeriod"}):
    """An award. `publicity` is ours: from when to when the candidate was published (中标候选人公示)."""

    id: Id = None
    status: Text = UNSET
    date: str | None = None
    value: Value | None = None
    suppliers: list[Reference] | Reference | None = None
    items: list[Item] | None = None
    documents: list[Document] | None = None
    publicity: Span | None = None
    standstill: Span | None = None


class Change(Part, rename={"former": "former_value"}):
    """What an amendment changed: the property, and where it is a sum, what it was before."""

    property: str | None = None
    former: float | Value | None = None


class Amendment(Part):
    """An amendment to a contract."""

    date: str | None = None
    changes: list[Change] | None = None


class Transaction(Part):
    """A payment."""

    date: str | None = None


class Implementation(Part):
    """Carrying out a contract."""

    transactions: list[Transaction] | None = None
    milestones: list[Milestone] | None = None
    documents: list[Document] | None = None


class Contract(Part, rename={"award_id": "awardID", "signed": "dateSigned"}):
    """A contract."""

    award_id: Id = None
    status: str | None = None
    signed: str | None = None
    value: Value | None = None
    amendments: list[Amendment] | None = None
    documents: list[Document] | None = None
    implementation: Implementation | None = None


class Release(Part):
    """A compiled release: one contracting process as it stands."""

    ocid: str
    date: str | None = None
    parties: list[Party] | None = None
    buyer: Reference | None = None
    planning: Planning | None = None
    tender: Tender | None = None
    bids: Bids | None | UnsetType = UNSET
    auctions: list[Auction] | None = None
    awards: list[Award] | None = None
    contracts: list[Contract] | None = None
