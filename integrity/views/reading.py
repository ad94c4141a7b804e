"""Reading records: the list, one record, its files."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock, ledger, uploads
from core.attachments import files_shown
from core.exporting import workbook_response
from core.paging import page_of
from integrity import policies, selectors
from integrity.choices import ENTERED, Answer, RecordState
from integrity.forms import AnswerForm, FollowUpDoneForm, FollowUpFilterForm, RecordFilterForm
from integrity.models import Participation, Record
from integrity.presenters import records as presenters
from integrity.selectors.heads import clause_of
from integrity.services import note_reading
from rulebook.types import Proof

LONGEST_EXPORT = 20_000


@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    """Records the user may read, filtered and paged."""
    on, user = clock.today(), user_of(request)
    form = RecordFilterForm(request.GET, on=on)
    page = page_of(selectors.records_matching(user, on, form.query()), request.GET.get("page"))
    for record in page:
        _word(record)
    context = {
        "form": form,
        "page": page,
        "may_enter": policies.entered_kinds(user, on),
        "objections": selectors.objections(user, on).count(),
        "waiting": selectors.records_awaiting_answer(user).count(),
        "today": on,
    }
    return render(request, "integrity/record_list.html", context)


@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """What was agreed in records and is the user's or their body's to see through, filtered and paged."""
    on, user = clock.today(), user_of(request)
    asked = request.GET.copy()
    asked.setdefault("state", "open")
    form = FollowUpFilterForm(asked)
    page = page_of(selectors.listed_follow_ups(user, on, form.query()), request.GET.get("page"))
    return render(request, "integrity/follow_up_list.html", {"form": form, "page": page, "today": on})


@require_safe
def record_export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows under the same filter, as a spreadsheet."""
    on, user = clock.today(), user_of(request)
    form = RecordFilterForm(request.GET, on=on)
    records = selectors.records_matching(user, on, form.query())[:LONGEST_EXPORT]
    ledger.record("record.export", by=user, facts={"filter": request.GET.urlencode()})
    rows = presenters.exported(records.iterator(chunk_size=500))
    name = _("履职记录") + f"-{on.isoformat()}.xlsx"
    return workbook_response(name, _("履职记录"), [str(title) for title in presenters.HEADER], rows)


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One record, as far as the user may read it. A draft is shown on its form."""
    found = readable_or_404(request, pk)
    if found.state == RecordState.DRAFT:
        return redirect("record-edit", pk)
    note_reading(record=found, by=user_of(request), on=clock.today())
    return render(request, "integrity/record.html", page_of_record(request, found))


@require_safe
def record_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """An attachment, as a download, to those who may read the whole record."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    attachment = get_object_or_404(found.attachments, pk=file)
    if not _reads_whole(found):
        raise Http404
    ledger.record("record.read-file", by=user, target=attachment)
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_reading(record=found, by=user, on=on)
    return uploads.download(stored, attachment.name)


def readable_or_404(request: HttpRequest, pk: int) -> Record:
    """The record with the lines this user may read, or 404."""
    on, user = clock.today(), user_of(request)
    records = selectors.with_lines(policies.readable_records(user, on), user, on)
    return get_object_or_404(
        records.select_related("changed_by__person", "entered_by__person", "body"), pk=pk
    )


def page_of_record(
    request: HttpRequest,
    found: Record,
    answer: AnswerForm | None = None,
    done: tuple[int, FollowUpDoneForm] | None = None,
) -> dict[str, Any]:
    """What the page of `found` shows; `answer` and `done` are forms to show again with their errors."""
    on, user = clock.today(), user_of(request)
    lines: list[Participation] = found.lines  # type: ignore[attr-defined]
    for line in lines:
        line.shown_answer = presenters.answer_shown(found, line)  # type: ignore[attr-defined]
    own = next((line for line in lines if line.person_id == user.person_id), None)
    may_answer = own and policies.answerable_participations(user).filter(pk=own.pk).exists()
    whole = _reads_whole(found)
    files = found.attachments.select_related("added_by__person") if whole else []
    return {
        "record": found,
        "lines": lines,
        "hidden_heads": found.heads - len(lines),  # type: ignore[attr-defined]
        "own": own,
        "may_answer": may_answer,
        "answer_form": answer or AnswerForm(),
        "objected": [line for line in lines if line.answer == Answer.OBJECTED],
        "follow_ups": _follow_ups(request, found, on, done),
        "files": files_shown(files),
        "files_hidden": not whole and found.attachments.exists(),
        "may_withdraw": policies.withdrawable_records(user, on).filter(pk=found.pk).exists(),
        "happenings": presenters.happenings(found, lines),
        "clause_id": clause_of(found.kind) if found.kind in ENTERED else "",
        "wording": presenters.wording(found.kind),
        "state_tone": presenters.STATE_TONES[RecordState(found.state)],
        "today": on,
        "is_forum": found.kind == Proof.INTEGRITY_FORUM,
    }


def _follow_ups(
    request: HttpRequest, found: Record, on: date, done: tuple[int, FollowUpDoneForm] | None
) -> list[dict[str, Any]]:
    user = user_of(request)
    mine = set(selectors.actionable_follow_ups(user, on).filter(record=found).values_list("pk", flat=True))
    rows = []
    for row in selectors.shown_follow_ups(user, found, on):
        form = FollowUpDoneForm(prefix=f"done-{row.pk}", initial={"done_on": on})
        if done and done[0] == row.pk:
            form = done[1]
        rows.append({"row": row, "form": form if row.pk in mine and row.done_on is None else None})
    return rows


def _reads_whole(found: Record) -> bool:
    """Whether the user reads every head's line, and so the files, in which anyone may be spoken of."""
    return len(found.lines) == found.heads  # type: ignore[attr-defined]


def _word(record: Record) -> None:
    lines: list[Participation] = record.lines  # type: ignore[attr-defined]
    for line in lines:
        line.shown_answer = presenters.answer_shown(record, line)  # type: ignore[attr-defined]
    record.answers = presenters.answers_counted(record, lines)  # type: ignore[attr-defined]
    record.state_tone = presenters.STATE_TONES[RecordState(record.state)]  # type: ignore[attr-defined]
