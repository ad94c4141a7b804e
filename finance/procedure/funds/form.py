"""The documented form of a use of funds: all that a judgement reads."""

from datetime import date
from decimal import Decimal

import msgspec


class Signature(msgspec.Struct, frozen=True):
    """Who is to sign, or signed on `on`. `key` tells people apart: the roster's number where they are in it, else the name."""

    key: str
    name: str
    on: date | None = None


class Resolved(msgspec.Struct, frozen=True):
    """The matter a use rests on, as the register of decisions has it.

    `on` is the day it was decided in favour, or an emergency acted on; `amount` the sum decided, `spent` what the uses resting on it come
    to through this one; `items` the budget items it is for (those it approved or adjusted, else that of the first use), `category` what kind it is.
    """

    title: str
    category: str
    on: date | None = None
    passed: bool = False
    refused: bool = False
    amount: Decimal | None = None
    spent: Decimal = Decimal(0)
    items: tuple[str, ...] = ()


class Parts(msgspec.Struct, frozen=True):
    """Payments below the threshold that together reach it (化整为零), this one among them."""

    number: int
    total: Decimal
    since: date
    until: date


class Allowance(msgspec.Struct, frozen=True):
    """What the year's budget allows for the item, adjustments included, and what was spent on it through this use; `amount` None: there is no such item."""

    year: int
    amount: Decimal | None
    spent: Decimal = Decimal(0)


class Contract(msgspec.Struct, frozen=True):
    """The contract a use pays: of a purchase, or of a part of a project.

    `amount` is what was agreed with its changes, `spent` what the uses that pay it come to through this one; None: not asked. `accepts` says
    whether an acceptance is asked for here, `accepted_on` when it was.
    """

    title: str
    supplier: str = ""
    amount: Decimal | None = None
    spent: Decimal = Decimal(0)
    accepted_on: date | None = None
    accepts: bool = False


class Sheet(msgspec.Struct, frozen=True):
    """A use of funds with its approval sheet (审批单) as of a day.

    `on` is the day whose rules hold for it. `signatures` by signer (rulebook Signer); `heads` are the signers who headed the unit on the
    day of their signature, `deputy` who was in charge of finance on that of the deputy, None where nobody was; `bound` says that the head
    must not stand in for the deputy. `kin` are pairs of registered relatives among the signers, by name. `allowance` is None where the
    unit entered no budget for the year.
    """

    amount: Decimal
    payee: str
    item: str
    on: date
    threshold: Decimal
    paid_on: date | None = None
    signatures: dict[str, Signature] = {}
    heads: tuple[str, ...] = ()
    deputy: Signature | None = None
    bound: bool = True
    kin: tuple[tuple[str, str], ...] = ()
    resolved: Resolved | None = None
    parts: Parts | None = None
    allowance: Allowance | None = None
    contract: Contract | None = None

    @property
    def is_large(self) -> bool:
        """Whether it is a large sum, which is for collective decision (L8)."""
        return self.amount >= self.threshold
