"""Making out slips (印制票码) as a job: codes exist in its memory and in the one file it makes; the database keeps what they are recognised by.

The file lies locked until the officer who ordered it takes it, once; then it is forgotten, as it is when nobody takes it (L81).
Making out anew voids the codes of polls in which voting has not begun.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Poll, Round, Slip
from appraisals.procedure.slips import digest_of, new_code, readable
from appraisals.selectors.slips import polls_to_print, slips_of
from core import clock, jobs, sealing
from core.documents.pdf import PdfUnavailable
from core.documents.slips import Sheets, Stack
from core.exporting import guarded
from core.ledger import record
from core.models import Job
from rulebook.procedures.appraisals import SHEET_DAYS

KIND = "appraisal-slips"
PDF, LINKS = "pdf", "links"
ENDINGS = {PDF: ".pdf", LINKS: ".csv"}
AT_ONCE = 200  # polls made out together: their words are set together
Printed = Callable[[Sequence[tuple[Poll, list[str]]]], None]


class Nothing(Exception):
    """There is nothing to make out, or it was taken already."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of codes as it is taken: its name and what is in it."""

    name: str
    content: bytes


def order_slips(*, of: Round, unit: int | None, form: str, by: User, on: date) -> Job:
    """Start making out slips for the polls of a round, or of one unit of it. Raises Nothing where there are none."""
    polls = polls_to_print(by, on, of, unit)
    number = slips_of(polls)
    if not number:
        raise Nothing
    with transaction.atomic():
        facts = {"unit": unit, "slips": number, "form": form}
        record("appraisal.order-slips", by=by, target=of, facts=facts)
        options = {"round": of.pk, "unit": unit, "form": form, "on": on.isoformat(), "lock": uuid4().hex}
        name = _("%(year)s年度评议票码") % {"year": of.year} + ENDINGS[form]
        return jobs.start(kind=KIND, by=by, file_name=name, options=options)


def make_out(job: Job, progress: jobs.Progress) -> jobs.Outcome:
    """Do such a job: new codes for every poll, written into one file, which is locked before it is stored."""
    on, told = date.fromisoformat(job.options["on"]), job.options
    polls = polls_to_print(job.owner, on, Round.objects.get(pk=told["round"]), told["unit"])
    total, done = slips_of(polls), 0
    try:
        print_codes, written = _pdf() if told["form"] == PDF else _links()
    except PdfUnavailable as error:
        return jobs.Outcome(True, {"reason": str(error)})
    locked = _locked(polls)
    for at in range(0, len(locked), AT_ONCE):
        made = [(poll, _new_codes(poll)) for poll in locked[at : at + AT_ONCE]]
        print_codes(made)
        done += sum(len(codes) for _poll, codes in made)
        progress(done, total)
    _keep(job, written())
    Job.objects.filter(pk=job.pk).update(done=done, total=done)
    return jobs.Outcome(False, {"slips": done})


@transaction.atomic
def take_file(*, job: Job, by: User) -> File:
    """The file, to who ordered it, once; it is forgotten with that. Raises Nothing where it was taken or is not made."""
    row = Job.objects.select_for_update().get(pk=job.pk, kind=KIND, owner=by)
    if row.state != Job.State.DONE or not row.file:
        raise Nothing
    with row.file.open("rb") as file:
        content = sealing.unlock(_key(row), file.read())
    record("appraisal.take-slips", by=by, target=row)
    _forget(row)
    return File(row.file_name, content)


def forget_old_files(*, on: date) -> int:
    """Forget files nobody took in time (L81); how many."""
    before = on - timedelta(SHEET_DAYS.value)
    with transaction.atomic():
        old = Job.objects.select_for_update().filter(kind=KIND, created_at__date__lt=before).exclude(file="")
        rows = list(old)
        for row in rows:
            _forget(row)
    return len(rows)


def _locked(polls: QuerySet[Poll]) -> list[Poll]:
    """The polls, locked and read with all that stands on a slip; those of one unit together."""
    needed = ("appraisal__round", "appraisal__person", "appraisal__unit", "appraisal__post")
    locked = polls.select_for_update(of=("self",)).select_related(*needed)
    return list(locked.order_by("appraisal__unit__name", "appraisal_id", "pk"))


def _new_codes(poll: Poll) -> list[str]:
    """As many codes as slips; what was made out before is void. They lie in no order: each is a number of chance alone."""
    Slip.objects.filter(poll=poll).delete()
    codes = [new_code() for _at in range(poll.slips)]
    digests = sorted(digest_of(code) for code in codes)  # not in the order in which they are printed
    Slip.objects.bulk_create(Slip(poll=poll, digest=digest) for digest in digests)
    return codes


def _pdf() -> tuple[Printed, Callable[[], bytes]]:
    sheets = Sheets()

    def add(made: Sequence[tuple[Poll, list[str]]]) -> None:
        sheets.add([_stack(poll, codes) for poll, codes in made])

    return add, sheets.written


def _links() -> tuple[Printed, Callable[[], bytes]]:
    """Addresses with their codes, for a unit that sends them by its own channel."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow([_("单位"), _("一把手"), _("评议主体"), _("投票地址"), _("票码")])

    def add(made: Sequence[tuple[Poll, list[str]]]) -> None:
        for poll, codes in made:
            of = poll.appraisal
            words = [
                guarded(str(one)) for one in (of.unit.name, of.person.name, poll.get_electorate_display())
            ]
            rows.writerows([*words, _address(code), readable(code)] for code in codes)

    return add, lambda: text.getvalue().encode("utf-8-sig")


def _stack(poll: Poll, codes: list[str]) -> Stack:
    of, ends = poll.appraisal, poll.appraisal.round
    title = _("%(year)s年度一把手评议票（%(electorate)s）")
    days = _("投票时间：%(opens)s 至 %(closes)s")
    page = settings.SITE_ADDRESS.split("://")[-1] + reverse("ballot")
    return Stack(
        title % {"year": of.year, "electorate": poll.get_electorate_display()},
        [
            f"{of.unit.name} {of.person.name}（{of.post.title}）",
            _("年终双述双评、廉政测评"),
            days % {"opens": _day(ends.opens_on), "closes": _day(ends.closes_on)},
            _("扫右侧二维码，或者打开 %(page)s 输入票码：") % {"page": page},
        ],
        _("一码一票，不记名"),
        [(readable(code), _address(code)) for code in codes],
    )


def _address(code: str) -> str:
    """The page with the code as a fragment, which no browser sends and no server logs."""
    return f"{settings.SITE_ADDRESS}{reverse('ballot')}#{code}"


def _day(day: date) -> str:
    return _("%(month)s月%(day)s日") % {"month": day.month, "day": day.day}


def _keep(job: Job, content: bytes) -> None:
    job.file.save(f"{uuid4().hex}.locked", ContentFile(sealing.lock(_key(job), content)), save=False)
    Job.objects.filter(pk=job.pk).update(file=job.file.name)


def _forget(job: Job) -> None:
    storage, name = job.file.storage, str(job.file.name)
    job.file = ""
    job.result = job.result | {"forgotten": clock.today().isoformat()}
    job.save(update_fields=["file", "result"])
    transaction.on_commit(lambda: storage.delete(name))


def _key(job: Job) -> bytes:
    return sealing.derived(job.options["lock"], KIND)
