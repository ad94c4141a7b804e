"""An independent reading of docs/calendar.md: slow, plain Python over days, to compare the set-based statements with."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
RANK = {"正式": 1, "主持工作": 2, "兼任": 3}


@dataclass(frozen=True)
class Spell:
    """A tenure on a headed post: `end` is the first day no longer held."""

    person: int
    unit: int
    post: int
    start: date
    end: date | None
    kind: str = "正式"

    def held(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Given:
    """A record given for a head."""

    proof: str
    person: int
    on: date
    unit: int | None = None
    period: str = ""
    until: date | None = None
    number: int = 0


@dataclass(frozen=True)
class Away:
    person: int
    start: date
    end: date


@dataclass(frozen=True)
class Expected:
    """What the calendar should hold: key fields first."""

    kind: str
    person: int
    subject: int
    period: str
    unit: int
    post: int
    due: date
    state: str
    reason: str
    closed_on: date | None
    late: bool


def quarter(day: date) -> tuple[str, date, date]:
    first = 3 * ((day.month - 1) // 3) + 1
    last = date(day.year, first + 2, monthrange(day.year, first + 2)[1])
    return f"{day.year}Q{first // 3 + 1}", date(day.year, first, 1), last


def year(day: date) -> tuple[str, date, date]:
    return str(day.year), date(day.year, 1, 1), date(day.year, 12, 31)


class Oracle:
    """Answers for one county: `worked` tells working days."""

    def __init__(self, spells, records, absences, starts_on, worked):
        self.spells = [spell for spell in spells if spell.kind in RANK]
        self.records, self.absences, self.starts_on, self.worked = records, absences, starts_on, worked

    def on(self, day: date) -> set[Expected]:
        known = [spell for spell in self.spells if spell.start <= day]
        found: set[Expected] = set()
        for person in {spell.person for spell in known}:
            own = [spell for spell in self.spells if spell.person == person]
            for unit in {spell.unit for spell in own}:
                there = [spell for spell in own if spell.unit == unit]
                found |= self._periodic("duty-report", quarter, 30, 60, person, unit, there, known, day)
                found |= self._periodic(
                    "responsibility-list", year, 90, None, person, unit, there, known, day
                )
                found |= self._periodic(
                    "year-end-appraisal", year, 180, None, person, unit, there, known, day
                )
            found |= self._periodic("reminder-talk", quarter, 30, 60, person, 0, own, known, day)
            found |= self._periodic("integrity-forum", year, 90, None, person, 0, own, known, day)
            for post in {spell.post for spell in own}:
                there = [spell for spell in own if spell.post == post]
                found |= self._five_years(person, there, day)
                found |= self._leavings(person, there, day)
        return found

    def _periodic(self, kind, period_of, least, absence, person, subject, spells, known, day):
        found = set()
        at = self.starts_on
        while True:
            key, opens, ends = period_of(at)
            if opens > day:
                return found
            row = self._in_period(kind, key, opens, ends, least, absence, person, subject, spells, known, day)
            if row is not None:
                found.add(row)
            at = ends + DAY

    def _in_period(self, kind, key, opens, ends, least, absence, person, subject, spells, known, day):
        days = [opens + DAY * n for n in range((ends - opens).days + 1)]
        held = [one for one in days if any(spell.held(one) for spell in spells)]
        if not held or held[0] > day:
            return None
        due = ends
        while not self.worked(due):
            due -= DAY
        proof = min(
            (
                (record.on, record.number)
                for record in self.records
                if record.proof == kind
                and record.person == person
                and record.on <= day
                and (subject == 0 or record.unit in (None, subject))
                and ((record.period == "" and opens <= record.on <= ends) or record.period == key)
            ),
            default=None,
        )
        asked = min(day, ends)
        state, reason, closed = "", "", None
        if proof is not None:
            state, closed = "done", proof[0]
        elif len(held) < least:
            state, reason, closed = "waived", "too-few-days", held[0]
        elif asked not in held:
            last = max(one for one in held if one <= asked)
            state, reason, closed = "cancelled", "left", last + DAY
        elif absence is not None and self._absent(kind, person, subject, days, absence, known):
            state, reason, closed = "waived", "absent", held[0]
        elif day > due:
            state = "overdue"
        else:
            state = "due-soon" if day >= due - DAY * 15 else "planned"
        by = min(asked, proof[0]) if proof else asked
        before = [one for one in held if one <= by]
        shown_on = before[-1] if before else held[0]
        principal = min(
            (spell for spell in spells if spell.held(shown_on)),
            key=lambda spell: (RANK[spell.kind], self._held_since(spell, spells), spell.post),
        )
        late = state == "done" and closed > due
        return Expected(
            kind, person, subject, key, principal.unit, principal.post, due, state, reason, closed, late
        )

    def _absent(self, kind, person, subject, days, limit, known):
        away = [one for one in self.absences if one.person == person]
        absent = [one for one in days if any(absence.start <= one < absence.end for absence in away)]
        if len(absent) <= limit:
            return False
        if kind != "duty-report":
            return True
        return any(
            spell.unit == subject
            and spell.person != person
            and spell.kind == "主持工作"
            and any(spell.held(one) for one in absent)
            for spell in known
        )

    def _five_years(self, person, spells, day):
        found = set()
        for run in self._runs(spells):
            start, end, post, unit = run[0].start, run[-1].end, run[0].post, run[0].unit
            audits = sorted(
                (
                    record
                    for record in self.records
                    if record.proof == "in-term-audit"
                    and record.person == person
                    and record.on <= day
                    and record.unit in (None, unit)
                    and start < record.until
                    and (end is None or record.until < end)
                ),
                key=lambda record: (record.on, record.number),
            )
            anchor = start
            for audit in audits:
                if audit.until <= anchor:
                    continue
                complete = five_years_after(anchor)
                opens = complete - DAY * 365
                owed = end is None or end > max(complete, self.starts_on)
                moves = five_years_after(audit.until) != complete
                if moves and opens <= day and owed and audit.on > max(opens, self.starts_on):
                    due = self._after(complete)
                    found.add(
                        Expected("term-audit", person, post, complete.isoformat(), unit, post, due, "done", "",
                                 audit.on, audit.on > due)
                    )  # fmt: skip
                anchor = audit.until
            complete = five_years_after(anchor)
            if complete - DAY * 365 <= day and (end is None or end > max(complete, self.starts_on)):
                due = self._after(complete)
                state = "overdue" if day > due else "due-soon" if day >= due - DAY * 15 else "planned"
                found.add(
                    Expected(
                        "term-audit",
                        person,
                        post,
                        complete.isoformat(),
                        unit,
                        post,
                        due,
                        state,
                        "",
                        None,
                        False,
                    )
                )
        return found

    def _leavings(self, person, spells, day):
        found = set()
        runs = self._runs(spells)
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            left, post, unit = run[-1].end, run[0].post, run[0].unit
            if left is None or not self.starts_on <= left <= day:
                continue
            due, number = left - DAY, 15
            while number:
                due += DAY
                number -= self.worked(due)
            given = [
                record.on
                for record in self.records
                if record.proof == "handover"
                and record.person == person
                and record.unit in (None, unit)
                and max(left - DAY * 30, run[0].start) <= record.on <= day
                and (following is None or record.on < following[0].start)
            ]
            closed = min(given, default=None)
            state = (
                "done"
                if closed
                else "overdue"
                if day > due
                else "due-soon"
                if day >= due - DAY * 15
                else "planned"
            )
            late = closed is not None and closed > due
            found.add(
                Expected("handover", person, post, left.isoformat(), unit, post, due, state, "", closed, late)
            )
        return found

    def _after(self, complete):
        due = complete + DAY * 180
        while not self.worked(due):
            due += DAY
        return due

    @classmethod
    def _held_since(cls, spell, spells):
        runs = cls._runs(one for one in spells if one.post == spell.post)
        return next(run[0].start for run in runs if spell in run)

    @staticmethod
    def _runs(spells):
        runs = []
        for spell in sorted(spells, key=lambda spell: spell.start):
            if runs and runs[-1][-1].end == spell.start:
                runs[-1].append(spell)
            else:
                runs.append([spell])
        return runs


def five_years_after(day: date) -> date:
    """N42: the corresponding day, or the month's last."""
    return date(day.year + 5, day.month, min(day.day, monthrange(day.year + 5, day.month)[1]))
