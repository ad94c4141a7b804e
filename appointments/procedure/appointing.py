"""Publicity, appointment, probation (articles 42–47), and whether the file was kept truthfully (全程纪实)."""

from datetime import date

from appointments.procedure.facts import Facts, Report, before, day
from appointments.procedure.form import Entry
from core.periods import months_after
from rulebook.procedures.appointments import (
    FOLLOWS,
    MATERIALS,
    PROBATION_YEARS,
    PUBLICITY_DAYS,
    TITLES,
    Record,
)


def published(facts: Facts, report: Report) -> None:
    """A promotion was published for five working days, over before the appointment, and what was said was looked into (N11)."""
    if not facts.is_promotion:
        return
    entry, appointed = facts.entry(Record.PUBLICITY), facts.done.get(Record.APPOINTMENT)
    after = facts.facts_after(Record.PUBLICITY)
    if entry is None:
        if after:
            report("cadre-publicity-missing", Record.PUBLICITY, **after)
        return
    since, until = facts.done[Record.PUBLICITY].begins, facts.done[Record.PUBLICITY].ends
    days = max(facts.calendar.between(since, until), 0)
    if (until <= facts.on or appointed) and days < PUBLICITY_DAYS.value:
        told = {"since": day(since), "until": day(until), "days": days, "least": PUBLICITY_DAYS.value}
        report("cadre-publicity-too-short", Record.PUBLICITY, **told)
    if appointed and appointed.begins <= until:
        report("cadre-publicity-after", Record.PUBLICITY, until=day(until), on=day(appointed.begins))
    if appointed and entry.number and not entry.text:
        report("cadre-objection-unhandled", Record.PUBLICITY, number=entry.number)


def taken_up(facts: Facts, report: Report) -> None:
    """Whoever was appointed was talked to, and assessed when the year of probation was over (N12)."""
    appointed = facts.done.get(Record.APPOINTMENT)
    if appointed is None:
        return
    if Record.TALK not in facts.done and facts.on > appointed.begins:
        report("cadre-talk-missing", Record.TALK, on=day(appointed.begins))
    until = probation_end(appointed.begins)
    if facts.is_promotion and Record.PROBATION not in facts.done and facts.on > until:
        report("cadre-probation-unassessed", Record.PROBATION, until=day(until))


def probation_end(appointed_on: date) -> date:
    """The day a year of probation ends (N12, N42)."""
    return months_after(appointed_on, 12 * PROBATION_YEARS.value)


def in_order(facts: Facts, report: Report) -> None:
    """Each step began when what must come first was over. Publicity and appointment are judged by their own rule."""
    for later, first in FOLLOWS.items():
        if later not in facts.done:
            continue
        for earlier in first:
            if earlier not in facts.done or (earlier, later) == (Record.PUBLICITY, Record.APPOINTMENT):
                continue
            over = facts.done[earlier].begins if earlier == Record.NOTICE else facts.done[earlier].ends
            if facts.done[later].begins < over:
                told = {"later": TITLES[later], "later_on": day(facts.done[later].begins)}
                report("cadre-out-of-order", later, **told, earlier=TITLES[earlier], earlier_on=day(over))


def kept_truthfully(facts: Facts, report: Report) -> None:
    """Dates that can be, entered when they happened, unchanged since the appointment, with their papers."""
    appointed = facts.done.get(Record.APPOINTMENT)
    for record, entry in facts.entries():
        why = _impossible(entry)
        if why:
            report("cadre-dates-impossible", record, what=TITLES[record], why=why)
        if not facts.case.past:
            _in_time(facts, record, entry, report)
        changed = entry.changed_on
        if not facts.case.past and appointed and changed and changed > appointed.begins and record in _BEFORE:
            told = {"changed_on": day(changed), "on": day(appointed.begins)}
            report("cadre-changed-later", record, what=TITLES[record], **told)
    missing = [one.what for one in MATERIALS if _lacks_paper(facts, one.record)]
    if missing:
        report("cadre-material-missing", "", steps=missing)


_BEFORE = before(Record.APPOINTMENT)


def _in_time(facts: Facts, record: str, entry: Entry, report: Report) -> None:
    after = facts.after(record)
    if after is None or entry.entered_on is None:
        return
    later = facts.done[after].begins
    if entry.entered_on > later:
        told = {"entered_on": day(entry.entered_on), "later": TITLES[after], "later_on": day(later)}
        report("cadre-entered-late", record, what=TITLES[record], **told)


def _impossible(entry: Entry) -> str:
    if entry.since and entry.until and entry.until < entry.since:
        return f"止日 {day(entry.until)} 早于起日 {day(entry.since)}"
    if entry.on and entry.entered_on and entry.on > entry.entered_on:
        return f"{day(entry.on)} 晚于录入的 {day(entry.entered_on)}"
    return ""


def _lacks_paper(facts: Facts, record: str) -> bool:
    entry = facts.entry(record)
    over = facts.after(record) is not None or (record == Record.APPOINTMENT and record in facts.done)
    return entry is not None and not entry.has_files and over
