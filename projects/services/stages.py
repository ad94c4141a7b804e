"""Entering how a stage went: its days and decision, its records and their papers, the head's checks."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger
from decisions.models import Matter
from projects.models import Attachment, Project, Stage, StageRecord, Visit
from projects.policies import led_projects
from projects.services.checking import recheck
from projects.services.states import NotPossible, held, judged
from rulebook.procedures.projects import BY_RECORD
from rulebook.procedures.projects import Stage as Kind

Problems = dict[str, list[str]]


@ledger.service("project.save-stage")
def save_stage(
    *,
    project: int,
    kind: str,
    began_on: date | None,
    ended_on: date | None,
    matter: Matter | None,
    happened: bool,
    by: User,
    on: date,
) -> Project:
    """Enter when a stage began and ended, and the decision it rests on. Raises ValidationError by field, NotPossible, and Breaks where a
    rule would be broken and it is not said that it `happened` all the same.
    """
    found = held(project, by, on)
    stage = found.stages.filter(kind=kind).first()
    if stage is None or stage.spared:
        raise NotPossible
    problems = wrong_days(began_on, ended_on, on)
    if matter is not None and matter.unit_id != found.unit_id:
        problems.setdefault("matter", []).append(_("只能选择本单位的决策事项。"))
    if problems:
        raise ValidationError(problems)
    with judged(found, on, happened=happened):
        stage.began_on, stage.ended_on, stage.matter = began_on, ended_on, matter
        stage.save()
    return found


def wrong_days(began_on: date | None, ended_on: date | None, on: date) -> Problems:
    """What cannot be of a stage's actual days, by field."""
    problems = Problems()
    for name, day in (("began_on", began_on), ("ended_on", ended_on)):
        if day is not None and day > on:
            problems.setdefault(name, []).append(_("不能晚于今天。"))
    if ended_on is not None and began_on is None:
        problems.setdefault("began_on", []).append(_("填写了完成日期，请填写开始日期。"))
    if began_on is not None and ended_on is not None and ended_on < began_on:
        problems.setdefault("ended_on", []).append(_("不能早于开始日期。"))
    return problems


@ledger.service("project.save-record")
def save_record(
    *, project: int, kind: str, day: date | None, number: str, text: str, spared: str, by: User, on: date
) -> StageRecord:
    """Enter a record of its stage, or why the project needs none. Raises ValidationError by field, NotPossible."""
    found = held(project, by, on)
    rule = BY_RECORD.get(kind)
    stage: Stage | None = found.stages.filter(kind=rule.stage).first() if rule else None
    if rule is None or stage is None or stage.spared:
        raise NotPossible
    problems = Problems()
    if spared and not rule.conditional:
        problems["spared"] = [_("这项材料每个项目都应当有。")]
    if bool(day) == bool(spared):
        problems["day"] = [_("请填写材料的日期；不需要这项材料的，只填写理由。")]
    if day is not None and day > on:
        problems["day"] = [_("不能晚于今天。")]
    if problems:
        raise ValidationError(problems)
    row = stage.records.filter(kind=kind).first() or StageRecord(
        stage=stage, kind=kind, entered_on=on, entered_by=by
    )
    row.on, row.number, row.text, row.spared = day, number.strip(), text.strip(), spared.strip()
    row.save()
    recheck(found, on=on)
    return row


def attach(*, record: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a record; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach_one(record=record, file=file, by=by, on=on))


@ledger.service("project.attach")
def _attach_one(*, record: int, file: UploadedFile, by: User, on: date) -> Attachment:
    row = StageRecord.objects.select_related("stage").get(pk=record)
    held(row.stage.project_id, by, on)
    return attachments.keep(file, among=row.attachments.all(), record=row, added_by=by)


@ledger.service("project.check-by-head")
def note_visit(*, project: int, stage: str, day: date, place: str, text: str, by: User, on: date) -> Visit:
    """Note that the unit's head checked a stage; nobody else may. The same day again changes the words. Raises ValidationError,
    NotPossible.
    """
    found = led_projects(by, on).filter(pk=project, cancelled=False).first()
    if found is None or by.person is None or stage not in set(Kind):
        raise NotPossible
    if day > on:
        raise ValidationError({"day": [_("不能晚于今天。")]})
    words = {"place": place.strip(), "text": text.strip()}
    row, _made = Visit.objects.update_or_create(
        project=found, stage=stage, on=day, person=by.person, defaults=words
    )
    recheck(found, on=on)
    return row
