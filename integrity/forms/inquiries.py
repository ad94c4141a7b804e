"""Forms of letters of inquiry and reminder talks: narrowing them, drafting, answering, the record of a talk, assessing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from integrity.choices import INQUIRY_OUTCOMES, INQUIRY_STATES, INQUIRY_WAYS
from integrity.models import Inquiry
from integrity.policies.inquiries import asks
from integrity.selectors.inquiries import LATE, RUNNING, TO_HANDLE, InquiryQuery, tenure_of
from integrity.services.inquiries import Asking
from organisation.models import Person, Tenure

ANY = ("", _("全部"))
YEARS_BACK = 10
LONGEST = 10_000


class InquiryFilterForm(forms.Form):
    """Narrows the list. States are offered to who asks alone: a head is not told of what is still being weighed."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("方式"), required=False, choices=[ANY, *INQUIRY_WAYS])
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, (RUNNING, _("未办结")), (TO_HANDLE, _("待本机构办理")), (LATE, _("逾期未说明")), *INQUIRY_STATES],
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("起草年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        if not asks(user, on):
            del self.fields["state"]

    def query(self) -> InquiryQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return InquiryQuery(
            text=given.get("q") or "", state=given.get("state") or "", way=given.get("way") or "", year=given.get("year")
        )  # fmt: skip


class DraftForm(forms.Form):
    """Drafts a case. Without an origin the head is named by staff number, and the officer's notes are asked for."""

    use_required_attribute = False

    staff_no = forms.CharField(label=_("“一把手”工号"), max_length=32)
    way = forms.ChoiceField(label=_("方式"), choices=INQUIRY_WAYS, widget=forms.RadioSelect, initial="letter")
    matters = forms.CharField(
        label=_("需要说明的问题"), max_length=LONGEST, widget=forms.Textarea,
        help_text=_("本人将看到的内容。用自己的语言写明要说明什么，不得照抄来源材料，不得写明反映人、时间细节等可能暴露来源的信息。"),
    )  # fmt: skip
    grounds = forms.CharField(
        label=_("问题线索摘要"), max_length=LONGEST, required=False, widget=forms.Textarea, help_text=_("只供本机构内部使用，本人看不到。")
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, tenure: Tenure | None = None, **kwargs: Any) -> None:
        """`tenure` is the head's where the origin tells it."""
        super().__init__(*args, **kwargs)
        self._user, self._on, self.tenure = user, on, tenure
        if tenure is not None:
            del self.fields["staff_no"]

    def clean_staff_no(self) -> str:
        """Find the head. Raises ValidationError for nobody the user may ask."""
        number = self.cleaned_data["staff_no"].strip()
        person = Person.objects.filter(staff_no=number).first()
        self.tenure = tenure_of(self._user, self._on, person=person.pk) if person else None
        if self.tenure is None:
            words = _("没有工号为“%(number)s”的“一把手”，或者应当回避、不由本机构函询。")
            raise forms.ValidationError(words, params={"number": number})
        return number

    def asking(self, origin: str = "", row: int | None = None) -> Asking:
        """The case as the service takes it."""
        given, tenure = self.cleaned_data, self.tenure
        if tenure is None or tenure.person_id is None:
            raise ValueError("asked of a form that is not valid")
        return Asking(
            person=tenure.person_id, unit=tenure.post.unit_id, way=given["way"], matters=given["matters"],
            grounds=given["grounds"], origin=origin, row=row,
        )  # fmt: skip


class RewordForm(forms.Form):
    """Words a draft anew."""

    use_required_attribute = False

    way, matters, grounds = (DraftForm.base_fields[name] for name in ("way", "matters", "grounds"))

    @classmethod
    def of(cls, row: Inquiry, data: Any = None) -> "RewordForm":
        """The form of a draft."""
        return cls(data, initial={"way": row.way, "matters": row.matters, "grounds": row.grounds})


class AnswerForm(forms.Form):
    """The head's own words. Another head of a unit names the Party principal who signed them (N28)."""

    use_required_attribute = False

    text = forms.CharField(label=_("说明"), max_length=LONGEST, widget=forms.Textarea)
    signed_by = forms.CharField(
        label=_("单位党组织主要负责人签署"), max_length=60, required=False, help_text=_("填写签署人姓名，签署件作为附件上传。")
    )  # fmt: skip

    def __init__(self, *args: Any, principal: Person | None, **kwargs: Any) -> None:
        """`principal` is who has to sign, where somebody has."""
        super().__init__(*args, **kwargs)
        if principal is None:
            del self.fields["signed_by"]

    def content(self) -> dict[str, Any]:
        """The words as the service takes them."""
        return {"text": self.cleaned_data["text"], "signed_by": self.cleaned_data.get("signed_by", "")}


class TalkForm(forms.Form):
    """The record of a talk."""

    use_required_attribute = False

    day = DayField(label=_("谈话日期"))
    place = forms.CharField(label=_("谈话地点"), max_length=100)
    talkers = forms.CharField(label=_("谈话人"), max_length=200, help_text=_("不少于两人，用顿号分开。"))
    text = forms.CharField(label=_("谈话情况和本人说明"), max_length=LONGEST, widget=forms.Textarea)


class AssessForm(forms.Form):
    """What the explanation is worth, and what is proposed."""

    use_required_attribute = False

    assessment = forms.CharField(label=_("评估意见"), max_length=LONGEST, widget=forms.Textarea)
    outcome = forms.ChoiceField(label=_("处置建议"), choices=INQUIRY_OUTCOMES, widget=forms.RadioSelect)


class CriticismForm(forms.Form):
    """The written self-criticism."""

    use_required_attribute = False

    text = forms.CharField(label=_("书面检查"), max_length=LONGEST, widget=forms.Textarea)
