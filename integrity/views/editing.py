"""Writing a record down: the draft that saves itself, and entering it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.views.requests import user_of
from core import clock, uploads
from core.attachments import files_shown
from integrity import policies, services
from integrity.forms import RecordEditor
from integrity.models import Record
from integrity.selectors.heads import clause_of
from rulebook.types import PROOF_TITLES, Proof
from supervision.policies import actionable_duties

ANCHORS = {
    "add-heads": "#heads",
    "drop": "#heads",
    "add-follow-up": "#follow-ups",
    "upload": "#files",
    "detach": "#files",
}


@require_http_methods(["GET", "HEAD", "POST"])
def record_new(request: HttpRequest) -> HttpResponse:
    """A form for a new record of `?kind=`, for the heads of `?duty=…`; sent, it becomes a draft."""
    on, user = clock.today(), user_of(request)
    kinds = policies.entered_kinds(user, on)
    if not kinds:
        raise Http404
    wanted = request.GET.getlist("duty")
    numbers = [int(number) for number in wanted if number.isdecimal()]
    duties = actionable_duties(user, on).filter(pk__in=numbers, kind__in=kinds)
    asked = (
        request.POST.get("kind") or request.GET.get("kind") or next((duty.kind for duty in duties), kinds[0])
    )
    if asked not in kinds:
        raise Http404
    if request.method == "POST":
        return _take(request, kind=asked, record=None, on=on)
    chosen = [duty for duty in duties if duty.kind == asked]
    if len(chosen) < len(duties):
        messages.warning(request, _("所选事项不是同一类，这里只填入了其中一类；其余的请另行登记。"))
    editor = RecordEditor(user=user, on=on, kind=asked, duties=chosen)
    return _show(request, editor, token=uuid4(), on=on)


@require_http_methods(["GET", "HEAD", "POST"])
def record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft."""
    on, user = clock.today(), user_of(request)
    record = policies.editable_drafts(user, on).select_related("body").filter(pk=pk).first()
    if record is None:
        get_object_or_404(policies.readable_records(user, on), pk=pk)
        return redirect("record", pk)
    if request.method == "POST":
        return _take(request, kind=record.kind, record=record, on=on)
    editor = RecordEditor(user=user, on=on, kind=record.kind, record=record)
    return _show(request, editor, token=record.token, on=on)


@require_POST
def record_draft(request: HttpRequest) -> JsonResponse:
    """Keep what is typed so far; answers when, and where the form goes from now on."""
    on, user = clock.today(), user_of(request)
    token = _token(request)
    record = policies.editable_drafts(user, on).filter(token=token).first()
    kind = record.kind if record else request.POST.get("kind", "")
    if kind not in policies.entered_kinds(user, on):
        raise Http404
    editor = RecordEditor(user=user, on=on, kind=kind, record=record, data=request.POST)
    try:
        saved = services.save_draft(
            token=token, content=editor.content(), seen=_seen(request), by=user, on=on
        )
    except services.ChangedMeanwhile as conflict:
        return JsonResponse({"message": _whose(conflict.record, user)}, status=409)
    except services.AlreadySettled:
        return JsonResponse({"message": _("这份草稿已经登记或删除，刚才的修改没有保存。")}, status=409)
    at = timezone.localtime(saved.changed_at).strftime("%H:%M")
    kept = {"saved_at": at, "action": reverse("record-edit", args=[saved.pk])}
    return JsonResponse(kept | {"seen": saved.changed_at.isoformat()})


@require_POST
def record_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    on, user = clock.today(), user_of(request)
    record = get_object_or_404(policies.editable_drafts(user, on), pk=pk)
    try:
        services.discard_draft(record=record.pk, by=user, on=on)
    except services.AlreadySettled:
        messages.warning(request, _("这份草稿已经登记或删除。"))
        return redirect("record-list")
    messages.success(request, _("草稿已删除。"))
    return redirect("record-list")


