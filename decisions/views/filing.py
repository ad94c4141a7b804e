"""Filing and changing matters: the form that keeps what was typed, candidates found by name, withdrawing, files."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from decisions import policies
from decisions.forms.matters import MatterEditor
from decisions.models import Matter, MatterDraft
from decisions.selectors import lists
from decisions.selectors import matters as selectors
from decisions.services import matters as services
from decisions.services.locking import AlreadyDone
from decisions.services.states import NotPossible
from decisions.views.matters import page_of_matter, visible_or_404
from organisation.models import Unit

LEFT_OUT = {"csrfmiddlewaretoken", "seen", "token", "matter"}


@require_http_methods(["GET", "HEAD", "POST"])
def matter_new(request: HttpRequest) -> HttpResponse:
    """A form for a new matter of one of the units the user keeps; `?draft=` goes on with what was typed."""
    on, user = clock.today(), user_of(request)
    units = list(policies.kept_units(user, on).order_by("name"))
    if not units:
        raise Http404
    begun = _uuid(request.GET.get("draft", ""))
    draft = selectors.own_drafts(user).filter(token=begun).first() if begun else None
    given = request.POST.get("unit") or request.GET.get("unit") or _kept_value(draft, "unit")
    unit = next((unit for unit in units if str(unit.pk) == given), units[0])
    if request.method == "POST":
        return _file(request, unit, units, on)
    editor = MatterEditor(unit=unit, user=user, on=on, kept=draft.values if draft else None)
    return _show(request, editor, token=draft.token if draft else uuid4(), units=units, draft=draft)


@require_http_methods(["GET", "HEAD", "POST"])
def matter_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a matter not decided yet."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.editable_matters(user, on).select_related("unit"), pk=pk)
    draft = MatterDraft.objects.filter(matter=found, entered_by=user).first()
    if request.method == "POST":
        return _change(request, found, on)
    kept = draft.values if draft and "draft" in request.GET else None
    editor = MatterEditor(unit=found.unit, user=user, on=on, matter=found, kept=kept)
    return _show(request, editor, token=found.token, units=[found.unit], draft=draft if not kept else None)


@require_POST
def matter_draft(request: HttpRequest) -> JsonResponse:
    """Keep what is typed so far; answers when, and where the form goes from now on."""
    on, user = clock.today(), user_of(request)
    if not policies.kept_units(user, on).exists():
        raise Http404
    number = request.POST.get("matter", "")
    values = {name: given for name, given in request.POST.lists() if name not in LEFT_OUT}
    try:
        kept = services.keep_draft(
            token=_token(request),
            values=values,
            matter=int(number) if number.isdecimal() else None,
            by=user,
            on=on,
        )
    except NotPossible:
        return JsonResponse({"message": _("这个事项已经登记或不能再修改，刚才的内容没有保存。")}, status=409)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    at = timezone.localtime(kept.changed_at).strftime("%H:%M")
    answer = {"saved_at": at}
    if kept.matter_id is None:
        answer["action"] = f"{reverse('matter-new')}?draft={kept.token}"
    return JsonResponse(answer)


@require_POST
def matter_draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what was typed."""
    draft = get_object_or_404(MatterDraft, pk=pk, entered_by=user_of(request))
    services.discard_draft(draft=draft.pk, by=user_of(request))
    messages.success(request, _("草稿已删除。"))
    return redirect("matter-list") if draft.matter_id is None else redirect("matter", draft.matter_id)


@require_safe
def matter_people(request: HttpRequest) -> HttpResponse:
    """A fragment for htmx: the county's people that answer what was typed for a candidate."""
    on = clock.today()
    kept = policies.kept_units(user_of(request), on)
    unit = get_object_or_404(kept, pk=request.GET["unit"]) if _is_number(request, "unit") else None
    if unit is None:
        raise Http404
    typed = next((str(value) for name, value in request.GET.items() if name.endswith("-person")), "").strip()
    found = selectors.people_named(typed, unit.county_id, on) if typed else []
    return render(request, "decisions/_people.html", {"people": found})


