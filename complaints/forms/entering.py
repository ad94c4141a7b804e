"""What officers enter that did not come in by the public form: calls, letters, visits, transfers, mail, registers of earlier years."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.choices import CHANNEL_CHOICES
from complaints.forms.officers import CHOOSE
from complaints.forms.public import CONDUCT_CHOICES, LONGEST, FilesField, unit_choices
from complaints.models import ReceivingBody
from complaints.services.intake import Said
from core.forms import DayField
from core.uploads import ACCEPT
from rulebook.procedures.complaints import Channel


class ToldForm(forms.Form):
    """What somebody told, as an officer writes it down."""

    use_required_attribute = False

    unit = forms.TypedChoiceField(label=_("反映哪个单位"), required=False, coerce=int, empty_value=None)
    person_words = forms.CharField(
        label=_("反映谁"), required=False, max_length=80, help_text=_("姓名或者职务。")
    )
    conducts = forms.MultipleChoiceField(
        label=_("哪方面的问题"), required=False, choices=CONDUCT_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    facts = forms.CharField(label=_("反映的问题"), max_length=LONGEST, widget=forms.Textarea)
    when = forms.CharField(label=_("大约什么时间"), required=False, max_length=80)
    name = forms.CharField(label=_("检举控告人姓名"), required=False, max_length=40)
    contact = forms.CharField(label=_("联系方式"), required=False, max_length=120)

    def __init__(self, *args: Any, body: ReceivingBody, **kwargs: Any) -> None:
        """Offer the units of the body's county."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = unit_choices(body.county_id)


class EnterForm(ToldForm):
    """What came in by call, letter, visit, e-mail or transfer."""

    channel = forms.ChoiceField(
        label=_("渠道"), choices=[CHOOSE, *(one for one in CHANNEL_CHOICES if one[0] != Channel.WEB)]
    )
    received_on = DayField(
        label=_("收到日期"), required=False, help_text=_("期限从这一天起算；不填的按今天。")
    )
    attachments = FilesField(label=_("附件"), required=False)
    field_order = ("channel", "received_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which files can be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["attachments"].widget.attrs["accept"] = ACCEPT

    def said(self) -> Said:
        """What was said."""
        apart = {"channel", "received_on", "attachments"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return Said(**given, files=self.cleaned_data["attachments"])


class SetAsideForm(forms.Form):
    """Why a mail is nothing to handle."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例如广告、误投。邮件仍加密保存，可以恢复。")
    )


class MailFilterForm(forms.Form):
    """Which mails are listed."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("待录入")), ("rejected", _("不作为检举控告"))],
    )


class PastFileForm(forms.Form):
    """The register of earlier years."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("历史台账（.xlsx、.csv）"),
        help_text=_("只在内存里读取，检查通过的加密暂存到确认为止。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
