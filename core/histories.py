"""Histories of rows written many at once, where django-simple-history has no way of its own."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from core import clock


def bulk_delete_with_history(rows: Sequence[Any], *, by: Any, reason: str) -> None:
    """Delete `rows`, all of one model, and leave of each how it last was; two statements. Nothing may refer to them: what would is not followed."""
    if not rows:
        return
    model: type[models.Model] = type(rows[0])
    history: Any = model.history.model  # type: ignore[attr-defined]
    history.objects.bulk_create(
        [
            history(
                history_date=clock.now(), history_user=by, history_change_reason=reason, history_type="-",
                **{field.attname: getattr(row, field.attname) for field in history.tracked_fields},
            )
            for row in rows
        ]
    )  # fmt: skip
    model._base_manager.filter(pk__in=[row.pk for row in rows])._raw_delete(model._base_manager.db)  # type: ignore[attr-defined]
