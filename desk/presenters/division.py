"""A unit's division of work in words: how each field stands on a day, and what was entered when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import cn_date
from core.workdays import WorkdayCalendar
from rulebook.division import FIELDS, FieldRule
from supervision.checks import Loaded
from supervision.procedure import Standing, State, standing_of

TONES = {State.DEPUTY: "ok", State.HEAD: "late", State.NOBODY: "soon", State.NO_WORK: "muted"}
WORDS = {
    State.DEPUTY: gettext_lazy("副职分管"),
    State.HEAD: gettext_lazy("“一把手”直接分管"),
    State.NOBODY: gettext_lazy("尚未明确"),
    State.NO_WORK: gettext_lazy("没有这项工作"),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as the page of a day shows it. `finding` is the address of what was found in it, where there is anything to see."""

    rule: FieldRule
    standing: Standing
    name: str
    post: str
    state: str
    tone: str
    note: str
    finding: str = ""


def field_rows(
    loaded: Loaded, on: date, calendar: WorkdayCalendar, findings: Mapping[str, int] | None = None
) -> list[FieldRow]:
    """The five fields on `on`; `findings` are open ones by the name of their source."""
    rows: list[FieldRow] = []
    for field, rule in FIELDS.items():
        one = standing_of(loaded.division, field, on, calendar)
        held = one.held if one.state in (State.DEPUTY, State.HEAD) else None
        late = one.state == State.NOBODY and one.due is not None and on > one.due
        found = (findings or {}).get(field)
        rows.append(
            FieldRow(
                rule=rule,
                standing=one,
                name=held.name if held else "",
                post=loaded.post(held.person, on) if held and held.person else "",
                state=str(WORDS[one.state]),
                tone="muted" if not one.binds else "late" if late else TONES[one.state],
                note=_note(one),
                finding=reverse("finding", args=[found]) if found else "",
            )
        )
    return rows


def _note(one: Standing) -> str:
    """What else is to be said of a field that is without its deputy."""
    if one.state != State.NOBODY:
        return ""
    parts = [one.reason]
    if one.due is not None:
        parts.append(_("须于%(day)s前明确") % {"day": cn_date(one.due)})
    return "；".join(parts)


def entries_made(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """What was entered, changed and ended, from the history, in its order."""
    return [
        {
            "on": timezone.localtime(row.history_date),
            "title": f"{_(FIELDS[row.field].title)}：{_done(row)}",
            "text": _("依据：%(basis)s") % {"basis": row.basis},
            "who": str(row.history_user or ""),
            "tone": "muted" if row.history_type == "-" else "plain",
        }
        for row in rows
    ]


def _done(row: Any) -> str:
    """What one row of the history says."""
    words = {
        "who": row.person.name if row.person else _("没有这项工作"),
        "since": cn_date(row.during.lower),
        "until": cn_date(row.during.upper) if row.during.upper else "",
    }
    if row.history_type == "-":
        return _("删去 %(who)s，自%(since)s起") % words
    if row.during.upper:
        return _("%(who)s，%(since)s起，到%(until)s为止") % words
    return _("%(who)s，%(since)s起") % words
