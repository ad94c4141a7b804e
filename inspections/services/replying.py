"""Gathering the suggestions, sending them, the unit's reply, how it is carried out (C22)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, workdays
from inspections.models import Answer, Inspection, Progress, Reply, Statement, Suggestion
from inspections.policies import answered_inspections
from inspections.procedure.replying import judge_due, reply_due
from inspections.services.checking import recheck
from inspections.services.held import NotPossible, locked, note, organised
from rulebook.procedures.inspections import ADOPTIONS, CARRIED_OUT, OWING_REPLY, State, Step

MOST_SUGGESTIONS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says to one suggestion."""

    adoption: str
    words: str


@ledger.service("inspection.gather")
def gather_suggestions(
    *, inspection: int, summary: str, suggestions: Sequence[str], by: User, on: date
) -> Inspection:
    """Word what goes to the unit; the deputies' own words stay as they are. Raises ValidationError by field, NotPossible."""
    row = organised(inspection, by, on, State.VISITED)
    texts = [text.strip() for text in suggestions if text.strip()]
    problems: dict[str, list[str]] = {}
    if not summary.strip():
        problems["summary"] = [_("请写明视察情况。")]
    if not texts:
        problems["suggestions"] = [_("请至少写一条建议，每行一条。")]
    elif len(texts) > MOST_SUGGESTIONS:
        problems["suggestions"] = [_("建议最多 %(most)s 条，请合并。") % {"most": MOST_SUGGESTIONS}]
    if problems:
        raise ValidationError(problems)
    row.suggestions.all().delete()
    Suggestion.objects.bulk_create(
        Suggestion(inspection=row, number=at, text=text) for at, text in enumerate(texts, start=1)
    )
    row.summary = summary.strip()
    row.save()
    return row


@ledger.service("inspection.send")
def send_suggestions(*, inspection: int, by: User, on: date) -> Inspection:
    """Send what was gathered to the unit; its days begin. Raises ValidationError where nothing was gathered, NotPossible."""
    row = organised(inspection, by, on, State.VISITED)
    if not row.suggestions.exists():
        raise ValidationError(_("请先汇总建议。"))
    if not Statement.objects.filter(member__inspection=row).exists():
        raise ValidationError(_("还没有代表、委员提交意见建议。"))
    row.state, row.sent_on, row.round = State.SENT, on, 1
    row.reply_due = reply_due(on, 1, workdays.load())
    row.save()
    note(row, Step.SEND, by=by, on=on)
    recheck(row.pk, on=on)
    return row


@ledger.service("inspection.reply")
def reply(*, inspection: int, text: str, answers: Mapping[int, Said], by: User, on: date) -> Reply:
    """Answer every suggestion (by its number): adopted or not, and why. Sent twice it is one reply.

    Raises ValidationError by field (`adoption_1`, `words_1` …), NotPossible.
    """
    rows = answered_inspections(by, on)
    row = locked(rows, inspection, (*OWING_REPLY, State.REPLIED))
    known = Reply.objects.filter(inspection=row, round=row.round, by=by).first()
    if row.state == State.REPLIED:
        if known is None:
            raise NotPossible
        raise ledger.Again(known)
    suggestions = list(row.suggestions.order_by("number"))
    problems: dict[str, list[str]] = {}
    for one in suggestions:
        said = answers.get(one.number, Said("", ""))
        if said.adoption not in ADOPTIONS:
            problems[f"adoption_{one.number}"] = [_("第 %(n)s 条：请选择是否采纳。") % {"n": one.number}]
        if not said.words.strip():
            problems[f"words_{one.number}"] = [
                _("第 %(n)s 条：请写明措施和时限，或者不采纳的理由。") % {"n": one.number}
            ]
    if problems or row.reply_due is None:
        raise ValidationError(problems)
    made = Reply.objects.create(
        inspection=row, round=row.round, due=row.reply_due, on=on, text=text.strip(), by=by
    )
    Answer.objects.bulk_create(
        Answer(
            reply=made,
            suggestion=one,
            adoption=answers[one.number].adoption,
            words=answers[one.number].words.strip(),
        )
        for one in suggestions
    )
    row.state, row.replied_on = State.REPLIED, on
    row.judge_due = judge_due(on, workdays.load())
    row.save()
    note(row, Step.REPLY, by=by, on=on)
    recheck(row.pk, on=on)
    return made


@ledger.service("inspection.progress")
def enter_progress(*, inspection: int, number: int, words: str, done: bool, by: User, on: date) -> Progress:
    """Say how far a suggestion was carried out; the same words of the same day are kept once. Raises ValidationError, NotPossible."""
    row = locked(answered_inspections(by, on), inspection, (State.FOLLOWED,))
    one = next((one for one in adopted(row) if one.number == number), None)
    if one is None or one.progress.filter(done=True).exclude(words=words.strip()).exists():
        raise NotPossible
    if not words.strip():
        raise ValidationError({"words": [_("请写明落实情况。")]})
    made, _new = Progress.objects.get_or_create(
        suggestion=one, on=on, words=words.strip(), done=done, defaults={"by": by}
    )
    return made


@ledger.service("inspection.close")
def close_inspection(*, inspection: int, by: User, on: date) -> Inspection:
    """Close it once everything adopted is carried out. Raises ValidationError with what is open, NotPossible."""
    row = organised(inspection, by, on, State.FOLLOWED)
    unfinished = [
        str(one.number) for one in adopted(row) if not any(step.done for step in one.progress.all())
    ]
    if unfinished:
        words = _("第 %(numbers)s 条建议还没有落实，不能办结。")
        raise ValidationError(words % {"numbers": "、".join(unfinished)})
    row.state, row.closed_on = State.CLOSED, on
    row.save()
    note(row, Step.CLOSE, by=by, on=on)
    return row


def adopted(row: Inspection) -> list[Suggestion]:
    """The suggestions that the unit's latest reply adopted, with their progress."""
    latest = row.replies.order_by("-round").first()
    found = row.suggestions.filter(
        answers__reply=latest, answers__adoption__in=[one.value for one in CARRIED_OUT]
    )
    return list(found.prefetch_related("progress").order_by("number"))
