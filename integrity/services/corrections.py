"""A head's request to correct an entry of the own file, and the body's answer (C14, L67)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger, workdays
from integrity.models import CorrectionAnswer, CorrectionFile, FileCorrection
from integrity.policies.files import answered_corrections, keeping_body, readable_files, tenure_of_file
from integrity.services.inquiries.held import NotPossible
from rulebook.procedures.files import ANSWERS, CORRECTION_DAYS
from supervision.selectors.timeline import Entry, Reading, read

LONGEST_TITLE = 300


def entry_named(reading: Reading, chapter: str, name: str) -> Entry | None:
    """The entry called so in the file as `reading` has it; None where there is none."""
    found = (one for part in read(reading, only=chapter) for one in part.entries if one.name == name)
    return next(found, None) if chapter else None


@ledger.service("integrity-file.ask-correction")
def ask_correction(
    *, token: UUID, chapter: str, entry: str, wrong: str, right: str, by: User, on: date
) -> FileCorrection:
    """Ask for the correction of an entry of the own file; the same `token` twice asks once.

    Raises ValidationError by field, NotPossible for who has no file, or an entry that is not in it.
    """
    known = FileCorrection.objects.filter(token=token, asked_by=by).first()
    if known:
        raise ledger.Again(known)
    person = by.person
    if person is None or not readable_files(by, on).filter(pk=person.pk).exists():
        raise NotPossible
    tenure = tenure_of_file(person, on)
    found = entry_named(Reading(person=person, user=by, on=on), chapter, entry)
    if tenure is None or found is None:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if not wrong.strip():
        problems["wrong"] = [_("请写明哪些内容有误。")]
    if not right.strip():
        problems["right"] = [_("请写明应当更正为什么。")]
    if problems:
        raise ValidationError(problems)
    due = workdays.load().add(on, CORRECTION_DAYS.value)
    return FileCorrection.objects.create(
        person=person, county_id=tenure.post.unit.county_id, chapter=chapter, entry=entry,
        title=str(found.title)[:LONGEST_TITLE], wrong=wrong.strip(), right=right.strip(), asked_on=on, asked_by=by,
        due=due, token=token,
    )  # fmt: skip


def attach_to_correction(*, correction: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep papers with the own request; return in Chinese what was refused and why."""
    return attachments.keep_each(
        files, lambda file: _attach_one(correction=correction, file=file, by=by, on=on)
    )


@ledger.service("integrity-file.attach")
def _attach_one(*, correction: int, file: UploadedFile, by: User, on: date) -> CorrectionFile:
    row = FileCorrection.objects.select_for_update(no_key=True).filter(pk=correction, asked_by=by).first()
    if row is None or CorrectionAnswer.objects.filter(correction=row).exists():
        raise NotPossible
    return attachments.keep(file, among=row.attachments.all(), correction=row, added_by=by)


@ledger.service("integrity-file.answer-correction")
def answer_correction(*, correction: int, outcome: str, words: str, by: User, on: date) -> FileCorrection:
    """Say that it is corrected, and where, or that it is not, and why. The record itself is corrected by its own way of correcting.

    Raises ValidationError by field, NotPossible where it is answered, or not the user's to answer.
    """
    numbers = answered_corrections(by, on).filter(pk=correction).order_by().values("pk")
    row = (
        FileCorrection.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person")
        .filter(pk__in=numbers)
        .first()
    )
    if row is None or CorrectionAnswer.objects.filter(correction=row).exists():
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if outcome not in ANSWERS:
        problems["outcome"] = [_("请选择予以更正或者不予更正。")]
    if not words.strip():
        problems["words"] = [_("请写明在哪里作了什么更正，或者不予更正的理由。")]
    if problems:
        raise ValidationError(problems)
    tenure = tenure_of_file(row.person, on)
    if tenure is None:
        raise NotPossible
    CorrectionAnswer.objects.create(
        correction=row, outcome=outcome, words=words.strip(), body=keeping_body(by, tenure, on), on=on, by=by
    )
    return row
