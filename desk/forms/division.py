"""The form in which a unit's secretary or head divides its work: five rows, from a day on, by a document."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from rulebook.division import FIELDS, Field
from supervision.checks import Loaded
from supervision.services import Assigned

NO_WORK = "none"


class DivisionForm(forms.Form):
    """A whole division of work. Offered is everybody who is or was a leader of the unit; the service decides by the day it begins."""

    use_required_attribute = False

    since = DayField(label=_("自何日起"))
    basis = forms.CharField(
        label=_("依据（文号或会议）"), max_length=200, help_text=_("如“镇党委〔2026〕5号”或会议名称和日期。")
    )
    acknowledged = forms.BooleanField(label=_("已知悉，仍按此登记"), required=False)

    def __init__(self, *args: Any, loaded: Loaded, on: date, **kwargs: Any) -> None:
        """`loaded` is the unit's division through all days; whoever leads it on `on` stands first."""
        super().__init__(*args, **kwargs)
        self.loaded = loaded
        people = _offered(loaded, on)
        for field, rule in FIELDS.items():
            none = [] if rule.everywhere else [(NO_WORK, _("本单位没有这项工作"))]
            self.fields[field.value] = forms.ChoiceField(
                label=_(rule.title),
                required=False,
                choices=[("", _("尚未明确")), *people, *none],
                error_messages={"invalid_choice": _("请从本单位班子成员中选择。")},
            )

    @property
    def work(self) -> Iterator[forms.BoundField]:
        """The five rows."""
        return (self[field.value] for field in FIELDS)

    def rows(self) -> list[Assigned]:
        """The rows as the service takes them."""
        return [_assigned(field, self.cleaned_data[field.value]) for field in FIELDS]

    def held_by_head(self) -> list[Field]:
        """The fields named for somebody who heads the unit on the first day, though the rule applies then: a finding to come."""
        since, division = self.cleaned_data["since"], self.loaded.division
        heads = division.heads(since)
        return [row.field for row in self.rows() if row.person in heads and division.binds(row.field, since)]

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused at its fields; what belongs to none, on top."""
        for name, words in error.message_dict.items():
            for one in words:
                self.add_error(str(name) if str(name) in self.fields else None, one)


def first_values(loaded: Loaded, on: date) -> dict[str, Any]:
    """What the form begins with: the division in force on `on`, those left out who are no leaders any more."""
    found: dict[str, Any] = {"since": on}
    for field in FIELDS:
        held = loaded.division.held_on(field, on)
        if held is not None and held.person is None:
            found[field.value] = NO_WORK
        else:
            found[field.value] = str(loaded.division.holder(field, on) or "")
        if held is not None and held.since == on:
            found["basis"] = held.basis
    return found


def _assigned(field: Field, value: str) -> Assigned:
    if value == NO_WORK:
        return Assigned(field, no_work=True)
    return Assigned(field, int(value) if value else None)


def _offered(loaded: Loaded, on: date) -> list[tuple[Any, Any]]:
    """The leaders of `on`, then those of other days, each with the post held."""
    heads, leading = loaded.division.heads(on), {person.pk for person in loaded.leaders(on)}
    now = [
        (str(person.pk), _called(loaded, person.pk, on, person.pk in heads)) for person in loaded.leaders(on)
    ]
    others = [
        (str(pk), f"{person.name}（{loaded.posts[pk][-1][1]}）")
        for pk, person in loaded.people.items()
        if pk not in leading
    ]
    groups: list[tuple[Any, Any]] = [(_("现任班子成员"), now)] if now else []
    return [*groups, (_("其他时间的班子成员"), others)] if others else groups


def _called(loaded: Loaded, person: int, on: date, is_head: bool) -> str:
    words = f"{loaded.people[person].name}（{loaded.post(person, on)}）"
    return f"{words} · {_('一把手，不直接分管')}" if is_head else words