def _take(request: HttpRequest, *, kind: str, record: Record | None, on: date) -> HttpResponse:
    """Keep all that can be read, then do what the button asked."""
    user, token, wish = user_of(request), _token(request), request.POST.get("do", "save")
    if record is None:
        record = policies.editable_drafts(user, on).filter(token=token).first()
    enters = wish == "register"
    editor = RecordEditor(user=user, on=on, kind=kind, record=record, data=request.POST, strict=enters)
    valid = editor.is_valid()
    try:
        saved = services.save_draft(
            token=token, content=editor.content(), seen=_seen(request), by=user, on=on
        )
        refused = services.attach(token=token, files=request.FILES.getlist("files"), by=user, on=on)
        if wish.startswith("detach:") and wish[7:].isdecimal():
            services.detach(token=token, attachment=int(wish[7:]), by=user, on=on)
        if enters and valid and not refused:
            valid = _enter(editor, saved, on)
    except services.ChangedMeanwhile as conflict:
        return _show(request, editor, token=token, on=on, conflict=conflict.record, status=409)
    except services.AlreadySettled:
        return _settled(request, token, on)
    if not valid or refused:
        editor.record = saved
        kept = _("除标出的内容外，已保存为草稿。")
        return _show(request, editor, token=token, on=on, refused=refused, kept=kept, status=422)
    if enters:
        messages.success(request, _("已登记，已请参加的“一把手”确认。"))
        return redirect("record", saved.pk)
    if wish == "save":
        messages.success(request, _("草稿已保存。"))
    return redirect(
        reverse("record-edit", args=[saved.pk]) + "?saved=1" + ANCHORS.get(wish.partition(":")[0], "")
    )


def _enter(editor: RecordEditor, saved: Record, on: date) -> bool:
    """Enter the draft; where something stands against it, show that at its fields."""
    try:
        services.register_record(record=saved.pk, by=editor.user, on=on)
    except ValidationError as error:
        editor.refuse(error)
        return False
    return True


def _settled(request: HttpRequest, token: UUID, on: date) -> HttpResponse:
    """The form was sent a second time, or another person entered or discarded the draft meanwhile."""
    record = get_object_or_404(policies.readable_records(request.user, on), token=token)
    messages.info(request, _("这份记录此前已经登记，没有重复登记。"))
    return redirect("record", record.pk)


def _show(
    request: HttpRequest,
    editor: RecordEditor,
    *,
    token: UUID,
    on: date,
    conflict: Record | None = None,
    refused: list[str] | None = None,
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    record = conflict or editor.record
    kinds = [
        {
            "label": _(PROOF_TITLES[Proof(kind)]),
            "url": f"{reverse('record-new')}?kind={kind}",
            "current": kind == editor.kind,
        }
        for kind in policies.entered_kinds(editor.user, on)
    ]
    context: dict[str, Any] = {
        "editor": editor,
        "form": editor.form,
        "kind": editor.kind,
        "title": _(PROOF_TITLES[Proof(editor.kind)]),
        "clause_id": clause_of(editor.kind),
        "record": record,
        "kinds": kinds,
        "token": token,
        "seen": record.changed_at.isoformat() if record else "",
        "files": files_shown(record.attachments.select_related("added_by__person")) if record else [],
        "accept": uploads.ACCEPT,
        "conflict": _whose(conflict, editor.user) if conflict else "",
        "refused": refused or [],
        "kept": kept,
        "answers": request.method == "POST" or "saved" in request.GET,
        "today": on,
        "is_forum": editor.kind == Proof.INTEGRITY_FORUM,
    }
    return render(request, "integrity/record_edit.html", context, status=status)


def _whose(record: Record, user: User) -> str:
    at = timezone.localtime(record.changed_at).strftime("%H:%M")
    if record.changed_by_id == user.pk:
        return _("您在另一个窗口 %(at)s 保存过这份草稿，这里的修改还没有保存。") % {"at": at}
    values = {"name": str(record.changed_by or ""), "at": at}
    return _("%(name)s在 %(at)s 保存过这份草稿，您的修改还没有保存。") % values


def _token(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise Http404 from error


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None
