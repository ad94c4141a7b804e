"""Fields as people in an office type them."""

from typing import Any

from django import forms

from core.forms import DayField


class NeededToEnter(forms.Field):
    """Mixed into a field that entering a record asks for but a draft may leave empty: shown as needed, never refused here."""

    def validate(self, value: Any) -> None:
        """Let the empty pass."""
        if value not in self.empty_values:
            super().validate(value)


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class NeededDayField(NeededToEnter, DayField):
    """A day needed for entering."""


class NeededTextField(NeededToEnter, forms.CharField):
    """A text needed for entering."""


class NeededChoiceField(NeededToEnter, forms.TypedChoiceField):
    """A choice needed for entering."""


def long_text(label: Any, **kwargs: Any) -> forms.CharField:
    """A field for whole paragraphs, never required while drafting."""
    return forms.CharField(label=label, required=False, max_length=20_000, widget=forms.Textarea, **kwargs)
