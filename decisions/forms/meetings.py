"""Forms of meetings: when and where, who is called, and what the archive is narrowed by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import CATEGORIES, MeetingState, Outcome
from decisions.models import Meeting, Seat
from decisions.selectors.meetings import ResolutionQuery
from decisions.services.meetings import SeatLine
from organisation.models import Person, Unit
from rulebook.types import UNDATED

ANY = ("", _("全部"))
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M"]
GENERAL_KINDS = ("党委会", "党组会", "党政联席会", "局务会", "办公会")


class TimeField(forms.DateTimeField):
    """A day and time, in the browser's own input or typed."""

    def __init__(self, **kwargs: Any) -> None:
        """Set the formats and the words of the refusal."""
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        words = {"invalid": _("时间无法识别，请按“2026-03-31 09:00”的格式填写。")}
        super().__init__(widget=widget, input_formats=FORMATS, error_messages=words, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Read it. Raises ValidationError for a year that cannot be meant."""
        at: datetime | None = super().to_python(value)
        if at is not None and not UNDATED.year <= at.year <= 2200:
            raise forms.ValidationError(_("请检查年份。"))
        return at


class MeetingForm(forms.Form):
    """Unit, kind, time and place of a meeting."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=None)
    kind = forms.ChoiceField(label=_("会议类型"))
    at = TimeField(label=_("召开时间"))
    place = forms.CharField(label=_("地点"), max_length=100)

    def __init__(self, *args: Any, units: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        """`units` are those the user keeps, `kinds` what their lists of matters name; general ones where they name none."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        offered = list(kinds) or list(GENERAL_KINDS)
        self.fields["kind"].choices = [(kind, kind) for kind in offered]  # type: ignore[attr-defined]


def read_seats(data: Mapping[str, Any], seats: Iterable[Seat]) -> list[SeatLine]:
    """What the table of seats says: who stays, in which order, who is a member, who the head."""
    lines = []
    head = data.get("head", "")
    for seat in seats:
        if data.get(f"keep-{seat.person_id}"):
            is_member = data.get(f"role-{seat.person_id}", "member") == "member"
            position = str(data.get(f"position-{seat.person_id}", ""))[:100]
            lines.append(SeatLine(seat.person_id, is_member, str(seat.person_id) == head, position))
    return lines


def read_people(text: str) -> list[Person]:
    """The people named in `text`, by staff number or by a name only one person has. Raises ValidationError naming who is not found."""
    found = []
    for word in text.replace("，", "、").replace(",", "、").replace("\n", "、").split("、"):
        named = word.strip()
        if not named:
            continue
        people = list(Person.objects.filter(staff_no=named)) or list(Person.objects.filter(name=named)[:2])
        if not people:
            raise forms.ValidationError(_("名册中没有“%(name)s”。") % {"name": named})
        if len(people) > 1:
            raise forms.ValidationError(_("“%(name)s”有同名的人，请填写工号。") % {"name": named})
        found.append(people[0])
    return found


class MeetingFilterForm(forms.Form):
    """Narrows the list of meetings."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *MeetingState.choices])
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for; a wrong value counts as not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class ResolutionFilterForm(forms.Form):
    """Narrows the archive. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("标题、编号或内容"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("标题、编号、决议和发言中的字词")}),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部"))
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *CATEGORIES])
    outcome = forms.ChoiceField(label=_("结果"), required=False, choices=[ANY, *Outcome.choices])

    def __init__(self, *args: Any, units: Any, on: date, **kwargs: Any) -> None:
        """`units` are those the user may open."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        years = [(str(year), str(year)) for year in range(on.year, on.year - 10, -1)]
        self.fields["year"].choices = [ANY, *years]  # type: ignore[attr-defined]

    def query(self) -> ResolutionQuery:
        """What is asked for."""
        self.is_valid()
        asked = self.cleaned_data
        unit = asked.get("unit")
        return ResolutionQuery(
            text=asked.get("q", ""),
            unit=unit.pk if unit else None,
            year=asked.get("year"),
            category=asked.get("category", ""),
            outcome=asked.get("outcome", ""),
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a planned meeting."""
    return {"unit": meeting.unit_id, "kind": meeting.kind, "at": meeting.at, "place": meeting.place}
