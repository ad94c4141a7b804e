"""The meeting that heard the statement (述职述廉会议)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal, Meeting
from appraisals.policies import kept_meetings
from appraisals.services.checking import recheck
from appraisals.services.held import NotPossible, locked, note
from core import ledger
from core.templatetags.wording import cn_date
from rulebook.procedures.appraisals import MEETING_IN, State, Step


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as typed."""

    day: date
    place: str
    chair: str
    present: int
    summary: str
    asked: str = ""


@ledger.service("appraisal.meet")
def record_meeting(*, appraisal: int, held: Held, by: User, on: date) -> Appraisal:
    """Write the meeting down; until the ballot is closed it can be written anew, afterwards once. Raises ValidationError by field, NotPossible."""
    row = locked(kept_meetings(by, on), appraisal, MEETING_IN)
    known = Meeting.objects.filter(appraisal=row).first()
    if known and row.state == State.CLOSED:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if row.published_on is None or not row.published_on <= held.day <= on:
        told = {"first": cn_date(row.published_on), "today": cn_date(on)}
        problems["day"] = [_("会议日期应在报告公布日期（%(first)s）和今天（%(today)s）之间。") % told]
    if held.present < 1:
        problems["present"] = [_("请填写到会人数。")]
    for name, text in (("place", held.place), ("chair", held.chair), ("summary", held.summary)):
        if not text.strip():
            problems[name] = [_("请填写。")]
    if problems:
        raise ValidationError(problems)
    values = {
        "on": held.day, "place": held.place.strip(), "chair": held.chair.strip(), "present": held.present,
        "summary": held.summary.strip(), "asked": held.asked.strip(), "entered_on": on, "entered_by": by,
    }  # fmt: skip
    Meeting.objects.update_or_create(appraisal=row, defaults=values)
    note(row, Step.MEET, by=by, on=on)
    recheck(row.pk, on=on)
    return row
