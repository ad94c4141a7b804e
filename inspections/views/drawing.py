"""Publishing the list, the draw with everything it rests on, filling a place that fell free."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, uploads
from core.sending import shown
from inspections.forms.steps import DrawForm, PublishForm
from inspections.models import Draw, Inspection
from inspections.policies import organised_inspections
from inspections.presenters.drawing import as_file, page_of_draw
from inspections.procedure.independence import excluded_of
from inspections.services import drawing as services
from inspections.services.held import NotPossible
from inspections.views.requests import CLOSED, acted, back, followed_or_404, organised_or_404
from rulebook.procedures.inspections import DRAW_AFTER, KINDS, State


@require_http_methods(["GET", "HEAD", "POST"])
def list_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The pool with who is left out and why; publish it as the list of the draw."""
    on, user = clock.today(), user_of(request)
    found = organised_or_404(request, pk, State.PLANNED)
    form = PublishForm(request.POST or None)
    unavailable = form.unavailable() if request.method == "POST" else {}
    if request.method == "POST" and form.is_valid():
        told = {"draw_on": form.cleaned_data["draw_on"], "unavailable": unavailable}
        if acted(form, lambda: services.publish_list(inspection=pk, **told, by=user, on=on)):
            messages.success(request, _("名单已公布，不能再改。"))
            return redirect("inspection-draw", pk)
    pool = list(services.pool_of(found, on))
    excluded = excluded_of(found, pool, on)
    groups = [
        {
            "rule": rule,
            "rows": [
                {
                    "row": one,
                    "excluded": excluded.get(one.pk, ""),
                    "why": unavailable.get(one.pk, ""),
                    "ticked": one.pk in unavailable,
                }
                for one in pool
                if one.kind == rule.kind
            ],
        }
        for rule in KINDS.values()
    ]
    context = {"inspection": found, "form": form, "groups": groups, "days": DRAW_AFTER, "draw": found.draw}
    return shown(request, "inspections/list_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Seed, list, algorithm and result; on the day declared the draw itself."""
    on, user = clock.today(), user_of(request)
    found = followed_or_404(request, pk)
    row = _draw_of(found)
    organises = organised_inspections(user, on).filter(pk=pk).exists()
    if request.method == "POST" and not organises:
        raise Http404
    form = DrawForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and acted(
        form, lambda: services.draw_members(inspection=pk, **form.cleaned_data, by=user, on=on)
    ):
        messages.success(request, _("抽选完成，种子已公开，任何人都可以重算。"))
        return redirect("inspection-draw", pk)
    context = page_of_draw(found, row) | {
        "form": form,
        "today": on,
        "may_draw": organises
        and found.state == State.LISTED
        and row.draw_on is not None
        and on >= row.draw_on,
    }
    return shown(request, "inspections/draw.html", context)


@require_safe
def draw_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything of a draw as JSON, for `manage.py check_draw` or anybody's own reckoning."""
    found = followed_or_404(request, pk)
    row = _draw_of(found)
    if row.drawn_on is None:
        raise Http404
    return uploads.download(BytesIO(as_file(found, row)), f"{found.number}抽选.json")


@require_POST
def replace(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Let a member go, with the reason; the next in order takes the place."""
    found = organised_or_404(request, pk)
    reason = request.POST.get("reason", "")
    try:
        made = services.replace_member(
            inspection=pk, member=member, reason=reason, by=user_of(request), on=clock.today()
        )
    except NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(who)s按抽选次序递补。") % {"who": made.deputy.name})
    return back(found, "members")


def _draw_of(found: Inspection) -> Draw:
    return Draw.objects.select_related("listed_by__person", "drawn_by__person").get(inspection=found)
