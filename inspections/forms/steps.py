"""The forms of an inspection's steps: list, draw, call, visit, statement, gathering, reply, progress, verdict."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from inspections.choices import ADOPTION_CHOICES, GRADE_CHOICES
from inspections.models import Member, Suggestion
from inspections.services.replying import Said

LONGEST = 10_000
LONGEST_NUMBER = 19  # digits: a longer number is no row's


class PublishForm(forms.Form):
    """The day of the draw; why somebody cannot take part is typed beside their name (`why_<number of the row>`)."""

    use_required_attribute = False

    draw_on = DayField(label=_("抽选日期"))

    def unavailable(self) -> dict[int, str]:
        """Reasons typed, by number of the row; a ticked box without words asks for them."""
        given: Any = self.data
        ticked = {one for one in given.getlist("unavailable") if one.isascii() and one.isdecimal()}
        return {int(one): given.get(f"why_{one}", "") for one in ticked if len(one) < LONGEST_NUMBER}


class DrawForm(forms.Form):
    """The witness and the number they name."""

    use_required_attribute = False

    witness = forms.CharField(
        label=_("见证人（单位、姓名）"),
        max_length=60,
        help_text=_("由组织单位以外的人见证，例如县纪委监委工作人员。"),
    )
    spoken = forms.CharField(
        label=_("见证人报出的数字"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("名单和抽选日期公布以后，由见证人当场任意报出，1 到 20 位数字。"),
    )  # fmt: skip


class CallForm(forms.Form):
    """The day of the visit, and who goes with the deputies."""

    use_required_attribute = False

    held_on = DayField(label=_("视察日期"))
    companion = forms.CharField(label=_("陪同人员"), max_length=60)
    place = forms.CharField(label=_("集合地点"), max_length=100, required=False)


class VisitForm(forms.Form):
    """Who was there."""

    present = forms.TypedMultipleChoiceField(
        label=_("到场的代表、委员"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择到场的代表、委员。")},
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        """Offer `members`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["present"].choices = [
            (one.pk, f"{one.deputy.name}（{one.get_kind_display()}）")
            for one in members
            if one.left_on is None
        ]


class StatementForm(forms.Form):
    """What a deputy found and suggests."""

    use_required_attribute = False

    findings = forms.CharField(label=_("发现的情况和问题"), max_length=LONGEST, widget=forms.Textarea)
    suggestions = forms.CharField(
        label=_("意见建议"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea,
        help_text=_("每行写一条。"),
    )


class GatherForm(forms.Form):
    """What goes to the unit, a suggestion a line."""

    use_required_attribute = False

    summary = forms.CharField(label=_("视察情况"), max_length=LONGEST, widget=forms.Textarea)
    suggestions = forms.CharField(
        label=_("建议"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("每行一条，可以合并相同的建议；代表、委员的原话另行保存，不会改变。"),
    )


class ReplyForm(forms.Form):
    """The unit's reply, suggestion by suggestion: `adoption_<n>` and `words_<n>`."""

    use_required_attribute = False

    text = forms.CharField(label=_("总体答复"), max_length=LONGEST, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, suggestions: Iterable[Suggestion], **kwargs: Any) -> None:
        """Ask about each of `suggestions`."""
        super().__init__(*args, **kwargs)
        self._suggestions = list(suggestions)
        for one in self._suggestions:
            told = {"n": one.number}
            self.fields[f"adoption_{one.number}"] = forms.ChoiceField(
                label=_now("第 %(n)s 条是否采纳") % told, choices=ADOPTION_CHOICES, widget=forms.RadioSelect,
                error_messages={"required": _now("第 %(n)s 条：请选择是否采纳。") % told},
            )  # fmt: skip
            self.fields[f"words_{one.number}"] = forms.CharField(
                label=_now("第 %(n)s 条的措施和时限，或者不采纳的理由") % told, max_length=LONGEST, widget=forms.Textarea,
                error_messages={"required": _now("第 %(n)s 条：请写明措施和时限，或者不采纳的理由。") % told},
            )  # fmt: skip

    def parts(self) -> list[dict[str, Any]]:
        """Each suggestion with its two fields."""
        return [
            {
                "suggestion": one,
                "adoption": self[f"adoption_{one.number}"],
                "words": self[f"words_{one.number}"],
            }
            for one in self._suggestions
        ]

    def answers(self) -> dict[int, Said]:
        """What was said to each, by its number."""
        given = self.cleaned_data
        return {
            one.number: Said(given[f"adoption_{one.number}"], given[f"words_{one.number}"])
            for one in self._suggestions
        }


class ProgressForm(forms.Form):
    """How far a suggestion was carried out."""

    use_required_attribute = False

    words = forms.CharField(label=_("落实情况"), max_length=LONGEST, widget=forms.Textarea)
    done = forms.BooleanField(label=_("已经落实"), required=False)


class VerdictForm(forms.Form):
    """Whether the reply satisfies."""

    use_required_attribute = False

    grade = forms.ChoiceField(label=_("对答复是否满意"), choices=GRADE_CHOICES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("说明"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea,
        help_text=_("不满意的，请写明理由。"),
    )