@require_POST
def matter_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a matter back, with the reason."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.kept_matters(user, on), pk=pk)
    try:
        services.withdraw_matter(matter=found.pk, reason=request.POST.get("reason", "")[:300], by=user, on=on)
    except NotPossible:
        messages.info(request, _("这个事项已列入议程、已决定或已撤回，不能撤回。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("事项已撤回。"))
    return redirect("matter", pk)


@require_POST
def matter_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep files with a matter not decided yet."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.editable_matters(user, on), pk=pk)
    refused = services.attach(matter=found.pk, files=request.FILES.getlist("files"), by=user, on=on)
    if refused:
        context = page_of_matter(request, visible_or_404(request, pk), refused=refused)
        return render(request, "decisions/matter.html", context, status=422)
    return redirect(reverse("matter", args=[pk]) + "#files")


@require_POST
def matter_detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file out again."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.editable_matters(user, on), pk=pk)
    try:
        services.detach(matter=found.pk, attachment=file, by=user, on=on)
    except AlreadyDone:
        pass  # a second click: it is gone
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("matter", args=[pk]) + "#files")


def _file(request: HttpRequest, unit: Unit, units: list[Unit], on: date) -> HttpResponse:
    user, token = user_of(request), _token(request)
    editor = MatterEditor(unit=unit, user=user, on=on, data=request.POST)
    try:
        if editor.is_valid():
            made = services.file_matter(token=token, filing=editor.filing(), by=user, on=on)
            messages.success(request, _("事项已登记，编号 %(number)s。") % {"number": made.number})
            return redirect("matter", made.pk)
    except services.AlreadyFiled as again:
        messages.info(request, _("这个事项此前已经登记，没有重复登记。"))
        return redirect("matter", again.matter.pk)
    except NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        editor.refuse(error)
    return _show(request, editor, token=token, units=units, status=422)


def _change(request: HttpRequest, found: Matter, on: date) -> HttpResponse:
    user = user_of(request)
    editor = MatterEditor(unit=found.unit, user=user, on=on, matter=found, data=request.POST)
    conflict = False
    try:
        if editor.is_valid():
            services.change_matter(
                matter=found.pk, filing=editor.filing(), seen=_seen(request), by=user, on=on
            )
            messages.success(request, _("修改已保存。"))
            return redirect("matter", found.pk)
    except services.ChangedMeanwhile:
        conflict = True
    except NotPossible:
        messages.info(request, _("这个事项已列入议程或已决定，不能修改。"))
        return redirect("matter", found.pk)
    except ValidationError as error:
        editor.refuse(error)
    status = 409 if conflict else 422
    found.refresh_from_db()
    return _show(request, editor, token=found.token, units=[found.unit], conflict=conflict, status=status)


def _show(
    request: HttpRequest,
    editor: MatterEditor,
    *,
    token: UUID,
    units: list[Unit],
    draft: MatterDraft | None = None,
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    on, found = clock.today(), editor.matter
    threshold = lists.threshold_on(editor.unit, found.proposed_on if found else on)
    context: dict[str, Any] = {
        "editor": editor,
        "form": editor.form,
        "candidates": editor.candidates,
        "matter": found,
        "unit": editor.unit,
        "units": [
            {"label": unit.name, "url": f"?unit={unit.pk}", "current": unit == editor.unit} for unit in units
        ],
        "token": token,
        "seen": found.changed_at.isoformat() if found else "",
        "draft": draft,
        "conflict": conflict,
        "threshold": threshold,
        "ceiling": lists.large_sum_from(None, on),
        "today": on,
    }
    return render(request, "decisions/matter_edit.html", context, status=status)


def _kept_value(draft: MatterDraft | None, name: str) -> str:
    return str((draft.values.get(name) or [""])[0]) if draft else ""


def _is_number(request: HttpRequest, name: str) -> bool:
    return request.GET.get(name, "").isdecimal()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _token(request: HttpRequest) -> UUID:
    found = _uuid(request.POST.get("token", ""))
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None
