"""Placing and lifting holds (暂停销毁)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, locking
from organisation.models import Person, Unit
from retention.models import LegalHold
from retention.policies import holding_bodies, liftable_holds
from supervision.policies import scope_of


class NotPossible(Exception):
    """Not this user's to place or lift, or lifted already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be held, and why: one of a person, a unit, a record."""

    person: Person | None = None
    unit: Unit | None = None
    table: str = ""
    key: str = ""
    reason: str
    ordered_by: str


@ledger.service("hold.place")
def place(*, order: Order, token: UUID, by: User, on: date) -> LegalHold:
    """Stop all deletion of the subject from now on; the same `token` again gives the one it made. Raises NotPossible, ValidationError."""
    bodies = holding_bodies(by, on)
    if not bodies:
        raise NotPossible
    known = LegalHold.objects.filter(token=token, placed_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    scope = scope_of(by, on)
    if order.person and order.person.pk in {*scope.barred, scope.person}:
        raise ValidationError(
            {"staff_no": [_("不能为您本人、您的亲属或者须回避的人办理，请由本机关其他人员办理。")]}
        )
    locking.hold(locking.RETENTION)
    subject = {"person": order.person, "unit": order.unit, "table": order.table, "key": order.key}
    body = bodies[0]
    if LegalHold.objects.filter(**subject, body=body, lifted_on=None).exists():
        raise ValidationError(_("本机关已经对其暂停销毁，尚未解除。"))
    return LegalHold.objects.create(
        **subject, county_id=body.county_id, body=body, reason=order.reason, ordered_by=order.ordered_by, placed_by=by,
        placed_on=on, token=token,
    )  # fmt: skip


@ledger.service("hold.lift")
def lift(*, hold: int, reason: str, by: User, on: date) -> LegalHold:
    """Let what is due go again, with a reason. Raises NotPossible, ValidationError."""
    locking.hold(locking.RETENTION)
    row = liftable_holds(by, on).select_for_update(of=("self",)).filter(pk=hold).first()
    if row is None:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明解除的理由。")]})
    row.lifted_by, row.lifted_on, row.lift_reason = by, on, reason.strip()
    row.save(update_fields=["lifted_by", "lifted_on", "lift_reason"])
    return row
