"""Files kept with something: taking them in, showing them, throwing them away. What may come in at all is said in `core.uploads`."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import uploads
from core.models import KeptFile

Kept = TypeVar("Kept", bound=KeptFile)


def keep_each(files: Iterable[UploadedFile], keep_one: Callable[[UploadedFile], object]) -> list[str]:
    """Keep each of `files` by itself; return in Chinese what was refused and why. What is accepted is kept all the same."""
    refused: list[str] = []
    for file in files:
        try:
            keep_one(file)
        except ValidationError as error:
            refused += error.messages
    return refused


def keep(file: UploadedFile, *, among: QuerySet[Kept], **fields: Any) -> Kept:
    """Keep `file` among those of one place, with `fields` of its row; the same file a second time is the one there.

    Raises ValidationError where it may not be kept (core.uploads), or where the place is full.
    """
    checked = uploads.check(file)
    known = among.filter(sha256=checked.sha256).first()
    if known:
        return known
    if among.count() >= uploads.MOST:
        values = {"name": checked.name, "most": uploads.MOST}
        raise ValidationError(_("“%(name)s”没有上传：一处最多 %(most)s 个附件。") % values)
    kept = among.model(name=checked.name, size=checked.size, sha256=checked.sha256, **fields)
    kept.file.save(checked.stored_name, file, save=True)  # type: ignore[attr-defined]
    return kept


def throw_away(files: QuerySet[Any]) -> None:
    """Delete the rows of `files`, and what is stored of them once that is certain."""
    stored = [(row.file.storage, str(row.file.name)) for row in files]
    files.delete()

    def delete() -> None:
        for storage, name in stored:
            storage.delete(name)

    transaction.on_commit(delete)


def files_shown(files: Iterable[KeptFile]) -> list[dict[str, Any]]:
    """Kept files as the component of files takes them."""
    return [
        {
            "name": file.name,
            "size": file.size,
            "url": file.get_absolute_url(),  # type: ignore[attr-defined]
            "at": timezone.localtime(file.added_at),
            "by": str(file.added_by),
            "pk": file.pk,
        }
        for file in files
    ]
