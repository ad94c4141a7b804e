"""After signing: the successor finishes what was left open, and says what turns out missing or false."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import HandoverState
from audits.models import Handover, HandoverFlaw, HandoverItem
from audits.policies.handovers import followed_items, received_handovers
from audits.services.handovers.judging import recheck
from audits.services.handovers.states import NotPossible
from core import ledger
from core.periods import months_after
from core.templatetags.wording import cn_date
from rulebook.procedures.handover import FLAW_MONTHS, Flaw


@ledger.service("handover.close-item")
def close_item(*, item: int, closed_on: date | None, result: str, by: User, on: date) -> HandoverItem:
    """Note that an item taken over is finished, and with what result. Raises ValidationError by field, NotPossible."""
    mine = followed_items(by, on).filter(pk=item).order_by().values("pk")
    row = (
        HandoverItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("handover")
        .filter(pk__in=mine)
        .first()
    )
    if row is None or row.closed_on is not None:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if closed_on is None:
        problems["closed_on"] = [_("请填写办结日期。")]
    elif not row.handover.left_on <= closed_on <= on:
        problems["closed_on"] = [_("办结日期应在离任日期和今天之间。")]
    if not result.strip():
        problems["result"] = [_("请写明办理结果。")]
    if problems:
        raise ValidationError(problems)
    row.closed_on, row.result, row.closed_by = closed_on, result.strip(), by
    row.save()
    return row


def last_day_for_flaws(handover: Handover) -> date | None:
    """The last day on which the successor may say that something is missing or false (L48)."""
    return months_after(handover.signed_on, FLAW_MONTHS.value) if handover.signed_on else None


@ledger.service("handover.note-flaw")
def note_flaw(
    *, token: UUID, handover: int, kind: str, item: int | None, words: str, by: User, on: date
) -> Handover:
    """Note what turned out missing or false in a signed handover; the leaver is asked. The same `token` twice notes it once.

    Raises ValidationError by field, NotPossible.
    """
    mine = received_handovers(by, on).filter(pk=handover, state=HandoverState.SIGNED).order_by().values("pk")
    locked = Handover.objects.select_for_update(of=("self",), no_key=True)
    found = locked.filter(pk__in=mine).first()
    if found is None:
        raise NotPossible
    if HandoverFlaw.objects.filter(token=token, noted_by=by).exists():
        return found
    last = last_day_for_flaws(found)
    problems: dict[str, list[str]] = {}
    if last is None or on > last:
        day = cn_date(last) if last else ""
        raise ValidationError(_("指出交接不实、遗漏的期限（%(day)s）已过（L48）。") % {"day": day})
    if kind not in set(Flaw):
        problems["kind"] = [_("请选择遗漏或者不实。")]
    meant = found.items.filter(pk=item).first() if item is not None else None
    if kind == Flaw.FALSE and meant is None:
        problems["item"] = [_("请选择不实的交接事项。")]
    if not words.strip():
        problems["words"] = [_("请写明情况和依据。")]
    if problems:
        raise ValidationError(problems)
    HandoverFlaw.objects.create(
        handover=found, item=meant, kind=kind, words=words.strip(), noted_on=on, noted_by=by, token=token
    )
    recheck(found.pk, on=on)
    return found
