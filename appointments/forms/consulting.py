"""How conclusions were weighed: one text for each not recorded yet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from supervision.selectors.consulted import Conclusion


class ConsultingForm(forms.Form):
    """The day, and for each conclusion how it was used; one left empty is not recorded yet."""

    use_required_attribute = False

    day = DayField(label=_("核对日期"))

    def __init__(self, *args: Any, conclusions: Sequence[Conclusion], past: bool, **kwargs: Any) -> None:
        """Ask for each of `conclusions`; the day only of a paper file, where it can be another than today."""
        super().__init__(*args, **kwargs)
        self.names = [one.name for one in conclusions]
        for one in conclusions:
            self.fields[one.name] = forms.CharField(
                label=one.title, required=len(conclusions) == 1, max_length=5000, widget=forms.Textarea,
                help_text=_("写明核对的情况、对本次决定的影响和处理意见。"),
            )  # fmt: skip
        if not past:
            del self.fields["day"]

    def words(self) -> dict[str, str]:
        """What was said, by the name of the conclusion."""
        return {name: self.cleaned_data.get(name, "") for name in self.names}
