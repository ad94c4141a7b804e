"""The form of an exception to the mandates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms import DaysModelForm
from supervision.checks import problems_with
from supervision.models import MandateException


class ExceptionForm(DaysModelForm):
    """An exception as whoever is logged in enters it; `entered_by` is set on the instance before it is checked.

    Once it was confirmed only its days are in the form, and of these only an earlier end is taken.
    """

    class Meta:
        model = MandateException
        fields = ("effect", "clause", "body", "person", "during", "reason", "approved_by")
        help_texts = {"approved_by": _("须是另一人；由其本人登录批准后，自批准之日起生效。")}

    def _get_validation_exclusions(self) -> set[str]:
        """What the form does not show and the database does not ask about; it asks whether the row was declined."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {"declined_on"}

    def clean(self) -> dict[str, Any] | None:
        """Say beside the fields what stands against it."""
        found: dict[str, Any] | None = super().clean()
        if not found or self.errors:
            return found
        if self.instance.is_waiting:
            row = MandateException(entered_by=self.instance.entered_by, **found)
            for name, words in problems_with(row).items():
                self.add_error(name, words)
        elif not _is_within(found["during"], self.instance.during):
            self.add_error(
                "during", _("已经批准的例外只能提前结束；如需延长或者更改，请另行登记并由批准人批准。")
            )
        return found


def _is_within(during: Any, whole: Any) -> bool:
    """Whether `during` begins with `whole` and ends no later."""
    if during.lower != whole.lower:
        return False
    return whole.upper is None or (during.upper is not None and during.upper <= whole.upper)
