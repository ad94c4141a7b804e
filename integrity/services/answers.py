"""What a head says to a record about them, once; and marking what was agreed as done."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, ledger
from core.templatetags.wording import cn_date
from integrity.choices import Answer
from integrity.models import FollowUp, Participation
from integrity.policies import answerable_participations
from integrity.selectors.follow_ups import actionable_follow_ups
from integrity.services.drafts import AlreadySettled


@ledger.service("record.answer")
def answer_record(*, participation: int, answer: str, words: str, by: User, on: date) -> Participation:
    """Confirm the record (本人确认), or object to it (异议) with `words`. An answer is given once.

    Raises ValidationError for an objection without words, AlreadySettled where there is nothing to answer any more.
    """
    words = words.strip()
    if answer not in (Answer.CONFIRMED, Answer.OBJECTED):
        raise ValidationError({"answer": [_("请选择确认或者提出异议。")]})
    if answer == Answer.OBJECTED and not words:
        raise ValidationError({"words": [_("请写明对记录的哪一部分有异议，以及实际情况。")]})
    line = answerable_participations(by).select_for_update(of=("self",)).filter(pk=participation).first()
    if line is None or line.answer != Answer.PENDING:
        raise AlreadySettled
    line.answer, line.answer_words, line.answered_at = answer, words, clock.now()
    line.save()
    return line


@ledger.service("record.follow-up-done")
def finish_follow_up(*, follow_up: int, done_on: date | None, result: str, by: User, on: date) -> FollowUp:
    """Note that what was agreed was done on `done_on`, with what `result`.

    Raises ValidationError by field, AlreadySettled where it was done already.
    """
    row = actionable_follow_ups(by, on).select_for_update(of=("self",)).filter(pk=follow_up).first()
    if row is None or row.done_on is not None:
        raise AlreadySettled
    problems: dict[str, list[str]] = {}
    if done_on is None:
        problems["done_on"] = [_("请填写完成日期。")]
    elif done_on > on:
        problems["done_on"] = [_("完成日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif row.record.held_on and done_on < row.record.held_on:
        problems["done_on"] = [
            _("完成日期不能早于记录日期（%(day)s）。") % {"day": cn_date(row.record.held_on)}
        ]
    if not result.strip():
        problems["result"] = [_("请写明完成情况。")]
    if problems:
        raise ValidationError(problems)
    row.done_on, row.result = done_on, result.strip()
    row.save()
    return row
