"""Two years of the demo county, quarter by quarter: older quarters come in as past records, the last two are entered live."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random

from core import workdays
from core.importing import Report
from core.periods import Period
from core.workdays import WorkdayCalendar
from desk.demo.dates import quarters, workday_between
from desk.demo.entering import Desk, Entry
from desk.demo.people import Cast, moved_rows, note_import
from desk.demo.responsibility import sign_on_paper, year_of
from desk.demo.wording import FORUMS, REPORTS, TALKS, said, work_of
from integrity.services.past_records import COLUMNS, import_records
from rulebook.duties import DUTY_REPORT, INTEGRITY_FORUM, REMINDER_TALK
from rulebook.establishment import Function
from rulebook.types import PROOF_TITLES
from supervision.choices import OPEN_STATES
from supervision.models import Duty
from supervision.policies import scope_of
from supervision.selectors.bodies import Directory
from supervision.services import sweep

LIVE_QUARTERS = 2  # entered through the product itself, with problems, measures, follow-ups and answers
ON_TIME, LATE = 0.94, 0.03  # the rest of a past quarter's duties stays undone
FORMS = {DUTY_REPORT.kind: REPORTS, REMINDER_TALK.kind: TALKS, INTEGRITY_FORUM.kind: FORUMS}
SESSIONS = 3  # the county committee hears its heads in so many meetings a quarter
FORUM_MONTHS = 2  # a year's forums are held in its last months


@dataclass
class History:
    """Lets the county's bodies do their work from the calendar's first day to `today`."""

    cast: Cast
    today: date
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        """Open the desk at which records are entered."""
        self.desk = Desk(self.cast, self.today)

    @cached_property
    def calendar(self) -> WorkdayCalendar:
        """Working days."""
        return workdays.load()

    def tell(self) -> None:
        """Plan, carry out, chase, quarter by quarter."""
        every = quarters(self.today)
        self._import_past()
        for at, quarter in enumerate(every):
            back = len(every) - 1 - at
            last = min(quarter.ends, self.today)
            sweep(on=last)
            sign_on_paper(quarter.ends.year, shown=year_of(self.today), today=last)
            self._work(quarter, last, back)
            if back:
                sweep(on=quarter.ends + timedelta(days=1))
                self._catch_up(quarter, back)
                sweep(on=min(quarter.ends + timedelta(days=16), self.today))
        sweep(on=self.today)

    def _import_past(self) -> None:
        rows = [
            row
            for row in moved_rows("records.csv", today=self.today)
            if row["日期"] <= self.today.isoformat()
        ]
        note_import("records", "历年审计、交接和评议.csv", self._import(rows), self.cast)

    def _import(self, rows: list[dict[str, str]]) -> Report:
        text = io.StringIO()
        writer = csv.DictWriter(text, [column.name for column in COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        report = import_records(
            content=text.getvalue().encode(), name="records.csv", by=self.cast.logins["mingce"]
        )
        if report.is_refused:
            raise ValueError(report.errors[:5])
        return report

    def _work(self, quarter: Period, last: date, back: int) -> None:
        """Do most of what a quarter asks, each on a working day of it."""
        wanted = [
            duty for duty in self._open(quarter.key) if self._fate(duty, back, quarter, last) == "on-time"
        ]
        talks = [duty for duty in wanted if duty.kind == REMINDER_TALK.kind]
        reports = [duty for duty in wanted if duty.kind == DUTY_REPORT.kind]
        live = LIVE_QUARTERS - back  # of the last quarter every talk, of the one before every other
        past = [duty for at, duty in enumerate(talks) if live <= 0 or (live == 1 and at % LIVE_QUARTERS)]
        self._import([self._row(duty, quarter, last) for duty in [*past, *(reports if live <= 0 else ())]])
        for duty in talks:
            if duty not in past:
                self._enter([duty], self._day(duty, quarter, last))
        for session in self._sessions(reports) if live > 0 else ():
            self._hear(session, quarter.starts, last)
        if back == 0:
            self._talk_with_log_ins(quarter, last)
        if quarter.ends.month == 12 and last.month > 12 - FORUM_MONTHS:
            self._forums(quarter, last, back)

    def _hear(self, session: list[Duty], first: date, last: date, *, period: str = "") -> None:
        """Hear the reports of several heads in one meeting, when the last of them was in post."""
        first = max(*(duty.owed_from for duty in session), first)
        self._enter(session, self._drawn(session[0], first, last), period=period)

    def _talk_with_log_ins(self, quarter: Period, last: date) -> None:
        """Whoever tries the demo as a head finds a talk of these days to confirm."""
        heads = {user.person_id for user in self.cast.logins.values()}
        for duty in self._open(quarter.key):
            day = self.calendar.on_or_before(last)
            if duty.kind == REMINDER_TALK.kind and duty.person_id in heads and day >= duty.owed_from:
                self._enter([duty], max(day, quarter.starts))

    def _forums(self, quarter: Period, last: date, back: int) -> None:
        """The year's integrity forums: towns, departments, institutions; this year's are not all held yet."""
        duties = [duty for duty in self._open(str(quarter.ends.year)) if duty.kind == INTEGRITY_FORUM.kind]
        groups: dict[str, list[Duty]] = {}
        for duty in duties:
            groups.setdefault("镇" if duty.unit.category == "镇" else duty.post.managed_by, []).append(duty)
        for number, (name, group) in enumerate(sorted(groups.items())):
            if back == 0 and number:
                continue
            first = max(date(quarter.ends.year, 13 - FORUM_MONTHS, 1), *(duty.owed_from for duty in group))
            self._enter(group, self._drawn(group[0], first, last), label=name)

    def _catch_up(self, quarter: Period, back: int) -> None:
        """Some of what was missed is made up for after the quarter, as late."""
        first, last = quarter.ends + timedelta(days=1), min(quarter.ends + timedelta(days=14), self.today)
        if not any(
            self.calendar.is_worked(first + timedelta(days=n)) for n in range((last - first).days + 1)
        ):
            return
        missed = [d for d in self._open(quarter.key) if self._fate(d, back, quarter, quarter.ends) == "late"]
        for duty in missed:
            if duty.kind == REMINDER_TALK.kind:
                self._enter([duty], self._drawn(duty, first, last), period=duty.period)
        for session in self._sessions([duty for duty in missed if duty.kind == DUTY_REPORT.kind]):
            self._hear(session, first, last, period=quarter.key)

    def _open(self, period: str) -> list[Duty]:
        rows = Duty.objects.filter(period=period, state__in=OPEN_STATES)
        return list(
            rows.select_related("person", "unit", "post").order_by("kind", "person__staff_no", "subject")
        )

    def _sessions(self, duties: list[Duty]) -> list[list[Duty]]:
        """Duty reports heard together: by the body that hears them, no head twice in one meeting."""
        found: dict[tuple[int, int], list[Duty]] = {}
        heard: dict[int, int] = {}
        for at, duty in enumerate(duties):
            body = self.body_of(duty)
            number = at % SESSIONS if body == self.committee else SESSIONS + heard.get(duty.person_id, 0)
            while any(one.person_id == duty.person_id for one in found.get((body, number), [])):
                number += SESSIONS
            heard[duty.person_id] = heard.get(duty.person_id, 0) + 1
            found.setdefault((body, number), []).append(duty)
        return [found[key] for key in sorted(found)]

    @cached_property
    def directory(self) -> Directory:
        """Who must act on what, as of today."""
        county = Duty.objects.order_by("pk").values_list("county_id", flat=True)[0]
        return Directory(counties=[county], on=self.today)

    @cached_property
    def committee(self) -> int:
        """县委."""
        county = Duty.objects.order_by("pk").values_list("county_id", flat=True)[0]
        return self.directory.function(county, Function.COUNTY_COMMITTEE).unit or 0

    def body_of(self, duty: Duty) -> int:
        """The unit that carries out a duty: the first that must act whose officer need not stand back, else 县委."""
        for body in self.directory.acting(duty):
            officer = self.cast.officers.get(body.unit or 0)
            if officer is not None and duty.person_id not in scope_of(officer, self.today).barred:
                return body.unit or 0
        return self.committee

    def _fate(self, duty: Duty, back: int, quarter: Period, last: date) -> str:
        """Whether a duty is done on time, late or not at all; drawn from what it is, the same at every load."""
        draw = _drawing(duty, back).random()
        if back == 0:
            passed = ((last - quarter.starts).days + 1) / quarter.days
            return "on-time" if draw < 0.85 * passed else "open"
        late = 1 - ON_TIME if back > 3 else LATE  # of older quarters nothing is left undone
        return "on-time" if draw < ON_TIME else "late" if draw < ON_TIME + late else "open"

    def _day(self, duty: Duty, quarter: Period, last: date) -> date:
        return self._drawn(duty, max(quarter.starts, duty.owed_from), last)

    def _drawn(self, duty: Duty, first: date, last: date) -> date:
        return workday_between(first, last, by=_drawing(duty, -1), calendar=self.calendar)

    def _row(self, duty: Duty, quarter: Period, last: date) -> dict[str, str]:
        day = self._day(duty, quarter, last)
        work = work_of(duty.unit.name, duty.unit.category)
        return {
            "类别": PROOF_TITLES[duty.kind],
            "工号": duty.person.staff_no,
            "单位名称": duty.unit.name,
            "日期": day.isoformat(),
            "经办单位": self.desk.units[self.body_of(duty)].name,
            "摘要": said(FORMS[duty.kind], work=work, month=day.month, by=_drawing(duty, day.month)),
        }

    def _enter(self, duties: list[Duty], day: date, *, period: str = "", label: str = "") -> None:
        body = self.committee if duties[0].kind == INTEGRITY_FORUM.kind else self.body_of(duties[0])
        by = _drawing(duties[0], day.toordinal())
        self.desk.enter(Entry(duties, day, body, FORMS[duties[0].kind], by, period=period, label=label))


def _drawing(duty: Duty, salt: int) -> Random:
    """A source of chance of a duty's own: what it draws depends on nothing but the duty and `salt`."""
    return Random(f"{duty.person.staff_no} {duty.kind} {duty.unit.name} {salt}")  # noqa: S311
