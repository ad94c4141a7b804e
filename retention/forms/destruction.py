"""Declining a destruction list; narrowing tombstones."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from retention.selectors.due import deleted_rules


class DeclineForm(forms.Form):
    """Why the list is not to be destroyed."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("不同意的理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class TombstoneFilterForm(forms.Form):
    """Narrow tombstones to a kind of material, or to one number."""

    rule = forms.ChoiceField(label=_("材料"), required=False)
    key = forms.CharField(label=_("编号"), max_length=64, required=False)

    def __init__(self, data: object) -> None:
        """Offer the kinds that are ever deleted."""
        super().__init__(data)  # type: ignore[arg-type]
        choices = [(rule.key, _now(rule.title)) for rule in deleted_rules()]
        self.fields["rule"].choices = [("", _now("全部")), *choices]  # type: ignore[attr-defined]

    def query(self) -> dict[str, str]:
        """What to narrow by; what could not be understood narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"rule": given.get("rule", ""), "key": given.get("key", "").strip()}
