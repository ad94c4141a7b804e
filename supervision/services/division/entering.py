"""Dividing a unit's work among its leaders, from a day on."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from core.templatetags.wording import cn_date
from organisation.models import Unit
from rulebook.division import FIELDS
from supervision.checks.division import Loaded, divisions_of
from supervision.policies.division import dividing_units
from supervision.selectors.division import last_change
from supervision.services.division.charges import Assigned, Charges
from supervision.services.division.checking import check_divisions


class DividedMeanwhile(Exception):
    """Another person entered a division of the unit's work since this one was begun."""


@service("division.enter")
def divide_work(
    *, unit: int, since: date, basis: str, rows: Sequence[Assigned], seen: int, by: User, on: date
) -> Unit:
    """Let the unit's work be divided so from `since` on, until the next division already entered; one of the same day is corrected.

    The head may be named: that is found, not refused. `seen` is the last change the user had before them. The same again changes
    nothing. Raises ValidationError by field (of the form or of work), DividedMeanwhile, Unit.DoesNotExist where it is not theirs.
    """
    kept: Unit = dividing_units(by, on).select_for_update().get(pk=unit)
    loaded = divisions_of([kept])[kept.pk]
    problems = problems_with_division(loaded, since, basis, rows, on)
    if problems:
        raise ValidationError(problems)
    charges = Charges([kept.pk], by)
    if charges.stands(kept.pk, since, basis, rows):
        return kept
    if seen != last_change(kept.pk):
        raise DividedMeanwhile
    charges.divide(kept, since, basis, rows)
    charges.write()
    check_divisions(units=[kept.pk], on=on)
    return kept


def problems_with_division(
    loaded: Loaded, since: date, basis: str, rows: Sequence[Assigned], on: date
) -> dict[str, list[str]]:
    """What stands against a division, by field of the form (`since`, `basis`, `rows`) or of work."""
    problems: dict[str, list[str]] = {}
    if since > on:
        problems["since"] = [_("起始日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if not basis.strip():
        problems["basis"] = [_("请填写分工所依据的文号或会议。")]
    if not any(row.says_something for row in rows):
        problems["rows"] = [_("请至少为一项工作选择分管领导。")]
    for row in rows:
        if row.no_work and FIELDS[row.field].everywhere:
            words = _("每个单位都有%(field)s工作，请选择分管领导。")
            problems[row.field] = [words % {"field": _(FIELDS[row.field].title)}]
        elif row.person is not None and not loaded.division.leads(row.person, since):
            person = loaded.people.get(row.person)
            words = _("%(name)s在%(day)s不是本单位班子成员，不能分管。")
            problems[row.field] = [words % {"name": person or _("所选人员"), "day": cn_date(since)}]
    return problems
