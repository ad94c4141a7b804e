"""Entering the demo's records through the product's own services: drafts, registration, answers, follow-ups."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import cast
from uuid import NAMESPACE_OID, uuid5

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Subquery
from django.db.models.functions import Least, Now

from accounts.models import User
from desk.demo.people import Cast
from desk.demo.wording import (
    CORRECTED,
    FOLLOW_UPS,
    MEASURES,
    OBJECTION,
    PLACES,
    PROBLEMS,
    RESULTS,
    STATEMENTS,
    said,
    work_of,
)
from integrity.choices import Answer
from integrity.models import FollowUp, Participation, Record
from integrity.services import (
    Content,
    FollowUpLine,
    HeadLine,
    answer_record,
    finish_follow_up,
    plan_talks,
    register_record,
    save_draft,
    withdraw_record,
)
from organisation.models import Unit
from rulebook.duties import REMINDER_TALK
from supervision.choices import OPEN_STATES
from supervision.models import Duty

ANSWERED_AFTER = 9  # days within which heads read and confirm; what is newer still waits for them
LATELY = 45  # days within which something agreed may still be open past its day
PLANNED = 6  # talks planned for the days to come


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to be entered: the duties it carries out, its day, the body that held it, the set forms it is worded by."""

    duties: Sequence[Duty]
    day: date
    body: int
    forms: tuple[str, ...]
    by: Random
    period: str = ""
    label: str = ""


