"""Declaring personal events (N48)."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.templatetags.wording import cn_date
from integrity.models import Declaration, YearlyDeclaration
from integrity.policies.declarations import declares
from integrity.selectors.declarations import VIEWED
from integrity.services.judging import JUDGING, check_declarations, check_yearly
from integrity.services.lists import NotPossible
from organisation.models import Person, Unit
from rulebook.procedures.integrity import EVENTS
from supervision.policies import scope_of

LONGEST = 300


@ledger.service("declaration.make")
def declare(
    *, token: UUID, event: str, happened_on: date | None, words: str, by: User, on: date
) -> Declaration:
    """Declare a change; the same `token` twice declares it once. Words are kept only of kinds of which the clause asks for them.

    Raises ValidationError by field, NotPossible for whom no duty to declare reaches (N48).
    """
    known = Declaration.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    person, county = _declarer(by, on)
    problems: dict[str, list[str]] = {}
    rule = EVENTS.get(event)
    if rule is None:
        problems["event"] = [_("请选择报告的事项。")]
    elif rule.words and not words.strip():
        problems["words"] = [_("请填写%(what)s。") % {"what": _(rule.words)}]
    if happened_on is None:
        problems["happened_on"] = [_("请填写发生日期。")]
    elif happened_on > on:
        problems["happened_on"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if problems or rule is None or happened_on is None:
        raise ValidationError(problems)
    kept = words.strip()[:LONGEST] if rule.words else ""
    made = Declaration.objects.create(
        person=person, county_id=county, event=event, happened_on=happened_on, reported_on=on, words=kept,
        token=token, entered_by=by,
    )  # fmt: skip
    JUDGING.after_commit(partial(check_declarations, numbers=[made.pk], on=on))
    return made


@ledger.service("declaration.confirm-year")
def confirm_year(*, by: User, on: date) -> YearlyDeclaration:
    """Note that the user made this year's declaration to the organisation department; made twice it is that one. Raises NotPossible."""
    person, county = _declarer(by, on)
    made, _new = YearlyDeclaration.objects.get_or_create(
        person=person, year=on.year, defaults={"county_id": county, "confirmed_on": on, "entered_by": by}
    )
    JUDGING.after_commit(partial(check_yearly, on=on))
    return made


def note_viewing(*, declarations: Iterable[Declaration], by: User) -> None:
    """Write in the ledger whose declarations `by` saw; one's own are no matter."""
    for row in declarations:
        if row.person_id != by.person_id:
            ledger.record(VIEWED, by=by, target=row, facts={"what": row.get_event_display()})


def _declarer(by: User, on: date) -> tuple[Person, str]:
    if by.person is None or not declares(by, on):
        raise NotPossible
    unit = Unit.objects.filter(pk__in=sorted(scope_of(by, on).heads_units)).order_by("pk")[0]
    return by.person, unit.county_id
