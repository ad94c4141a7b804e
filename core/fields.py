"""Fields that tables of several apps have alike."""

from typing import Any

from django.conf import settings
from django.db import models


def by_user(label: Any) -> Any:
    """Who did something, named `label`."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )  # fmt: skip
