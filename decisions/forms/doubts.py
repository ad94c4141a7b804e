"""The form in which a doubt is settled."""

from django import forms
from django.utils.translation import gettext_lazy as _

VERDICTS = (
    ("true", _("属实：党委（党组）会确实没有前置，列为问题")),
    ("false", _("不属实：已经前置研究，或者不适用")),
)


class SettleForm(forms.Form):
    """Whether it is true, and why."""

    use_required_attribute = False

    verdict = forms.ChoiceField(label=_("核实结论"), choices=VERDICTS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("核实情况和依据"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("如：查阅党组会议记录，或者向谁了解、结果如何。属实的，“一把手”会看到。"),
    )
