"""The settings file: the sections and properties OCDS Cardinal documents, and four of ours. One of Cardinal's indicators runs where its
section is there; without a file all run with their defaults. Ours always run.
"""

from typing import Annotated

from msgspec import Meta, Struct

from rulebook.procedures.procurement import (
    CARDINAL_CODES,
    CATEGORY_DIGITS,
    COMPETITIVE,
    DISQUALIFIED_TENDERERS,
    FIRST_LEVEL_DIGITS,
    LEAST_PROCESSES,
    LEAST_SUBMITTED_BIDS,
    LEAST_SUPPLIED_PROCESSES,
    NEAR_PERCENT,
    OPEN_TENDER,
    REPEAT_MONTHS,
    REPEAT_PURCHASES,
    SUBMISSION_DAYS,
    TOP_TENDERER_PERCENTILE,
)

Natural = Annotated[int, Meta(ge=0)]


class Section(Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """A section of the file."""


class Submission(Section, frozen=True):
    """Short submission period."""

    threshold: int = SUBMISSION_DAYS
    procurement_methods: str = ""
    procurement_method_details: dict[str, int] = {}


class SingleBid(Section, frozen=True):
    """Single bid received."""

    procurement_methods: str = COMPETITIVE


class Ratio(Section, frozen=True):
    """R024 and R058: a fence in place of the computed one."""

    threshold: float | None = None


class TopTenderers(Section, frozen=True):
    """Excessive unsuccessful bids."""

    percentile: Natural = TOP_TENDERER_PERCENTILE
    threshold: float | None = None


class Bare(Section, frozen=True):
    """R028, R030 and R036: nothing to set."""


class AllButWinner(Section, frozen=True):
    """All except winning bid disqualified."""

    threshold: Natural = DISQUALIFIED_TENDERERS


class Disqualified(Section, frozen=True):
    """Excessive disqualified bids."""

    threshold: float | None = None
    minimum_submitted_bids: Natural = LEAST_SUBMITTED_BIDS
    minimum_contracting_processes: Natural = LEAST_PROCESSES


class Variety(Section, frozen=True):
    """Heterogeneous supplier."""

    digits: Natural = FIRST_LEVEL_DIGITS
    threshold: Natural | None = None
    minimum_contracting_processes: Natural = LEAST_SUPPLIED_PROCESSES


class Output(Section, frozen=True):
    """How loudly foreign currencies are told; nothing here is."""

    info_currency_mismatches: bool = False


class Exclusions(Section, frozen=True):
    """Procedures left out of everything."""

    procurement_method_details: str = ""


class Defaults(Section, frozen=True):
    """`prepare`: what stands where a field is absent."""

    currency: str | None = None
    item_classification_scheme: str | None = None
    bid_status: str | None = None
    award_status: str | None = None
    party_roles: bool = False


class Redactions(Section, frozen=True):
    """`prepare`: values that stand for nothing."""

    amount: str = ""
    organization_id: str = ""


class Corrections(Section, frozen=True):
    """`prepare`: statuses to put right."""

    award_status_by_contract_status: bool = False


class Modifications(Section, frozen=True):
    """`prepare`: values to bring into one shape."""

    move_auctions: bool = False
    prefix_buyer_or_procuring_entity_id: str = ""
    prefix_tenderer_or_supplier_id: str = ""
    split_procurement_method_details: str = ""


class Codelists(Section, frozen=True):
    """`prepare`: codes to replace."""

    bid_status: dict[str, str] = {}
    award_status: dict[str, str] = {}


class OpenTender(Section, frozen=True):
    """N41: the province's threshold, in yuan."""

    threshold: Annotated[int, Meta(ge=1)] = OPEN_TENDER.value


class Near(Section, frozen=True):
    """How many per cent below a threshold count as near."""

    percent: Annotated[int, Meta(ge=1, le=100)] = NEAR_PERCENT.value


class Repeat(Section, frozen=True):
    """How many purchases in how many months count as repeated."""

    purchases: Annotated[int, Meta(ge=2)] = REPEAT_PURCHASES.value
    months: Annotated[int, Meta(ge=1, le=120)] = REPEAT_MONTHS.value


class Split(Section, frozen=True):
    """How many digits of an item's code make a category."""

    digits: Natural = CATEGORY_DIGITS.value


class Settings(
    Section,
    frozen=True,
    rename={code.lower(): code for code in (*CARDINAL_CODES, "N41")}
    | {"near": "near-threshold", "repeat": "repeat-supplier", "split": "split-below-threshold"},
):
    """A settings file. The sections of `prepare` apply where one of their properties is set."""

    currency: str | None = None
    no_price_comparison_procurement_methods: str = ""
    price_comparison_procurement_methods: str = ""
    output: Output = Output()
    exclusions: Exclusions = Exclusions()
    defaults: Defaults = Defaults()
    redactions: Redactions = Redactions()
    corrections: Corrections = Corrections()
    modifications: Modifications = Modifications()
    codelists: Codelists = Codelists()
    r003: Submission | None = None
    r018: SingleBid | None = None
    r024: Ratio | None = None
    r025: TopTenderers | None = None
    r028: Bare | None = None
    r030: Bare | None = None
    r035: AllButWinner | None = None
    r036: Bare | None = None
    r038: Disqualified | None = None
    r048: Variety | None = None
    r058: Ratio | None = None
    n41: OpenTender = OpenTender()
    near: Near = Near()
    repeat: Repeat = Repeat()
    split: Split = Split()

    @property
    def prepares(self) -> bool:
        """Whether releases are corrected first, as `prepare` does."""
        plain = Settings()
        return any(
            getattr(self, name) != getattr(plain, name)
            for name in ("defaults", "redactions", "corrections", "modifications", "codelists")
        )


EVERY_INDICATOR = Settings(
    r003=Submission(),
    r018=SingleBid(),
    r024=Ratio(),
    r025=TopTenderers(),
    r028=Bare(),
    r030=Bare(),
    r035=AllButWinner(),
    r036=Bare(),
    r038=Disqualified(),
    r048=Variety(),
    r058=Ratio(),
)


def names_in(pipe_separated: str) -> frozenset[str]:
    """The names of a list like `open|selective`; a last empty one is none."""
    names = pipe_separated.split("|")
    return frozenset(names if names[-1] else names[:-1])
