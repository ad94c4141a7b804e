"""The register of interference: entering one, its receipt, and what the discipline body makes of it. Every view is noted."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from projects import policies
from projects.forms.confidential import ClosingForm, ExaminationForm, InterferenceForm
from projects.models import Interference
from projects.selectors import confidential as selectors
from projects.services import interference as services
from projects.services.states import NotPossible

TAKEN = gettext_lazy("这份登记已由他人承办，或者已经办结。")
TONES = {"entered": "soon", "accepted": "info", "examined": "info", "closed": "muted"}


@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """What the user entered, as receipts; for the discipline body the register."""
    on, user = clock.today(), user_of(request)
    units, watches = policies.reportable_units(user, on), policies.watches(user, on)
    if not (units or watches):
        raise Http404
    page = page_of(selectors.entries_watched(user, on), request.GET.get("page")) if watches else None
    receipts = page_of(policies.own_entries(user, on), request.GET.get("own"))
    context = {
        "page": page,
        "rows": [{"entry": one, "tone": TONES[one.state]} for one in page.object_list] if page else [],
        "receipts": receipts,
        "own": [{"entry": one, "tone": TONES[one.state]} for one in receipts.object_list],
        "may_report": bool(units),
        "watches": watches,
        "today": on,
    }
    return render(request, "projects/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: HttpRequest) -> HttpResponse:
    """Enter interference in a unit of one's own; it is acknowledged by a number."""
    on, user = clock.today(), user_of(request)
    units = policies.reportable_units(user, on)
    if not units:
        raise Http404
    form = InterferenceForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_interference(token=token_of(request), report=form.report(), by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            words = _("已登记，登记编号 %(number)s。只有纪检监察机关可以看到内容，登记人只对承办人公开。")
            messages.success(request, words % {"number": made.number})
            return redirect("interference-list")
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "projects/entry_new.html", context, status=422 if form.errors else 200)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry, for the discipline body; the source for the officer in charge alone."""
    found = _found(request, pk)
    services.note_viewing(entry=found, by=user_of(request))
    return render(request, "projects/entry.html", _page(request, found))


@require_POST
def entry_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry in charge."""
    found = _found(request, pk)
    try:
        services.accept(entry=found.pk, by=user_of(request), on=clock.today())
        messages.success(request, _("已受理，由您承办。"))
    except NotPossible:
        messages.error(request, str(TAKEN))
    return redirect("interference", pk)


@require_POST
def entry_examine(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was looked into."""
    found, form = _found(request, pk), ExaminationForm(request.POST)
    if form.is_valid():
        try:
            services.examine(entry=found.pk, **form.cleaned_data, by=user_of(request), on=clock.today())
        except NotPossible:
            form.add_error(None, str(TAKEN))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("核查情况已保存。"))
            return redirect("interference", pk)
    return render(request, "projects/entry.html", _page(request, found, examination=form), status=422)


@require_POST
def entry_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an entry with its result."""
    found, form = _found(request, pk), ClosingForm(request.POST)
    if form.is_valid():
        try:
            services.close(entry=found.pk, **form.cleaned_data, by=user_of(request), on=clock.today())
        except NotPossible:
            form.add_error(None, str(TAKEN))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已办结。"))
            return redirect("interference", pk)
    return render(request, "projects/entry.html", _page(request, found, closing=form), status=422)


def _found(request: HttpRequest, pk: int) -> Interference:
    rows = policies.watched_interference(user_of(request), clock.today())
    found: Interference = get_object_or_404(rows.select_related("unit", "project", "officer__person"), pk=pk)
    return found


def _page(
    request: HttpRequest, found: Interference, *, examination: Form | None = None, closing: Form | None = None
) -> dict[str, Any]:
    on, user = clock.today(), user_of(request)
    in_charge = found.officer_id == user.pk and found.state != "closed"
    first = {"words": found.examination, "heard": found.heard, "heard_on": found.heard_on}
    return {
        "entry": found,
        "tone": TONES[found.state],
        "source": services.source_of(entry=found, by=user),
        "people": list(found.people.all()),
        "viewings": page_of(selectors.viewings_of(found), request.GET.get("page"), 20),
        "examination": examination or (ExaminationForm(initial=first) if in_charge else None),
        "closing": closing or (ClosingForm() if in_charge and found.state == "examined" else None),
        "may_accept": found.state == "entered",
        "opens_project": found.project_id is not None
        and policies.visible_projects(user, on).filter(pk=found.project_id).exists(),
        "today": on,
    }
