"""The voter's forms: the code, and the ballot with large marks for a thumb."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisals.models import Poll
from appraisals.services.pools import Ballot, questions_of
from rulebook.procedures.appraisals import COMMENT_LENGTH

LONGEST_CODE = 60


class BallotCodeForm(forms.Form):
    """The code from the slip."""

    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("票码"),
        max_length=LONGEST_CODE,
        help_text=gettext_lazy("票面上的 16 位数字和字母，大小写都可以，横线可以不输。"),
        widget=forms.TextInput(attrs={
            "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-ballot-code": "",
        }),
        error_messages={"required": gettext_lazy("请输入票码。")},
    )  # fmt: skip


class BallotForm(forms.Form):
    """The ballot: every question asked of the electorate, and a remark that may be left out."""

    use_required_attribute = False

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        """Ask what this electorate is asked."""
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.questions = questions_of(poll)
        for at, question in enumerate(self.questions, start=1):
            self.fields[question.key] = forms.ChoiceField(
                label=f"{at}. {_(question.text)}",
                choices=[(grade.value, _(name)) for grade, name in question.scale.grades],
                widget=forms.RadioSelect,
                error_messages={"required": _("请选择一项。"), "invalid_choice": _("请选择一项。")},
            )
        self.fields["remark"] = forms.CharField(
            label=_("意见和建议"),
            required=False,
            max_length=COMMENT_LENGTH,
            help_text=_("最多 %(most)s 字。请不要写出自己是谁。") % {"most": COMMENT_LENGTH},
            widget=forms.Textarea,
        )

    def ballot(self) -> Ballot:
        """What was marked."""
        given = self.cleaned_data
        return Ballot({question.key: given[question.key] for question in self.questions}, given["remark"])

    def answers(self) -> list[tuple[str, str]]:
        """Each question with what was chosen, in words, and the remark."""
        given = self.cleaned_data
        chosen = [
            (str(self.fields[question.key].label), _(question.scale.names()[given[question.key]]))
            for question in self.questions
        ]
        return [*chosen, (_("意见和建议"), given["remark"] or _("没有填写"))]
