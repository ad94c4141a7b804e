"""Entering what was received, and taking it in (L28)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.templatetags.wording import cn_date
from integrity.models import Gift
from integrity.policies.gifts import receivable_gifts
from integrity.services.judging import JUDGING, check_gifts
from integrity.services.lists import NotPossible
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.integrity import GIVERS
from supervision.policies import scope_of


@dataclass(frozen=True, slots=True)
class Received:
    """A gift as typed by the head."""

    unit: Unit
    item: str
    value: Decimal | None
    giver: str
    received_on: date | None
    back_on: date | None = None


@ledger.service("gift.enter")
def enter_gift(*, token: UUID, received: Received, by: User, on: date) -> Gift:
    """Enter a gift the user received as head of a unit; the same `token` twice enters it once.

    Raises ValidationError by field, NotPossible for who does not head the unit.
    """
    known = Gift.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    if by.person is None or received.unit.pk not in scope_of(by, on).heads_units:
        raise NotPossible
    problems = _problems(received, on)
    if problems or received.value is None or received.received_on is None:
        raise ValidationError(problems)
    made = Gift.objects.create(
        person=by.person, unit=received.unit, item=received.item.strip(), value=received.value,
        giver=received.giver, received_on=received.received_on, back_on=received.back_on, entered_on=on,
        entered_by=by, token=token,
    )  # fmt: skip
    _recheck(made, on)
    return made


@ledger.service("gift.receive")
def receive_gift(*, gift: int, handed_in_on: date | None, receipt: str, by: User, on: date) -> Gift:
    """Take a gift in for the discipline body, against a receipt. Raises ValidationError by field, NotPossible where it is taken in already."""
    numbers = receivable_gifts(by, on).filter(pk=gift).order_by().values("pk")
    held = Gift.objects.select_for_update(of=("self",)).select_related("unit", "person")
    row = held.filter(pk__in=numbers, handed_in_on=None).first()
    if row is None:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if handed_in_on is None:
        problems["handed_in_on"] = [_("请填写上交日期。")]
    elif not row.received_on <= handed_in_on <= on:
        problems["handed_in_on"] = [_("上交日期应在收受日期和今天之间。")]
    if not receipt.strip():
        problems["receipt"] = [_("请填写收据编号。")]
    if problems:
        raise ValidationError(problems)
    bodies = scope_of(by, on).bodies
    row.handed_in_on, row.receipt, row.received_by = handed_in_on, receipt.strip(), by
    row.receiver = next((body for body in bodies if body.function == Function.DISCIPLINE), bodies[0])
    row.save()
    _recheck(row, on)
    return row


def _recheck(row: Gift, on: date) -> None:
    JUDGING.after_commit(partial(check_gifts, numbers=[row.pk], on=on))


def _problems(received: Received, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    day, back, today = received.received_on, received.back_on, cn_date(on)
    if not received.item.strip():
        problems["item"] = [_("请填写礼品、礼金名称。")]
    if received.value is None or received.value < 0:
        problems["value"] = [_("请填写价值，单位为元。")]
    if received.giver not in GIVERS:
        problems["giver"] = [_("请选择送礼人类别。")]
    if day is None:
        problems["received_on"] = [_("请填写收受日期。")]
    elif day > on:
        problems["received_on"] = [_("日期不能晚于今天（%(today)s）。") % {"today": today}]
    if back and (back > on or (day and back < day)):
        problems["back_on"] = [_("返回日期应在收受日期和今天之间。")]
    return problems
