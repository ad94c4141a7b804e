"""A person's copy of what is kept about them (个人信息查阅复制, 个人信息保护法第四十五条): a job that makes one locked file for who asked.

The file is a ZIP of one JSON file a table and a page to read. It is opened for its owner alone, each time noted, and forgotten after the days of L96.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import jobs, sealing
from core.ledger import record
from core.models import Job
from retention.selectors.excepted import reasons
from retention.selectors.links import LINKS, Link
from rulebook.retention import COPY, COPY_DAYS, RULES, table_rules

KIND = "own-data"
FETCHED = 500  # rows read at once


class Nothing(Exception):
    """There is no such file any more, or one is being made already."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: what they are called, the columns, a list of values for each."""

    label: str
    title: str
    kept: str
    columns: list[str]
    rows: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class File:
    """A copy as it is taken: its name and what is in it."""

    name: str
    content: bytes


def ask(*, by: User, on: date) -> Job:
    """Have a copy made. Raises Nothing where one is being made."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if own_jobs(by).filter(state__in=jobs.UNFINISHED).exists():
            raise Nothing
        name = _("个人信息副本%(day)s.zip") % {"day": on.isoformat()}
        job = jobs.start(
            kind=KIND, by=by, file_name=name, options={"on": on.isoformat(), "lock": uuid4().hex}
        )
        record("own-data.ask", by=by, target=job)
        return job


def make_copy(job: Job, progress: jobs.Progress) -> jobs.Outcome:
    """Do such a job."""
    on, user = date.fromisoformat(job.options["on"]), job.owner
    parts: list[Part] = []
    for at, link in enumerate(LINKS):
        part = _part(link, user, on)
        if part.rows:
            parts.append(part)
        progress(at + 1, len(LINKS))
    rows = sum(len(part.rows) for part in parts)
    content = _zipped(parts, user, on)
    job.file.save(f"{uuid4().hex}.locked", ContentFile(sealing.lock(_key(job), content)), save=False)
    Job.objects.filter(pk=job.pk).update(file=job.file.name, total=len(LINKS))
    return jobs.Outcome(False, {"rows": rows, "tables": len(parts)})


@transaction.atomic
def take(*, job: int, by: User) -> File:
    """The file, to whom it is about; every time is noted. Raises Nothing where it is forgotten, not made, or somebody else's."""
    row = own_jobs(by).select_for_update().filter(pk=job, state=Job.State.DONE).first()
    if row is None or not row.file:
        raise Nothing
    with row.file.open("rb") as file:
        content = sealing.unlock(_key(row), file.read())
    record("own-data.take", by=by, target=row)
    return File(row.file_name, content)


@transaction.atomic
def forget_copies(*, on: date) -> int:
    """Delete copies whose days (L96) are over; how many. The rows of the jobs go later, like those of all jobs."""
    before = on - timedelta(days=COPY_DAYS.value)
    old = Job.objects.select_for_update().filter(kind=KIND, finished_at__date__lt=before).exclude(file="")
    names = list(old.values_list("file", flat=True))
    old.update(file="")
    storage = Job._meta.get_field("file").storage

    def forget() -> None:
        for name in names:
            storage.delete(name)

    transaction.on_commit(forget)
    return len(names)


def own_jobs(by: User) -> models.QuerySet[Job]:
    """The copies `by` asked for; nobody else's."""
    return Job.objects.filter(kind=KIND, owner=by)


def _part(link: Link, user: User, on: date) -> Part:
    rows = link.rows(user, on)
    options = rows.model._meta
    fields = [options.get_field(name) for name in link.fields]
    relations = [one.name for one in fields if one.remote_field]
    title, rule = str(options.verbose_name_plural), table_rules().get(link.label)
    kept = _(RULES[rule].title) if rule else _("系统设置")
    part = Part(link.label, title, kept, [str(getattr(one, "verbose_name", one.name)) for one in fields])
    for row in rows.select_related(*relations).iterator(chunk_size=FETCHED):
        part.rows.append([_told(row, one) for one in fields])
    return part


def _told(row: models.Model, of: Any) -> Any:
    """What one field says, as a person reads it and JSON writes it."""
    value = getattr(row, of.name)
    if of.choices and not isinstance(value, list):
        return str(getattr(row, f"get_{of.name}_display")())
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, DateRange):
        return f"{value.lower or ''}/{value.upper or ''}"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value


def _zipped(parts: list[Part], user: User, on: date) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _files(parts, user, on):
            archive.writestr(name, text)
    return told.getvalue()


def _files(parts: list[Part], user: User, on: date) -> Iterator[tuple[str, str]]:
    context = {"parts": parts, "user": user, "on": on, "reasons": reasons(), "source": COPY, "rules": RULES}
    yield "index.html", render_to_string("retention/copy.html", context)
    for part in parts:
        content = {"table": part.label, "title": part.title, "columns": part.columns, "rows": part.rows}
        yield f"{part.label}.json", json.dumps(content, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)


def _key(job: Job) -> bytes:
    return sealing.derived(job.options["lock"], KIND)
