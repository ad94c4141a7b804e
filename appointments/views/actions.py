"""Appraisals, rewards and removals: the list, one with its steps, opening, deciding and withdrawing one, its papers, the head's word."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from appointments import policies
from appointments.choices import ActionState
from appointments.forms.actions import ActionFilterForm, ActionForm, DecisionForm
from appointments.models import ActionFile, PersonnelAction
from appointments.presenters import actions as shown
from appointments.presenters.consulting import conclusions_shown, note_conclusions
from appointments.selectors.actions import actions_matching
from appointments.services import actions as services
from appointments.services.states import NotPossible
from appointments.services.viewings import note_viewing
from appointments.views.cases import CLOSED
from core import clock, uploads
from core.attachments import files_shown
from core.paging import page_of
from core.sending import refuse, token_of
from decisions.policies import visible_matters


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    """Files the user may read, filtered and paged, each with what of the conclusions was not consulted."""
    on, user = clock.today(), user_of(request)
    units = policies.deciding_units(user, on).exists()
    if not units and not policies.visible_actions(user, on).exists():
        raise Http404
    form = ActionFilterForm(request.GET, on=on)
    page = page_of(actions_matching(user, on, form.query()), request.GET.get("page"))
    rows = shown.action_rows(list(page.object_list), on)
    context = {"form": form, "page": page, "rows": rows, "may_open": units}
    return render(request, "appointments/action_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: HttpRequest) -> HttpResponse:
    """Open a file."""
    on, user = clock.today(), user_of(request)
    units = policies.deciding_units(user, on)
    if not units.exists():
        raise Http404
    form = ActionForm(request.POST or None, units=units, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            action = services.open_action(token=token_of(request), opening=form.opening(), by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("档案已建立。"))
            return redirect("personnel-action", action.pk)
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "appointments/action_new.html", context, status=422 if form.errors else 200)


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One file with its steps and conclusions. Every view is noted."""
    found = readable_or_404(request, pk)
    note_viewing(file=found, by=user_of(request), what=_("档案和结论"))
    context = _page(request, found)
    note_conclusions(context["conclusions"], by=user_of(request))
    return render(request, "appointments/action.html", context)


@require_safe
def action_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a file, as a download; noted like a view."""
    found = readable_or_404(request, pk)
    paper = get_object_or_404(ActionFile, action=found, pk=file)
    try:
        stored = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_viewing(file=found, by=user_of(request), what=_("材料：%(name)s") % {"name": paper.name})
    return uploads.download(stored, paper.name)


@require_http_methods(["GET", "HEAD", "POST"])
def action_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what was decided."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    if not found.is_open:
        raise Http404
    conclusions = conclusions_shown(found, user, on)
    matters = policies.action_matters(found).order_by("-proposed_on", "-pk")
    form = DecisionForm(request.POST or None, action=found, matters=matters, initial={"decided_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_action(action=found.pk, decision=form.decision(), by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("决定已登记，本人可以查看。"))
            return redirect("personnel-action", pk)
    elif request.method != "POST":
        note_viewing(file=found, by=user, what=_("作出决定"))
    waiting = [one for one in conclusions if one.is_missing]
    context = {"action": found, "form": form, "waiting": waiting}
    return render(request, "appointments/action_decide.html", context, status=422 if form.errors else 200)


@require_POST
def action_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End a file without a decision, or note that the decision was revoked."""
    found, on, user = editable_or_404(request, pk), clock.today(), user_of(request)
    reason = request.POST.get("reason", "")
    _told(
        request, _("档案已撤回。"), services.withdraw_action, action=found.pk, reason=reason, by=user, on=on
    )
    return redirect("personnel-action", pk)


@require_POST
def action_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add papers to a file."""
    found, on, user = editable_or_404(request, pk), clock.today(), user_of(request)
    files = request.FILES.getlist("files")
    for words in services.attach_to_action(action=found.pk, files=files, by=user, on=on):
        messages.error(request, words)
    return redirect("personnel-action", pk)


@require_POST
def action_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """What the head says to what was decided about them."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.own_actions(user, on), pk=pk)
    words = request.POST.get("words", "")
    _told(
        request, _("本人意见已记录。"), services.reply_to_action, action=found.pk, words=words, by=user, on=on
    )
    return redirect("personnel-action", pk)


def readable_or_404(request: HttpRequest, pk: int) -> PersonnelAction:
    """The file if this user may read it, or 404."""
    return get_object_or_404(_named(policies.visible_actions(user_of(request), clock.today())), pk=pk)


def editable_or_404(request: HttpRequest, pk: int) -> PersonnelAction:
    """The file if this user may still write in it, or 404."""
    return get_object_or_404(_named(policies.editable_actions(user_of(request), clock.today())), pk=pk)


def _told(request: HttpRequest, done: str, service: Any, **given: Any) -> None:
    try:
        service(**given)
    except NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)


def _page(request: HttpRequest, found: PersonnelAction) -> dict[str, Any]:
    on, user = clock.today(), user_of(request)
    may_edit = policies.editable_actions(user, on).filter(pk=found.pk).exists()
    conclusions = conclusions_shown(found, user, on, found.decided_on)
    faults = shown.faults_of(found)
    opens = found.matter_id and visible_matters(user, on).filter(pk=found.matter_id).exists()
    return {
        "action": found,
        "tone": shown.STATE_TONES[ActionState(found.state)],
        "about": shown.about_of(found),
        "steps": shown.steps_shown(found, conclusions, faults),
        "faults": faults,
        "conclusions": conclusions,
        "may_consult": may_edit and any(one.is_missing for one in conclusions),
        "opens_matter": opens,
        "files": files_shown(found.attachments.select_related("added_by__person")),
        "accept": uploads.ACCEPT,
        "may_edit": may_edit,
        "may_reply": found.person_id == user.person_id and found.state == ActionState.DECIDED,
    }


def _named(rows: Any) -> Any:
    return rows.select_related(
        "unit", "keeper", "person", "post__unit", "post__section", "matter", "entered_by__person"
    )
