"""Incidents: the list, one, entering and taking back (B6, C1)."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from integrity.forms.incidents import IncidentFilterForm, IncidentForm
from integrity.models import Incident
from integrity.policies.incidents import enters_incidents, kept_incidents, visible_incidents
from integrity.policies.lists import own_lists
from integrity.presenters import lists as shown
from integrity.selectors import incidents as selectors
from integrity.services import incidents as services
from integrity.services.lists import NotPossible
from integrity.views.responsibility import CLOSED
from supervision.policies import visible_findings


@require_safe
def incident_list(request: HttpRequest) -> HttpResponse:
    """Incidents the user may see, filtered and paged."""
    on, user = clock.today(), user_of(request)
    enters = enters_incidents(user, on)
    if not enters and not own_lists(user).exists() and not visible_incidents(user, on).exists():
        raise Http404
    form = IncidentFilterForm(request.GET, on=on)
    page = page_of(selectors.incidents_matching(user, on, form.query()), request.GET.get("page"))
    context = {"form": form, "page": page, "may_enter": enters, "tabs": shown.tabs_of(user, on, "incidents")}
    return render(request, "integrity/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: HttpRequest) -> HttpResponse:
    """Enter an incident for the discipline body."""
    on, user = clock.today(), user_of(request)
    if not enters_incidents(user, on):
        raise Http404
    form = IncidentForm(request.POST or None, units=selectors.units_entered(user, on))
    token = token_of(request) if request.POST else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_incident(token=token, report=form.report(), by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记，并请“一把手”说明情况。"))
            return redirect(made)
    context = {"form": form, "token": token}
    return render(request, "integrity/incident_new.html", context, status=422 if form.errors else 200)


@require_safe
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident with the heads who answer. Every view is noted."""
    on, user = clock.today(), user_of(request)
    rows = selectors.with_heads(visible_incidents(user, on), user, on)
    found: Incident = get_object_or_404(rows.select_related("entered_by__person"), pk=pk)
    services.note_viewing(incident=found, by=user)
    heads = found.heads  # type: ignore[attr-defined]
    findings = selectors.findings_of(heads)
    readable = visible_findings(user, on).filter(pk__in=[one.pk for one in findings.values()])
    numbers = set(readable.values_list("pk", flat=True))
    context = {
        "incident": found,
        "heads": [
            {"row": row, "finding": one if (one := findings.get(row.pk)) and one.pk in numbers else None}
            for row in heads
        ],
        "may_withdraw": not found.withdrawn_reason and kept_incidents(user, on).filter(pk=pk).exists(),
        # The kind of source is for the discipline body alone: "a report" would tell the head that there was one (C23).
        "sees_source": enters_incidents(user, on) and all(row.person_id != user.person_id for row in heads),
    }
    return render(request, "integrity/incident.html", context)


@require_POST
def incident_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an incident that did not prove true."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(kept_incidents(user, on), pk=pk)
    try:
        services.withdraw_incident(incident=pk, reason=request.POST.get("reason", ""), by=user, on=on)
    except NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已撤销。"))
    return redirect(found)
