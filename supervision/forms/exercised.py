"""What the picture of a head's power narrows a list of records to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import cn_date
from supervision.selectors.powers import WANTING, WHOLE, Narrowing

PROCEDURES = [(WHOLE, gettext_lazy("程序完整")), (WANTING, gettext_lazy("有未了结或者认定成立的问题"))]


class ExercisedForm(forms.Form):
    """Part of the filter of every list the picture leads to: a span of days, and how the procedure stands. Wrong values ask for nothing."""

    since = forms.DateField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(required=False, widget=forms.HiddenInput)
    procedure = forms.ChoiceField(required=False, choices=PROCEDURES, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        """Put the three together as `exercised`: a Narrowing, or None."""
        found: dict[str, Any] = super().clean() or {}
        since, until = found.pop("since", None), found.pop("until", None)
        procedure = found.pop("procedure", "")
        found["exercised"] = Narrowing(since, until, procedure) if since and until else None
        return found

    @property
    def exercised_words(self) -> str:
        """What the list is narrowed to, in words; empty where it is not."""
        self.is_valid()
        to: Narrowing | None = self.cleaned_data.get("exercised")
        if to is None:
            return ""
        days = _("仅列出%(since)s至%(until)s行使权力的记录") % {
            "since": cn_date(to.since),
            "until": cn_date(to.until),
        }
        named = dict(PROCEDURES).get(to.procedure)
        return f"{days}：{named}" if named else days


class ExercisedInUnitForm(ExercisedForm):
    """The same for a list that cannot otherwise be narrowed to a unit."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
