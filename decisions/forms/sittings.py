"""Forms of who sits in on a meeting, and of its papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from decisions.choices import MINUTES, Adviser, MeetingPaper, MeetingState
from decisions.forms.bylaws import FilesField
from decisions.models import AgendaItem, Meeting
from decisions.services.sittings import ObserverLine


class ObserverForm(forms.Form):
    """Somebody who sits in. A row of a table in which nothing is typed counts for nothing."""

    use_required_attribute = False

    name = forms.CharField(label=_("姓名"), max_length=40)
    position = forms.CharField(label=_("单位和职务"), max_length=100)
    adviser = forms.ChoiceField(
        label=_("顾问类型"), required=False, choices=[("", _("不是顾问")), *Adviser.choices]
    )

    def line(self, item: int | None = None) -> ObserverLine:
        """What was typed, as the service takes it."""
        found = self.cleaned_data
        return ObserverLine(found["name"], found["position"], found["adviser"], item)


class ItemObserverForm(ObserverForm):
    """Somebody who sits in on a meeting, or on one of its items."""

    item = forms.TypedChoiceField(label=_("列席议题"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        """`items` are those the user may see."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["item"].choices = [("", _("全部议题")), *((one.pk, one.matter.title) for one in items)]


class MeetingPapersForm(forms.Form):
    """Papers of a meeting: its notice, and after it its record and minutes."""

    use_required_attribute = False

    paper = forms.ChoiceField(label=_("材料"))
    dated = DayField(label=_("成文日期"), required=False, help_text=_("纸质记录、纪要上写明的日期。"))
    added = FilesField(label=_("文件"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Minutes are offered once the meeting is closed, a day of their own for one held on paper."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        closed = meeting.state == MeetingState.CLOSED
        wanted = [*MINUTES[::-1], MeetingPaper.NOTICE] if closed else [MeetingPaper.NOTICE]
        fields["paper"].choices = [(one.value, one.label) for one in wanted]
        if not meeting.entered_later:
            del fields["dated"]
