"""Rows of the register of earlier complaints, judged in memory: what is wrong with them, and whether the body may keep them at all (N23)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from complaints.checks.routing import Held, Roster, officers_of
from complaints.models import ReceivingBody
from complaints.procedure.routing import Way, way_of
from complaints.services.intake import Said, about
from complaints.services.past import columns as at
from core.importing import CellError
from core.importing.tables import Row
from organisation.models import Unit
from rulebook.procedures.complaints import State

OVER = {State.CLOSED, State.REFUSED, State.REFERRED}


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier complaint as its row says it; `held`: the posts held on the day it came in."""

    row: int
    said: Said
    channel: str
    received_on: date
    state: State
    disposal: str
    result: str
    over_on: date | None
    words: str
    held: list[Held]


class SheetReader:
    """Turns rows into earlier complaints; what is wrong goes to `errors`, by row and column."""

    def __init__(self, body: ReceivingBody, errors: list[CellError], on: date) -> None:
        """The roster and the body's officers are asked once for all rows."""
        self._body, self._errors, self._on = body, errors, on
        self._roster = Roster(body.county_id)
        self._officers = officers_of(body, on)
        self._units = dict(Unit.objects.filter(county=body.county_id).values_list("name", "pk"))
        self._rows: dict[str, int] = {}

    def read(self, rows: Iterator[Row]) -> Iterator[Past]:
        """Every row that can be stored, in the order of the file."""
        for row in rows:
            before = len(self._errors)
            self._check(row)
            if len(self._errors) > before or row.bad:
                continue
            past = self._past(row)
            if way_of(about(past.said, past.held), self._officers) == Way.HERE:
                yield past
            else:
                words = _("这一件由上级机关办理，本机关不得保存。请从文件中删去这一行，把原件移交上级机关。")
                self._refuse(row, "", words)

    def _past(self, row: Row) -> Past:
        said = Said(
            facts=row[at.FACTS],
            unit=self._units.get(row[at.UNIT] or ""),
            person_words=row[at.PERSON] or "",
            conducts=row[at.CONDUCT] or (),
            when=row[at.WHEN] or "",
            name=row[at.NAME] or "",
            contact=row[at.CONTACT] or "",
            former=row[at.NUMBER],
        )
        return Past(
            row.number,
            said,
            at.CHANNEL_OF[row[at.CHANNEL]],
            row[at.RECEIVED],
            at.STATES[row[at.STATE]],
            at.DISPOSAL_OF.get(row[at.DISPOSAL] or "", ""),
            at.RESULT_OF.get(row[at.RESULT] or "", ""),
            row[at.OVER_ON],
            row[at.WORDS] or "",
            self._roster.on(row[at.RECEIVED]),
        )

    def _check(self, row: Row) -> None:
        number, state = row[at.NUMBER], at.STATES.get(row[at.STATE] or "")
        if number is not None:
            first = self._rows.setdefault(number, row.number)
            if first != row.number:
                self._refuse(row, at.NUMBER, _("与第 %(row)s 行重复") % {"row": first})
        if row[at.UNIT] and row[at.UNIT] not in self._units:
            self._refuse(row, at.UNIT, _("没有名为“%(name)s”的单位") % {"name": row[at.UNIT]})
        self._check_days(row, state)
        if state == State.CLOSED and not row[at.RESULT] and at.RESULT not in row.bad:
            self._refuse(row, at.RESULT, _("已办结的，不能为空"))
        if state != State.CLOSED and row[at.RESULT]:
            self._refuse(row, at.RESULT, _("只有已办结的填写"))
        if state in {State.REFUSED, State.REFERRED} and row[at.DISPOSAL]:
            self._refuse(row, at.DISPOSAL, _("不予受理、已转办的不填写"))

    def _check_days(self, row: Row, state: State | None) -> None:
        received, over = row[at.RECEIVED], row[at.OVER_ON]
        if received and received > self._on:
            self._refuse(row, at.RECEIVED, _("日期不能晚于今天。"))
        if over and over > self._on:
            self._refuse(row, at.OVER_ON, _("日期不能晚于今天。"))
        if over and received and over < received:
            self._refuse(row, at.OVER_ON, _("不能早于收到日期"))
        if state in OVER and over is None and at.OVER_ON not in row.bad:
            self._refuse(row, at.OVER_ON, _("“%(state)s”的，不能为空") % {"state": row[at.STATE]})
        if state == State.ACCEPTED and over:
            self._refuse(row, at.OVER_ON, _("正在办理的不填写"))

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self._errors.append(CellError(row.number, column, message))
