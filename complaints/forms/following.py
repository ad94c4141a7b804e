"""What officers and leaders type about what follows from a complaint: letters of inquiry, major matters, clarifications."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints.choices import CLARIFICATION_SCOPES
from complaints.forms.public import LONGEST
from complaints.models import Clarification
from complaints.services.clarifying import Worded
from complaints.services.escalating import Put
from core.forms import DayField
from integrity.forms.inquiries import DraftForm
from organisation.models import Tenure

_APART = re.compile(r"[\s,，、;；]+")
CHECKED = _("已核对，不会暴露检举控告的来源")
WHY = _("相同之处为什么不会暴露来源")
TOLD_WHERE_ALIKE = _("只有提示有相同之处、又不能改写的才填写；加密保存。")


def _checked() -> forms.BooleanField:
    return forms.BooleanField(label=CHECKED, required=False)


def _why() -> forms.CharField:
    return forms.CharField(label=WHY, max_length=300, required=False, help_text=TOLD_WHERE_ALIKE)


class ReportedDraftForm(DraftForm):
    """A letter or talk because of a report: everything in the officer's own words, compared with the report before it is saved."""

    grounds = forms.CharField(
        label=_("问题线索摘要"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("本机构办理函询的人员都能看到。另行概括，不得写明来自检举控告，不得照抄。"),
    )
    checked = _checked()
    why = _why()


class EscalateForm(forms.Form):
    """The summary for the leaders."""

    use_required_attribute = False

    summary = forms.CharField(
        label=_("呈报内容"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_(
            "写给县领导的简要情况：反映的主要问题、办理情况、请示事项。不得写明检举控告人，不得照抄原文。"
        ),
    )
    reported = forms.CharField(
        label=_("被反映人工号"),
        max_length=200,
        required=False,
        help_text=_(
            "几个人的用顿号分开。被反映人、一并被反映的人和他们的亲属不会收到呈报；原文中提到的县领导也不会收到。"
        ),
    )
    paper_on = DayField(
        label=_("纸质送达日期"),
        required=False,
        help_text=_("没有设置密钥的县领导和上级机关，纸质送达后填写。"),
    )
    checked = _checked()
    why = _why()

    def numbers(self) -> tuple[str, ...]:
        """The staff numbers as typed."""
        typed = (self.data.get("reported") or "") if self.is_bound else ""
        return tuple(one for one in _APART.split(typed) if one)

    def put(self) -> Put:
        """What is put before the leaders, as the service takes it."""
        given = self.cleaned_data
        return Put(given["summary"], self.numbers(), given["paper_on"], given["checked"], given["why"])


class InstructForm(forms.Form):
    """A leader's instruction."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("批示"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("只有受理机关的有权人员和您能看到，提交后不能修改。"),
    )


class PaperInstructionForm(forms.Form):
    """An instruction that came back on paper."""

    use_required_attribute = False

    day = DayField(label=_("批示日期"))
    text = forms.CharField(label=_("批示内容"), max_length=LONGEST, widget=forms.Textarea)


class ClarifyForm(forms.Form):
    """What a head is cleared of. Of a draft that is worded anew the head stays."""

    use_required_attribute = False

    staff_no = forms.CharField(label=_("“一把手”工号"), max_length=32)
    title = forms.CharField(
        label=_("澄清事项"),
        max_length=80,
        help_text=_("例如：关于某某工程发包程序的情况。不写“检举”“举报”。"),
    )
    text = forms.CharField(
        label=_("澄清内容"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("核实的事实和结论。不得提到有人检举控告，不得照抄原文。"),
    )
    checked = _checked()
    why = _why()

    def __init__(
        self, *args: Any, user: User, on: date, draft: Clarification | None = None, **kwargs: Any
    ) -> None:
        """`draft` is what was drafted before."""
        super().__init__(*args, **kwargs)
        self._asked = DraftForm({}, user=user, on=on)
        self.tenure: Tenure | None = None
        if draft is not None:
            del self.fields["staff_no"]
            self.initial = {**self.initial, "title": draft.title, "text": draft.text}

    def clean_staff_no(self) -> str:
        """Find the head. Raises ValidationError for nobody the user may ask."""
        self._asked.cleaned_data = {"staff_no": self.cleaned_data["staff_no"]}
        number = self._asked.clean_staff_no()
        self.tenure = self._asked.tenure
        return number

    def worded(self) -> Worded:
        """What is said, as the service takes it."""
        given = self.cleaned_data
        return Worded(self.tenure, given["title"], given["text"], given["checked"], given["why"])


class WishForm(forms.Form):
    """How far the head wants it made known."""

    use_required_attribute = False

    wish = forms.ChoiceField(
        label=_("希望澄清到什么范围"), choices=CLARIFICATION_SCOPES, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("对澄清内容的意见"), max_length=LONGEST, required=False, widget=forms.Textarea
    )


class ApproveForm(forms.Form):
    """Another officer's approval."""

    checked = forms.BooleanField(label=_("已核对，澄清内容和范围不会使人推知检举控告人"), required=False)


class CarryOutForm(forms.Form):
    """When and how it was made known."""

    use_required_attribute = False

    day = DayField(label=_("实施日期"))
    proof = forms.CharField(
        label=_("实施情况"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_("方式、范围、参加人员或者文号。公开说明的，登记后出现在公开网页上。"),
    )
