"""The yearly self-check for off-book money (“小金库”自查), what was declared or found, and its recovery followed to closure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, workdays
from finance.checks.offbook import recovered_of
from finance.choices import Discovery
from finance.models import OffBookAccount, RecoveryStep, SelfCheck
from finance.models.offbook import SIGNS
from finance.policies import (
    followed_off_book,
    recorded_off_book_units,
    signable_self_checks,
    stated_self_checks,
)
from finance.selectors.funds import leaders_of, signers_of
from finance.services.funds.checking import recheck_funds
from finance.services.funds.sheets import NotPossible
from organisation.models import Person, Unit
from rulebook.procedures.funds import RECOVERY_DAYS
from supervision.policies import scope_of

Held = TypeVar("Held", SelfCheck, OffBookAccount)


@ledger.service("self-check.state")
def state_self_check(
    *,
    check: int,
    none_found: bool | None,
    words: str,
    signers: Mapping[str, Person | None],
    by: User,
    on: date,
) -> SelfCheck:
    """State what a unit's self-check came to, and who signs it. May be changed until somebody signed.

    Raises ValidationError by field, NotPossible.
    """
    found = _held(stated_self_checks(by, on), check)
    problems: dict[str, list[str]] = {}
    if none_found is None:
        problems["none_found"] = [_("请选择自查结论。")]
    if not words.strip():
        problems["words"] = [_("请写明自查的范围、方法和情况。")]
    for sign in SIGNS:
        person = signers.get(sign)
        if person is None:
            problems[sign] = [_("请选择由谁签字。")]
        elif not who_signs_check(found.unit, sign, on).filter(pk=person.pk).exists():
            problems[sign] = [_("“%(name)s”当日不能在这一处签字。") % {"name": person.name}]
    people = [person.pk for person in signers.values() if person is not None]
    if not problems and len(set(people)) < len(SIGNS):
        problems["finance"] = [_("自查须由三人分别签字。")]
    if problems:
        raise ValidationError(problems)
    found.none_found, found.words, found.stated_on, found.entered_by = none_found, words.strip(), on, by
    for sign in SIGNS:
        setattr(found, sign, signers[sign])
    found.save()
    recheck_funds(found.unit, on)
    return found


@ledger.service("self-check.sign")
def sign_self_check(*, check: int, by: User, on: date) -> SelfCheck:
    """Sign a self-check in one's place, in order. A second click finds nothing to sign. Raises NotPossible."""
    found = _held(signable_self_checks(by, on), check)
    sign = next(one for one in SIGNS if getattr(found, f"{one}_on") is None)
    setattr(found, f"{sign}_on", on)
    found.save()
    recheck_funds(found.unit, on)
    return found


def who_signs_check(unit: Unit, sign: str, on: date) -> QuerySet[Person]:
    """Who may sign a self-check: the head; a leader for the discipline side; anybody of the unit for its finance."""
    if sign == "finance":
        return signers_of(unit, on)
    return leaders_of(unit, on, heads=sign == "head")


@dataclass(frozen=True, slots=True)
class Discovered:
    """What is typed of off-book money."""

    title: str
    how: str
    year: int
    found_on: date
    amount: Decimal
    words: str


@ledger.service("off-book.record")
def record_off_book(*, token: UUID, unit: Unit, content: Discovered, by: User, on: date) -> OffBookAccount:
    """Record off-book money of `unit`: declared by itself, or found by whoever supervises it. The same `token` twice records it once.

    Raises ValidationError by field, NotPossible.
    """
    known = OffBookAccount.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    if not recorded_off_book_units(by, on).filter(pk=unit.pk).exists():
        raise NotPossible
    problems = _problems(unit, content, by, on)
    if problems:
        raise ValidationError(problems)
    due = workdays.load().on_or_after(content.found_on + timedelta(days=RECOVERY_DAYS.value))
    made = OffBookAccount.objects.create(
        unit=unit, token=token, title=content.title.strip(), how=content.how, year=content.year,
        found_on=content.found_on, amount=content.amount, words=content.words.strip(), due=due, entered_by=by,
    )  # fmt: skip
    recheck_funds(unit, on)
    return made


@ledger.service("off-book.step")
def note_recovery(
    *, token: UUID, account: int, day: date, words: str, amount: Decimal, by: User, on: date
) -> RecoveryStep:
    """Note what was done about off-book money on `day`, and what it brought back. The same `token` twice notes it once.

    Raises ValidationError by field, NotPossible.
    """
    rows = OffBookAccount.objects.filter(closed_on=None, unit__in=recorded_off_book_units(by, on))
    found = _held(rows, account)
    known = RecoveryStep.objects.filter(token=token, account=found).first()
    if known is not None:
        raise ledger.Again(known)
    problems: dict[str, list[str]] = {}
    if not found.found_on <= day <= on:
        problems["day"] = [_("日期不能早于发现日期，也不能晚于今天。")]
    if not words.strip():
        problems["words"] = [_("请写明采取的措施。")]
    if recovered_of(found) + amount > found.amount:
        problems["amount"] = [_("收回金额合计不能超过查实金额。")]
    if problems:
        raise ValidationError(problems)
    made = RecoveryStep.objects.create(
        account=found, token=token, on=day, words=words.strip(), amount=amount, entered_by=by
    )
    recheck_funds(found.unit, on)
    return made


@ledger.service("off-book.close")
def close_off_book(*, account: int, closing: str, by: User, on: date) -> OffBookAccount:
    """Close off-book money as the body that supervises the unit: all of it recovered, or the words say why not and what becomes of it.

    Raises ValidationError without words, NotPossible.
    """
    found = _held(followed_off_book(by, on), account)
    if not closing.strip():
        raise ValidationError(
            {"closing": [_("请写明清理、收回和处理的结果；没有全部收回的，写明原因和去向。")]}
        )
    found.closed_on, found.closing, found.closed_by = on, closing.strip(), by
    found.save()
    recheck_funds(found.unit, on)
    return found


def _problems(unit: Unit, content: Discovered, by: User, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    inside = unit.pk in scope_of(by, on).members_of
    if inside and content.how != Discovery.DECLARED:
        problems["how"] = [_("本单位登记的，来源应为自查申报。")]
    if content.amount <= 0:
        problems["amount"] = [_("金额须大于零。")]
    if content.found_on > on:
        problems["found_on"] = [_("不能晚于今天。")]
    if not 2000 <= content.year <= on.year:
        problems["year"] = [_("年度不合理。")]
    return problems


def _held(rows: QuerySet[Held], number: int) -> Held:
    row = rows.select_for_update(of=("self",)).filter(pk=number).first()
    if row is None:
        raise NotPossible
    return row
