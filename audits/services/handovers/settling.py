"""Finishing what was taken over as soon as the record it comes from is finished; its origin stays with it."""

from datetime import date

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from audits.choices import HandoverState
from audits.models import HandoverItem
from audits.selectors.handovers.registry import providers
from core.ledger import record
from core.templatetags.wording import cn_date

RESULT, RESULT_ON = "原记录已经办结，自动办结。", "原记录已于 %(day)s 办结，自动办结。"
WRITTEN = ["closed_on", "result"]


@transaction.atomic
def settle_items(*, on: date) -> int:
    """Note, for every item of a signed handover whose record is finished on `on`, that it is finished; return how many. A constant number
    of queries; run twice nothing is done again.
    """
    open_ones = HandoverItem.objects.filter(handover__state=HandoverState.SIGNED, open=True, closed_on=None)
    changed: list[HandoverItem] = []
    for provider in providers():
        if provider.over is None:
            continue
        rows = open_ones.filter(source=provider.source).select_related("handover")
        numbers = rows.order_by().values("source_id")
        days = dict(provider.over(on).order_by().filter(pk__in=numbers).values_list("pk", "over_on"))
        if not days:
            continue
        held = rows.filter(source_id__in=days).select_for_update(of=("self",), no_key=True)
        for row in held.order_by("pk"):
            day = days[row.source_id]
            row.closed_on = max(row.handover.left_on, min(day or on, on))
            row.result = RESULT_ON % {"day": cn_date(day)} if day else RESULT
            changed.append(row)
    if changed:
        bulk_update_with_history(changed, HandoverItem, WRITTEN)
        record("handover.items-settled", by=None, facts={"items": len(changed)})
    return len(changed)
