"""Ordinary matters of one 专项 that each stay below the large-sum threshold and together reach it (化整为零, C2)."""

from collections.abc import Sequence
from datetime import timedelta

from decisions.checks.forms import thresholds_of
from decisions.choices import MatterState
from decisions.models import Matter
from decisions.procedure import Found
from rulebook.procedures.decisions import MatterCategory, numbers_on
from rulebook.procedures.regulator import CODES, SPLIT, SPLIT_DAYS


def split_matters(matters: Sequence[Matter]) -> dict[int, list[Found]]:
    """Those of `matters` with which the sum of their 专项 (Matter.special) reaches the threshold, by number of the row; two queries.

    Each is seen with those proposed in the days before it; the same 专项 is meant by the same words.
    """
    asked = [matter for matter in matters if _counts(matter)]
    if not asked:
        return {}
    rows = Matter.objects.filter(
        unit__in={matter.unit_id for matter in asked},
        special__in={matter.special for matter in asked},
        category=MatterCategory.ORDINARY,
    )
    others = [row for row in rows.defer("form", "search_keys").order_by("proposed_on", "pk") if _counts(row)]
    thresholds = thresholds_of(asked)
    found = {}
    for matter in asked:
        least = thresholds.get(matter.pk) or numbers_on(matter.proposed_on).ceiling
        since = matter.proposed_on - timedelta(days=SPLIT_DAYS.value)
        before = [row for row in others if _belongs(row, matter) and since < row.proposed_on]
        parts = [row for row in (*before, matter) if row.amount is not None and row.amount < least]
        total = sum(row.amount or 0 for row in parts)
        if matter in parts and len(parts) > 1 and total >= least:
            facts = {
                "special": matter.special,
                "parts": [f"{row.number} {row.amount:.2f} 元" for row in parts],
                "amount": f"{total:.2f}",
                "threshold": f"{least:.2f}",
            }
            found[matter.pk] = [Found(CODES[SPLIT], facts)]
    return found


def _counts(matter: Matter) -> bool:
    ordinary = matter.category == MatterCategory.ORDINARY and matter.state != MatterState.WITHDRAWN
    return ordinary and bool(matter.special) and matter.amount is not None


def _belongs(row: Matter, matter: Matter) -> bool:
    """Whether `row` is of the same unit and 专项, and was proposed before `matter`."""
    same = (row.unit_id, row.special) == (matter.unit_id, matter.special)
    return same and (row.proposed_on, row.pk) < (matter.proposed_on, matter.pk)
