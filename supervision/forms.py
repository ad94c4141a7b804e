"""The form of an exception to the mandates."""

from typing import Any

from core.forms import DaysModelForm
from supervision.checks import problems_with
from supervision.models import MandateException


class ExceptionForm(DaysModelForm):
    """An exception as whoever is logged in enters it; `entered_by` is set on the instance before it is checked."""

    class Meta:
        model = MandateException
        fields = ("effect", "clause", "body", "person", "during", "reason", "approved_by")

    def clean(self) -> dict[str, Any] | None:
        """Say beside the fields what stands against it."""
        found: dict[str, Any] | None = super().clean()
        if found and not self.errors:
            row = MandateException(entered_by=self.instance.entered_by, **found)
            for name, words in problems_with(row).items():
                self.add_error(name, words)
        return found
