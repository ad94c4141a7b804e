"""Proposals of audits: the list, one by hand, setting aside and taking up."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from audits.choices import ProposalState
from audits.forms.proposals import ProposalFilterForm, ProposalForm
from audits.policies import kept_proposals, offered_triggers, sees_plans, sees_proposals
from audits.presenters.proposals import rows_of
from audits.selectors.proposals import proposals_matching
from audits.services.proposals import note_viewing, propose_audit, set_aside, take_up
from audits.services.states import NotPossible
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Proposals the user may see, filtered and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_proposals(user, on):
        raise Http404
    asked = request.GET.copy()
    asked.setdefault("state", ProposalState.OPEN)
    form = ProposalFilterForm(asked)
    page = page_of(proposals_matching(user, on, form.query()), request.GET.get("page"))
    rows = list(page.object_list)
    note_viewing(proposals=rows, by=user)
    kept = set(kept_proposals(user, on).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(rows, kept, on),
        "today": on,
        "may_propose": bool(offered_triggers(user, on)),
        "sees_plans": sees_plans(user, on),
    }
    return render(request, "audits/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Propose an audit by hand."""
    on, user = clock.today(), user_of(request)
    if not offered_triggers(user, on):
        raise Http404
    form = ProposalForm(request.POST or None, user=user, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_audit(token=token_of(request), content=form.content(), by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已提出对%(who)s的审计建议。") % {"who": made.person.name})
            return redirect("proposal-list")
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/proposal_new.html", context, status=422 if form.errors else 200)


@require_POST
def proposal_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a proposal aside, with the reason."""
    reason = request.POST.get("reason", "")
    return _done(request, set_aside, _("审计建议已搁置。"), proposal=pk, reason=reason)


@require_POST
def proposal_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal up again."""
    return _done(request, take_up, _("审计建议已恢复，等待列入计划。"), proposal=pk)


def _done(request: HttpRequest, service: Callable[..., Any], words: str, **what: Any) -> HttpResponse:
    try:
        service(**what, by=user_of(request), on=clock.today())
    except NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, words)
    return redirect("proposal-list")
