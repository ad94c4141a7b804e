"""Files citizens attach: checked by content, scanned, stripped of what tells of the sender, locked, and only then stored."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from complaints.models.complaints import file_path
from core import scanning, sealing, stripping, uploads

MOST = 10
SURELY_OVER = timedelta(days=1)  # of storing one form
MOST_BYTES = 40 * 1024 * 1024  # of all files of one form together


@dataclass(frozen=True, slots=True)
class Clean:
    """A file that may be kept: a name that says only what it is, and what is left of it."""

    name: str
    content: bytes


def cleaned(files: Sequence[UploadedFile]) -> list[Clean]:
    """What may be kept of `files`. Raises ValidationError for `files`, naming each that may not."""
    if len(files) > MOST:
        raise ValidationError({"attachments": [_("一次最多 %(most)s 个附件。") % {"most": MOST}]})
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise ValidationError(
            {
                "attachments": [
                    _("附件合计超过 %(most)s MB，请分几次补充。") % {"most": MOST_BYTES // 1024 // 1024}
                ]
            }
        )
    kept, wrong = [], []
    for number, file in enumerate(files, start=1):
        try:
            kept.append(_cleaned(file, number))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise ValidationError({"attachments": wrong})
    return kept


def _cleaned(file: UploadedFile, number: int) -> Clean:
    checked = uploads.check(file)
    file.seek(0)
    content = file.read()
    scanning.scan(content, checked.name)
    return Clean(
        f"{_('附件')}{number}{checked.ending}", stripping.stripped(content, checked.ending, checked.name)
    )


def sorted_out(files: Iterable[tuple[str, bytes | None]]) -> tuple[list[Clean], list[dict[str, str]]]:
    """Of files that came by mail those that may be kept, and of each other one its name and why it was left out.

    Raises scanning.Silent where the scanner does not answer: then it is not known yet.
    """
    kept: list[Clean] = []
    left: list[dict[str, str]] = []
    room = MOST_BYTES
    for name, content in files:
        why = ""
        if content is None:
            why = _("附件读不出来。")
        elif len(kept) == MOST or len(content) > room:
            why = _("附件太多或者合计太大。")
        else:
            try:
                kept.append(_cleaned(SimpleUploadedFile(name or "file", content), len(kept) + 1))
                room -= len(content)
            except scanning.Silent:
                raise
            except ValidationError as error:
                why = " ".join(error.messages)
        if why:
            left.append({"name": uploads.safe_name(name), "why": why})
    return kept, left


def opened(key: bytes, names: Iterable[tuple[str, str]]) -> list[Clean]:
    """Stored files, each by its name in the store and the one it is shown under, unlocked."""
    found = []
    for stored_name, name in names:
        with default_storage.open(stored_name) as file:
            found.append(Clean(name, sealing.unlock(key, file.read())))
    return found


def store(key: bytes, files: Iterable[Clean]) -> list[str]:
    """Lock and store `files`; their names in the store. Where one cannot be stored none is left. Raises ValidationError for `files`."""
    stored: list[str] = []
    try:
        for file in files:
            stored.append(put(sealing.lock(key, file.content)))
    except OSError as error:
        forget(stored)
        raise ValidationError(
            {
                "files": [
                    _(
                        "附件没有存下来，整份举报也没有提交。请稍后再试，或者先不带附件提交，以后凭查询码补充。"
                    )
                ]
            }
        ) from error
    return stored


def put(locked: bytes) -> str:
    """Store something locked under a name that tells nothing; half of it is not left where the disk was full (OSError)."""
    name = f"complaints/{uuid4().hex}"
    try:
        return default_storage.save(name, ContentFile(locked))
    except BaseException:
        default_storage.delete(name)
        raise


@contextmanager
def stored_with(names: Sequence[str]) -> Iterator[None]:
    """Store what belongs to files in one transaction; where that fails the files are taken back, too."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        forget(names)
        raise


def forget(stored: Iterable[str]) -> None:
    """Take back what was stored for something that was not."""
    for name in stored:
        default_storage.delete(name)


def forget_without_row(*, now: datetime) -> int:
    """Delete what a process stored that was ended before it stored the row: locked with a key that nobody has. How many.

    Of the last day nothing is touched, so that what is being stored right now stays.
    """
    folder = Path(file_path(None, "x")).parent
    try:
        names = {f"{folder}/{name}" for name in default_storage.listdir(str(folder))[1]}
    except FileNotFoundError:
        return 0
    for model in apps.get_app_config("complaints").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                kept = model._default_manager.exclude(**{field.name: ""})
                names -= set(kept.values_list(field.name, flat=True).iterator())
    left = [name for name in names if now - default_storage.get_modified_time(name) > SURELY_OVER]
    forget(left)
    return len(left)
