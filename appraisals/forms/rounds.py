"""Setting a round up on one screen: its days, and a line for each head with what is given out to each electorate."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from appraisals.procedure.days import may_open_from
from appraisals.selectors.heads import Head
from appraisals.services.rounds import Pick, RoundDays
from core.forms import DayField
from core.workdays import WorkdayCalendar
from rulebook.procedures.appraisals import ELECTORATES, Electorate, Issue, issues_of

LONGEST_REASON = 100  # signs, as long as a history keeps
ISSUE = re.compile(r"^(\d{1,3})(?:\+(\d{1,3}))?$")


def issue_of(typed: str) -> Issue | None:
    """20, or 20+5 with paper ballots; None for what is neither."""
    found = ISSUE.match("".join(typed.split()).replace("＋", "+"))
    return Issue(int(found[1]), int(found[2] or 0)) if found else None


class HeadsForm(forms.Form):
    """The heads of a round: boxes ticked (`picked`), and of each line and category a cell for each electorate (`n_<tenure>_<electorate>`,
    `d_<category>_<electorate>`); an empty cell of a line means what the category says.

    The cells are read by hand: a field object for each of thousands would cost seconds.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, heads: Iterable[Head], **kwargs: Any) -> None:
        """Offer `heads`."""
        super().__init__(*args, **kwargs)
        self.heads = list(heads)
        self._wrong: set[str] = set()
        data: Any = self.data
        able = {str(head.tenure.pk) for head in self.heads if head.may_be_taken}
        self.ticked = set(data.getlist("picked")) & able if self.is_bound else able
        self._picks: list[Pick] = []

    def clean(self) -> dict[str, Any]:
        """Read every cell of what is ticked."""
        given: dict[str, Any] = super().clean() or {}
        defaults = {one["name"]: self._line(f"d_{one['name']}", one["name"], {}) for one in self._kinds()}
        for head in self.heads:
            if str(head.tenure.pk) not in self.ticked:
                continue
            unit = head.tenure.post.unit
            standard = defaults[unit.category]
            line = self._line(f"n_{head.tenure.pk}", unit.name, standard)
            self._picks.append(Pick(head.tenure.pk, line))
        return given

    def picks(self) -> list[Pick]:
        """The heads ticked, with what is given out for each."""
        return self._picks

    def groups(self) -> list[dict[str, Any]]:
        """The screen, by unit category: its own cells, and a line for each head."""
        return [
            one | {"rows": [self._row(head) for head in self.heads if head.tenure.post.unit.category == one["name"]]}
            for one in self._kinds()
        ]  # fmt: skip

    def _kinds(self) -> list[dict[str, Any]]:
        found = dict.fromkeys(head.tenure.post.unit.category for head in self.heads)
        return [{"name": name, "cells": self._cells(f"d_{name}", issues_of(name))} for name in found]

    def _row(self, head: Head) -> dict[str, Any]:
        number = str(head.tenure.pk)
        return {
            "head": head, "number": number, "ticked": number in self.ticked,
            "cells": self._cells(f"n_{number}", {}),
        }  # fmt: skip

    def _cells(self, prefix: str, standard: dict[Electorate, Issue]) -> list[dict[str, Any]]:
        data: Any = self.data
        return [
            {
                "name": f"{prefix}_{rule.electorate}",
                "title": _now(rule.name),
                "value": data.get(
                    f"{prefix}_{rule.electorate}", "" if self.is_bound else str(standard.get(rule.electorate, ""))
                ),
                "wrong": f"{prefix}_{rule.electorate}" in self._wrong,
            }
            for rule in ELECTORATES.values()
        ]  # fmt: skip

    def _line(self, prefix: str, name: str, standard: dict[Electorate, Issue]) -> dict[Electorate, Issue]:
        """What is given out by a line; a cell that is no number is told, and left out."""
        data: Any = self.data
        found: dict[Electorate, Issue] = {}
        for rule in ELECTORATES.values():
            cell = f"{prefix}_{rule.electorate}"
            typed = data.get(cell, "").strip()
            issue = issue_of(typed) if typed else standard.get(rule.electorate, Issue(0))
            if issue is None:
                self._wrong.add(cell)
                told = {"name": name, "who": _now(rule.name), "typed": typed[:20]}
                words = _now(
                    "%(name)s %(who)s：“%(typed)s”无法识别，请填写票码数，例如 20；另发纸质票的，例如 20+5。"
                )
                self.add_error(None, words % told)
            else:
                found[rule.electorate] = issue
        return found


class DaysForm(forms.Form):
    """The days of a round."""

    use_required_attribute = False

    statements_due = DayField(label=_("述职述廉报告提交期限"))
    opens_on = DayField(label=_("评议开始日期"))
    closes_on = DayField(label=_("评议截止日期"))

    def days(self) -> RoundDays:
        """The days as the service takes them."""
        given = self.cleaned_data
        return RoundDays(given["statements_due"], given["opens_on"], given["closes_on"])


class RoundForm(DaysForm, HeadsForm):
    """A new round: its days, and its heads."""


class MoveForm(DaysForm):
    """Days moved, and why."""

    reason = forms.CharField(label=_("调整理由"), max_length=LONGEST_REASON, widget=forms.Textarea)


def meant_days(on: date, calendar: WorkdayCalendar) -> dict[str, date]:
    """Days offered for a new round: two weeks for the statements, some days to publish them, a week for the ballot."""
    due = on + timedelta(14)
    first = may_open_from(due, calendar)
    return {"statements_due": due, "opens_on": first + timedelta(3), "closes_on": first + timedelta(10)}
