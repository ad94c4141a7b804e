"""That a decision caused a loss, and the case opened where steps were missing (C11)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from core.templatetags.wording import cn_date
from decisions.checks.answering import decided_on
from decisions.checks.tracing import trace, units_of
from decisions.models import AccountabilityCase, Loss, Matter
from decisions.policies import cases_to_close, cases_to_state_on, losable_matters
from decisions.services.checking import recheck
from decisions.services.states import NotPossible


@service("loss.record")
def record_loss(*, matter: int, found_on: date, description: str, by: User, on: date) -> Loss:
    """Note that a decision caused a loss; where steps were missing, open a case with the right bodies.

    Raises ValidationError by field, NotPossible where a loss is noted already or the matter is not for `by` to judge.
    """
    row = (
        losable_matters(by, on)
        .select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk=matter)
        .first()
    )
    if row is None:
        raise NotPossible
    _refuse(row, found_on, description, on)
    loss = Loss.objects.create(matter=row, found_on=found_on, description=description.strip(), entered_by=by)
    _open_case(row, on)
    recheck(row, on=on)
    return loss


@service("case.close")
def close_case(*, case: int, outcome: str, by: User, on: date, heard: str = "") -> AccountabilityCase:
    """Close a case with what came of it.

    Raises ValidationError by field: without words, or where the one who chaired has said nothing and `heard` does not tell how they
    were asked; NotPossible where it is closed or another body's.
    """
    row = cases_to_close(by, on).select_for_update(of=("self",)).filter(pk=case).first()
    if row is None:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if not outcome.strip():
        problems["outcome"] = [_("请写明处理结果。")]
    if row.chair_id and not row.statement and not heard.strip():
        problems["heard"] = [_("本人还没有陈述，请写明何时、以何种方式听取了本人意见。")]
    if problems:
        raise ValidationError(problems)
    row.closed_on, row.outcome, row.heard = on, outcome.strip(), heard.strip()
    row.save()
    return row


@service("case.state")
def state_on_case(*, case: int, statement: str, by: User, on: date) -> AccountabilityCase:
    """Say something to a case over a decision one chaired, or change what one said, until it is closed.

    Raises ValidationError without words, NotPossible where it is closed or another's.
    """
    row = cases_to_state_on(by).select_for_update(of=("self",)).filter(pk=case).first()
    if row is None:
        raise NotPossible
    if not statement.strip():
        raise ValidationError({"statement": [_("请写明陈述内容。")]})
    row.statement, row.stated_at = statement.strip(), clock.now()
    row.save()
    return row


def _refuse(matter: Matter, found_on: date, description: str, on: date) -> None:
    problems: dict[str, list[str]] = {}
    decided = decided_on(matter)
    if found_on > on:
        problems["found_on"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif decided is not None and found_on < decided:
        problems["found_on"] = [_("日期不能早于决策日期（%(day)s）。") % {"day": cn_date(decided)}]
    if not description.strip():
        problems["description"] = [_("请写明损失情况。")]
    if problems:
        raise ValidationError(problems)


def _open_case(matter: Matter, on: date) -> None:
    """A loss without missing steps opens none: C11 asks for answers where the procedure was missing."""
    traced = trace(matter, on)
    if not traced.missing:
        return
    codes = [one.rule.code for one in traced.missing]
    case = AccountabilityCase.objects.create(matter=matter, opened_on=on, codes=codes, chair=traced.chair)
    case.bodies.set(units_of(traced.bodies))
