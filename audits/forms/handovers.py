"""Forms of handovers: narrowing the list, filling it in, checking it, excusing a leaver, finishing an item, noting a flaw."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.choices import EXCUSE_CHOICES, FLAW_CHOICES, HandoverState, ItemAnswer
from audits.models import HandoverItem
from audits.selectors.handovers.lists import ITEMS_LEFT, OVERDUE, HandoverQuery
from audits.services.handovers.filling import Filled
from core.forms import DayField
from rulebook.procedures.handover import ITEMS

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
YEARS_BACK = 10


class HandoverFilterForm(forms.Form):
    """Narrows the handovers."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, *HandoverState.choices, (OVERDUE, _("逾期")), (ITEMS_LEFT, _("有未办结的移交事项"))],
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("范围"), required=False,
        choices=[ANY, ("own", _("我离任的")), ("taken", _("我接任的")), ("led", _("由本机构牵头监交的"))],
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("离任年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years up to that of `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def query(self) -> HandoverQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return HandoverQuery(
            text=given.get("q") or "",
            state=given.get("state") or "",
            whose=given.get("whose") or "",
            year=given.get("year"),
        )


class FillForm(forms.Form):
    """The leaver's words beside every item, new items by kind (one a line), and of which kinds there is nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, items: Sequence[HandoverItem], **kwargs: Any) -> None:
        """Ask of each of `items`, and of every kind."""
        super().__init__(*args, **kwargs)
        self.items = [item for item in items if not item.nothing]
        stated = {item.kind for item in items if item.nothing}
        for item in self.items:
            self.fields[f"words-{item.pk}"] = forms.CharField(
                label=_("说明：%(title)s") % {"title": item.title}, required=False, max_length=5000, initial=item.words,
                widget=forms.Textarea,
            )  # fmt: skip
            if not item.source:
                self.fields[f"open-{item.pk}"] = forms.BooleanField(
                    label=_("由接任人继续办理"), required=False, initial=item.open
                )
        for key, rule in ITEMS.items():
            self.fields[f"added-{key}"] = forms.CharField(
                label=_("补充%(kind)s（每行一项）") % {"kind": _(rule.title)}, required=False, max_length=5000,
                widget=forms.Textarea, help_text=_(rule.hint),
            )  # fmt: skip
            self.fields[f"nothing-{key}"] = forms.BooleanField(
                label=_("本类无事项"), required=False, initial=key in stated
            )

    def filled(self) -> Filled:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        return Filled(
            words={item.pk: given.get(f"words-{item.pk}", "") for item in self.items},
            added={
                key: [line.strip() for line in given.get(f"added-{key}", "").splitlines() if line.strip()]
                for key in ITEMS
            },
            nothing=frozenset(key for key in ITEMS if given.get(f"nothing-{key}")),
            open=frozenset(item.pk for item in self.items if given.get(f"open-{item.pk}")),
        )

    def groups(self) -> list[dict[str, Any]]:
        """Kind by kind: the rule, its items with their fields, and the fields of what is added or not there."""
        found = []
        for number, (key, rule) in enumerate(ITEMS.items(), start=1):
            lines = [
                {
                    "item": item,
                    "words": self[f"words-{item.pk}"],
                    "open": None if item.source else self[f"open-{item.pk}"],
                }
                for item in self.items
                if item.kind == key
            ]
            found.append(
                {
                    "number": number,
                    "rule": rule,
                    "lines": lines,
                    "added": self[f"added-{key}"],
                    "nothing": self[f"nothing-{key}"],
                }
            )
        return found


class CheckForm(forms.Form):
    """What the successor says of each item."""

    use_required_attribute = False

    def __init__(self, *args: Any, items: Sequence[HandoverItem], **kwargs: Any) -> None:
        """Ask of each of `items`."""
        super().__init__(*args, **kwargs)
        order = list(ITEMS)
        self.items = sorted(items, key=lambda item: (order.index(item.kind), item.pk))
        for item in self.items:
            title = f"{_(ITEMS[item.kind].title)}：{item.title}"
            self.fields[f"answer-{item.pk}"] = forms.ChoiceField(
                label=title, choices=ItemAnswer.choices, required=False, initial=item.answer, widget=forms.RadioSelect
            )  # fmt: skip
            self.fields[f"words-{item.pk}"] = forms.CharField(
                label=_("异议"), required=False, max_length=2000, initial=item.objection,
                help_text=_("有异议的必须写明。"),
            )  # fmt: skip

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        """What was said of each item, as the service takes it."""
        given = self.cleaned_data
        return {
            item.pk: (given.get(f"answer-{item.pk}", ""), given.get(f"words-{item.pk}", ""))
            for item in self.items
        }

    def lines(self) -> list[tuple[HandoverItem, Any, Any]]:
        """Each item with its two fields."""
        return [(item, self[f"answer-{item.pk}"], self[f"words-{item.pk}"]) for item in self.items]


class ExcuseForm(forms.Form):
    """Why the leaver does not hand over in person."""

    use_required_attribute = False

    excuse = forms.ChoiceField(label=_("情形"), choices=[CHOOSE, *EXCUSE_CHOICES])
    words = forms.CharField(
        label=_("情况和依据"), max_length=500, widget=forms.Textarea,
        help_text=_("认定后由牵头监交单位代为填写清单和移交。期限届满前不能认定为拒不交接。"),
    )  # fmt: skip


class CloseForm(forms.Form):
    """How an item taken over was finished."""

    use_required_attribute = False

    closed_on = DayField(label=_("办结日期"))
    result = forms.CharField(label=_("办理结果"), max_length=5000, widget=forms.Textarea)


class FlawForm(forms.Form):
    """What turned out missing or false."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("情形"), choices=[CHOOSE, *FLAW_CHOICES])
    item = forms.TypedChoiceField(
        label=_("交接事项"), required=False, coerce=int, empty_value=None, help_text=_("不实的必须选择；遗漏的可以不选。")
    )  # fmt: skip
    words = forms.CharField(label=_("情况和依据"), max_length=5000, widget=forms.Textarea)

    def __init__(self, *args: Any, items: Sequence[HandoverItem], **kwargs: Any) -> None:
        """Offer the items of the handover."""
        super().__init__(*args, **kwargs)
        choices = [(item.pk, f"{_(ITEMS[item.kind].title)}：{item.title}") for item in items]
        self.fields["item"].choices = [CHOOSE, *choices]  # type: ignore[attr-defined]
