"""A head asked to explain because of a report (C17): in the officer's own words, with nothing on the other side that leads back to the report (N31)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint
from complaints.policies import visible_complaints
from complaints.procedure.handling import disposal_of
from complaints.services.coincidences import require_apart
from complaints.services.conditions import led_to
from complaints.services.days import taken_in
from complaints.services.links import INQUIRY, add_link, links_of
from complaints.services.opening import Keys, with_merged
from integrity.models import Inquiry
from integrity.services.inquiries import Asking, NotPossible, open_inquiry
from rulebook.procedures.complaints import Disposal, State
from rulebook.procedures.inquiry import OVER, Outcome


def may_inquire(found: Complaint, keys: Keys) -> bool:
    """Whether a letter or talk can be opened: its approved disposal is 谈话函询, and none is under way or done."""
    if found.state != State.DISPOSED or disposal_of(taken_in(found)) != Disposal.INQUIRY:
        return False
    rows = led_to(found, keys)
    return all(row.state in OVER for row in rows) and not any(row.outcome for row in rows)


@transaction.atomic
def inquire(
    *,
    complaint: int,
    keys: Keys,
    token: UUID,
    asking: Asking,
    checked: bool,
    why: str,
    by: User,
    on: date,
    together: Mapping[int, Keys] | None = None,
) -> Inquiry:
    """Draft a letter or talk; the same `token` twice drafts it once. The ledger knows of the draft alone, not of what it came from.

    Raises ValidationError by field: the disposal is another, one is under way, words in common with the report or one merged into it (`together`: their keys) and no reason why they may stand,
    a head that is not the user's to ask.
    """
    found = visible_complaints(by, on).select_for_update(of=("self",)).filter(pk=complaint).first()
    if found is None:
        raise ValidationError(_("这件检举控告不由您办理。"))
    known = Inquiry.objects.filter(token=token, drafted_by=by).first()
    if known and known.pk in {one.row for one in links_of(found, keys, INQUIRY)}:
        return known
    if not may_inquire(found, keys):
        raise ValidationError(_("处置方式不是谈话函询，或者已经有函询谈话。"))
    texts = {"matters": asking.matters, "grounds": asking.grounds}
    require_apart(found, with_merged(found, keys, together), texts, checked=checked, why=why)
    try:
        made = open_inquiry(token=token, asking=asking, by=by, on=on)
    except NotPossible as error:
        raise ValidationError(_("这名“一把手”不由您函询。")) from error
    add_link(found, keys, INQUIRY, made.pk, on, why.strip())
    found.save(update_fields=["links"])
    return made


def outcome_of(rows: list[Inquiry]) -> str:
    """What the letters and talks came to; empty while one is under way."""
    return rows[-1].outcome if rows and rows[-1].state in OVER and rows[-1].outcome != Outcome.AGAIN else ""