@dataclass
class Desk:
    """Where the bodies' officers enter records and the heads answer them."""

    cast: Cast
    today: date
    units: dict[int, Unit] = field(init=False)
    talks: list[Record] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Know the bodies by number."""
        self.units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=self.cast.officers)}

    def enter(self, entry: Entry) -> Record:
        """Write the record as a draft of the body's officer, enter it, and let the heads answer."""
        officer = self.cast.officers[entry.body]
        key = f"{entry.duties[0].kind} {entry.duties[0].person.staff_no} {entry.duties[0].unit.name} {entry.day}"
        draft = save_draft(
            token=uuid5(NAMESPACE_OID, key), content=self._content(entry), seen=None, by=officer, on=entry.day
        )
        record = register_record(record=draft.pk, by=officer, on=entry.day)
        self._answer(record)
        if record.kind == REMINDER_TALK.kind:
            self.talks.append(record)
        return record

    def _content(self, entry: Entry) -> Content:
        first = entry.duties[0]
        work, month, by = work_of(first.unit.name, first.unit.category), entry.day.month, entry.by
        together = len(entry.duties) > 1
        body = self.units[entry.body]
        values: dict[str, object] = {
            "kind": first.kind,
            "held_on": entry.day,
            "place": "县政府三楼会议室" if together else by.choice(PLACES),
            "body": body,
            "host": self.cast.speaker(entry.body, entry.day, by),
            "others": "县纪委监委、县委组织部有关负责同志" if together else "",
            "summary": said(entry.forms, work=work, month=month, by=by),
            "problems": "" if together else said(PROBLEMS, work=work, month=month, by=by),
            "measures": said(MEASURES, work=work, month=month, by=by),
        }
        return Content(values, tuple(self._head(entry, duty) for duty in entry.duties), self._agreed(entry))

    def _head(self, entry: Entry, duty: Duty) -> HeadLine:
        work, month = work_of(duty.unit.name, duty.unit.category), entry.day.month
        problems = said(PROBLEMS, work=work, month=month, by=entry.by) if len(entry.duties) > 1 else ""
        return HeadLine(
            person=duty.person_id, unit=duty.unit_id, period=entry.period, statement=entry.by.choice(STATEMENTS),
            problems=problems,
        )  # fmt: skip

    def _agreed(self, entry: Entry) -> tuple[FollowUpLine, ...]:
        """A talk agrees on something to do in half of the cases, a meeting with one of the heads."""
        if entry.by.random() < 0.5:
            return ()
        duty = entry.by.choice(list(entry.duties))
        text = said(
            FOLLOW_UPS, work=work_of(duty.unit.name, duty.unit.category), month=entry.day.month, by=entry.by
        )
        due = entry.day + timedelta(days=entry.by.choice((20, 30, 45)))
        return (FollowUpLine(text=text, person=duty.person_id, due=due),)

    def _answer(self, record: Record) -> None:
        """Heads confirm what was held long enough ago."""
        if record.held_on is None or (self.today - record.held_on).days < ANSWERED_AFTER:
            return
        for line in record.participations.all():
            user = self.cast.of_person.get(line.person_id)
            if user is not None:
                day = min(record.held_on + timedelta(days=3), self.today)
                answer_record(participation=line.pk, answer=Answer.CONFIRMED, words="", by=user, on=day)

    def leave_today(self) -> None:
        """What stands on the desk today: an objection, a record declared void and entered anew, follow-ups, planned talks."""
        self._finish_follow_ups()
        waiting = Participation.objects.filter(record__in=self.talks, answer=Answer.PENDING).order_by("pk")
        line = next((one for one in waiting if one.person_id in self.cast.of_person), None)
        if line is not None:
            user = self.cast.of_person[line.person_id]
            answer_record(
                participation=line.pk, answer=Answer.OBJECTED, words=OBJECTION, by=user, on=self.today
            )
        self._plan()
        self._correct_one()
        _date_back()

    def _finish_follow_ups(self) -> None:
        """What fell due was done, but for some of the last weeks; by the body where the head has left since."""
        rows = FollowUp.objects.filter(due__lte=self.today, done_on=None).select_related("record__entered_by")
        for number, row in enumerate(rows.order_by("pk")):
            if row.due is None or (number % 3 == 0 and (self.today - row.due).days < LATELY):
                continue
            user = self.cast.of_person.get(row.person_id or 0) or cast(User, row.record.entered_by)
            done = min(row.due - timedelta(days=number % 5), self.today)
            result = RESULTS[number % len(RESULTS)]
            finish_follow_up(follow_up=row.pk, done_on=done, result=result, by=user, on=self.today)

    def _plan(self) -> None:
        """The inspector has planned some talks for the coming week."""
        inspector = self.cast.logins["jiwei"]
        body = Unit.objects.get(officers__user=inspector, officers__role="officer")
        wanted = Duty.objects.filter(kind=REMINDER_TALK.kind, state__in=OPEN_STATES, post__managed_by="县管")
        plan_talks(
            kind=REMINDER_TALK.kind, duties=wanted.order_by("due", "pk").values_list("pk", flat=True)[:PLANNED],
            held_on=self.today + timedelta(days=7 - self.today.weekday()), place=PLACES[0],
            host=self.cast.speaker(body.pk, self.today, Random(0)),  # noqa: S311
            body=body, by=inspector, on=self.today,
        )  # fmt: skip

    def _correct_one(self) -> None:
        """One talk was entered wrongly, declared void and entered anew."""
        if not self.talks:
            return
        wrong = self.talks[0]
        lines = list(wrong.participations.all())
        officer = cast(User, wrong.entered_by)
        values = {
            name: getattr(wrong, name)
            for name in (
                "kind",
                "held_on",
                "place",
                "body",
                "host",
                "others",
                "summary",
                "problems",
                "measures",
            )
        }
        withdraw_record(record=wrong.pk, reason=CORRECTED, by=officer, on=self.today)
        heads = tuple(
            HeadLine(line.person_id, line.unit_id, line.period, statement=line.statement) for line in lines
        )
        draft = save_draft(
            token=uuid5(NAMESPACE_OID, f"again {wrong.token}"), content=Content(values, heads), seen=None, by=officer,
            on=self.today,
        )  # fmt: skip
        self._answer(register_record(record=draft.pk, by=officer, on=self.today))


def _date_back() -> None:
    """Records and answers bear the times they would have had: the working day after, not the moment of loading."""
    entered = ExpressionWrapper(F("held_on") + timedelta(days=1, hours=8), output_field=DateTimeField())
    Record.objects.filter(recorded_at__isnull=False).update(recorded_at=Least(entered, Now()))
    held = Record.objects.filter(pk=OuterRef("record")).values("held_on")
    read = ExpressionWrapper(Subquery(held) + timedelta(days=3, hours=2), output_field=DateTimeField())
    Participation.objects.filter(answered_at__isnull=False).update(answered_at=Least(read, Now()))
