"""What officers type: passphrases, steps, answers, keys."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.choices import CHANNEL_CHOICES, STATE_CHOICES
from complaints.forms.public import LONGEST
from core.forms import DayField
from rulebook.procedures.complaints import DISPOSALS, RECOGNITIONS, RESULTS, Step

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
CHOICES: dict[Step, list[tuple[str, str]]] = {
    Step.PROPOSE: [(one.value, title) for one, title in DISPOSALS.items()],
    Step.CONCLUDE: [(one.value, title) for one, title in RESULTS.items()],
    Step.ACCUSE_END: [(one.value, title) for one, title in RECOGNITIONS.items()],
}
CHOICE_LABELS: dict[Step, Any] = {Step.CONCLUDE: _("结论"), Step.ACCUSE_END: _("答复")}
# What else a step asks for in words, and what it is called.
STATEMENTS: dict[Step, tuple[Any, Any]] = {
    Step.FEEDBACK: (_("本人意见"), _("没有意见的留空。")),
    Step.TELL: (_("检举控告人意见"), _("没有意见、没有对象反馈的留空。")),
    Step.REFER: (_("转给哪个机关"), ""),
    Step.ACCUSE_TO: (_("报送哪个机关"), _("设区的市级以上党委或者纪检监察机关。")),
}


def _passphrase(label: Any, complete: str = "off") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget)


class UnlockForm(forms.Form):
    """The passphrase that opens for a quarter of an hour."""

    use_required_attribute = False

    passphrase = _passphrase(_("密钥口令"))


class PassphraseForm(forms.Form):
    """A first passphrase, or one in the place of a lost one."""

    use_required_attribute = False

    passphrase = _passphrase(_("密钥口令"), "new-password")
    again = _passphrase(_("再输一次"), "new-password")


class ChangeForm(PassphraseForm):
    """Another passphrase for the same pair."""

    former = _passphrase(_("现在的口令"))
    field_order = ("former", "passphrase", "again")


class UserField(forms.ModelMultipleChoiceField):
    """Users, each with the body they work for."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Name and login."""
        return f"{obj}（{obj.username}）"


class CeremonyForm(forms.Form):
    """Who can open, who keeps the two parts."""

    use_required_attribute = False

    officers = UserField(label=_("授权开启的工作人员"), queryset=User.objects.none())
    custodians = UserField(
        label=_("两名保管人"),
        queryset=User.objects.none(),
        help_text=_("不是受理机关的工作人员；两人一起才能恢复密钥。"),
    )
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(
        self, *args: Any, officers: QuerySet[User], custodians: QuerySet[User], **kwargs: Any
    ) -> None:
        """Offer those who set a passphrase."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["officers"].queryset, fields["custodians"].queryset = officers, custodians


class ComplaintFilterForm(forms.Form):
    """Narrows the list."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("open", _("未办结")), ANY, *STATE_CHOICES]
    )
    channel = forms.ChoiceField(label=_("渠道"), required=False, choices=[ANY, *CHANNEL_CHOICES])
    late = forms.BooleanField(label=_("只看逾期"), required=False)


class StepForm(forms.Form):
    """A step of handling. What a kind of step does not ask for is left out."""

    use_required_attribute = False

    day = DayField(label=_("日期"))
    choice = forms.ChoiceField(label=_("处置方式"), required=False)
    summary = forms.CharField(label=_("一句话摘要"), max_length=80, help_text=_("列表里显示，加密保存。"))
    major = forms.BooleanField(label=_("群众反映的重大问题（C24）"), required=False)
    into = forms.CharField(label=_("并入哪一件"), max_length=20, help_text=_("填写编号。"))
    words = forms.CharField(label=_("情况和理由"), max_length=LONGEST, widget=forms.Textarea)
    statement = forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    checked = forms.BooleanField(label=_("已核对，不会暴露检举控告的来源"), required=False)

    def __init__(self, *args: Any, kind: Step, **kwargs: Any) -> None:
        """`kind` decides what is asked for."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["choice"].choices = [CHOOSE, *CHOICES.get(kind, [])]
        if kind == Step.FEEDBACK:
            fields["words"].label = _("向本人反馈的内容和方式")
        fields["choice"].label = CHOICE_LABELS.get(kind, fields["choice"].label)
        fields["statement"].label, fields["statement"].help_text = STATEMENTS.get(kind, ("", ""))
        unneeded = {
            "choice": kind not in CHOICES,
            "summary": kind != Step.REGISTER,
            "major": kind != Step.REGISTER,
            "into": kind != Step.MERGE,
            "statement": kind not in STATEMENTS,
            "checked": kind != Step.FEEDBACK,
        }
        for name, gone in unneeded.items():
            if gone:
                del fields[name]


class AnswerForm(forms.Form):
    """What is written to the reporter."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("答复内容"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("检举控告人凭查询码阅读，发出后不能修改。"),
    )
    everyone = forms.BooleanField(label=_("同时答复并入的各件"), required=False)


class HandedOnForm(forms.Form):
    """The receipt of the body above."""

    use_required_attribute = False

    receipt = forms.CharField(label=_("回执文号或者签收人"), max_length=80)
    receipt_on = DayField(label=_("回执日期"))


class ReasonForm(forms.Form):
    """A reason."""

    use_required_attribute = False

    reason = forms.CharField(label=_("事由"), max_length=200)
