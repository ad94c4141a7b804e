"""Forms of responsibility lists: narrowing them, wording an item, entering evidence, reviewing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from integrity.choices import OUTCOME_CHOICES, ListState
from integrity.models import ListItem
from integrity.selectors.lists import DRAFTED, WAITING, ListQuery
from integrity.services.lists import LONGEST_TITLE
from supervision.forms.exercised import ExercisedInUnitForm

ANY = ("", _("全部"))
YEARS_BACK = 10


class ListFilterForm(ExercisedInUnitForm):
    """Narrows the lists."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, (DRAFTED, _("待“一把手”签字")), (WAITING, _("待上级签字")), *ListState.choices[1:]],
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[ANY, ("own", _("我的")), ("above", _("由本机构签字和检查的"))],
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through the one after `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year + 1, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def query(self) -> ListQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return ListQuery(
            text=given.get("q") or "",
            year=given.get("year"),
            state=given.get("state") or "",
            whose=given.get("whose") or "",
            unit=given.get("unit"),
            exercised=given.get("exercised"),
        )


class ItemForm(forms.Form):
    """Words an item. Of the template's items the title stands."""

    use_required_attribute = False

    title = forms.CharField(label=_("责任事项"), max_length=LONGEST_TITLE)
    text = forms.CharField(label=_("具体要求"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, keeps_title: bool = False, **kwargs: Any) -> None:
        """`keeps_title`: the item is the template's or the county's."""
        super().__init__(*args, **kwargs)
        self.fields["title"].disabled = keeps_title


class EvidenceForm(forms.Form):
    """Enters what was done for an item."""

    use_required_attribute = False

    day = DayField(label=_("日期"))
    text = forms.CharField(label=_("落实情况"), max_length=5000, widget=forms.Textarea)


class ReviewForm(forms.Form):
    """A review: of each item what it came to, and words."""

    use_required_attribute = False

    def __init__(self, *args: Any, items: Sequence[ListItem], **kwargs: Any) -> None:
        """Ask of each of `items`."""
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            label = _("第 %(n)s 项 %(title)s") % {"n": item.number, "title": item.title}
            self.fields[f"outcome-{item.number}"] = forms.ChoiceField(
                label=label, choices=OUTCOME_CHOICES, widget=forms.RadioSelect, required=False
            )
            self.fields[f"words-{item.number}"] = forms.CharField(
                label=_("第 %(n)s 项意见") % {"n": item.number}, max_length=500, required=False,
                help_text=_("没有全部落实的必须填写。"),
            )  # fmt: skip

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        """What was said of each item, as the service takes it."""
        given = self.cleaned_data
        return {
            item.number: (given.get(f"outcome-{item.number}", ""), given.get(f"words-{item.number}", ""))
            for item in self.items
        }

    def lines(self) -> list[tuple[ListItem, Any, Any]]:
        """Each item with its two fields."""
        return [(item, self[f"outcome-{item.number}"], self[f"words-{item.number}"]) for item in self.items]
