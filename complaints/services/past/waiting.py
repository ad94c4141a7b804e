"""A register between its check and its import: kept locked for a day, opened by whoever had it checked, then gone."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import PastFile, ReceivingBody
from complaints.services.keys import key_in_force
from complaints.services.opening import Opener
from complaints.services.past.running import import_past
from core import sealing
from core.importing import Report

KEPT = timedelta(days=1)


@transaction.atomic
def keep_past_file(*, content: bytes, body: ReceivingBody, by: User, on: date) -> PastFile:
    """Lock a file that was checked, in place of any other of the same officer. Raises ValidationError where the body has no key."""
    key = key_in_force(body)
    if key is None:
        raise ValidationError(_("机关密钥没有启用，不能导入。"))
    own = sealing.new_key()
    PastFile.objects.filter(owner=by).delete()
    return PastFile.objects.create(
        owner=by,
        key=key,
        sealed=sealing.seal(bytes(key.public), own),
        content=sealing.lock(own, content),
        until=on + KEPT,
    )


@transaction.atomic
def confirm_past_file(*, file: int, opener: Opener, by: User, on: date) -> Report:
    """Import the file that was checked, and forget it. Raises ValidationError where it is gone, or does not open."""
    found = (
        PastFile.objects.select_for_update(of=("self",))
        .filter(pk=file, owner=by, until__gte=on)
        .select_related("key__body")
        .first()
    )
    own = opener.key_of(found) if found is not None else None
    if found is None or own is None:
        raise ValidationError(_("检查过的文件已经不在，请重新上传。"))
    content = sealing.unlock(own, bytes(found.content))
    report = import_past(content=content, name="", body=found.key.body, by=by, on=on)
    found.delete()
    return report
