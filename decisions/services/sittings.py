"""Who sits in on a meeting (列席), and its notice, record and minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, clock, workdays
from core.ledger import service
from core.templatetags.wording import cn_date
from decisions.checks.minutes import late_minutes
from decisions.choices import MINUTES, Adviser, MeetingPaper, MeetingState
from decisions.models import Meeting, MeetingFile, Observer
from decisions.policies import kept_units
from decisions.selectors.checking import MINUTES_OF
from decisions.selectors.meetings import meeting_day
from decisions.services.checking import JUDGING, recheck
from decisions.services.locking import UNDECIDED, AlreadyDone, NotYours, changed, locked_meeting, must_run
from decisions.services.meetings.agendas import matters_of
from organisation.models import Person, Tenure
from rulebook.procedures.decisions import MatterCategory
from supervision.services import Subject, reconcile


@dataclass(frozen=True, slots=True)
class ObserverLine:
    """Somebody who sits in, as typed; `item` where on one item alone."""

    name: str
    position: str
    adviser: str = ""
    item: int | None = None


@service("meeting.observer")
def note_observer(*, meeting: int, line: ObserverLine, by: User, on: date) -> Observer:
    """Note who sits in on a meeting not closed yet; the same twice is noted once.

    Raises NotYours, ValidationError by field, also where the meeting is closed.
    """
    found = locked_meeting(meeting, *UNDECIDED)
    must_run(found, by, on)
    known = add_observer(found, line, by)
    changed(found)
    recheck(*matters_of(found), on=on)
    return known


def add_observer(meeting: Meeting, line: ObserverLine, by: User) -> Observer:
    """Write one line of a locked `meeting`. Raises ValidationError by field."""
    problems = {
        name: [words]
        for name, value, words in (
            ("name", line.name, _("请填写列席人员姓名。")),
            ("position", line.position, _("请填写列席人员的单位和职务。")),
        )
        if not value.strip()
    }
    if line.adviser and line.adviser not in Adviser.values:
        problems["adviser"] = [_("请选择顾问类型。")]
    if line.item is not None and not meeting.items.filter(pk=line.item).exists():
        problems["item"] = [_("所选议题不在这次会议的议程上。")]
    if problems:
        raise ValidationError(problems)
    row, _made = Observer.objects.get_or_create(
        meeting=meeting,
        item_id=line.item,
        name=line.name.strip()[:40],
        position=line.position.strip()[:100],
        defaults={"adviser": line.adviser, "entered_by": by},
    )
    return row


@service("meeting.observer-gone")
def drop_observer(*, meeting: int, observer: int, by: User, on: date) -> Meeting:
    """Take somebody who did not come off the list. Raises AlreadyDone where they are on it no longer."""
    found = locked_meeting(meeting, *UNDECIDED)
    must_run(found, by, on)
    gone, _rows = Observer.objects.filter(meeting=found, pk=observer).delete()
    if not gone:
        raise AlreadyDone
    changed(found)
    recheck(*matters_of(found), on=on)
    return found


def keep_papers(
    *, meeting: int, files: Iterable[UploadedFile], paper: str, dated: date | None, by: User, on: date
) -> list[str]:
    """Keep files of a meeting; return in Chinese what was refused and why.

    Raises ValidationError by field where no such paper can be kept now, NotYours where the unit is not kept by `by`.
    """
    found = Meeting.objects.filter(pk=meeting, unit__in=kept_units(by, on)).first()
    if found is None:
        raise NotYours
    _must_fit(found, paper, dated, on)
    day = dated if found.entered_later and dated else on
    return attachments.keep_each(
        files, lambda file: _keep_one(meeting=meeting, file=file, paper=paper, day=day, by=by, on=on)
    )


@service("meeting.paper")
def _keep_one(*, meeting: int, file: UploadedFile, paper: str, day: date, by: User, on: date) -> MeetingFile:
    found = locked_meeting(meeting)
    kept = attachments.keep(
        file, among=found.files.filter(paper=paper), meeting=found, paper=paper, dated=day, added_by=by
    )
    recheck_minutes(found, on=on)
    return kept


def _must_fit(meeting: Meeting, paper: str, dated: date | None, on: date) -> None:
    problems: dict[str, list[str]] = {}
    if paper not in MeetingPaper.values:
        problems["paper"] = [_("请选择是哪种材料。")]
    elif paper in MINUTES and meeting.state != MeetingState.CLOSED:
        problems["paper"] = [_("会议结束以后，才能登记会议记录和纪要。")]
    if dated and meeting.entered_later:
        if dated > on:
            problems["dated"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
        elif paper in MINUTES and dated < meeting_day(meeting):
            problems["dated"] = [_("日期不能早于会议（%(day)s）。") % {"day": cn_date(meeting_day(meeting))}]
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def check_minutes(*, meetings: Iterable[int], on: date) -> int:
    """Judge whether the minutes of closed `meetings` (numbers) came in time and bring the register to it; return how many findings were
    raised. The meetings are held meanwhile. A constant number of queries for any number of meetings.
    """
    held = Meeting.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=list(meetings), state=MeetingState.CLOSED
    )
    rows = list(held.select_related("unit").prefetch_related("files", "items__matter").order_by("pk"))
    heads, calendar = _heads(rows), workdays.load()
    return reconcile(
        found={_subject(row, heads[row.pk]): late_minutes(row, on, calendar) for row in rows}, on=on
    )


def recheck_minutes(meeting: Meeting, on: date | None = None) -> None:
    """Judge the minutes of `meeting` anew once the transaction stands."""
    JUDGING.after_commit(partial(check_minutes, meetings=[meeting.pk], on=on or clock.today()))


def _subject(meeting: Meeting, head: Person | None) -> Subject:
    """Cadre matters alone make it one for those in the step (N9)."""
    kinds = [item.matter.category for item in meeting.items.all()]
    plain = [kind for kind in kinds if kind not in (MatterCategory.PERSONNEL, MatterCategory.ORDINARY)]
    kind = next(
        iter(plain), MatterCategory.PERSONNEL if MatterCategory.PERSONNEL in kinds else MatterCategory.POLICY
    )
    return Subject(
        source=MINUTES_OF,
        source_id=meeting.pk,
        title=f"{meeting_day(meeting)} {meeting.kind}纪要",
        kind=kind,
        unit=meeting.unit,
        person=head,
    )


def _heads(meetings: Iterable[Meeting]) -> dict[int, Person | None]:
    """The head who answers for each of `meetings`: of several the one who chaired, else the first head's post; one query."""
    rows = list(meetings)
    tenures = Tenure.objects.filter(post__unit__in={row.unit_id for row in rows}, post__is_head=True)
    held = list(tenures.select_related("person", "post").order_by("post_id", "during"))
    found: dict[int, Person | None] = {}
    for row in rows:
        day = meeting_day(row)
        heads = [one.person for one in held if one.post.unit_id == row.unit_id and day in one.during]
        found[row.pk] = next((head for head in heads if head.pk == row.chair_id), heads[0] if heads else None)
    return found
