"""Carrying out a list: evidence item by item, and the reviews of the body above (B6)."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger
from core.templatetags.wording import cn_date
from integrity.choices import ListState
from integrity.models import Evidence, EvidenceFile, ListReview, ReviewLine
from integrity.policies.lists import lists_from_above, shown_for_lists
from integrity.procedure import review_opens
from integrity.selectors.lists import items_in_force
from integrity.services.judging import recheck_lists
from integrity.services.lists import NotPossible, body_of, locked
from rulebook.procedures.integrity import REVIEWS, Outcome, Review

Said = tuple[str, str]  # what a review says of an item: outcome and words


@ledger.service("responsibility.evidence")
def enter_evidence(
    *, token: UUID, found: int, number: int, day: date | None, text: str, by: User, on: date
) -> Evidence:
    """Enter that something was done for an item; the same `token` twice enters it once.

    Raises ValidationError by field, NotPossible where the list is not in force or not the user's.
    """
    known = Evidence.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    row = locked(shown_for_lists(by, on), found)
    if number not in {item.number for item in items_in_force(row)}:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if day is None:
        problems["day"] = [_("请填写日期。")]
    elif day > on:
        problems["day"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif day.year != row.year:
        problems["day"] = [_("日期应在责任清单所属年度（%(year)s年）内。") % {"year": row.year}]
    if not text.strip():
        problems["text"] = [_("请写明落实情况。")]
    if problems or day is None:
        raise ValidationError(problems)
    made = Evidence.objects.create(
        list=row, number=number, on=day, text=text.strip(), entered_by=by, entered_on=on, token=token
    )
    recheck_lists(row.pk, on=on)
    return made


def attach_evidence(*, evidence: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a piece of evidence; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach(evidence=evidence, file=file, by=by, on=on))


@ledger.service("responsibility.attach")
def _attach(*, evidence: int, file: UploadedFile, by: User, on: date) -> EvidenceFile:
    row = Evidence.objects.get(pk=evidence)
    locked(shown_for_lists(by, on), row.list_id)
    return attachments.keep(file, among=row.attachments.all(), evidence=row, added_by=by)


@ledger.service("responsibility.review")
def review_list(*, found: int, kind: Review, said: Mapping[int, Said], by: User, on: date) -> ListReview:
    """Review a list item by item for the body above; the year-end review closes it.

    Raises ValidationError with the problems by item (`outcome-3`, `words-3`), NotPossible where it is not theirs, was reviewed so already,
    or it is too early (L29, L30).
    """
    row = locked(lists_from_above(by, on), found)
    kinds = set(row.reviews.values_list("kind", flat=True))
    if row.state != ListState.IN_FORCE or kind in kinds or on < review_opens(row.year, kind):
        raise NotPossible
    numbers = [item.number for item in items_in_force(row)]
    problems = _problems(numbers, said)
    if problems:
        raise ValidationError(problems)
    made = ListReview.objects.create(list=row, kind=kind, on=on, body=body_of(row, by, on), reviewed_by=by)
    lines = ((number, *said[number]) for number in numbers)
    ReviewLine.objects.bulk_create(
        ReviewLine(review=made, number=number, outcome=outcome, words=words.strip())
        for number, outcome, words in lines
    )
    if REVIEWS[kind].closes:
        row.state = ListState.CLOSED
        row.save()
    recheck_lists(row.pk, on=on)
    return made


def _problems(numbers: Iterable[int], said: Mapping[int, Said]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for number in numbers:
        outcome, words = said.get(number, ("", ""))
        if outcome not in set(Outcome):
            problems[f"outcome-{number}"] = [_("第 %(n)s 项：请选择检查结果。") % {"n": number}]
        elif outcome != Outcome.DONE and not words.strip():
            problems[f"words-{number}"] = [_("第 %(n)s 项：没有全部落实的，请写明意见。") % {"n": number}]
    return problems
