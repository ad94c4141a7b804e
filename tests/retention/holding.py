"""Placing and lifting holds as the discipline body does."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from accounts.models import User
from organisation.models import Unit
from retention.models import LegalHold
from retention.services.holds import Order, lift, place
from rulebook.establishment import Category
from rulebook.roles import Role
from tests import factories
from tests.today import DAY

ORDERED = {"reason": "问题线索核查需要保全", "ordered_by": "县纪委监委，镇纪调〔2026〕3号"}


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that stands, and who may lift it."""

    row: LegalHold
    by: User

    def lift(self) -> None:
        """Lift it."""
        lift(hold=self.row.pk, reason="核查已经结束", by=self.by, on=DAY)


def officer_of(name: str, category: str) -> User:
    """An officer of the body called so, which is made where there is none."""
    unit = Unit.objects.filter(name=name).first() or factories.make_unit(name, category)
    return User.objects.filter(username=name).first() or factories.make_user(
        name, role=Role.OFFICER, body=unit
    )


def discipline() -> User:
    """An officer of the discipline body."""
    return officer_of("县纪委监委", Category.DISCIPLINE)


def organisation() -> User:
    """An officer of the organisation department."""
    return officer_of("县委组织部", Category.PARTY_DEPARTMENT)


def audit() -> User:
    """An officer of the audit bureau."""
    return officer_of("县审计局", Category.GOVERNMENT_DEPARTMENT)


def hold(by: User | None = None, **subject: Any) -> Held:
    """Hold a subject from DAY on."""
    by = by or discipline()
    return Held(place(order=Order(**subject, **ORDERED), token=uuid4(), by=by, on=DAY), by)
